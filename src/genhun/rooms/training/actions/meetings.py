"""Visits of units to each other and exchange seminars: entered, then noted with what was taken home."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.models import Account, Plan, Unit
from genhun.records.policies import Refused, Stale, check_in_part
from genhun.records.scope import lines_of
from genhun.rooms.training.models import Seminar, UnitVisit
from genhun.rooms.training.policies import check_can_note, check_trainer


@transaction.atomic
def begin_visits(plan: Plan, account: Account, day: date) -> list[UnitVisit]:
    """Enter the visits of an adopted plan in the account's part, due by a day; pairs that are entered stay."""
    check_trainer(account)
    if plan.planner != "inspections" or plan.state != Plan.State.ADOPTED:
        raise Refused(_("Visits begin when the plan of visits is adopted."))
    lines = lines_of(account, plan).filter(refused=False).exclude(host=None)
    open_ = set(UnitVisit.objects.filter(taken_home="").values_list("unit_id", "host_id"))
    visits = [
        UnitVisit(unit_id=line.unit_id, host_id=line.host_id, day=day)
        for line in lines.order_by("unit__path")
        if line.host_id and (line.unit_id, line.host_id) not in open_
    ]
    if not visits:
        raise Refused(_("Every visit of this plan is entered already."))
    made = UnitVisit.objects.bulk_create(visits)
    audit.record(account, "begin_visits", f"plan:{plan.pk}", {"visits": len(made), "day": str(day)})
    return made


@transaction.atomic
def enter_visit(account: Account, unit: Unit, host: Unit, day: date) -> UnitVisit:
    """Enter one visit by hand, due by a day; the rules of visits were asked before."""
    check_trainer(account)
    check_in_part(unit, account)
    check_in_part(host, account)
    visit = UnitVisit.objects.create(unit=unit, host=host, day=day)
    detail = {"visitor": unit.code, "host": host.code, "day": str(day)}
    audit.record(account, "begin_visits", f"visit:{visit.pk}", detail)
    return visit


@transaction.atomic
def note_visit(visit: UnitVisit, account: Account, version: int, day: date, seen: str, taken_home: str) -> UnitVisit:
    """Note what was seen and what was taken home; it can be mended later."""
    held = UnitVisit.objects.select_for_update().get(pk=visit.pk)
    check_can_note(held.unit, account)
    if held.version != version:
        raise Stale(_("Somebody else has worked on this in the meantime. Look at it anew."))
    held.day, held.seen, held.taken_home = day, seen.strip()[:500], taken_home.strip()[:500]
    held.version += 1
    held.save()
    audit.record(account, "note_visit", f"visit:{held.pk}", {"day": str(day), "seen": held.seen}, held.taken_home)
    return held


@transaction.atomic
def hold_seminar(
    account: Account, unit: Unit, guests: Sequence[Unit], title: str, question: str, day: date, place: str = ""
) -> Seminar:
    """Enter a seminar: who hosts it, who comes, and the question that it is about."""
    check_can_note(unit, account)
    if not question.strip():
        raise Refused(_("Name the question; a meeting without one is not held."))
    for guest in guests:
        check_in_part(guest, account)
    seminar = Seminar.objects.create(
        unit=unit, title=title.strip()[:200], question=question.strip()[:300], day=day, place=place.strip()[:100]
    )
    seminar.guests.set([guest for guest in guests if guest != unit])
    detail = {"unit": unit.code, "guests": [guest.code for guest in guests], "day": str(day)}
    audit.record(account, "hold_seminar", f"seminar:{seminar.pk}", detail)
    return seminar


@transaction.atomic
def note_seminar(seminar: Seminar, account: Account, version: int, taken_home: str) -> Seminar:
    """Note what came of it; "nothing new" is an honest answer."""
    held = Seminar.objects.select_for_update().get(pk=seminar.pk)
    check_can_note(held.unit, account)
    if held.version != version:
        raise Stale(_("Somebody else has worked on this in the meantime. Look at it anew."))
    held.taken_home, held.version = taken_home.strip()[:500], held.version + 1
    held.save(update_fields=["taken_home", "version"])
    audit.record(account, "note_seminar", f"seminar:{held.pk}", {}, held.taken_home)
    return held
