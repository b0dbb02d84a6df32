"""Pages of pairs: newcomers with their mentors, as planned, under way, and closed with what was learned."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from genhun.records.listing import listing
from genhun.records.models import Account, Plan, PlanLine
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES, TRAINERS, Refused
from genhun.records.scope import one
from genhun.rooms.training import words
from genhun.rooms.training.actions.pairs import begin_pairs, close_pair, usual_end
from genhun.rooms.training.forms.together import Begin, Closing
from genhun.rooms.training.models import MentorPair
from genhun.rooms.training.queries import plans as queries
from genhun.rooms.training.queries import together
from genhun.rooms.training.views.year import plan_facts, tabs

ROWS = 40
OPEN, CLOSED = "open", "closed"


@page(name="mentors", roles=OFFICES, methods=("GET", "POST"))
def mentors(request: HttpRequest) -> HttpResponse:
    """Pairs under way and closed; what the plan proposes; a POST begins the pairs of an adopted plan."""
    account = reader(request)
    plan = queries.current_plan(account, "mentoring")
    today = timezone.localdate()
    form = Begin(request.POST) if request.method == "POST" else Begin(initial={"start": today, "end": usual_end(today)})
    if form.is_bound and form.is_valid() and _begun(request, form, plan):
        return redirect("training:mentors")
    context = plan_facts(plan, "mentoring", account) | {
        "unit": account.unit,
        "tabs": tabs("mentors"),
        "form": form,
        "today": today,
        "may_begin": account.role in TRAINERS and plan is not None and plan.state == Plan.State.ADOPTED,
        **_pairs(request, account),
        **_planned(account, plan),
    }
    return render(request, "training/mentors.html", context, status=422 if form.errors else 200)


def _begun(request: HttpRequest, form: Begin, plan: Plan | None) -> bool:
    try:
        if plan is None:
            raise Refused(_("Pairs begin when the mentoring plan is adopted."))
        made = begin_pairs(plan, reader(request), form.cleaned_data["start"], form.cleaned_data["end"])
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    messages.success(request, ngettext("%(n)d pair begins.", "%(n)d pairs begin.", len(made)) % {"n": len(made)})
    return True


def _pairs(request: HttpRequest, account: Account) -> dict[str, Any]:
    """The pairs of the part: those under way, or with `?show=closed` those that are over."""
    show = CLOSED if request.GET.get("show") == CLOSED else OPEN
    chosen = together.pairs_of(account).filter(closed_on__isnull=show == OPEN)
    shown = listing(request, chosen, ("unit__path", "mentee__code", "id"), ROWS)
    load = together.load_of(pair.mentor_id for pair in shown.rows)
    return {"show": show, "page": shown, "pairs": [{"pair": p, "load": load[p.mentor_id]} for p in shown.rows]}


def _planned(account: Account, plan: Plan | None) -> dict[str, Any]:
    """What the plan proposes to the part, and how the load spreads over mentors."""
    lines = queries.lines(account, plan) if plan else PlanLine.objects.none()
    rows = list(lines.order_by("unit__path", "person__code", "id")[:ROWS])
    load = queries.mentor_load(plan, [line.other_id for line in rows if line.other_id])
    spread = Counter(queries.loads(account, plan))
    language = get_language() or "zh-hans"
    return {
        "rows": [
            {"line": line, "load": load[line.other_id or 0], "reason": words.reason_words(line.reason, language)}
            for line in rows
        ],
        "spread": sorted(spread.items()),
        "mentees": sum(number * count for number, count in spread.items()),
        "mentors": sum(spread.values()),
        "most": int(plan.policy.get("mentor_load", 2)) if plan else 0,
        "alone": plan.counts.get("mentees", 0) - plan.counts.get("pairs", 0) if plan else 0,
    }


@page(name="pair", roles=OFFICES, methods=("GET", "POST"), about="pair")
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """One pair; a POST closes it with what was learned."""
    account = reader(request)
    found = one(together.pairs_of(account), pk=pk)
    form = Closing(request.POST) if request.method == "POST" else Closing(initial={"version": found.version})
    if form.is_bound and form.is_valid():
        try:
            close_pair(found, account, form.cleaned_data["version"], form.cleaned_data["learned"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Closed. What was learned stands with the pair."))
            return redirect("training:pair", pk)
    context = {
        "unit": account.unit,
        "pair": found,
        "form": form,
        "load": together.load_of([found.mentor_id])[found.mentor_id],
        "late": _late(found),
        "may_close": account.role in TRAINERS and found.closed_on is None,
    }
    return render(request, "training/pair.html", context, status=422 if form.errors else 200)


def _late(found: MentorPair) -> bool:
    return found.closed_on is None and found.end < timezone.localdate()
