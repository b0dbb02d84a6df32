"""What the room of guidance adds to a home page: steps that the evidence proposes, follow-ups and reviews that come."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records.agenda import NOW, Item
from genhun.records.models import Account
from genhun.rooms.guidance.policies import STEERERS, WRITERS
from genhun.rooms.guidance.queries.exchange import follow_ups_due
from genhun.rooms.guidance.queries.norms import revised_for, standings, steered_by
from genhun.rooms.guidance.words import proposal_words

YEAR, MONTH = timedelta(days=365), timedelta(days=31)
MOST = 5


def to_decide(account: Account) -> Iterable[Item]:
    """What waits for the account's own word: steps of norms, and what should have been done after meetings."""
    today = timezone.localdate()
    items: list[Item] = []
    if account.role in STEERERS:
        waiting = [one for one in standings(steered_by(account), today) if one.decided or one.due]
        for one in waiting[:MOST]:
            text = _("Decide on the norm “%(title)s”") % {"title": one.norm.title}
            note = proposal_words(one)
            items.append(Item(NOW, "decide", text, reverse("guidance:norm", args=[one.norm.pk]), note))
    if account.role in WRITERS:
        items += _follow_ups(account, today, late=True)
        items += _revisions(account, today)
    return items


def coming(account: Account, today: date) -> Iterable[Item]:
    """What comes in the next twelve months: follow-ups of the own part, reviews of its norms."""
    items = list(_follow_ups(account, today, late=False)) if account.role in WRITERS else []
    if account.role in STEERERS:
        due = steered_by(account).filter(review__gt=today, review__lte=today + YEAR).order_by("review")
        for norm in due[:MOST]:
            text = _("Review of the norm “%(title)s”") % {"title": norm.title}
            items.append(Item(norm.review, "due", text, reverse("guidance:norm", args=[norm.pk]), norm.unit.name))
    return items


def _revisions(account: Account, today: date) -> Iterator[Item]:
    """New texts of norms that units of the part apply, for a month."""
    for step in revised_for(account, today - MONTH, today)[:MOST]:
        text = _("A norm that is applied here was revised: %(title)s") % {"title": step.norm.title}
        yield Item(step.on, "due", text, reverse("guidance:norm", args=[step.norm_id]), step.reason)


def _follow_ups(account: Account, today: date, *, late: bool) -> Iterator[Item]:
    found = follow_ups_due(account, today + (-timedelta(days=1) if late else YEAR))
    for item in found[:MOST] if late else found.filter(due__gte=today)[:MOST]:
        url = reverse("guidance:meeting", args=[item.meeting_id])
        yield Item(NOW if late else item.due, "due", item.task, url, item.unit.name)
