"""Who may do what in the room."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records.models import Account, Activity, Duty, Plan, Role, Unit
from genhun.records.policies import EVERYONE, Refused, Stale, check_in_part
from genhun.rooms.responsibility.models import Demand, Finding, PulseRound, Review

VIEWERS = EVERYONE - {Role.CADRE}
KEEPERS = frozenset({Role.GROUP_OFFICER, Role.DISCIPLINE_OFFICER, Role.UNIT_SECRETARY})
"""Who keeps objectives, duties and activities of the own part."""
MENDERS = KEEPERS - {Role.DISCIPLINE_OFFICER}
"""Who says how a finding was mended; who only looks after others does not."""
REVIEWERS = frozenset({Role.GROUP_OFFICER, Role.DISCIPLINE_OFFICER})
"""Who plans reviews, writes findings and closes them."""
PULSE_ASKERS = frozenset({Role.GROUP_OFFICER})
"""Who asks staff."""
SUPERVISORS = frozenset({Role.DISCIPLINE_OFFICER})
"""Who looks at avoidance and gives opinions."""


def check_version(seen: int, now: int) -> None:
    """Whether the page that was sent shows the record as it still is."""
    if seen != now:
        raise Stale(_("Somebody changed this after you opened it. Look at it as it is now, then send again."))


def check_role_in(roles: frozenset[Role], account: Account) -> None:
    """Whether the account has one of some roles."""
    if account.role not in roles:
        names = "、".join(str(role.label) for role in Role if role in roles)
        raise Refused(_("This is done by: %(roles)s.") % {"roles": names})


def check_can_keep(unit: Unit, account: Account) -> None:
    """Whether the account writes objectives and duties of a unit."""
    check_role_in(KEEPERS, account)
    check_in_part(unit, account)


def check_can_decide(duty: Duty, account: Account) -> None:
    """A proposed duty is confirmed or set aside once."""
    check_can_keep(duty.unit, account)
    if duty.state != Duty.State.PROPOSED:
        raise Refused(_("This duty is decided already: %(state)s.") % {"state": Duty.State(duty.state).label})


def check_can_set_aside(duty: Duty, account: Account) -> None:
    """A duty is taken out of the list, whether it was confirmed already or not."""
    check_can_keep(duty.unit, account)
    if duty.state == Duty.State.ASIDE:
        raise Refused(_("This duty is decided already: %(state)s.") % {"state": Duty.State(duty.state).label})


def check_can_start(duty: Duty, account: Account) -> None:
    """An activity starts from a confirmed duty."""
    check_can_keep(duty.unit, account)
    if duty.state != Duty.State.CONFIRMED:
        raise Refused(_("Only a confirmed duty has activities."))


def check_can_close(activity: Activity, account: Account) -> None:
    """An activity is closed once."""
    check_can_keep(activity.unit, account)
    if activity.outcome:
        raise Refused(_("This activity is closed already."))


def check_can_reopen(activity: Activity, account: Account) -> None:
    """A closed activity is opened again to mend a slip."""
    check_can_keep(activity.unit, account)
    if not activity.outcome:
        raise Refused(_("This activity is still open."))


def check_can_plan_review(unit: Unit, account: Account) -> None:
    """Whether the account plans reviews of a unit."""
    check_role_in(REVIEWERS, account)
    check_in_part(unit, account)


def check_can_change_review(review: Review, account: Account) -> None:
    """A review changes while it is planned."""
    check_can_plan_review(review.unit, account)
    if review.state != Review.State.PLANNED:
        raise Refused(_("This review is no longer planned: %(state)s.") % {"state": Review.State(review.state).label})


def check_can_find(review: Review, account: Account) -> None:
    """Findings belong to a review that was held."""
    check_can_plan_review(review.unit, account)
    if review.state != Review.State.HELD:
        raise Refused(_("Findings are written down once the review was held."))


def check_can_mend(finding: Finding, account: Account) -> None:
    """The unit says how a finding was mended."""
    check_role_in(MENDERS, account)
    check_in_part(finding.unit, account)
    if finding.state != Finding.State.OPEN:
        raise Refused(_("This finding does not wait to be mended: %(state)s.") % {"state": _finding_state(finding)})


def check_can_close_finding(finding: Finding, account: Account) -> None:
    """Whoever reviews looks at what was mended, then closes it or sends it back."""
    check_role_in(REVIEWERS, account)
    check_in_part(finding.unit, account)
    if finding.state != Finding.State.MENDED:
        raise Refused(
            _("The unit has not yet said that this is mended: %(state)s.") % {"state": _finding_state(finding)}
        )
    if finding.mended_by_id == account.pk:
        raise Refused(_("Somebody else looks at what you mended."))


def _finding_state(finding: Finding) -> str:
    return str(Finding.State(finding.state).label)


def check_can_give_opinion(plan: Plan, account: Account) -> None:
    """Opinions are given while a plan is put forward, before it is decided."""
    check_role_in(SUPERVISORS, account)
    if plan.state != Plan.State.PROPOSED:
        raise Refused(
            _("Opinions are given while a plan is put forward. It is now: %(state)s.")
            % {"state": Plan.State(plan.state).label}
        )


def check_year(year: int, today: date) -> None:
    """Lists are made for last year, this year and the next."""
    if not today.year - 1 <= year <= today.year + 1:
        raise Refused(_("Lists are kept from last year to next year."))


SENDERS = VIEWERS - {Role.READER}
"""Who sends requests down."""


def check_can_ask(unit: Unit, account: Account) -> None:
    """Whether the account sends requests from a unit."""
    check_role_in(SENDERS, account)
    check_in_part(unit, account)


def check_can_send(demand: Demand, account: Account) -> None:
    """A draft is sent, joined or put aside by who may send from its unit."""
    check_can_ask(demand.unit, account)
    if demand.state != Demand.State.DRAFT:
        raise Refused(_("This request is no draft any more: %(state)s.") % {"state": _demand_state(demand)})


def check_can_decide_demand(demand: Demand, account: Account) -> None:
    """A request over somebody's budget is decided above, never by who wants to send it."""
    check_role_in(frozenset({Role.GROUP_OFFICER}), account)
    check_in_part(demand.unit, account)
    if demand.state != Demand.State.ASKED:
        raise Refused(_("This request does not wait for a decision: %(state)s.") % {"state": _demand_state(demand)})
    if demand.sent_by_id == account.pk:
        raise Refused(_("Somebody else decides on what you want to send."))


