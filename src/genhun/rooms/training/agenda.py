"""What the room of training adds to a home page: rosters to take in, notices to send, deadlines that come."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genhun.core.days import months_after
from genhun.records.agenda import Item
from genhun.records.models import Account
from genhun.records.policies import TRAINERS
from genhun.rooms.training.actions.papers import subject_of
from genhun.rooms.training.models import Roster
from genhun.rooms.training.queries import coming as queries
from genhun.rooms.training.queries.days import day_settings
from genhun.rooms.training.queries.rosters import rosters_of, without_roster
from genhun.rooms.training.queries.together import days_together, to_close
from genhun.rooms.training.queries.waiting import wished_classes

NAMED = 5
NOTICE_BEFORE, AHEAD = timedelta(days=21), timedelta(days=366)


def to_decide(account: Account) -> Iterable[Item]:
    """What waits for the account's own word: rosters to send, to take in, wishes, pairs to close."""
    if account.role not in TRAINERS:
        return
    for offered in without_roster(account, NAMED):
        text = _("Send in the roster: %(title)s") % {"title": offered.title}
        ended = _("ended %(day)s") % {"day": offered.end}
        yield Item(None, "decide", text, reverse("training:send-roster", args=[offered.pk]), ended)
    for offered, n in list(wished_classes(account))[:NAMED]:
        wishes = ngettext("%(n)d wish for a seat: %(title)s", "%(n)d wishes for seats: %(title)s", n)
        text = wishes % {"n": n, "title": offered.title}
        yield Item(None, "decide", text, reverse("training:waiting", args=[offered.pk]))
    for roster in rosters_of(account).filter(state=Roster.State.PREVIEW).defer("rows")[:NAMED]:
        text = _("Look at the roster and take it in: %(title)s") % {"title": roster.training_class.title}
        yield Item(None, "decide", text, reverse("training:roster", args=[roster.pk]))
    for pair in to_close(account, timezone.localdate()).order_by("end", "pk")[:NAMED]:
        names = {"mentee": pair.mentee.name, "mentor": pair.mentor.name}
        text = _("Close the pair of %(mentee)s and %(mentor)s with what was learned") % names
        yield Item(pair.end, "decide", text, reverse("training:pair", args=[pair.pk]))


def coming(account: Account, today: date) -> Iterable[Item]:
    """What comes in the next twelve months: notices, deadlines of new secretaries, ends of pairs, visits."""
    yield from _inductions(account, today)
    for kind, day, n in days_together(account, today, today + AHEAD):
        if kind == "pair":
            text = ngettext("%(n)d mentor pair ends", "%(n)d mentor pairs end", n)
            yield Item(day, "due", text % {"n": n}, reverse("training:mentors"))
        else:
            text = ngettext("%(n)d visit to another unit is due", "%(n)d visits to other units are due", n)
            yield Item(day, "due", text % {"n": n}, reverse("training:visits"))
    if account.role in TRAINERS:
        classes = list(queries.classes_to_announce(account, today, today + AHEAD))
        announced = queries.announced(account, {subject_of(offered.pk) for offered in classes})
        for offered in (offered for offered in classes if subject_of(offered.pk) not in announced):
            text = _("Send the notice: %(title)s") % {"title": offered.title}
            begins = _("begins %(day)s") % {"day": offered.start}
            day = max(today, offered.start - NOTICE_BEFORE)
            yield Item(day, "due", text, reverse("training:class", args=[offered.pk]), begins)


def _inductions(account: Account, today: date) -> Iterable[Item]:
    """By when new secretaries of the part who have not been trained since their appointment are to be."""
    months = int(day_settings()["induction_months"])
    people: dict[date, set[int]] = defaultdict(set)
    for person, since in queries.untrained_secretaries(account, months_after(today, -months)):
        people[months_after(since, months)].add(person)
    url = reverse("training:gaps") + "?rule=DAY-06&sort=deadline"
    for day, found in people.items():
        if day >= today:
            text = ngettext(
                "%(n)d new secretary is to be trained by then",
                "%(n)d new secretaries are to be trained by then",
                len(found),
            )
            yield Item(day, "due", text % {"n": len(found)}, url)
