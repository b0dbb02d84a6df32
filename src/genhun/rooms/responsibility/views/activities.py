"""What is due, and how it is closed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records.listing import listing
from genhun.records.models import Activity
from genhun.records.pages import page, reader
from genhun.records.policies import Refused, Stale, why_not
from genhun.records.scope import one
from genhun.rooms.responsibility import pictures, words
from genhun.rooms.responsibility.actions.activities import close_activity, reopen_activity
from genhun.rooms.responsibility.forms.activities import ResultForm
from genhun.rooms.responsibility.forms.duties import Reason
from genhun.rooms.responsibility.policies import KEEPERS, VIEWERS, check_can_close, check_can_keep, check_can_reopen
from genhun.rooms.responsibility.queries.activities import activities_of, closed_in, month_end, open_until
from genhun.rooms.responsibility.queries.duties import holders
from genhun.rooms.responsibility.queries.objectives import around
from genhun.rooms.responsibility.views.shared import objective_url, own_unit, tabs

ROWS, DRAWN = 20, 8


@page(name="duties", roles=VIEWERS)
def due(request: HttpRequest) -> HttpResponse:
    """What is open until the end of this month, by day; and what the latest results changed."""
    account, today = reader(request), timezone.localdate()
    found = listing(request, open_until(account, month_end(today)), ("on", "pk"), rows=ROWS)
    closed = closed_in(account, today.year)
    latest = list(closed.filter(outcome=Activity.Outcome.MEASURED, duty__objective__isnull=False)[:DRAWN])
    counts = words.outcomes(closed)
    late = open_until(account, today).filter(on__lt=today).count()
    context = {
        "unit": own_unit(account),
        "tabs": tabs("duties", account),
        "today": today,
        "page": found,
        "rows": [{"activity": activity, "late": activity.late(today)} for activity in found.rows],
        "finding": words.due_finding(found.about, late),
        "late": late,
        "counts": counts,
        "latest": latest,
        "picture": pictures.steps(latest),
        "may_close": not why_not(check_can_keep, own_unit(account), account),
    }
    return render(request, "responsibility/due.html", context)


@page(name="activity", roles=VIEWERS, methods=("GET", "POST"), about="activity")
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """One activity: its duty, what it is to change, and its result."""
    account = reader(request)
    found = one(activities_of(account), pk=pk)
    if request.method != "POST":
        return _show(request, found, _prefilled(found))
    form = ResultForm(found, request.POST)
    if form.is_valid():
        try:
            close_activity(account, found, form.values(), form.cleaned_data["version"])
        except Refused as refused:
            fresh = one(activities_of(account), pk=pk)
            again = _again(fresh, request, refused)
            return _show(request, fresh, again, status=409 if isinstance(refused, Stale) else 422)
        messages.success(request, _("Closed: %(title)s. Thank you; nothing more is asked.") % {"title": found.title})
        return redirect("responsibility:duties")
    return _show(request, one(activities_of(account), pk=pk), form, status=422)


def _again(found: Activity, request: HttpRequest, refused: Refused) -> ResultForm:
    """What was typed, to be sent again over the record as it now is."""
    sent = request.POST.copy()
    sent["version"] = str(found.version)
    form = ResultForm(found, sent)
    form.add_error(None, refused.reason)
    return form


def _prefilled(found: Activity) -> ResultForm:
    """What the system knows already: the actuals around the month; how sure is for a person to say."""
    initial: dict[str, Any] = {"outcome": Activity.Outcome.MEASURED, "sureness": Activity.Sureness.LIKELY}
    if found.duty.objective:
        before, after = around(found.duty.objective, found.on)
        initial |= {"before": _plain(before), "after": _plain(after)}
        if before is None or after is None or before == after:
            initial["outcome"] = Activity.Outcome.NONE
    else:
        initial["outcome"] = Activity.Outcome.NONE
    initial["hours"] = _plain(found.hours)
    return ResultForm(found, initial=initial)


def _plain(number: Any) -> Any:
    return None if number is None else f"{number:.4f}".rstrip("0").rstrip(".")


def _show(request: HttpRequest, found: Activity, form: ResultForm, status: int = 200) -> HttpResponse:
    account = reader(request)
    refused = why_not(check_can_close, found, account)
    context = {
        "unit": found.unit,
        "activity": found,
        "duty": found.duty,
        "objective": found.duty.objective,
        "objective_url": objective_url(account, found.duty.objective),
        "holder": holders([found.duty.post_id]).get(found.duty.post_id or 0, ""),
        "late": found.late(timezone.localdate()),
        "form": form,
        "not_close": refused,
        "reopen": None if why_not(check_can_reopen, found, account) else Reason(initial={"version": found.version}),
        "moved": words.moved_words(found),
    }
    return render(request, "responsibility/activity.html", context, status=status)


@page(name="reopen", roles=KEEPERS, methods=("POST",), about="activity")
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed activity again, because a figure was wrong."""
    account = reader(request)
    found = one(activities_of(account), pk=pk)
    form = Reason(request.POST)
    try:
        seen = form.cleaned_data["version"] if form.is_valid() else found.version
        reopen_activity(account, found, form.cleaned_data.get("reason", ""), seen)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("The activity is open again."))
    return redirect("responsibility:activity", pk)
