"""Calendar addresses and certificates: what leaves the house, and for whom."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from icalendar import Calendar
from tests.conftest import House
from tests.rooms.training.made_plans import training_plan
from tests.rooms.training.test_training_pages import busiest, signed_in

from genhun.records.actions.accounts import open_account
from genhun.records.actions.plans import adopt_plan
from genhun.records.models import AuditEntry, Credit, Person, Plan, Role, TrainingClass
from genhun.rooms.training.models import Attendance, FeedKey, Roster


@pytest.fixture
def plan(house: House) -> Plan:
    """An adopted plan with twelve seats."""
    return adopt_plan(training_plan(house, 12), house.training, "同意")


def address(client: Client, **about: object) -> str:
    """A fresh address, as it is shown once."""
    assert client.post(reverse("training:feeds"), about).status_code == 302
    page = client.get(reverse("training:feeds"))
    assert client.get(reverse("training:feeds")).context["fresh"] is None
    return str(page.context["fresh"]["address"])


def events(url: str) -> list[str]:
    answer = Client().get(url)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert [name for name in Person.objects.values_list("name", flat=True) if name in text] == []
    return [str(event["UID"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def uids(plan: Plan, **chosen: object) -> set[str]:
    codes = plan.lines.filter(**chosen).values_list("training_class__code", flat=True)
    return {f"class-{code}@genhun" for code in codes}


def test_a_unit_a_class_and_a_person_have_calendars_without_a_name(house: House, plan: Plan) -> None:
    client, offered = signed_in(house.training), busiest(plan)
    line = plan.lines.order_by("pk")[0]
    assert set(events(address(client, about="unit", number=house.root.pk))) == uids(plan)
    assert events(address(client, about="class", number=offered.pk)) == [f"class-{offered.code}@genhun"]
    found = events(address(client, about="person", number=line.person_id))
    assert set(found) == uids(plan, person=line.person_id)


def test_a_cadre_has_a_calendar_of_the_own_classes_only(house: House, plan: Plan) -> None:
    line = plan.lines.order_by("pk")[0]
    cadre = open_account("young", "made-up-password", role=Role.CADRE, unit=line.unit, actor=None, person=line.person)
    client = signed_in(cadre)
    assert set(events(address(client, about="me"))) == uids(plan, person=line.person_id)
    assert client.post(reverse("training:feeds"), {"about": "unit", "number": line.unit_id}).status_code == 404
    assert client.post(reverse("training:feeds"), {"about": "class", "number": 1}).status_code == 302
    assert FeedKey.objects.count() == 1


def test_a_revoked_address_and_one_whose_owner_left_hold_nothing(house: House, plan: Plan) -> None:
    client = signed_in(house.training)
    first, second = (address(client, about="unit", number=house.root.pk) for _ in range(2))
    client.post(reverse("training:revoke-feed"), {"key": FeedKey.objects.earliest("pk").pk})
    assert (Client().get(first).status_code, Client().get(second).status_code) == (403, 200)
    house.training.unit = house.below
    house.training.save()
    assert Client().get(second).status_code == 403
    house.training.unit = house.root
    house.training.is_active = False
    house.training.save()
    assert Client().get(second).status_code == 403
    for key in ("", "x", "x" * 43, "x" * 5000):
        assert Client().get(reverse("training:feed"), {"key": key}).status_code == 403


def test_only_the_digest_of_a_secret_is_kept_and_others_cannot_revoke(house: House, plan: Plan) -> None:
    secret = address(signed_in(house.training), about="unit", number=house.root.pk).split("key=")[1]
    key = FeedKey.objects.get()
    assert secret not in (key.digest, str(key.__dict__))
    signed_in(house.officer).post(reverse("training:revoke-feed"), {"key": key.pk})
    key.refresh_from_db()
    assert key.revoked_at is None


def test_certificates_name_who_completed_the_class(house: House, plan: Plan) -> None:
    client, offered = signed_in(house.training), busiest(plan)
    url = reverse("training:certificates", args=[offered.pk])
    assert client.get(url).status_code == 404
    TrainingClass.objects.filter(pk=offered.pk).update(end=timezone.localdate() - timedelta(days=1))
    people = [line.person for line in plan.lines.filter(training_class=offered).order_by("person__code")[:3]]
    roster = Roster.objects.create(training_class=offered, unit=house.root, sent_by=house.training)
    for n, person in enumerate(people):
        assert person is not None
        credit = Credit.objects.create(person=person, date=offered.end, days=offered.days) if n else None
        Attendance.objects.create(person=person, training_class=offered, roster=roster, withdrawn=not n, credit=credit)
    text = [p.text for p in Document(io.BytesIO(client.get(url).content)).paragraphs]
    assert {t.removesuffix(" 同志：") for t in text if t.endswith("同志：")} == {p.name for p in people[1:] if p}
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.subject, entry.actor) == ("take_certificates", f"class:{offered.pk}", house.training)
    assert signed_in(house.reader).get(url).status_code == 404
