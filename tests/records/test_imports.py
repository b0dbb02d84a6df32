"""Files are taken in as a whole, change nothing the second time, and are taken back to the letter."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import SAMPLES, House

from genhun.core.group import Group
from genhun.records.actions.accounts import open_account
from genhun.records.actions.imports import commit_import, discard_import, receive_import, undo_import
from genhun.records.contract.read import SHAPES, stored_rows, whole_group
from genhun.records.models import Account, AuditEntry, ImportBatch, Lock, Person, Plan, PlanLine, Role, Tenure, Unit
from genhun.records.policies import Refused, Stale
from genhun.records.uploads import packed
from genhun.tables.write import write_folder, write_workbook

State = ImportBatch.State


def fingerprint() -> str:
    """All tables of the records, derived columns and numbers included, as one figure."""
    rows = [repr(list(model.objects.order_by("id").values_list())) for model, _columns, _make in SHAPES.values()]
    return hashlib.sha256("".join(rows).encode()).hexdigest()


def counts(batch: ImportBatch, kind: str) -> dict[str, int]:
    """How many rows of a kind the preview shows, by table, noughts left out."""
    return {table: n[kind] for table, n in batch.changes["tables"].items() if n[kind]}


def csv(name: str, *lines: str) -> tuple[str, bytes]:
    """A csv upload."""
    return f"{name}.csv", "\n".join(lines).encode()


def test_an_export_taken_in_again_changes_nothing(house: House, tmp_path: Path) -> None:
    write_workbook(whole_group(), tmp_path / "export.xlsx")
    batch = receive_import(*packed(tmp_path / "export.xlsx"), house.officer)
    assert (batch.state, counts(batch, "new"), counts(batch, "changed")) == (State.PREVIEW, {}, {})
    before = fingerprint()
    commit_import(batch, house.officer)
    assert fingerprint() == before


def test_the_sample_in_the_records_is_the_sample(house: House, plant_group: Group) -> None:
    stored = whole_group()
    for table in SHAPES:
        if table != "policy":
            assert sorted(getattr(stored, table), key=repr) == sorted(getattr(plant_group, table), key=repr), table
    assert stored.policy == plant_group.policy


@pytest.fixture
def newcomer(db: None) -> Account:
    """An officer of a group whose records hold nothing but the officer's own unit."""
    unit = Unit.objects.create(code="HQ", name="总部", path="/HQ/", tier=1, city="北京", circle="HQ")
    return open_account("first", "made-up-password", role=Role.GROUP_OFFICER, unit=unit, actor=None)


def test_an_office_s_workbook_twice_changes_nothing_the_second_time_and_is_undone(newcomer: Account) -> None:
    empty = fingerprint()
    upload = packed(SAMPLES / "company.xlsx")
    company = receive_import(*upload, newcomer)
    assert (counts(company, "new")["people"], company.faults) == (3073, [])
    assert fingerprint() == empty
    commit_import(company, newcomer)
    after_first = fingerprint()
    again = receive_import(*upload, newcomer)
    assert (counts(again, "new"), counts(again, "changed")) == ({}, {})
    commit_import(again, newcomer)
    assert fingerprint() == after_first
    undo_import(again, newcomer, "nothing in it")
    company.refresh_from_db()
    undo_import(company, newcomer, "wrong file")
    assert fingerprint() == empty


def test_a_file_of_one_table_refers_to_the_records_and_touches_nothing_else(house: House) -> None:
    person = Person.objects.order_by("code")[0]
    name, content = csv("credits", "person_id,date,days", f"{person.code},2027-03-01,4")
    batch = receive_import(name, content, house.officer)
    assert (counts(batch, "new"), counts(batch, "changed"), batch.faults) == ({"credits": 1}, {}, [])
    others = {t: list(stored_rows(t)) for t in SHAPES if t != "credits"}
    commit_import(batch, house.officer)
    assert {t: list(stored_rows(t)) for t in SHAPES if t != "credits"} == others


