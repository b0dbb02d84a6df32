"""The demo's made-up content: no page of the room stays empty, and a second filling changes nothing."""

from django.test import Client
from django.urls import reverse
from tests.conftest import House

from genhun.records.actions.accounts import open_account
from genhun.records.models import AuditEntry, Person, Role
from genhun.rooms.secretaries.example import fill
from genhun.rooms.secretaries.models import Election, Exemption, Term


def test_the_demo_fills_every_page_through_the_rooms_own_actions(house: House) -> None:
    person = Person.objects.filter(unit=house.below).earliest("code")
    cadre = open_account("young", "x" * 12, role=Role.CADRE, unit=house.below, actor=None, person=person)
    fill(house.root)
    assert Election.objects.count() == 3
    assert Term.objects.exclude(extended_to=None).count() == 1
    assert Exemption.objects.count() > 0
    assert AuditEntry.objects.filter(action="record_term").count() == Term.objects.count() > 10
    client = Client()
    client.force_login(cadre)
    page = client.get(reverse("hall:me"))
    assert [len(page.context[name]) for name in ("corrections", "views")] == [1, 2]
    before = AuditEntry.objects.count()
    fill(house.root)
    assert AuditEntry.objects.count() == before
