"""Who may do what about terms, elections, exceptions and the next plan."""

from datetime import date

from django.utils.translation import gettext as _

from genhun.records.models import Account, Role, Unit
from genhun.records.policies import PERSONNEL, Refused, allow, check_in_part
from genhun.rooms.secretaries.models import Election, ElectionStep, Exemption, Term
from genhun.rooms.secretaries.rules import TermRules
from genhun.rooms.secretaries.steps import STEP

ELECTORS = PERSONNEL | {Role.UNIT_SECRETARY}
"""Who works on an election: the offices above and the unit's own secretary."""


def check_can_set_rules(account: Account) -> None:
    """The figures of terms hold for the whole group, so they are set at its top."""
    allow(account, PERSONNEL)
    if account.unit is None or account.unit.parent_id is not None:
        raise Refused(_("The figures hold for the whole group. They are set at its top."))


def check_can_record_term(unit: Unit, account: Account) -> None:
    """A unit has one open term of its party organisation."""
    allow(account, PERSONNEL)
    check_in_part(unit, account)
    if Term.objects.filter(unit=unit, closed_on=None).exists():
        raise Refused(_("The running term of this unit is already recorded. It ends with the next election."))


def check_can_extend(term: Term, account: Account) -> None:
    """A term is extended once, by the committee above, before its election is done."""
    allow(account, PERSONNEL)
    check_in_part(term.unit, account)
    _check_open(term)
    if term.extended_to:
        raise Refused(_("This term was already extended to %(day)s.") % {"day": term.extended_to})


def check_can_start(term: Term, account: Account) -> None:
    """A term that has no election under way."""
    allow(account, ELECTORS)
    check_in_part(term.unit, account)
    _check_open(term)
    if Election.objects.filter(term=term).exists():
        raise Refused(_("The election is already under way."))


def _check_open(term: Term) -> None:
    if term.closed_on:
        raise Refused(_("This term has ended with the election of %(day)s.") % {"day": term.closed_on})


def check_meeting(term: Term, meeting: date, rules: TermRules) -> None:
    """The meeting lies within the term, and at most the allowed time before its end."""
    if meeting > term.last_day:
        words = {"day": meeting, "last": term.last_day}
        raise Refused(
            _("The meeting on %(day)s lies after the end of the term on %(last)s. Extend the term first.") % words
        )
    if meeting < rules.earliest(term):
        words = {"day": meeting, "first": rules.earliest(term)}
        raise Refused(_("The meeting on %(day)s is too early: the first day possible is %(first)s.") % words)


def check_can_do(step: ElectionStep, account: Account) -> None:
    """Steps are done in their order; what the committee above has to do is not done from below."""
    allow(account, ELECTORS)
    check_in_part(step.election.term.unit, account)
    if step.done_on:
        raise Refused(_("This step was done on %(day)s.") % {"day": step.done_on})
    if STEP[step.key].above and account.role not in PERSONNEL:
        raise Refused(_("This step is for the party committee above."))
    before = step.election.steps.filter(place__lt=step.place, done_on=None).first()
    if before:
        raise Refused(_("First comes: %(step)s.") % {"step": STEP[before.key].name})


def check_can_exempt(unit: Unit, account: Account) -> None:
    """An exception was approved above; the office writes it down."""
    allow(account, PERSONNEL)
    check_in_part(unit, account)


def check_can_end_exemption(exemption: Exemption, account: Account) -> None:
    """An exception ends once."""
    check_can_exempt(exemption.unit, account)
    if exemption.ended_on:
        raise Refused(_("This exception ended on %(day)s.") % {"day": exemption.ended_on})


def check_can_foresee(account: Account) -> None:
    """What the next plan has to keep to is decided by those who make the plans of posts."""
    allow(account, PERSONNEL)
