"""Objectives from programs: a key opens the own part, all rows or none are taken in, sent again nothing changes."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import House
from tests.rooms.responsibility.made import YEAR
from tests.rooms.responsibility.test_duties import signed_in

from genhun.records.models import Account, AuditEntry, Objective, Role
from genhun.records.policies import Refused
from genhun.rooms.responsibility.actions.keys import MOST_KEYS, make_key
from genhun.rooms.responsibility.models import SendingKey

SAME = {"measured_in": "小时", "baseline": 40, "target": 20, "start": f"{YEAR}-01", "end": f"{YEAR}-12"}


def row(unit: str, **values: Any) -> dict[str, Any]:
    return {"unit_id": unit, "title": "非计划停机", **SAME, **values}


def send(secret: str, body: Any) -> Any:
    """A POST as a program sends it: without cookies, with the checks of a browser's origin on."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Client(enforce_csrf_checks=True).post(
        reverse("responsibility:objectives-api"),
        content,
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"},
    )


@pytest.fixture
def secret(house: House) -> str:
    return make_key(house.secretary, "生产系统")[1]


def test_rows_are_taken_in_and_a_second_time_changes_nothing(house: House, secret: str) -> None:
    code, below = house.middle.code, house.below.code
    rows = [row(code, month=f"{YEAR}-01", value=39.5), row(code, month=f"{YEAR}-02", value="38"), row(below)]
    before = AuditEntry.objects.count()
    assert send(secret, {"rows": rows}).json() == {"new": 4, "changed": 0, "same": 0}
    (entry,) = AuditEntry.objects.order_by("pk")[before:]
    assert (entry.action, entry.actor) == ("take_in_objectives", house.secretary)
    assert send(secret, {"rows": rows}).json() == {"new": 0, "changed": 0, "same": 4}
    goal = Objective.objects.get(unit=house.middle)
    assert list(goal.actuals.values_list("month__month", "value")) == [(1, 39.5), (2, 38)]
    assert send(secret, {"rows": [row(code, month=f"{YEAR}-02", value=37)]}).json() == {
        "new": 0, "changed": 1, "same": 1,
    }  # fmt: skip


def test_every_fault_is_named_under_the_senders_numbers_and_nothing_is_written(house: House, secret: str) -> None:
    rows = [
        row(house.middle.code),
        row(house.sister.code),
        row(house.middle.code, title="次品率", target="二十", month=f"{YEAR + 1}-03", value=3),
        row(house.middle.code, title="能耗", baseline=10**400),
    ]
    answer = send(secret, {"rows": rows})
    told = answer.json()
    assert (answer.status_code, told["written"]) == (422, 0)
    assert [(f["where"]["row"], f["where"]["column"], f["what"], f["got"][:8]) for f in told["faults"]][:3] == [
        (2, "unit_id", "unknown_reference", house.sister.code),
        (3, "month", "out_of_range", f"{YEAR + 1}-03"),
        (3, "target", "not_a_number", "二十"),
    ]
    assert {f["where"]["row"] for f in told["faults"][3:]} >= {4}
    assert all(f["allowed"] and f["sentence"] for f in told["faults"])
    assert told["what_to_do"]
    assert not Objective.objects.exists()


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"{", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b'{"rows": [{"baseline": NaN}]}', "not_json"),
        (b"[" * 100_000, "not_json"),
        ([], "missing_value"),
        ({"rows": []}, "missing_value"),
        ({"rows": [{}] * 5_001}, "missing_value"),
        ({"rows": [3]}, "not_an_object"),
        ({"rows": [{"unit": "A"}]}, "unknown_column"),
        ({"rows": [{"unit_id": ["A"]}]}, "not_a_cell"),
        ({"rows": [{"unit_id": True}]}, "not_a_cell"),
    ],
)
def test_what_is_no_list_of_rows_is_refused_with_a_sentence(secret: str, body: Any, what: str) -> None:
    answer = send(secret, body)
    assert (answer.status_code, {fault["what"] for fault in answer.json()["faults"]}) == (422, {what})


def shut(house: House, how: str) -> None:
    owner = Account.objects.filter(pk=house.secretary.pk)
    match how:
        case "revoked":
            signed_in(house.secretary).post(reverse("responsibility:revoke-key"), {"key": SendingKey.objects.get().pk})
        case "left":
            owner.update(is_active=False)
        case "reads only":
            owner.update(role=Role.READER)


@pytest.mark.parametrize("how", ["revoked", "left", "reads only"])
def test_a_key_ends_with_its_owners_word_and_office(house: House, secret: str, how: str) -> None:
    assert send(secret, {"rows": [row(house.middle.code)]}).status_code == 200
    shut(house, how)
    answer = send(secret, {"rows": [row(house.middle.code, target=10)]})
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert Objective.objects.get().target == 20


def test_a_key_shows_once_and_belongs_to_one(house: House) -> None:
    client, url = signed_in(house.secretary), reverse("responsibility:keys")
    assert client.post(url, {"name": ""}).status_code == 422
    client.post(url, {"name": "生产系统"})
    fresh = client.get(url).context["fresh"]
    assert client.get(url).context["fresh"] is None
    key = SendingKey.objects.get()
    assert fresh["secret"] not in (key.digest, key.name)
    signed_in(house.officer).post(reverse("responsibility:revoke-key"), {"key": key.pk})
    key.refresh_from_db()
    assert key.revoked_at is None
    assert send(fresh["secret"], {"rows": [row(house.middle.code)]}).status_code == 200
    for n in range(1, MOST_KEYS):
        make_key(house.secretary, f"系统{n}")
    with pytest.raises(Refused):
        make_key(house.secretary, "再一个")