def check_can_answer(demand: Demand, unit: Unit, account: Account) -> None:
    """A unit answers while the request runs."""
    check_role_in(SENDERS, account)
    check_in_part(unit, account)
    if not demand.runs(timezone.localdate()):
        raise Refused(_("This request has ended; nothing is asked any more."))
    if not demand.units.filter(pk=unit.pk).exists():
        raise Refused(_("This request was not sent to %(unit)s.") % {"unit": unit.name})


def check_can_call_needless(demand: Demand, account: Account) -> None:
    """Whoever was asked may say that it was needless."""
    check_role_in(VIEWERS, account)
    if demand.state != Demand.State.SENT:
        raise Refused(_("Only what was sent can have been needless."))


def check_can_set_budget(unit: Unit, account: Account) -> None:
    """The group officer of the part sets what may be asked of its units."""
    check_role_in(frozenset({Role.GROUP_OFFICER}), account)
    check_in_part(unit, account)


def _demand_state(demand: Demand) -> str:
    return str(Demand.State(demand.state).label)


def check_can_ask_staff(unit: Unit, account: Account) -> None:
    """Whether the account asks the staff of a unit."""
    check_role_in(PULSE_ASKERS, account)
    check_in_part(unit, account)


def check_can_hand_out(asked: PulseRound, account: Account) -> None:
    """The links of a round are made once, while it runs."""
    check_can_ask_staff(asked.unit, account)
    if not asked.runs(timezone.localdate()):
        raise Refused(_("This round is over."))
    if asked.links:
        raise Refused(_("The links of this round were handed out already; they cannot be had a second time."))
