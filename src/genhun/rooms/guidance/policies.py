"""Who may do what in the room; a check raises `Refused` with the reason that the page shows."""

from django.utils.translation import gettext as _

from genhun.records.models import Account, Norm, Role, Unit
from genhun.records.policies import OFFICES, Refused, check_in_part
from genhun.records.scope import sees_all
from genhun.rooms.guidance.models import FollowUp, Problem

WRITERS = OFFICES - {Role.READER}
"""Who raises problems, tells of practices, holds meetings, and says how a norm did in the own part."""
STEERERS = frozenset({Role.GROUP_OFFICER})
"""Who drafts norms, decides their steps and sets targets."""


def _check_role(account: Account, roles: frozenset[Role]) -> None:
    if account.role not in roles:
        names = "、".join(str(role.label) for role in Role if role in roles)
        raise Refused(_("This is done by: %(roles)s.") % {"roles": names})


def check_can_write(account: Account, unit: Unit | None = None) -> None:
    """Whatever is written belongs to a unit of the own part."""
    _check_role(account, WRITERS)
    if unit is not None:
        check_in_part(unit, account)


def check_can_close_problem(problem: Problem, account: Account) -> None:
    """A problem is closed once, where it was raised or above."""
    check_can_write(account, problem.unit)
    if problem.state != Problem.State.OPEN:
        raise Refused(_("This problem is closed already: %(state)s.") % {"state": problem.get_state_display()})


def check_can_close_follow_up(item: FollowUp, account: Account) -> None:
    """What follows is closed by the unit that does it, or above it."""
    check_can_write(account, item.unit)
    if item.closed_on:
        raise Refused(_("This was closed on %(day)s.") % {"day": item.closed_on})


def check_can_steer(account: Account, unit: Unit | None = None) -> None:
    """Norms and targets are the work of the party-building officer of the part that they hold for."""
    _check_role(account, STEERERS)
    if unit is not None:
        check_in_part(unit, account)


def check_can_step(norm: Norm, account: Account) -> None:
    """A norm goes on as long as it is not retired."""
    check_can_steer(account, norm.unit)
    if norm.stage == Norm.Stage.RETIRED:
        raise Refused(_("This norm is retired. A new one starts as an exploration."))


def check_can_apply(norm: Norm, unit: Unit, account: Account) -> None:
    """A unit applies a norm that is not retired; whoever looks after the unit says so."""
    check_can_write(account, unit)
    if norm.stage == Norm.Stage.RETIRED:
        raise Refused(_("This norm is retired. A new one starts as an exploration."))


def check_can_set_figures(account: Account) -> None:
    """What evidence is asked for holds for the whole group, so it is set at its top."""
    _check_role(account, STEERERS)
    if not sees_all(account):
        raise Refused(_("This holds for the whole group and is set at its top."))
