"""The yearly list of duties: proposed by rule, confirmed by a person, handed on with the post."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.core.deadlines import Cycle, Span, begin_day, due_day, due_days
from genhun.records import audit
from genhun.records.models import Account, Activity, Duty, Objective, Tenure, Unit
from genhun.records.policies import Refused, check_in_part
from genhun.records.scope import units_below
from genhun.rooms.responsibility.models import HandOver
from genhun.rooms.responsibility.policies import (
    KEEPERS,
    check_can_decide,
    check_can_keep,
    check_can_set_aside,
    check_role_in,
    check_version,
    check_year,
)
from genhun.rooms.responsibility.queries.duties import likely_objective, peaks_of, proposals, secretary_post


@transaction.atomic
def propose_duties(account: Account, unit: Unit, year: int) -> list[Duty]:
    """Propose what requirements and norms ask of a unit in a year and its list does not hold yet."""
    check_can_keep(unit, account)
    today = timezone.localdate()
    check_year(year, today)
    post, objective = secretary_post(unit), likely_objective(unit, year)
    made = [
        Duty.objects.create(
            unit=unit,
            owner=Duty.Owner.COMMITTEE,
            post=post,
            title=proposal.title,
            year=year,
            cycle=proposal.cycle,
            due=proposal.due,
            objective=objective,
            requirement=proposal.requirement,
            norm=proposal.norm,
            state=Duty.State.PROPOSED,
        )
        for proposal in proposals(unit, year, today)
    ]
    if made:
        detail = {"unit": unit.code, "year": year, "duties": [duty.pk for duty in made]}
        audit.record(account, "propose_duties", f"unit:{unit.code}", detail)
    return made


@transaction.atomic
def propose_below(account: Account, unit: Unit, year: int) -> int:
    """Propose for a unit and all below it; each unit's own people then confirm. Answers how many were proposed."""
    return sum(len(propose_duties(account, below, year)) for below in units_below(unit))


@transaction.atomic
def confirm_tied(account: Account, unit: Unit, year: int) -> list[Duty]:
    """Confirm every proposed duty of a unit that the rule could tie to the unit's one objective."""
    check_can_keep(unit, account)
    waiting = Duty.objects.filter(unit=unit, year=year, state=Duty.State.PROPOSED, objective__isnull=False)
    return [
        confirm_duty(account, duty, {"objective": duty.objective}, duty.version)
        for duty in waiting.select_related("objective").order_by("pk")
    ]


@transaction.atomic
def add_duty(account: Account, unit: Unit, values: dict[str, Any]) -> Duty:
    """Write one duty into the yearly list; its activities stand from then on."""
    check_can_keep(unit, account)
    check_year(values["year"], timezone.localdate())
    _check_tie(values.get("objective"), values.get("untied", ""), unit)
    duty = Duty(unit=unit, state=Duty.State.CONFIRMED, decided_by=account, decided_at=timezone.now(), **values)
    duty.save(force_insert=True)
    schedule(duty)
    audit.record(account, "add_duty", f"duty:{duty.pk}", {"unit": unit.code, "title": duty.title}, duty.untied)
    return duty


@transaction.atomic
def confirm_duty(account: Account, duty: Duty, values: dict[str, Any], version: int) -> Duty:
    """Confirm a proposed duty, tied to an objective or, with the reason, to none."""
    duty = _held(duty, version)
    check_can_decide(duty, account)
    _check_tie(values.get("objective"), values.get("untied", ""), duty.unit)
    for name, value in values.items():
        setattr(duty, name, value)
    _decide(duty, Duty.State.CONFIRMED, account)
    schedule(duty)
    audit.record(account, "confirm_duty", f"duty:{duty.pk}", {"objective": duty.objective_id}, duty.untied)
    return duty


@transaction.atomic
def set_duty_aside(account: Account, duty: Duty, reason: str, version: int) -> Duty:
    """Take a duty out of the list; the rule does not propose it again for the year. Its open activities go with it."""
    duty = _held(duty, version)
    check_can_set_aside(duty, account)
    if not reason.strip():
        raise Refused(_("Give a reason: it is kept with the decision."))
    _decide(duty, Duty.State.ASIDE, account)
    dropped, _kinds = Activity.objects.filter(duty=duty, outcome="").delete()
    audit.record(account, "set_duty_aside", f"duty:{duty.pk}", {"activities": dropped}, reason)
    return duty


@transaction.atomic
def take_over(account: Account, tenure: Tenure) -> HandOver:
    """Somebody new in a post has taken its duties over."""
    check_role_in(KEEPERS, account)
    if tenure.post is None:
        raise Refused(_("This appointment has no post in the records."))
    check_in_part(tenure.post.unit, account)
    if HandOver.objects.filter(tenure=tenure).exists():
        raise Refused(_("These duties were taken over already."))
    taken = HandOver.objects.create(tenure=tenure, by=account)
    detail = {"person": tenure.person.code, "duties": tenure.post.duties.filter(state=Duty.State.CONFIRMED).count()}
    audit.record(account, "take_over_duties", f"post:{tenure.post.code}", detail)
    return taken


def schedule(duty: Duty) -> list[Activity]:
    """The activities of a confirmed duty from this month on, on days that skip the unit's production peaks."""
    peaks = peaks_of(duty.unit)
    first = max(timezone.localdate().replace(day=1), date(duty.year, 1, 1))
    made = [
        Activity(
            duty=duty,
            unit=duty.unit,
            title=duty.title,
            expected=expected_of(duty.objective),
            begin=begin_day(day, duty.lead, peaks),
            on=day,
            hours=duty.hours,
        )
        for day in days_of(duty, peaks)
        if day >= first
    ]
    return Activity.objects.bulk_create(made)


def days_of(duty: Duty, peaks: list[Span]) -> list[date]:
    """The days on which a duty is due in its year; a single day moves back within its month, off the peaks."""
    if duty.cycle:
        return due_days(duty.year, Cycle(duty.cycle), peaks)
    if duty.due is None:
        return []
    return [due_day(Span(duty.due.replace(day=1), duty.due), peaks)]


def expected_of(objective: Objective | None) -> str:
    """The result that is expected: the objective's own, or that a requirement is met."""
    if objective is None:
        return _("Done as it is asked for")
    way = f"{_plain(objective.baseline)} → {_plain(objective.target)}"
    return f"{objective.title} {way} {objective.measured_in}"


def _plain(number: Any) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")


def _check_tie(objective: Objective | None, untied: str, unit: Unit) -> None:
    if objective is None and not untied.strip():
        raise Refused(_("Tie the duty to an objective, or say why it is tied to none."))
    if objective is not None and not unit.path.startswith(objective.unit.path):
        raise Refused(_("The objective belongs to another unit."))


def _held(duty: Duty, version: int) -> Duty:
    """The duty as it now is, held until this transaction ends."""
    current = Duty.objects.select_for_update(of=("self",)).select_related("unit", "objective__unit").get(pk=duty.pk)
    check_version(version, current.version)
    return current


def _decide(duty: Duty, state: Duty.State, account: Account) -> None:
    duty.state, duty.decided_by, duty.decided_at = state, account, timezone.now()
    duty.version += 1
    duty.save()
