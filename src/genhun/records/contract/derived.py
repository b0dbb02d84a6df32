"""What follows from the tables and is kept beside them: the paths of units, and the unit to which a person belongs."""

from typing import Any

from genhun.records.contract.read import CHUNK
from genhun.records.contract.write import overwrite
from genhun.records.models import Person, Tenure, Unit


def settle() -> None:
    """Put right everything that is derived; only what changed is written."""
    _settle_paths()
    _settle_people()


def path_step(code: str) -> str:
    """A unit's own step in a path; the separator never occurs inside."""
    return code.replace("%", "%25").replace("/", "%2F")


def _settle_paths() -> None:
    found = {unit.pk: unit for unit in Unit.objects.all()}
    paths: dict[int, str] = {}

    def path(number: int) -> str:
        if number not in paths:
            unit = found[number]
            above = path(unit.parent_id) if unit.parent_id else "/"
            paths[number] = f"{above}{path_step(unit.code)}/"
        return paths[number]

    moved = [unit for number, unit in found.items() if unit.path != path(number)]
    for unit in moved:
        unit.path = paths[unit.pk]
    overwrite(moved, ["path"])


def _settle_people() -> None:
    """A person belongs to the unit of the open non-fixed post, else to that of the open post with the latest start."""
    rows = Tenure.objects.filter(end=None, post__isnull=False).values_list(
        "person_id", "post__fixed", "start", "post__code", "post__unit_id"
    )
    best: dict[int, tuple[Any, int]] = {}
    for holder, fixed, start, code, unit in rows.iterator(CHUNK):
        rank = (not fixed, start, code)
        if holder not in best or rank > best[holder][0]:
            best[holder] = (rank, unit)
    home = {number: unit for number, (_, unit) in best.items()}
    moved = {number: home.get(number) for number, unit in _units_now() if unit != home.get(number)}
    people: list[Person] = list(Person.objects.in_bulk(list(moved)).values())
    for person in people:
        person.unit_id = moved[person.pk]
    overwrite(people, ["unit"])


def _units_now() -> list[tuple[int, int | None]]:
    return list(Person.objects.values_list("id", "unit_id"))
