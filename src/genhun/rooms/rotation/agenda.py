"""What the room of rotation adds to a home page: drafts that wait, locks that end."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records.agenda import Item
from genhun.records.models import Account
from genhun.rooms.rotation.policies import PLANNERS
from genhun.rooms.rotation.queries.drafts import drafts_of
from genhun.rooms.rotation.queries.standing import locks_of

AHEAD, MOST = timedelta(days=366), 10


def to_decide(account: Account) -> Iterable[Item]:
    """The account's own drafts of moves: to be saved as a plan, or thrown away."""
    if account.role not in PLANNERS:
        return
    for draft in drafts_of(account).filter(owner=account)[:MOST]:
        text = _("Save or discard the edited moves of %(plan)s") % {"plan": draft.plan.title or draft.unit.name}
        changed = timezone.localtime(draft.changed_at).strftime("%Y-%m-%d %H:%M")
        yield Item(None, "decide", text, reverse("rotation:draft", args=[draft.pk]), changed)


def coming(account: Account, today: date) -> Iterable[Item]:
    """The locks that end in the next twelve months: from then on a plan may move the person."""
    if account.role not in PLANNERS:
        return
    ending = locks_of(account, today).filter(end__gt=today, end__lte=today + AHEAD)
    for lock in ending.order_by("end", "pk")[:MOST]:
        words = {"who": lock.person.name, "post": lock.post.title}
        text = _("The lock of %(who)s on %(post)s ends") % words
        yield Item(lock.end, "due", text, reverse("rotation:locks"), lock.reason)
