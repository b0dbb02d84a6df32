"""Who may do what in the room of study. A check raises `Refused` with the reason that the page shows."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from genhun.records.models import Account, Document, Measure, Requirement, Role, Unit
from genhun.records.policies import Refused, check_in_part
from genhun.records.reach import units_concerned
from genhun.rooms.study.models import Programme, StudyGroup

KEEPERS = frozenset({Role.GROUP_OFFICER})
"""Who takes documents in and settles what they require."""
UNITS = frozenset({Role.GROUP_OFFICER, Role.UNIT_SECRETARY})
"""Who says what a unit does about a requirement."""
ORGANISERS = frozenset({Role.GROUP_OFFICER, Role.TRAINING_COORDINATOR, Role.UNIT_SECRETARY})
"""Who keeps study groups, their programmes and questions."""

State = Requirement.State


def check_roles(account: Account, roles: Iterable[Role]) -> None:
    """Whether the account's role does this at all."""
    allowed = set(roles)
    if account.role not in allowed:
        names = "、".join(str(role.label) for role in Role if role in allowed)
        raise Refused(_("This is done by: %(roles)s.") % {"roles": names})


def check_can_keep(unit: Unit, account: Account) -> None:
    """Whether the account takes in documents for a unit."""
    check_roles(account, KEEPERS)
    check_in_part(unit, account)


def check_can_renew(document: Document, account: Account) -> None:
    """A new version comes from where the document came from."""
    check_can_keep(document.unit, account)


def check_can_settle(requirement: Requirement, account: Account) -> None:
    """Whether the account says what a clause requires."""
    check_can_keep(requirement.unit, account)
    if requirement.state == State.ENDED:
        raise Refused(_("This requirement has ended. It stays as a record."))


def check_can_end(requirement: Requirement, account: Account) -> None:
    """A requirement in force is ended."""
    check_can_keep(requirement.unit, account)
    if requirement.state != State.CONFIRMED:
        raise Refused(_("Only a requirement in force can be ended."))


def check_can_measure(requirement: Requirement, unit: Unit, account: Account) -> None:
    """A unit that is concerned says what it does, or somebody above says it for the unit."""
    check_roles(account, UNITS)
    check_in_part(unit, account)
    if requirement.state != State.CONFIRMED:
        raise Refused(_("Measures are taken for requirements in force."))
    if not units_concerned(requirement).filter(pk=unit.pk).exists():
        raise Refused(_("This requirement does not concern %(unit)s.") % {"unit": unit.name})


def check_can_change(measure: Measure, account: Account) -> None:
    """Whether the account writes about a unit's measure."""
    check_roles(account, UNITS)
    check_in_part(measure.unit, account)


def check_can_waive(requirement: Requirement, unit: Unit, account: Account) -> None:
    """A binding requirement is waived from above only; another one by the unit itself too."""
    check_can_measure(requirement, unit, account)
    if requirement.binding and account.unit_id == unit.pk:
        raise Refused(
            _("A binding requirement is waived by the party committee above, never by the unit itself. Ask there.")
        )


def check_can_organise(unit: Unit, account: Account) -> None:
    """Whether the account keeps the study groups of a unit."""
    check_roles(account, ORGANISERS)
    check_in_part(unit, account)


def check_can_lead(group: StudyGroup, account: Account) -> None:
    """Whether the account plans for a group and settles its questions."""
    check_can_organise(group.unit, account)


def check_can_plan(programme: Programme, account: Account) -> None:
    """Whether the account moves the dates of a programme."""
    check_can_lead(programme.group, account)
