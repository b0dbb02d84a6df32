"""Elections: started with the day of the meeting, led step by step, ended with the approval of the result."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.models import Account
from genhun.records.policies import Refused, Stale
from genhun.rooms.secretaries.actions.terms import current_term, open_term
from genhun.rooms.secretaries.models import Election, ElectionStep, Term
from genhun.rooms.secretaries.policies import check_can_do, check_can_start, check_meeting
from genhun.rooms.secretaries.queries.terms import rules_now
from genhun.rooms.secretaries.steps import STEP, STEPS


@transaction.atomic
def start_election(term: Term, account: Account, meeting: date, version: int) -> Election:
    """Begin the election that ends a term; each step gets its day, counted from the day of the meeting."""
    term = current_term(term, version)
    check_can_start(term, account)
    check_meeting(term, meeting, rules_now())
    term.version += 1
    term.save(update_fields=["version"])
    election = Election.objects.create(term=term, meeting=meeting, started_by=account)
    ElectionStep.objects.bulk_create(
        ElectionStep(election=election, place=place, key=step.key, due=meeting + timedelta(days=step.days))
        for place, step in enumerate(STEPS, 1)
    )
    detail = {"unit": term.unit.code, "meeting": str(meeting)}
    audit.record(account, "start_election", f"election:{election.pk}", detail)
    return election


@transaction.atomic
def do_step(step: ElectionStep, account: Account, day: date, who: str, papers: Mapping[str, str], version: int) -> None:
    """Write down that a step was done: the day, who did it, and each paper it needs by title or number."""
    election = _current(step.election, version)
    step = ElectionStep.objects.select_related("election__term__unit").get(pk=step.pk)
    check_can_do(step, account)
    _check_papers(step, papers)
    _check_day(step, day)
    step.done_on, step.who, step.papers = day, who, {key: papers[key] for key, _name in STEP[step.key].papers}
    step.save(update_fields=["done_on", "who", "papers"])
    election.version += 1
    election.save(update_fields=["version"])
    detail = {"step": step.key, "on": str(day), "who": who, "papers": step.papers}
    audit.record(account, "do_election_step", f"election:{election.pk}", detail)
    if step.place == len(STEPS):
        _close(election, account)


def _check_papers(step: ElectionStep, papers: Mapping[str, str]) -> None:
    missing = [str(name) for key, name in STEP[step.key].papers if not papers.get(key, "").strip()]
    if missing:
        raise Refused(_("Still missing for this step: %(papers)s.") % {"papers": "、".join(missing)})


def _check_day(step: ElectionStep, day: date) -> None:
    """A step is done in the past, and not before the step that it follows."""
    if day > timezone.localdate():
        raise Refused(_("%(day)s lies ahead. A step is written down once it is done.") % {"day": day})
    before = step.election.steps.filter(place=step.place - 1).first()
    if before and before.done_on and day < before.done_on:
        words = {"day": day, "step": STEP[before.key].name, "before": before.done_on}
        raise Refused(_("%(day)s lies before “%(step)s” was done on %(before)s.") % words)


def _close(election: Election, account: Account) -> None:
    """The old term ends on the day of the election, and the new one begins."""
    elected = election.steps.get(key="election").done_on
    assert elected is not None
    term = election.term
    term.closed_on, term.version = elected, term.version + 1
    term.save(update_fields=["closed_on", "version"])
    open_term(account, term.unit, term.kind, elected)


def _current(election: Election, version: int) -> Election:
    now = Election.objects.select_for_update(of=("self",)).select_related("term__unit").get(pk=election.pk)
    if now.version != version:
        raise Stale(_("Somebody went on with this election since you opened it. Look at it again."))
    return now
