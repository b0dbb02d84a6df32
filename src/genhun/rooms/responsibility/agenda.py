"""What the room of responsibility adds to a home page."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records.agenda import Item
from genhun.records.models import Account, Activity, Role
from genhun.rooms.responsibility.models import Demand, Finding, PulseRound
from genhun.rooms.responsibility.policies import KEEPERS, REVIEWERS, SUPERVISORS
from genhun.rooms.responsibility.queries.activities import month_end, own_first
from genhun.rooms.responsibility.queries.burden import to_answer
from genhun.rooms.responsibility.queries.burden import to_decide as to_decide_demands
from genhun.rooms.responsibility.queries.pulse import rounds_of
from genhun.rooms.responsibility.queries.supervision import findings_of, opinions_asked

MOST = 12
AHEAD = timedelta(days=92)


def to_decide(account: Account) -> Iterable[Item]:
    """What waits for the account's own word: results of this month, requests, findings, opinions."""
    yield from _requests(account)
    yield from _unsent(account)
    if account.role in KEEPERS:
        today = timezone.localdate()
        for activity in own_first(account).filter(on__lte=month_end(today)).order_by("on", "pk")[:MOST]:
            yield _result(activity)
        yield from _findings(account)
    if account.role in SUPERVISORS:
        yield from _opinions(account)


def _requests(account: Account) -> Iterable[Item]:
    """Requests that ask the own unit and are not answered, and those over a budget that wait for a decision."""
    if account.role == Role.UNIT_SECRETARY:
        for demand in to_answer(account, timezone.localdate()).order_by("ends", "pk")[:MOST]:
            yield _request(demand, _("Answer: %(title)s") % {"title": demand.title})
    for demand in to_decide_demands(account).order_by("ends", "pk")[:MOST]:
        yield _request(demand, _("Decide on a request over the budget: %(title)s") % {"title": demand.title})


def _unsent(account: Account) -> Iterable[Item]:
    """Rounds of questions whose links nobody has yet."""
    asked = PulseRound.objects.filter(asked_by=account, links=0, ends__gte=timezone.localdate()).select_related("unit")
    for one in asked.order_by("ends", "pk")[:MOST]:
        yield _round(one, "decide", _("Hand out the links: %(title)s"))


def _rounds(account: Account, today: date) -> Iterable[Item]:
    """Rounds of the part that run: until when staff may answer, and from when there are results."""
    running = rounds_of(account, today).filter(links__gt=0, ends__range=(today, today + AHEAD))
    for one in running.order_by("ends", "pk")[:MOST]:
        yield _round(one, "due", _("Staff may answer until then: %(title)s"))


def _round(asked: PulseRound, kind: str, text: str) -> Item:
    url = reverse("responsibility:pulse-round", args=[asked.pk])
    return Item(asked.ends, kind, text % {"title": asked.title}, url, asked.unit.name)


def _request(demand: Demand, text: str) -> Item:
    return Item(demand.ends, "decide", text, reverse("responsibility:demand", args=[demand.pk]), demand.unit.name)


def _result(activity: Activity) -> Item:
    text = _("Record the result: %(title)s") % {"title": activity.title}
    return Item(activity.on, "decide", text, reverse("responsibility:activity", args=[activity.pk]), activity.expected)


def _findings(account: Account) -> Iterable[Item]:
    """Those of the own unit to mend, and for who reviews those of the part to look at."""
    findings = findings_of(account)
    if account.role in REVIEWERS:
        waiting = findings.filter(state=Finding.State.MENDED).exclude(mended_by=account)
        words = _("Look at what was mended: %(text)s")
    else:
        waiting, words = findings.filter(state=Finding.State.OPEN, unit=account.unit), _("Mend: %(text)s")
    for finding in waiting.order_by("due", "pk")[:MOST]:
        url = reverse("responsibility:finding", args=[finding.pk])
        yield Item(finding.due, "decide", words % {"text": finding.text}, url, finding.unit.name)


def _opinions(account: Account) -> Iterable[Item]:
    for asked in opinions_asked(account):
        if asked.open:
            text = _("Give opinions on %(n)d people of a plan put forward") % {"n": asked.open}
            url = reverse("responsibility:opinions", args=[asked.plan.pk])
            yield Item(asked.due, "decide", text, url, asked.plan.title or asked.plan.unit.name)


def coming(account: Account, today: date) -> Iterable[Item]:
    """What the own unit has to do after this month, a quarter ahead, and rounds of questions that end."""
    yield from _rounds(account, today)
    if account.role not in KEEPERS:
        return
    ahead = own_first(account).filter(on__gt=month_end(today), on__lte=today + AHEAD).order_by("on", "pk")
    for activity in ahead[:MOST]:
        url = reverse("responsibility:activity", args=[activity.pk])
        yield Item(activity.on, "due", activity.title, url, activity.expected)
