"""Reviews by yearly plan, their findings, and how the loop is closed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records.listing import listing
from genhun.records.models import Account
from genhun.records.pages import page, reader
from genhun.records.policies import Refused, why_not
from genhun.records.scope import one
from genhun.rooms.responsibility.actions import reviews as acts
from genhun.rooms.responsibility.forms.duties import Reason
from genhun.rooms.responsibility.forms.reviews import FindingForm, ReviewForm, Words
from genhun.rooms.responsibility.models import Finding, Review
from genhun.rooms.responsibility.policies import (
    MENDERS,
    REVIEWERS,
    VIEWERS,
    check_can_change_review,
    check_can_close_finding,
    check_can_find,
    check_can_mend,
)
from genhun.rooms.responsibility.queries.reviews import could_merge, reviews_of, with_findings
from genhun.rooms.responsibility.queries.supervision import findings_of
from genhun.rooms.responsibility.views.shared import own_unit, tabs, year_asked

ROWS = 30


@page(name="reviews", roles=VIEWERS)
def reviews(request: HttpRequest) -> HttpResponse:
    """The yearly plan of reviews; those that could go together first."""
    account, year = reader(request), year_asked(request)
    shown = reviews_of(account).filter(on__year=year).exclude(state=Review.State.MERGED)
    found = listing(request, with_findings(shown), ("on", "pk"), rows=ROWS)
    may_plan = account.role in REVIEWERS
    groups = could_merge(account, year)
    context = {
        "unit": own_unit(account),
        "year": year,
        "tabs": tabs("reviews", account),
        "page": found,
        "groups": groups,
        "saved": sum(len(group) - 1 for group in groups),
        "may_plan": may_plan,
    }
    return render(request, "responsibility/reviews.html", context)


@page(name="new-review", roles=REVIEWERS, methods=("GET", "POST"))
def new_review(request: HttpRequest) -> HttpResponse:
    """Put one review into the yearly plan; it is said at once if one of its kind stands there already."""
    account = reader(request)
    form = ReviewForm(account, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.plan_review(account, form.cleaned_data["unit"], form.values())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The review stands in the plan."))
            return redirect(f"{reverse('responsibility:reviews')}?year={made.on.year}")
    context = {"unit": own_unit(account), "form": form}
    return render(request, "responsibility/new_review.html", context, status=422 if form.errors else 200)


@page(name="review", roles=VIEWERS, methods=("GET", "POST"), about="review")
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One review with its findings; a finding is written down here."""
    account = reader(request)
    found = one(reviews_of(account), pk=pk)
    form = FindingForm(found.unit, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.add_finding(account, found, form.values())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The finding is written down; its owner sees it at once."))
            return redirect("responsibility:review", pk)
    context = {
        "unit": found.unit,
        "review": found,
        "findings": found.findings.select_related("post").order_by("due", "pk"),
        "merged": found.merged.order_by("on", "pk"),
        "today": timezone.localdate(),
        "form": form,
        "may_find": not why_not(check_can_find, found, account),
        "may_change": not why_not(check_can_change_review, found, account),
        "reason": Reason(initial={"version": found.version}, auto_id="off_%s"),
    }
    return render(request, "responsibility/review.html", context, status=422 if form.errors else 200)


@page(name="merge", roles=REVIEWERS, methods=("POST",), about="review")
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the planned reviews of one kind to one unit of the year go together."""
    account = reader(request)
    first = one(reviews_of(account), pk=pk)
    same = reviews_of(account).filter(
        unit=first.unit, kind=first.kind, on__year=first.on.year, state=Review.State.PLANNED
    )
    return _done(request, lambda: acts.merge_reviews(account, list(same)), _("They go together now."), "reviews")


@page(name="hold", roles=REVIEWERS, methods=("POST",), about="review")
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """A review took place."""
    account = reader(request)
    found, seen = one(reviews_of(account), pk=pk), _version(request)
    return _done(
        request, lambda: acts.hold_review(account, found, seen), _("Held. Write down what was found."), "review", pk
    )


@page(name="call-off", roles=REVIEWERS, methods=("POST",), about="review")
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """A review does not take place."""
    account = reader(request)
    found, seen, reason = one(reviews_of(account), pk=pk), _version(request), request.POST.get("reason", "")
    return _done(request, lambda: acts.call_review_off(account, found, seen, reason), _("Called off."), "review", pk)


@page(name="finding", roles=VIEWERS, about="finding")
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding: who mends it by when, how it was mended, what the reviewer says."""
    return _show_finding(request, one(findings_of(reader(request)), pk=pk))


def _show_finding(request: HttpRequest, found: Finding, form: Words | None = None, status: int = 200) -> HttpResponse:
    account = reader(request)
    mends, closes = not why_not(check_can_mend, found, account), not why_not(check_can_close_finding, found, account)
    label = _("How it was mended") if mends else _("The reviewer's word")
    context = {
        "unit": found.unit,
        "finding": found,
        "late": found.late(timezone.localdate()),
        "form": form or Words(initial={"version": found.version}, label=label),
        "mends": mends,
        "closes": closes,
        "waits_for_another": found.state == Finding.State.MENDED and found.mended_by_id == account.pk,
    }
    return render(request, "responsibility/finding.html", context, status=status)


FindingAct = Callable[[Account, Finding, str, int], Finding]


@page(name="mend", roles=MENDERS, methods=("POST",), about="finding")
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit says how a finding was mended."""
    return _on_finding(request, pk, acts.mend_finding, _("Sent to the reviewer."))


@page(name="close-finding", roles=REVIEWERS, methods=("POST",), about="finding")
def close_finding(request: HttpRequest, pk: int) -> HttpResponse:
    """The reviewer closes a finding."""
    return _on_finding(request, pk, acts.close_finding, _("Closed."))


@page(name="send-back", roles=REVIEWERS, methods=("POST",), about="finding")
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The reviewer sends a finding back."""
    return _on_finding(request, pk, acts.send_finding_back, _("Sent back to the unit."))


def _on_finding(request: HttpRequest, pk: int, act: FindingAct, done: str) -> HttpResponse:
    account = reader(request)
    found, form = one(findings_of(account), pk=pk), Words(request.POST)
    if form.is_valid():
        try:
            act(account, found, form.cleaned_data["words"], form.cleaned_data["version"])
        except Refused as refused:
            form.add_error("words", refused.reason)
        else:
            messages.success(request, done)
            return redirect("responsibility:finding", pk)
    return _show_finding(request, found, form, 422)


def _version(request: HttpRequest) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdigit() else 0


def _done(request: HttpRequest, act: Callable[[], Any], said: str, page_name: str, *args: int) -> HttpResponse:
    """Do it and go back, with what came of it."""
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, said)
    return redirect(f"responsibility:{page_name}", *args)