def test_a_changed_cell_is_shown_with_its_value_before_and_after(house: House) -> None:
    unit = Unit.objects.get(pk=house.below.pk)
    batch = receive_import(*csv("units", "unit_id,name,city", f"{unit.code},新名,{unit.city}"), house.officer)
    [change] = batch.changes["tables"]["units"]["changed_rows"]
    assert change["cells"] == {"name": [unit.name, "新名"]}
    assert counts(batch, "changed") == {"units": 1}


def test_a_unit_that_moves_takes_its_paths_and_people_along_and_back(house: House) -> None:
    before = fingerprint()
    unit, new_parent = house.middle, house.sister
    row = f"{unit.code},{unit.name},{new_parent.code},{unit.city}"
    batch = receive_import(*csv("units", "unit_id,name,parent_id,city", row), house.officer)
    commit_import(batch, house.officer)
    assert Unit.objects.get(pk=house.below.pk).path == f"{new_parent.path}{unit.code}/{house.below.code}/"
    undo_import(batch, house.officer, "a try")
    assert fingerprint() == before


def test_faults_are_listed_and_nothing_can_be_written(house: House) -> None:
    batch = receive_import(*csv("credits", "person_id,date,days", "nobody,2027-03-01,x"), house.officer)
    assert batch.state == State.REFUSED
    assert [(f["row"], f["column"], f["kind"]) for f in batch.faults] == [
        (2, "days", "not_a_number"),
        (2, "person_id", "unknown_reference"),
    ]
    with pytest.raises(Refused):
        commit_import(batch, house.officer)


def test_an_appointment_that_clashes_with_the_records_is_a_fault(house: House) -> None:
    tenure = Tenure.objects.filter(end=None, post__fixed=False).select_related("person", "post")[0]
    line = f"{tenure.person.code},{tenure.post.code},2026-12"
    batch = receive_import(*csv("appointments", "person_id,post_id,start", line), house.officer)
    assert [f["kind"] for f in batch.faults] == ["two_open"]


def test_a_preview_that_the_records_outran_is_stale(house: House) -> None:
    person = Person.objects.order_by("code")[0]
    upload = csv("credits", "person_id,date,days", f"{person.code},2027-03-01,4")
    first, second = (receive_import(*upload, house.officer) for _ in range(2))
    commit_import(first, house.officer)
    before = fingerprint()
    with pytest.raises(Stale):
        commit_import(second, house.officer)
    assert fingerprint() == before


def test_a_second_click_is_refused(house: House) -> None:
    batch = receive_import(*csv("credits", "person_id,date,days"), house.officer)
    commit_import(batch, house.officer)
    with pytest.raises(Refused):
        commit_import(batch, house.officer)
    with pytest.raises(Refused):
        discard_import(batch, house.officer)


def test_only_the_latest_import_is_undone(house: House) -> None:
    people = Person.objects.order_by("code")[:2]
    batches = []
    for person in people:
        batches.append(
            receive_import(*csv("credits", "person_id,date,days", f"{person.code},2027-03-01,4"), house.officer)
        )
        commit_import(batches[-1], house.officer)
    with pytest.raises(Refused):
        undo_import(batches[0], house.officer, "too late")
    undo_import(batches[1], house.officer, "wrong")
    batches[0].refresh_from_db()
    undo_import(batches[0], house.officer, "wrong")


def test_what_a_plan_refers_to_is_not_undone(house: House) -> None:
    batch = receive_import(
        *csv(
            "classes", "class_id,title,kind,city,start,end,days,seats", "NEW,新班,core,平顶山,2027-03-01,2027-03-05,5,9"
        ),
        house.officer,
    )
    commit_import(batch, house.officer)
    plan = Plan.objects.create(planner="training", unit=house.root, input_digest="", cost=0, bound=0)
    made = SHAPES["classes"][0].objects.get(code="NEW")
    PlanLine.objects.create(plan=plan, unit=house.root, person=Person.objects.all()[0], training_class=made)
    before = fingerprint()
    with pytest.raises(Refused):
        undo_import(batch, house.officer, "wrong")
    assert fingerprint() == before


