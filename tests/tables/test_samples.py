"""The samples: the clean ones read clean, of the bad one every planted fault is found and nothing else."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from genhun.core.errors import BadInput
from genhun.core.group import Group
from genhun.tables.read import read_group

SAMPLES = Path(__file__).parents[2] / "samples"


def sizes(group: Group) -> dict[str, int]:
    names = ("units", "posts", "people", "appointments", "kin", "locks", "classes")
    return {name: len(getattr(group, name)) for name in names}


def test_the_plant_reads_clean_and_without_a_note() -> None:
    group = read_group(SAMPLES / "plant")
    assert sizes(group) == {
        "units": 35,
        "posts": 306,
        "people": 312,
        "appointments": 947,
        "kin": 2,
        "locks": 2,
        "classes": 28,
    }
    assert group.notes == ()
    assert group.policy["women_late_level"] == 2


def test_the_company_workbook_reads_clean_with_a_note_for_each_ignored_column_and_sheet() -> None:
    group = read_group(SAMPLES / "company.xlsx")
    assert sizes(group) == {
        "units": 362,
        "posts": 2990,
        "people": 3073,
        "appointments": 9128,
        "kin": 18,
        "locks": 9,
        "classes": 64,
    }
    assert Counter(note.split(": ", 1)[1] for note in group.notes) == {
        "columns ignored: 备注": 11,
        "no table of the contract, ignored": 1,
    }
    assert "卢婵" in {person.name for person in group.people}
    assert Counter(unit.circle for unit in group.units)["U00002"] == 28


def test_every_planted_fault_is_found_and_no_other() -> None:
    with (SAMPLES / "bad.expected.csv").open(encoding="utf-8-sig", newline="") as file:
        expected = sorted(
            (
                row["sheet"],
                sorted(map(int, row["row"].split("|"))),
                row["column"],
                row["kind"],
                row["got"],
                row["allowed"],
            )
            for row in csv.DictReader(file)
        )
    with pytest.raises(BadInput) as caught:
        read_group(SAMPLES / "bad.xlsx")
    found = sorted(
        (f.sheet, sorted(filter(None, (f.row, f.other_row))), f.column, f.kind, f.got, f.allowed)
        for f in caught.value.faults
    )
    assert found == expected
