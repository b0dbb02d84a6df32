"""Export then import gives the same group, from csv files and from a workbook, whatever the group holds."""

import tempfile
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genhun.core.calendar import month_of
from genhun.core.group import (
    ROLES,
    Appointment,
    Credit,
    Group,
    Kin,
    Lock,
    Peak,
    Person,
    Post,
    Strength,
    TrainingClass,
    Unit,
)
from genhun.core.policy import PARAMETERS, Policy
from genhun.madeup.group import Recipe, invent
from genhun.tables.read import read_group
from genhun.tables.write import write_folder, write_template, write_workbook

SAMPLES = Path(__file__).parents[2] / "samples"
WRITERS = {"tables": write_folder, "tables.xlsx": write_workbook}

# Text as it can stand in a cell: trimmed, any sign first, commas and quotes inside, Chinese unpadded.
text = st.text(st.sampled_from("甲乙丙丁=+-@',\".;#ab01é😀"), min_size=1, max_size=8).map(str.strip).filter(bool)
ids = st.text(st.sampled_from("=+-@'AB01_甲"), min_size=1, max_size=6)
months = st.integers(month_of(1950, 1), month_of(2099, 12))
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
latitudes = st.none() | st.floats(-90, 90, allow_nan=False).map(lambda x: x + 0.0)
small = st.integers(0, 9)


@st.composite
def units(draw: st.DrawFn) -> list[Unit]:
    found: list[Unit] = []
    for unit_id in draw(st.lists(ids, unique=True, min_size=1, max_size=5)):
        parent = draw(st.sampled_from(found)) if found and draw(st.booleans()) else None
        lat = draw(latitudes)
        found.append(
            Unit(
                unit_id,
                draw(text),
                draw(text),
                parent.unit_id if parent else "",
                draw(st.integers(1, 6)),
                draw(st.just("") | text),
                lat,
                None if lat is None else draw(latitudes.filter(lambda x: x is not None)),
                draw(ids),
            )
        )
    return found


@st.composite
def groups(draw: st.DrawFn) -> Group:
    at = draw(units())
    unit_ids = st.sampled_from([u.unit_id for u in at])
    post_ids = draw(st.lists(ids, unique=True, min_size=1, max_size=5))
    roles = st.frozensets(st.sampled_from(ROLES))
    tracks = st.sampled_from(("party", "production", "both"))
    post = st.builds(Post, st.just(""), unit_ids, text, tracks, small, small, roles, st.booleans(), st.booleans())
    posts = [replace(draw(post), post_id=i) for i in post_ids]
    person_ids = draw(st.lists(ids, unique=True, min_size=2, max_size=5))
    reach = st.sampled_from(("circle", "city", "none"))
    sex, home = st.sampled_from("mf"), st.just("") | text
    person = st.builds(
        Person, st.just(""), text, sex, months, small, months, home, reach, st.booleans(), st.none() | months
    )
    people = [replace(draw(person), person_id=i) for i in person_ids]
    whose, where = st.sampled_from(person_ids), st.sampled_from(post_ids)
    spans = st.tuples(months, months).map(sorted)
    inside = st.builds(lambda w, p, s: Appointment(w, p, *s), whose, where, spans)
    outside = st.builds(
        lambda w, s, t, lv, i, g: Appointment(w, "", *s, t, lv, i, g),
        whose, spans, st.sampled_from(("party", "both")), small, st.just("") | text, st.booleans(),
    )  # fmt: skip
    open_one = Appointment(person_ids[0], post_ids[0], draw(months))
    dates = st.tuples(days, days).map(sorted)
    return Group(
        units=tuple(at),
        posts=tuple(posts),
        people=tuple(people),
        appointments=(*draw(st.lists(inside | outside, max_size=5)), open_one),
        kin=tuple(draw(st.lists(st.just(Kin(person_ids[0], person_ids[1], draw(text))), max_size=1))),
        locks=tuple(draw(st.lists(st.builds(lambda w, p, s: Lock(w, p, *s), whose, where, spans), max_size=3))),
        classes=tuple(
            TrainingClass(i, draw(text), "core", draw(text), *draw(dates), draw(small), 7, draw(text), max_level=4)
            for i in draw(st.lists(ids, unique=True, max_size=3))
        ),
        credits=tuple(draw(st.lists(st.builds(Credit, whose, days, small), max_size=3))),
        peaks=tuple(draw(st.lists(st.builds(lambda u, d: Peak(u, *d), unit_ids, dates), max_size=3))),
        strengths=tuple(
            Strength(at[0].unit_id, a, draw(st.integers(0, 100))) for a in draw(st.sets(st.integers(1, 6)))
        ),
        policy=draw(policies()),
    )


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    found = {}
    for key in draw(st.sets(st.sampled_from(list(PARAMETERS)), max_size=5)):
        kind = PARAMETERS[key].kind
        values = {"month": months, "flag": st.integers(0, 1), "share": st.fractions(0, 3, max_denominator=999)}
        found[key] = draw(values.get(kind, st.integers(PARAMETERS[key].least, PARAMETERS[key].most)))
    return Policy(found, {key: draw(text) for key in found if draw(st.booleans())})


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(group=groups())
def test_any_group_comes_back_unchanged(name: str, group: Group) -> None:
    with tempfile.TemporaryDirectory() as place:
        WRITERS[name](group, Path(place) / name)
        back = read_group(Path(place) / name)
        assert replace(back, notes=()) == group
        assert [note for note in back.notes if not note.startswith("posts: ")] == []  # seats overbooked are noted


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("source", ["plant", "company.xlsx"])
def test_the_samples_come_back_unchanged(name: str, source: str, tmp_path: Path) -> None:
    group = replace(read_group(SAMPLES / source), notes=())
    WRITERS[name](group, tmp_path / name)
    assert read_group(tmp_path / name) == group


@pytest.mark.parametrize("name", WRITERS)
def test_an_invented_group_comes_back_unchanged(name: str, tmp_path: Path) -> None:
    group = invent(Recipe(people=60), 5)
    WRITERS[name](group, tmp_path / name)
    assert read_group(tmp_path / name) == group


def test_shares_are_written_as_decimals_where_they_are_decimals(tmp_path: Path) -> None:
    policy = Policy({"entry_share": Fraction("0.34"), "absent_share": Fraction(1, 3)})
    write_folder(Group(policy=policy), tmp_path / "t")
    written = (tmp_path / "t" / "policy.csv").read_text(encoding="utf-8")
    assert written == "key,value,source\nentry_share,0.34,\nabsent_share,1/3,\n"


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    unit = Unit("U1", "=1+1", "@北京", circle="U1")
    write_folder(Group(units=(unit,)), tmp_path / "t")
    assert "U1,'=1+1,,1,,'@北京,,,U1" in (tmp_path / "t" / "units.csv").read_text(encoding="utf-8").splitlines()
    write_workbook(Group(units=(unit,)), tmp_path / "t.xlsx")
    from openpyxl import load_workbook  # noqa: PLC0415

    cell = load_workbook(tmp_path / "t.xlsx")["单位"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_template_reads_as_an_empty_group_and_offers_lists(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx")
    group = read_group(tmp_path / "t.xlsx")
    assert (group.people, group.notes) == ((), ("填表说明: no table of the contract, ignored",))
    from openpyxl import load_workbook  # noqa: PLC0415

    people = load_workbook(tmp_path / "t.xlsx")["人员"]
    assert {v.formula1 for v in people.data_validations.dataValidation} == {'"男,女"', '"圈内,本市,不交流"', '"0,1"'}
