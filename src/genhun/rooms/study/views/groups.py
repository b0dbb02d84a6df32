"""Study groups: who belongs together, what they remember, what they are asked."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genhun.formats.prose.clauses import words
from genhun.records.listing import listing
from genhun.records.models import Person, Requirement, Unit
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES, Refused, why_not
from genhun.records.scope import one, units_of
from genhun.rooms.study import policies
from genhun.rooms.study.actions.groups import keep_group
from genhun.rooms.study.actions.questions import draft_questions, settle_questions, write_question
from genhun.rooms.study.crowd import ENOUGH
from genhun.rooms.study.forms.groups import Asking, Forming
from genhun.rooms.study.forms.requirements import picked
from genhun.rooms.study.models import Question, Remembered, StudyGroup
from genhun.rooms.study.queries import groups as queries
from genhun.rooms.study.queries.requirements import for_unit
from genhun.rooms.study.views.tabs import tabs

State = Question.State


@page(name="groups", roles=OFFICES)
def groups(request: HttpRequest) -> HttpResponse:
    """The study groups of the reader's part."""
    account = reader(request)
    context = {
        "unit": account.unit,
        "tabs": tabs("groups"),
        "page": listing(request, queries.groups_listed(account), ("unit__path", "pk")),
        "may_organise": account.role in policies.ORGANISERS,
    }
    return render(request, "study/groups.html", context)


@page(name="new-group", roles=policies.ORGANISERS, methods=("GET", "POST"))
def new_group(request: HttpRequest) -> HttpResponse:
    """Form a study group of people of one unit."""
    account, asked = reader(request), request.GET.get("unit", "")
    unit = one(units_of(account), pk=int(asked) if asked.isdecimal() else account.unit_id)
    choices = units_of(account).filter(Q(pk=account.unit_id) | Q(parent=account.unit_id)).order_by("path")[:300]
    return _form_group(request, unit, None, {"choices": choices})


@page(name="change-group", roles=policies.ORGANISERS, methods=("GET", "POST"), about="group")
def change_group(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the name and the members of a group."""
    found = _group(request, pk)
    return _form_group(request, found.unit, found, {})


def _form_group(request: HttpRequest, unit: Unit, group: StudyGroup | None, more: dict[str, Any]) -> HttpResponse:
    people = Person.objects.filter(Q(unit=unit) | Q(study_groups=group) if group else Q(unit=unit)).distinct()
    form = Forming(
        request.POST or None, instance=group, people=people, initial={"version": group.version if group else 1}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            kept = keep_group(
                unit, reader(request), said["name"], said["kind"], said["members"], group, said["version"]
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The study group is kept."))
            return redirect("study:group", kept.pk)
    context = {"form": form, "unit": unit, "group": group, "people": people.count(), **more}
    return render(request, "study/form_group.html", context, status=422 if form.errors else 200)


@page(name="group", roles=OFFICES, about="group")
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """A group: its programmes, and how much it remembers of which requirement."""
    account, found, today = reader(request), _group(request, pk), timezone.localdate()
    figures = list(queries.figures(found))
    context = {
        "group": found,
        "unit": found.unit,
        "size": found.members.count(),
        "enough": ENOUGH,
        "programmes": list(found.programmes.prefetch_related("sessions")),
        "figures": figures,
        "faded": sum(figure.fades <= today for figure in figures),
        "today": today,
        "floor": round(Remembered.FADED * 100),
        "questions": found.questions.filter(state=State.CONFIRMED).count(),
        "may_lead": not why_not(policies.check_can_lead, found, account),
    }
    return render(request, "study/group.html", context)


@page(name="questions", roles=policies.ORGANISERS, methods=("GET", "POST"), about="group")
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions of a group: drafts to confirm or set aside, and those that are asked."""
    found = _group(request, pk)
    wrong = ""
    if request.method == "POST":
        state = State.ASIDE if request.POST.get("act") == "aside" else State.CONFIRMED
        try:
            n = settle_questions(found, picked(request.POST), state, reader(request))
        except Refused as refused:
            wrong = refused.reason
        else:
            _say_settled(request, state, n)
            return redirect("study:questions", pk)
    return _show_questions(request, found, None, wrong)


def _say_settled(request: HttpRequest, state: Question.State, n: int) -> None:
    if state == State.CONFIRMED:
        said = ngettext("%(n)d question will be asked.", "%(n)d questions will be asked.", n)
    else:
        said = ngettext("%(n)d question is set aside.", "%(n)d questions are set aside.", n)
    messages.success(request, said % {"n": n})


@page(name="draft", roles=policies.ORGANISERS, methods=("POST",), about="group")
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft questions from the clause of a requirement."""
    found, asked = _group(request, pk), request.POST.get("requirement", "")
    about = for_unit(reader(request), found.unit).filter(pk=int(asked) if asked.isdecimal() else 0).first()
    if about is None:
        return _show_questions(request, found, None, _("Choose the requirement to draft questions from."))
    try:
        n = draft_questions(found, about, reader(request))
    except Refused as refused:
        return _show_questions(request, found, None, refused.reason)
    said = ngettext("%(n)d question is drafted. Confirm it.", "%(n)d questions are drafted. Confirm those that fit.", n)
    messages.success(request, said % {"n": n})
    return redirect("study:questions", pk)


@page(name="write", roles=policies.ORGANISERS, methods=("POST",), about="group")
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a question in the group's own words."""
    found = _group(request, pk)
    form = Asking(request.POST, about=for_unit(reader(request), found.unit))
    if form.is_valid():
        said = form.cleaned_data
        try:
            write_question(found, said["requirement"], reader(request), said["prompt"], said["answer"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The question is written, and will be asked."))
            return redirect("study:questions", pk)
    return _show_questions(request, found, form, "")


def _show_questions(request: HttpRequest, found: StudyGroup, form: Asking | None, wrong: str) -> HttpResponse:
    about = for_unit(reader(request), found.unit)
    asked = found.questions.exclude(state=State.ASIDE).select_related("requirement__clause__version__document")
    rows = list(asked.order_by("requirement", "pk"))
    context = {
        "group": found,
        "unit": found.unit,
        "drafts": [row for row in rows if row.state == State.PROPOSED],
        "confirmed": [row for row in rows if row.state == State.CONFIRMED],
        "requirements": [_choice(one) for one in about],
        "form": form,
        "asking": form or Asking(about=about),
        "wrong": wrong,
        "ticked": request.POST.getlist("pick"),
    }
    return render(request, "study/questions.html", context, status=422 if wrong or form else 200)


def _choice(requirement: Requirement) -> dict[str, Any]:
    return {"pk": requirement.pk, "label": requirement.clause.label, "words": words(requirement.text)}


def _group(request: HttpRequest, pk: int) -> StudyGroup:
    return one(queries.groups_of(reader(request)), pk=pk)
