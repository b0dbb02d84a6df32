"""What the room of secretaries adds to a home page: elections' next steps, and terms that end."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from genhun.core.days import months_after
from genhun.records.agenda import Item
from genhun.records.models import Account
from genhun.records.policies import PERSONNEL
from genhun.rooms.secretaries.models import ElectionStep
from genhun.rooms.secretaries.policies import ELECTORS
from genhun.rooms.secretaries.queries.terms import next_steps_of, running, terms_of
from genhun.rooms.secretaries.steps import STEP

MOST = 12


def to_decide(account: Account) -> Iterable[Item]:
    """The next step of each election under way that the account may do."""
    if account.role not in ELECTORS:
        return
    for step in next_steps_of(account)[: 2 * MOST]:
        if _is_for(step, account):
            words = {"step": STEP[step.key].name, "unit": step.election.term.unit.name}
            url = reverse("secretaries:election", args=[step.election_id])
            yield Item(step.due, "decide", _("Election of %(unit)s: %(step)s") % words, url)


def _is_for(step: ElectionStep, account: Account) -> bool:
    """Whether the step is for the account's office: approvals are given above."""
    return account.role in PERSONNEL or not STEP[step.key].above


def coming(account: Account, today: date) -> Iterable[Item]:
    """Terms that end within twelve months and have no election under way."""
    soon = running(terms_of(account)).filter(election=None, due__gte=today, due__lte=months_after(today, 12))
    for term in soon.select_related("unit").order_by("due", "unit__path")[:MOST]:
        text = _("The term of %(unit)s ends") % {"unit": term.unit.name}
        yield Item(term.due, "due", text, reverse("secretaries:term", args=[term.pk]), term.get_kind_display())
