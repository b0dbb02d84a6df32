"""Documents: taken in, read, their requirements confirmed, two versions compared."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genhun.formats.prose.clauses import words
from genhun.records.listing import listing
from genhun.records.models import Clause, Document, Requirement
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES, Refused, why_not
from genhun.records.scope import documents_of, one
from genhun.rooms.study import policies
from genhun.rooms.study.actions.documents import take_document, take_version
from genhun.rooms.study.actions.requirements import settle_many
from genhun.rooms.study.forms.documents import NewDocument, Text
from genhun.rooms.study.forms.requirements import picked
from genhun.rooms.study.queries import documents as queries
from genhun.rooms.study.queries.requirements import by_clause, proposals
from genhun.rooms.study.views.tabs import tabs

State = Requirement.State


@page(name="documents", roles=OFFICES)
def documents(request: HttpRequest) -> HttpResponse:
    """The guiding documents of the reader's part and from above."""
    account = reader(request)
    context = {
        "unit": account.unit,
        "tabs": tabs("documents"),
        "page": listing(request, queries.documents_listed(account), ("-pk",)),
        "may_keep": account.role in policies.KEEPERS,
    }
    return render(request, "study/documents.html", context)


@page(name="new-document", roles=policies.KEEPERS, methods=("GET", "POST"))
def new_document(request: HttpRequest) -> HttpResponse:
    """Take a document in; what it requires is proposed at once."""
    account = reader(request)
    form = NewDocument(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and account.unit:
        said = form.cleaned_data
        try:
            more = {name: said[name] for name in ("number", "issuer", "source")}
            document = take_document(account, account.unit, said["title"], said["text"], said["since"], **more)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The document is taken in. Look at what it requires."))
            return redirect("study:proposals", document.pk)
    context = {"form": form, "unit": account.unit, "document": None}
    return render(request, "study/take.html", context, status=422 if form.errors else 200)


@page(name="new-version", roles=policies.KEEPERS, methods=("GET", "POST"), about="document")
def new_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in a new version; what changed is shown at once."""
    account = reader(request)
    document = _document(request, pk)
    form = Text(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            take_version(document, account, said["text"], said["since"], source=said["source"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The new version is taken in. This is what changed."))
            return redirect("study:compare", pk)
    context = {"form": form, "unit": document.unit, "document": document}
    return render(request, "study/take.html", context, status=422 if form.errors else 200)


@page(name="document", roles=OFFICES, about="document")
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of a document, clause by clause, with what each clause requires."""
    account, found = reader(request), _document(request, pk)
    versions = list(found.versions.select_related("taken_by"))
    clauses = list(versions[0].clauses.order_by("position"))
    held = by_clause(account, clauses)
    asked = [one for some in held.values() for one in some]
    context = {
        "document": found,
        "unit": found.unit,
        "versions": versions,
        "clauses": [_told(clause, held.get(clause.pk, [])) for clause in clauses],
        "force": sum(one.state == State.CONFIRMED for one in asked),
        "waiting": sum(one.state == State.PROPOSED for one in asked),
        "may_keep": not why_not(policies.check_can_renew, found, account),
    }
    return render(request, "study/document.html", context)


def _told(clause: Clause, requirements: list[Requirement]) -> dict[str, Any]:
    return {"clause": clause, "words": words(clause.text), "requirements": requirements}


@page(name="proposals", roles=policies.KEEPERS, methods=("GET", "POST"), about="document")
def proposals_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm what a document requires, or set it aside: line by line or many at once."""
    account, found = reader(request), _document(request, pk)
    wrong = ""
    if request.method == "POST":
        state = State.ASIDE if request.POST.get("act") == "aside" else State.CONFIRMED
        try:
            _say_settled(request, state, settle_many(found, picked(request.POST), state, account))
            return redirect("study:proposals", pk)
        except Refused as refused:
            wrong = refused.reason
    rows = [{"requirement": one, "clause": words(one.clause.text)} for one in proposals(account, found)]
    context = {
        "document": found,
        "unit": found.unit,
        "rows": rows,
        "wrong": wrong,
        "ticked": request.POST.getlist("pick"),
    }
    return render(request, "study/proposals.html", context, status=422 if wrong else 200)


def _say_settled(request: HttpRequest, state: State, n: int) -> None:
    if state == State.CONFIRMED:
        said = ngettext("%(n)d requirement is in force.", "%(n)d requirements are in force.", n)
    else:
        said = ngettext("%(n)d proposal is set aside.", "%(n)d proposals are set aside.", n)
    messages.success(request, said % {"n": n})


@page(name="compare", roles=OFFICES, about="document")
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Two versions beside each other: the last two, or those that the address names."""
    account, found = reader(request), _document(request, pk)
    versions = {version.ordinal: version for version in found.versions.order_by("ordinal")}
    asked = [int(text) for text in (request.GET.get("old", ""), request.GET.get("new", "")) if text.isdecimal()]
    old, new = asked if len(asked) == 2 and set(asked) <= set(versions) else [1, *versions][-2:]
    told = queries.changes(account, versions[old], versions[new])
    context = {
        "document": found,
        "unit": found.unit,
        "versions": list(versions.values()),
        "old": versions[old],
        "new": versions[new],
        "changes": told,
        "counts": queries.counts_by_kind(told),
        "again": [one for change in told for one in change.requirements if one.look_again],
        "may_keep": not why_not(policies.check_can_renew, found, account),
    }
    return render(request, "study/compare.html", context)


def _document(request: HttpRequest, pk: int) -> Document:
    return one(documents_of(reader(request)).select_related("unit"), pk=pk)
