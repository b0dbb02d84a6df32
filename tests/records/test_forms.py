"""Appointment forms are taken in with the same care as tables: previewed, once, undone."""

from pathlib import Path

import pytest
from tests.conftest import House
from tests.records.test_imports import counts, fingerprint

from genhun.core.calendar import month_of_date
from genhun.formats.form import AppointmentForm, FamilyMember
from genhun.formats.lrmx import write_lrmx
from genhun.records.actions.imports import commit_import, receive_import, undo_import
from genhun.records.contract.compare import differences
from genhun.records.contract.read import whole_group
from genhun.records.models import ImportBatch, Kinship, Person, Tenure
from genhun.records.uploads import packed, sheets_in
from genhun.tables.write import write_workbook

SEX = {"m": "男", "f": "女"}
DATA = Path(__file__).parent.parent / "formats" / "data"


def form_of(person: Person, resume: str, *family: FamilyMember) -> bytes:
    """The form of somebody in the records."""
    born = f"{person.birth:%Y.%m}"
    return write_lrmx(AppointmentForm(name=person.name, sex=SEX[person.sex], birth=born, resume=resume, family=family))


def member(person: Person, relation: str) -> FamilyMember:
    return FamilyMember(relation=relation, name=person.name, birth=f"{person.birth:%Y%m}")


@pytest.fixture
def pair(house: House) -> tuple[Person, Person]:
    """Two people whose name and month of birth nobody shares, who are not related in the records."""
    related = {n for pair in Kinship.objects.values_list("person_id", "kin_id") for n in pair}
    seen: dict[tuple[str, object], list[Person]] = {}
    for person in Person.objects.exclude(pk__in=related).order_by("code"):
        seen.setdefault((person.name, month_of_date(person.birth)), []).append(person)
    one, two = [people[0] for people in seen.values() if len(people) == 1][:2]
    return one, two


def test_a_form_of_somebody_known_adds_posts_and_relatives_and_changes_nothing_else(
    house: House, pair: tuple[Person, Person]
) -> None:
    person, kin = pair
    resume = "1999.07--2001.03  某某公司党委办公室党务干事\n2001.03--2003.05  某某学校脱产学习"
    before, person_before = fingerprint(), Person.objects.filter(pk=person.pk).values().get()
    upload = ("form.lrmx", form_of(person, resume, member(kin, "妻子")))
    batch = receive_import(*upload, house.officer)
    assert (batch.kind, batch.state, batch.faults) == (ImportBatch.Kind.FORM, ImportBatch.State.PREVIEW, [])
    assert counts(batch, "new") == {"appointments": 1, "kin": 1}
    commit_import(batch, house.officer)
    added = Tenure.objects.latest("id")
    assert (added.person, added.post, added.track) == (person, None, "party")
    assert (f"{added.start:%Y-%m}", f"{added.end:%Y-%m}") == ("1999-07", "2001-03")
    link = Kinship.objects.latest("id")
    assert (link.person, link.kin, link.relation) == (person, kin, "妻子")
    assert Person.objects.filter(pk=person.pk).values().get() == person_before
    again = receive_import(*upload, house.officer)
    assert (counts(again, "new"), counts(again, "changed")) == ({}, {})
    undo_import(batch, house.officer, "wrong form")
    assert fingerprint() == before


def test_a_form_of_somebody_new_makes_a_person_once(house: House) -> None:
    form = AppointmentForm(
        name="司马　望舒", sex="女", birth="1991.04", resume="2015.07--          某公司车间党支部书记"
    )
    batch = receive_import("new.lrmx", write_lrmx(form), house.officer)
    commit_import(batch, house.officer)
    person = Person.objects.latest("id")
    assert (person.name, person.sex, f"{person.birth:%Y-%m}") == ("司马望舒", "f", "1991-04")
    again = receive_import("new.lrmx", write_lrmx(form), house.officer)
    assert (counts(again, "new"), counts(again, "changed")) == ({}, {})
    assert any(note.startswith("people.level: missing") for note in batch.changes["notes"])


def test_what_a_form_brought_leaves_again_in_an_export_that_is_read_without_a_fault(
    house: House, tmp_path: Path
) -> None:
    resume = "2015.07--2016.08  某公司车间党支部书记\n2016.08--          说不清的岗位"
    form = AppointmentForm(name="司马望舒", sex="女", birth="1991.04", resume=resume)
    commit_import(receive_import("new.lrmx", write_lrmx(form), house.officer), house.officer)
    write_workbook(whole_group(), tmp_path / "export.xlsx")
    found, _notes = differences(sheets_in(*packed(tmp_path / "export.xlsx")))
    assert all(difference.empty for difference in found.values())


@pytest.mark.parametrize("name", ["made-up.lrmx", "made-up.lrm"])
def test_forms_as_their_editors_write_them_are_previewed(house: House, name: str) -> None:
    batch = receive_import(*packed(DATA / name), house.officer)
    assert (batch.state, counts(batch, "new")["people"]) == (ImportBatch.State.PREVIEW, 1)


def test_a_form_without_a_birth_and_a_broken_one_are_refused(house: House) -> None:
    nameless = receive_import("a.lrmx", write_lrmx(AppointmentForm(name="甲", sex="男")), house.officer)
    assert [(f["column"], f["kind"]) for f in nameless.faults] == [("birth", "missing_value")]
    broken = receive_import("a.lrmx", b"<Person>", house.officer)
    assert [f["kind"] for f in broken.faults] == ["not_a_form"]