def test_every_step_leaves_one_entry(house: House) -> None:
    start = AuditEntry.objects.count()
    one = receive_import(*csv("credits", "person_id,date,days"), house.officer)
    discard_import(one, house.officer)
    two = receive_import(*csv("credits", "person_id,date,days"), house.officer)
    commit_import(two, house.officer)
    undo_import(two, house.officer, "wrong")
    done = AuditEntry.objects.order_by("id")[start:].values_list("action", "subject", "actor__username")
    assert list(done) == [
        ("receive_import", f"import:{one.pk}", "officer"),
        ("discard_import", f"import:{one.pk}", "officer"),
        ("receive_import", f"import:{two.pk}", "officer"),
        ("commit_import", f"import:{two.pk}", "officer"),
        ("undo_import", f"import:{two.pk}", "officer"),
    ]


@pytest.mark.parametrize("role", ["unit_secretary", "reader"])
def test_only_officers_send_files(house: House, role: str) -> None:
    with pytest.raises(Refused):
        receive_import(*csv("credits", "person_id,date,days"), house.account(role, house.root))


def test_an_officer_below_the_top_sends_nothing(house: House) -> None:
    with pytest.raises(Refused):
        receive_import(*csv("credits", "person_id,date,days"), house.account("personnel_officer", house.middle))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.exe", b"MZ", "not_a_workbook"),
        ("a.xlsx", b"no workbook", "not_a_workbook"),
        ("a.csv", b"x" * (20 * 2**20 + 1), "too_large"),
    ],
)
def test_files_that_are_no_tables_are_refused_with_the_reason(
    house: House, name: str, content: bytes, kind: str
) -> None:
    batch = receive_import(name, content, house.officer)
    assert (batch.state, [f["kind"] for f in batch.faults]) == (State.REFUSED, [kind])


CELLS = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["张三", "李四 ", "欧阳　明", "=1+1", "𬱖"]),
        "level": st.integers(0, 9),
        "young": st.booleans(),
        "home_city": st.sampled_from(["", "平顶山", "北京"]),
        "retire": st.sampled_from(["", "2031-07"]),
    }
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(CELLS, min_size=1, max_size=4))
def test_any_change_of_people_round_trips_and_is_undone(
    house: House, tmp_path: Path, changes: list[dict[str, Any]]
) -> None:
    before = fingerprint()
    people = Person.objects.order_by("code")[: len(changes)]
    header = "person_id,sex,birth,level_since,name,level,young,home_city,retire"
    rows = [
        f"{p.code},{p.sex},{p.birth:%Y-%m},{p.level_since:%Y-%m},"
        f"{c['name']},{c['level']},{int(c['young'])},{c['home_city']},{c['retire']}"
        for p, c in zip(people, changes, strict=True)
    ]
    batch = receive_import(*csv("people", header, *rows), house.officer)
    commit_import(batch, house.officer)
    write_folder(whole_group(), tmp_path / "again")
    again = receive_import(*packed(tmp_path / "again"), house.officer)
    assert (again.state, counts(again, "new"), counts(again, "changed")) == (State.PREVIEW, {}, {})
    discard_import(again, house.officer)
    undo_import(batch, house.officer, "a try")
    assert fingerprint() == before


def test_locks_that_people_decided_survive_imports(house: House, tmp_path: Path) -> None:
    lock = Lock.objects.order_by("id")[0]
    Lock.objects.filter(pk=lock.pk).update(reason="不同意调整")
    write_workbook(whole_group(), tmp_path / "export.xlsx")
    commit_import(receive_import(*packed(tmp_path / "export.xlsx"), house.officer), house.officer)
    assert Lock.objects.get(pk=lock.pk).reason == "不同意调整"
