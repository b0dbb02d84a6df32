"""Pages of norms: the pipeline, one norm, its texts, its steps, who applies it, what evidence is asked for."""

from itertools import pairwise
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genhun.formats.prose.compare import word_runs
from genhun.records.models import Account, Norm, NormText
from genhun.records.pages import page, reader
from genhun.records.policies import ACTIONS, OFFICES, why_not
from genhun.records.scope import one
from genhun.rooms.guidance.actions.norms import apply_norm, change_text, decide_step, draft_norm, possible, set_figures
from genhun.rooms.guidance.forms.norms import Figures, NewText, NormForm, StepForm, UseForm
from genhun.rooms.guidance.models import Problem
from genhun.rooms.guidance.policies import STEERERS, WRITERS, check_can_set_figures, check_can_step
from genhun.rooms.guidance.queries.exchange import practices_of, problems_of
from genhun.rooms.guidance.queries.norms import (
    LONGEST,
    Standing,
    columns,
    figure_reasons,
    figures,
    length_of,
    norms_of,
    standing,
    standings,
    too_long,
)
from genhun.rooms.guidance.views.room import answer, settle, tabs
from genhun.rooms.guidance.words import fact_words, proposal_words

MOST_IN_COLUMN = 4


@page(name="norms", roles=OFFICES)
def norms(request: HttpRequest) -> HttpResponse:
    """The pipeline: what is explored, piloted, interim, settled; what the evidence proposes."""
    account = reader(request)
    found = standings(norms_of(account).exclude(stage=Norm.Stage.RETIRED), timezone.localdate())
    by_stage = columns(found)
    context = {
        "unit": account.unit,
        "tabs": tabs("norms"),
        "columns": [_column(stage, by_stage[stage]) for stage in list(by_stage)[:-1]],
        "problems": problems_of(account).filter(state=Problem.State.OPEN).count(),
        "rows": [_row(one) for stage in by_stage for one in by_stage[stage]],
        "proposed": sum(one.decided for one in found),
        "due": sum(one.due for one in found),
        "number": len(found),
        "may_write": account.role in WRITERS,
        "may_draft": account.role in STEERERS,
    }
    return render(request, "guidance/norms.html", context)


def _column(stage: str, found: list[Standing]) -> dict[str, Any]:
    cards = [_row(one) for one in found[:MOST_IN_COLUMN]]
    return {"label": Norm.Stage(stage).label, "number": len(found), "cards": cards, "more": len(found) - len(cards)}


def _row(found: Standing) -> dict[str, Any]:
    return {
        "norm": found.norm,
        "words": proposal_words(found),
        "decided": found.decided,
        "act": found.proposal.act,
        "due": found.due,
        "units": found.evidence.units,
        "measured": found.evidence.measured,
    }


@page(name="new-norm", roles=STEERERS, methods=("GET", "POST"))
def new_norm(request: HttpRequest) -> HttpResponse:
    """Begin an exploration, from a practice or not."""
    account = reader(request)
    sought = request.GET.get("practice", "")
    practice = practices_of(account).filter(pk=int(sought)).first() if sought.isascii() and sought.isdigit() else None
    start = {"title": practice.title, "text": practice.text} if practice else {}
    form = NormForm(account, request.POST) if request.method == "POST" else NormForm(account, initial=start)

    def act() -> str:
        return reverse("guidance:norm", args=[draft_norm(account, *form.parts(), practice=practice).pk])

    done = settle(request, form, act, _("The exploration has begun."))
    context = {"unit": account.unit, "form": form, "practice": practice}
    return done or render(request, "guidance/new_norm.html", context, status=422 if form.is_bound else 200)


@page(name="norm", roles=OFFICES, about="norm")
def norm(request: HttpRequest, pk: int) -> HttpResponse:
    """One norm: what the evidence says, who applies it and how it did, its texts, the steps it took."""
    account = reader(request)
    found = one(norms_of(account), pk=pk)
    now = standing(found, timezone.localdate())
    texts = list(found.texts.all())
    context = {
        "unit": found.unit,
        "norm": found,
        "now": now,
        "words": proposal_words(now),
        "facts": [{"met": fact.met, "words": fact_words(fact)} for fact in now.proposal.facts],
        "uses": found.uses.select_related("unit"),
        "texts": texts,
        "length": length_of(texts[0].text) if texts else 0,
        "allowed": LONGEST[Norm.Kind(found.kind)],
        "beyond": too_long(found, texts[0].text) if texts else 0,
        "comparisons": _comparisons(texts),
        "steps": found.steps.select_related("decided_by"),
        "practices": practices_of(account).filter(norm=found),
        "decision": _decision(found, now),
        "may_export": account.role in ACTIONS["export"],
        "not_decided": why_not(check_can_step, found, account),
        "may_apply": account.role in WRITERS and found.stage != Norm.Stage.RETIRED,
    }
    return render(request, "guidance/norm.html", context)


