"""Who may do what in the room; a check raises `Refused` with the reason that the page shows."""

from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records.models import Account, Plan, Role, TrainingClass, Unit
from genhun.records.policies import TRAINERS, Refused, check_in_part
from genhun.rooms.training.intake import open_rows
from genhun.rooms.training.models import Roster


def check_trainer(account: Account) -> None:
    """Rosters, drafts, pairs and visits are the work of those who train."""
    if account.role not in TRAINERS:
        names = "、".join(str(role.label) for role in Role if role in TRAINERS)
        raise Refused(_("This is done by: %(roles)s.") % {"roles": names})


WAITERS = TRAINERS | {Role.UNIT_SECRETARY}
"""Who puts people of the own part on waiting lists and takes them off."""


def check_can_wait(account: Account) -> None:
    """Waiting lists are kept by those who train and by secretaries, each for the own part."""
    if account.role not in WAITERS:
        names = "、".join(str(role.label) for role in Role if role in WAITERS)
        raise Refused(_("This is done by: %(roles)s.") % {"roles": names})


def check_can_put_on(offered: TrainingClass, account: Account) -> None:
    """People are put on the list of a class that is not over."""
    check_can_wait(account)
    _check_not_over(offered)


def check_can_promise(offered: TrainingClass, account: Account) -> None:
    """Seats are promised by those who train, before the class is over."""
    check_trainer(account)
    _check_not_over(offered)


def _check_not_over(offered: TrainingClass) -> None:
    if offered.end < timezone.localdate():
        raise Refused(_("This class is over."))


def check_can_note(unit: Unit, account: Account) -> None:
    """Visits and seminars are noted by those who train and by secretaries, for units of the own part."""
    check_can_wait(account)
    check_in_part(unit, account)


def check_can_commit(roster: Roster, account: Account) -> None:
    """A roster is taken in once every line is clear and the class has ended."""
    check_trainer(account)
    check_in_part(roster.unit, account)
    if roster.state != Roster.State.PREVIEW:
        raise Refused(_("This roster is no longer waiting: %(state)s.") % {"state": roster.get_state_display()})
    check_has_ended(roster.training_class)
    if left := open_rows(roster.rows):
        raise Refused(
            _("%(n)s lines still need a word: choose the person, mend the cell, or leave the line out.") % {"n": left}
        )
    if not any(row["found"] == "known" for row in roster.rows):
        raise Refused(_("No line of this roster names anybody."))


def check_has_ended(offered: TrainingClass) -> None:
    """Nobody has attended a class that still runs."""
    if offered.end > timezone.localdate():
        raise Refused(_("The class ends on %(day)s. Its roster is taken in after that.") % {"day": offered.end})


def check_can_undo(roster: Roster, account: Account) -> None:
    """A roster that was taken in can be taken back."""
    check_trainer(account)
    check_in_part(roster.unit, account)
    if roster.state != Roster.State.COMMITTED:
        raise Refused(_("Only a roster that was taken in can be taken back."))


def check_can_draft(plan: Plan, account: Account) -> None:
    """Seats of a plan are tried out by those who make such plans, for the whole part that the plan is for."""
    check_trainer(account)
    check_in_part(plan.unit, account)
    if plan.planner != "training":
        raise Refused(_("Only a plan of seats is edited here."))
    if plan.state in {Plan.State.REJECTED, Plan.State.SUPERSEDED}:
        raise Refused(
            _("This plan is over: %(state)s. Edit the one that counts.") % {"state": plan.get_state_display()}
        )
