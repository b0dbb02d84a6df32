"""The home page: what needs me before when."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from genhun.hall.pictures.ahead import draw_ahead
from genhun.hall.queries.aspects import matrix
from genhun.hall.queries.behind import Sentence, sentence_of
from genhun.hall.queries.policy import policy_now
from genhun.hall.queries.todo import AHEAD_DAYS, coming, dots, own_lines, to_decide
from genhun.records.models import Account, Role
from genhun.records.pages import page, reader
from genhun.records.policies import EVERYONE
from genhun.rooms.secretaries.queries.posts import cover_of

SHOWN = 12


@page(name="home", roles=EVERYONE)
def home(request: HttpRequest) -> HttpResponse:
    """What needs me before when."""
    account, today = reader(request), timezone.localdate()
    if account.role == Role.CADRE:
        return redirect("hall:me")
    decide = to_decide(account)
    ahead = coming(account, policy_now(), today)
    context = {
        "today": today,
        "decide": decide,
        "ahead": ahead[:SHOWN],
        "later": ahead[SHOWN:],
        "strip": draw_ahead(dots([*decide, *ahead], today), today, AHEAD_DAYS),
        "days": AHEAD_DAYS,
        "cover": cover_of(account),
        "mine": own_lines(account),
        "behind": _behind(account, today) if account.role == Role.GROUP_OFFICER else [],
    }
    return render(request, "hall/home.html", context)


def _behind(account: Account, today: date) -> list[Sentence]:
    """Where the account's part is furthest behind, each with the one thing to do next."""
    return [sentence_of(behind, account) for behind in matrix(account.unit, today).worst] if account.unit else []
