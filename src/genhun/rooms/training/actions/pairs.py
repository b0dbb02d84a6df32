"""Mentor pairs: begun from a plan or by hand, closed with what was learned."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.core.days import months_after
from genhun.records import audit
from genhun.records.models import Account, Person, Plan
from genhun.records.policies import Refused, Stale, check_in_part
from genhun.records.scope import lines_of
from genhun.rooms.training.models import MentorPair
from genhun.rooms.training.policies import check_trainer

MONTHS_TOGETHER = 12


@transaction.atomic
def begin_pairs(plan: Plan, account: Account, start: date, end: date) -> list[MentorPair]:
    """Begin the pairs of an adopted plan in the account's part; newcomers who have an open mentor keep theirs."""
    check_trainer(account)
    if plan.planner != "mentoring" or plan.state != Plan.State.ADOPTED:
        raise Refused(_("Pairs begin when the mentoring plan is adopted."))
    _check_days(start, end)
    lines = lines_of(account, plan).filter(refused=False).exclude(other=None).exclude(person=None)
    led = set(MentorPair.objects.filter(closed_on=None).values_list("mentee_id", flat=True))
    pairs = [
        MentorPair(unit_id=line.unit_id, mentee_id=line.person_id, mentor_id=line.other_id, start=start, end=end)
        for line in lines.order_by("unit__path", "person__code")
        if line.person_id and line.other_id and line.person_id not in led
    ]
    if not pairs:
        raise Refused(_("Every newcomer of this plan has a mentor already."))
    made = MentorPair.objects.bulk_create(pairs)
    detail = {"plan": plan.pk, "pairs": len(made), "start": str(start), "end": str(end)}
    audit.record(account, "begin_pairs", f"plan:{plan.pk}", detail)
    return made


@transaction.atomic
def pair_up(mentee: Person, mentor: Person, account: Account, start: date, end: date) -> MentorPair:
    """Begin one pair by hand."""
    check_trainer(account)
    _check_days(start, end)
    if mentee == mentor:
        raise Refused(_("Nobody is one's own mentor."))
    if mentee.unit is None:
        raise Refused(_("The newcomer holds no post."))
    check_in_part(mentee.unit, account)
    if MentorPair.objects.filter(mentee=mentee, closed_on=None).exists():
        raise Refused(_("%(who)s has an open mentor already. Close that pair first.") % {"who": mentee.name})
    pair = MentorPair.objects.create(unit=mentee.unit, mentee=mentee, mentor=mentor, start=start, end=end)
    detail = {"mentee": mentee.code, "mentor": mentor.code, "start": str(start), "end": str(end)}
    audit.record(account, "begin_pairs", f"pair:{pair.pk}", detail)
    return pair


@transaction.atomic
def close_pair(pair: MentorPair, account: Account, version: int, learned: str) -> MentorPair:
    """Close a pair with what was learned: in words, no mark."""
    check_trainer(account)
    held = MentorPair.objects.select_for_update().get(pk=pair.pk)
    check_in_part(held.unit, account)
    if held.version != version:
        raise Stale(_("Somebody else has worked on this in the meantime. Look at it anew."))
    if held.closed_on is not None:
        raise Refused(_("This pair is closed already."))
    if not learned.strip():
        raise Refused(_("Say in a sentence what was learned; it is what remains of the pair."))
    held.closed_on, held.learned = timezone.localdate(), learned.strip()[:500]
    held.version += 1
    held.save(update_fields=["closed_on", "learned", "version"])
    audit.record(account, "close_pair", f"pair:{held.pk}", {"closed_on": str(held.closed_on)}, held.learned)
    return held


def usual_end(start: date) -> date:
    """A year together, if nothing else is said."""
    return months_after(start, MONTHS_TOGETHER)


def _check_days(start: date, end: date) -> None:
    if end <= start:
        raise Refused(_("The end lies before the start."))
