"""What is taken away is the own part, it is written down, and it comes back as nothing new."""

import pytest
from tests.conftest import House
from tests.records.test_imports import counts

from genhun.records.actions.exports import export_tables
from genhun.records.actions.imports import receive_import
from genhun.records.contract.part import part_of
from genhun.records.models import AuditEntry, Person
from genhun.records.policies import Refused
from genhun.records.scope import people_of, units_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("place", ["root", "middle", "below"])
def test_an_export_holds_the_own_part_and_changes_nothing_on_the_way_back(house: House, place: str) -> None:
    account = house.account("unit_secretary", getattr(house, place))
    start = AuditEntry.objects.count()
    content = export_tables(account)
    entries = AuditEntry.objects.order_by("id")[start:]
    assert [(e.action, e.actor, e.detail["people"]) for e in entries] == [
        ("export_tables", account, people_of(account).count())
    ]
    batch = receive_import("export.xlsx", content, house.officer)
    assert (batch.faults, counts(batch, "new"), counts(batch, "changed")) == ([], {}, {})
    group = part_of(account)
    assert set(group.person) == set(people_of(account).values_list("code", flat=True))
    assert set(group.unit) == set(units_of(account).values_list("code", flat=True))
    outside = set(Person.objects.values_list("code", flat=True)) - set(group.person)
    named = {row.person_id for row in (*group.appointments, *group.locks, *group.credits)}
    assert named & outside == set()


def test_a_reader_takes_nothing_away(house: House) -> None:
    with pytest.raises(Refused):
        export_tables(house.reader)
    assert not AuditEntry.objects.filter(action="export_tables").exists()
