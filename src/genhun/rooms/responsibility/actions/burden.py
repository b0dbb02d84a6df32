"""Requests sent down: drafted, joined or sent, decided on where they are too much, answered, called needless."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.models import Account, Unit
from genhun.records.policies import Refused
from genhun.rooms.responsibility.known import known_as, same_question
from genhun.rooms.responsibility.models import BurdenBudget, Demand, DemandField, FieldAnswer, Needless
from genhun.rooms.responsibility.policies import (
    check_can_answer,
    check_can_ask,
    check_can_call_needless,
    check_can_decide_demand,
    check_can_send,
    check_can_set_budget,
    check_version,
)
from genhun.rooms.responsibility.queries.burden import over_budget, receivers_of, said_before

State = Demand.State


@transaction.atomic
def draft_demand(account: Account, values: Mapping[str, Any]) -> Demand:
    """Write a request down. What the system knows is left out of it, and the minutes shrink by as much."""
    unit = values["unit"]
    check_can_ask(unit, account)
    units = list(receivers_of(unit, values["reach"]))
    if not units:
        raise Refused(_("Nobody would receive this: there is no such unit below yours."))
    asked, known = _sorted_out(values["labels"])
    if values["labels"] and not asked:
        raise Refused(
            _("Everything that you ask for is known already: %(fields)s. Nothing has to be sent.")
            % {"fields": "、".join(row[0] for row in known)}
        )
    kept = max(1, round(values["minutes"] * len(asked) / len(values["labels"]))) if known else values["minutes"]
    demand = Demand.objects.create(
        unit=unit, sent_by=account, minutes=kept, known=known,
        saved=(values["minutes"] - kept) * values["people"] * len(units),
        **{name: values[name] for name in ("kind", "title", "people", "ends")},
    )  # fmt: skip
    demand.units.set(units)
    DemandField.objects.bulk_create(
        DemandField(demand=demand, position=n, label=label) for n, label in enumerate(asked, 1)
    )
    detail = {"title": demand.title, "units": len(units), "fields": len(asked), "known": len(known)}
    audit.record(account, "draft_demand", f"demand:{demand.pk}", detail)
    return demand


def _sorted_out(labels: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """The fields that may be asked, each once, and those that are known, with what they are known as."""
    asked: list[str] = []
    known: list[list[str]] = []
    for label in labels:
        found = known_as(label)
        if found:
            known.append([label, found.zh, found.en, found.page])
        elif not any(same_question(label, other) for other in asked):
            asked.append(label)
    return asked, known


@transaction.atomic
def send_demand(account: Account, demand: Demand, version: int) -> Demand:
    """Send a draft; one that overdraws somebody's month waits for a decision from above."""
    demand = _held(demand, version)
    check_can_send(demand, account)
    over = over_budget(demand)
    demand.state = State.ASKED if over else State.SENT
    return _decided(account, demand, "ask_for_demand" if over else "send_demand", {"over": len(over)})


@transaction.atomic
def decide_demand(account: Account, demand: Demand, reason: str, version: int, *, allow: bool) -> Demand:
    """Let a request go out over the budget, or refuse it; either with a reason."""
    demand = _held(demand, version)
    check_can_decide_demand(demand, account)
    if not reason.strip():
        raise Refused(_("Give a reason: it is kept with the decision."))
    demand.state, demand.reason, demand.decided_by = State.SENT if allow else State.REFUSED, reason, account
    return _decided(account, demand, "allow_demand" if allow else "refuse_demand", {}, reason)


@transaction.atomic
def discard_demand(account: Account, demand: Demand, version: int) -> None:
    """Put a draft aside for good."""
    demand = _held(demand, version)
    check_can_send(demand, account)
    audit.record(account, "discard_demand", f"demand:{demand.pk}", {"title": demand.title})
    demand.delete()


@transaction.atomic
def join_demand(account: Account, demand: Demand, other: Demand, version: int) -> Demand:
    """Put what a draft asks beyond a running request into that one; the draft goes into it."""
    demand = _held(demand, version)
    check_can_send(demand, account)
    other = Demand.objects.select_for_update(of=("self",)).select_related("unit").get(pk=other.pk)
    if not other.runs(timezone.localdate()):
        raise Refused(_("The other request has ended meanwhile."))
    have = list(other.fields.values_list("label", flat=True))
    mine = list(demand.fields.values_list("label", flat=True))
    more = [label for label in mine if not any(same_question(label, known) for known in have)]
    before = demand.people * demand.minutes * demand.units.count()
    share = demand.minutes * len(more) // max(1, len(mine))
    DemandField.objects.bulk_create(
        DemandField(demand=other, position=n, label=label) for n, label in enumerate(more, len(have) + 1)
    )
    other.minutes += share
    other.units.add(*demand.units.all())
    other.version += 1
    other.save()
    demand.state, demand.joined_into = State.JOINED, other
    demand.saved += max(0, before - share * other.people * demand.units.count())
    return _decided(account, demand, "join_demand", {"into": other.pk, "fields": len(more)})


@transaction.atomic
def answer_demand(account: Account, demand: Demand, unit: Unit, values: Mapping[int, str]) -> None:
    """Keep a unit's answers, by field; what it said before and did not change is marked as not asked again."""
    check_can_answer(demand, unit, account)
    fields = {field.pk: field for field in demand.fields.all()}
    before = said_before(unit, [field.label for field in fields.values()])
    for number, value in values.items():
        FieldAnswer.objects.update_or_create(
            field=fields[number],
            unit=unit,
            defaults={
                "value": value,
                "again": before.get(fields[number].label) == value,
                "answered_by": account,
            },
        )
    audit.record(account, "answer_demand", f"demand:{demand.pk}", {"unit": unit.code, "fields": len(values)})


@transaction.atomic
def call_needless(account: Account, demand: Demand, why: str) -> None:
    """Say that a request was needless: once for each account, and without a name."""
    check_can_call_needless(demand, account)
    voice = hmac.new(settings.SECRET_KEY.encode(), f"needless:{demand.pk}:{account.pk}".encode(), hashlib.sha256)
    _voice, new = Needless.objects.get_or_create(demand=demand, voice=voice.hexdigest(), defaults={"why": why})
    if not new:
        raise Refused(_("You have said so already."))
    audit.record(None, "call_needless", f"demand:{demand.pk}")


@transaction.atomic
def set_budget(account: Account, unit: Unit, hours: Decimal, source: str) -> None:
    """How many hours a month may be asked of a unit and of those below it."""
    check_can_set_budget(unit, account)
    BurdenBudget.objects.update_or_create(unit=unit, defaults={"hours": hours, "source": source})
    audit.record(account, "set_burden_budget", f"unit:{unit.code}", {"hours": str(hours), "source": source})


def _held(demand: Demand, version: int) -> Demand:
    """The request as it now is, held until this transaction ends."""
    current = Demand.objects.select_for_update(of=("self",)).select_related("unit").get(pk=demand.pk)
    check_version(version, current.version)
    return current


def _decided(account: Account, demand: Demand, action: str, detail: dict[str, Any], reason: str = "") -> Demand:
    if demand.state == State.SENT:
        demand.sent_at = timezone.now()
    demand.version += 1
    demand.save()
    audit.record(account, action, f"demand:{demand.pk}", {"title": demand.title, **detail}, reason)
    return demand