def _comparisons(texts: list[NormText]) -> list[dict[str, Any]]:
    """Each later text with what it changed in the one before it, the latest first."""
    return [{"text": new, "runs": word_runs(old.text, new.text)} for new, old in pairwise(texts)]


def _decision(found: Norm, now: Standing) -> StepForm:
    return StepForm(found, possible(found), initial={"version": found.version, "after": now.proposal.then})


@page(name="decide-step", roles=STEERERS, methods=("POST",), about="norm")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide what becomes of a norm."""
    account = reader(request)
    found = one(norms_of(account), pk=pk)
    form = StepForm(found, possible(found), request.POST)

    def act() -> None:
        given = form.cleaned_data
        decide_step(account, found, given["version"], given["after"], given["reason"], timezone.localdate())

    return answer(request, form, act, reverse("guidance:norm", args=[pk]), _("Decided."))


@page(name="norm-text", roles=STEERERS, methods=("GET", "POST"), about="norm")
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a new text in force."""
    account = reader(request)
    found = one(norms_of(account), pk=pk)
    last = found.texts.first()
    start = {"version": found.version, "text": last.text if last else "", "since": timezone.localdate()}
    form = NewText(request.POST) if request.method == "POST" else NewText(initial=start)

    def act() -> str:
        given = form.cleaned_data
        change_text(account, found, given["version"], given["text"], given["why"], given["since"])
        return reverse("guidance:norm", args=[pk])

    done = settle(request, form, act, _("The new text is kept; the old ones stay readable."))
    context = {"unit": found.unit, "form": form, "norm": found, "allowed": LONGEST[Norm.Kind(found.kind)]}
    return done or render(request, "guidance/norm_text.html", context, status=422 if form.is_bound else 200)


@page(name="norm-use", roles=WRITERS, methods=("GET", "POST"), about="norm")
def use(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a unit applies a norm, and how that went."""
    account = reader(request)
    found = one(norms_of(account), pk=pk)
    form = (
        UseForm(account, request.POST) if request.method == "POST" else UseForm(account, initial=_use(found, request))
    )

    def act() -> str:
        unit, version, facts = form.parts()
        apply_norm(account, found, unit, version, facts)
        return reverse("guidance:norm", args=[pk])

    done = settle(request, form, act, _("Kept."))
    context = {"unit": found.unit, "form": form, "norm": found}
    return done or render(request, "guidance/norm_use.html", context, status=422 if form.is_bound else 200)


def _use(found: Norm, request: HttpRequest) -> dict[str, Any]:
    """What was told of the unit's use before, or an empty start for the account's own unit."""
    account = reader(request)
    sought = request.GET.get("unit", "")
    unit = int(sought) if sought.isascii() and sought.isdigit() else account.unit_id
    held = found.uses.filter(unit=unit).first()
    if held is None:
        return {"unit": unit, "version": 0, "since": timezone.localdate()}
    names = ("version", "since", "deviation", "outcome", "measure", "before", "after", "result")
    return {"unit": unit, **{name: getattr(held, name) for name in names}}


@page(name="figures", roles=OFFICES, methods=("GET", "POST"))
def evidence(request: HttpRequest) -> HttpResponse:
    """What each step asks for, each figure with its reason."""
    account = reader(request)
    chinese = (get_language() or "zh").startswith("zh")
    sent = [request.POST] if request.method == "POST" else []
    form = Figures(figures(), figure_reasons(), chinese, *sent)
    refused = why_not(check_can_set_figures, account)
    done = settle(request, form, lambda: _keep(account, form), _("Kept."))
    context = {"unit": account.unit, "form": form, "not_set": refused}
    return done or render(request, "guidance/figures.html", context, status=422 if form.is_bound else 200)


def _keep(account: Account, form: Figures) -> str:
    set_figures(account, form.wanted())
    return reverse("guidance:figures")
