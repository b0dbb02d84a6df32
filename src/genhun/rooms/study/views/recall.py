"""Two minutes of recall a day: one question at a time, for the reader's own eyes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from genhun.formats.prose.blanks import GAP
from genhun.formats.prose.clauses import words
from genhun.records.pages import page, reader
from genhun.records.policies import EVERYONE, Refused
from genhun.rooms.study.actions.recall import answer
from genhun.rooms.study.memory import RATINGS
from genhun.rooms.study.models import Question
from genhun.rooms.study.queries.recall import SECONDS_A_DAY, next_day, today_of
from genhun.rooms.study.views.tabs import tabs


@page(name="recall", roles=EVERYONE, methods=("GET", "POST"))
def recall(request: HttpRequest) -> HttpResponse:
    """The next question of today; or how one did, and on to the next."""
    account, now = reader(request), timezone.now()
    if request.method == "POST":
        return _answered(request)
    today = today_of(account.person, now) if account.person else None
    question = today.questions[0] if today and today.questions else None
    before, _gap, after = question.prompt.partition(GAP) if question else ("", "", "")
    context = {
        "person": account.person,
        "tabs": tabs("recall") if account.role != "cadre" else [],
        "today": today,
        "question": question,
        "before": before,
        "after": after,
        "gap": bool(question and GAP in question.prompt),
        "clause": words(question.requirement.clause.text) if question else "",
        "minutes": SECONDS_A_DAY // 60,
        "next": next_day(account.person, now) if account.person and not question else None,
    }
    return render(request, "study/recall.html", context)


def _answered(request: HttpRequest) -> HttpResponse:
    """A second click on the same answer changes nothing, and says nothing."""
    account, asked, rating = reader(request), request.POST.get("question", ""), request.POST.get("rating", "")
    question = Question.objects.filter(pk=int(asked)).first() if asked.isdecimal() else None
    if account.person and question and rating in RATINGS:
        try:
            answer(account.person, question, rating, timezone.now())
        except Refused as refused:
            messages.info(request, refused.reason)
    return redirect("study:recall")
