"""What the room of study adds to a home page."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genhun.records.agenda import Item
from genhun.records.models import Account, Requirement
from genhun.records.scope import own
from genhun.rooms.study.models import Question
from genhun.rooms.study.policies import KEEPERS, ORGANISERS
from genhun.rooms.study.queries.groups import sessions_of
from genhun.rooms.study.queries.recall import today_of
from genhun.rooms.study.queries.requirements import concerning

MOST = 6


def to_decide(account: Account) -> Iterable[Item]:
    """What waits for the account's own word: proposals, requirements whose text changed, drafts, two minutes."""
    if account.role in KEEPERS:
        yield from _requirements(account)
    if account.role in ORGANISERS:
        drafts = Question.objects.filter(own(account, "group__unit__path"), state=Question.State.PROPOSED).order_by()
        for pk, name, n in drafts.values_list("group", "group__name").annotate(n=Count("pk")).order_by("group")[:MOST]:
            text = _("Confirm questions of %(group)s") % {"group": name}
            yield Item(None, "decide", text, reverse("study:questions", args=[pk]), str(n))
    if account.person is not None:
        today = today_of(account.person, timezone.now())
        if today.questions:
            n = len(today.questions)
            text = ngettext(
                "Recall %(n)d question: it is yours alone", "Recall %(n)d questions: they are yours alone", n
            )
            note = _("about %(s)d seconds") % {"s": today.left_s}
            yield Item(None, "decide", text % {"n": n}, reverse("study:recall"), note)


def _requirements(account: Account) -> Iterable[Item]:
    mine = Requirement.objects.filter(own(account, "unit__path")).order_by()
    document = ("clause__version__document", "clause__version__document__title")
    told = mine.filter(Q(state=Requirement.State.PROPOSED) | Q(look_again=True)).values_list(*document, "look_again")
    for pk, title, look_again, n in told.annotate(n=Count("pk")).order_by(f"-{document[0]}", "look_again")[:MOST]:
        if look_again:
            text, page = _("Look again at requirements of “%(title)s”: the text changed"), "compare"
        else:
            text, page = _("Confirm what “%(title)s” requires"), "proposals"
        yield Item(None, "decide", text % {"title": title}, reverse(f"study:{page}", args=[pk]), str(n))


def coming(account: Account, today: date) -> Iterable[Item]:
    """Sessions, and days by which something is required, in the next twelve months."""
    until = today + timedelta(days=366)
    for session in sessions_of(account).filter(day__range=(today, until))[:MOST]:
        text = _("Study session: %(title)s") % {"title": session.programme.title}
        url = reverse("study:programme", args=[session.programme_id])
        yield Item(session.day, "class", text, url, session.programme.group.name)
    due = concerning(account).filter(state=Requirement.State.CONFIRMED, due__range=(today, until))
    for requirement in due.order_by("due", "pk")[:MOST]:
        text = _("Required: %(text)s") % {"text": requirement.text[:60]}
        note = requirement.clause.version.document.title
        yield Item(requirement.due, "due", text, reverse("study:requirement", args=[requirement.pk]), note)
