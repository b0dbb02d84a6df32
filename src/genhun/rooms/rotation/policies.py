"""Who may do what in the room; a check raises `Refused` with the reason that the page shows."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from genhun.planning.lines import RESERVE
from genhun.records.models import Account, Lock, Person, Plan, Post, Role
from genhun.records.policies import MAKERS, Refused, check_in_part
from genhun.records.scope import people_of, within
from genhun.rooms.rotation.models import MoveDraft, Span, Wish
from genhun.rooms.rotation.queries.plans import horizon_of

PLANNERS = MAKERS["rotation"]
OVER = {Plan.State.REJECTED, Plan.State.SUPERSEDED}


def check_plans_rotation(account: Account) -> None:
    """Moves are edited, fixed and wished for in the hands of those who plan the rotation."""
    if account.role not in PLANNERS:
        names = "、".join(str(role.label) for role in Role if role in PLANNERS)
        raise Refused(_("This is done by: %(roles)s.") % {"roles": names})


def check_can_edit(plan: Plan, account: Account) -> None:
    """Moves of a plan are tried out for the whole part that it was made for, while it still counts."""
    check_plans_rotation(account)
    check_in_part(plan.unit, account)
    if plan.planner != "rotation":
        raise Refused(_("Only a rotation plan has moves to edit."))
    if plan.state in OVER:
        words = {"state": plan.get_state_display()}
        raise Refused(_("This plan is over: %(state)s. Edit the one that counts.") % words)


def check_spans(draft: MoveDraft, spans: Sequence[Span]) -> None:
    """Edits speak of people of the plan, of posts of its part, and of its half-years."""
    people = {person for person, *_rest in spans}
    posts = {place for _person, place, *_rest in spans} - {RESERVE}
    known = draft.plan.lines.filter(person__code__in=people).order_by().values("person").distinct().count()
    inside = Post.objects.filter(within("unit__path", draft.plan.unit.path), code__in=posts).count()
    if known < len(people) or inside < len(posts):
        raise Refused(_("This plan knows no such person or post."))
    periods = horizon_of(draft.plan).periods
    if not all(0 <= begin < end <= periods for _who, _where, begin, end in spans):
        raise Refused(_("The end lies after the beginning, both inside the half-years of the plan."))


def check_can_save(draft: MoveDraft, account: Account) -> None:
    """A draft is saved once something has changed and no rule is broken."""
    check_can_edit(draft.plan, account)
    if not draft.edits:
        raise Refused(_("Nothing has been changed yet."))
    if not draft.word.get("changed"):
        raise Refused(_("The changes cancel each other: everybody goes the way of the plan as it is."))
    if draft.word.get("broken"):
        raise Refused(_("A rule is broken. Mend it or take the change back; then the draft can be saved."))


def check_can_lock(person: Person, account: Account) -> None:
    """Decisions already taken are recorded for people of the own part."""
    check_plans_rotation(account)
    if not people_of(account).filter(pk=person.pk).exists():
        raise Refused(_("This lies outside your part of the organisation."))


def check_can_end(lock: Lock, account: Account) -> None:
    """A lock of a person of the own part is ended."""
    check_can_lock(lock.person, account)


def check_can_record_wish(person: Person, account: Account) -> None:
    """A wish is recorded by the person, or by those who plan for the part where the person works."""
    if account.role == Role.CADRE:
        if account.person_id != person.pk:
            raise Refused(_("You record your own wishes only."))
        return
    check_can_lock(person, account)


def check_can_withdraw(wish: Wish, account: Account) -> None:
    """A wish that still stands is taken back by whoever may record it."""
    check_can_record_wish(wish.person, account)
    if wish.ended_on is not None:
        raise Refused(_("This wish was withdrawn before."))
