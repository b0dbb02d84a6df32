"""Data in and out: a file is previewed, confirmed as a whole, taken back as a whole; tables leave as a workbook."""

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genhun.hall.forms.data import Undo, Upload
from genhun.hall.queries.imports import fault_rows, faults_of, marked_workbook, note_words, tables_changed
from genhun.records.actions.exports import export_tables
from genhun.records.actions.imports import commit_import, discard_import, receive_import, undo_import
from genhun.records.downloads import WORKBOOK, download
from genhun.records.listing import listing
from genhun.records.models import ImportBatch
from genhun.records.pages import page, reader
from genhun.records.policies import (
    OFFICERS,
    OFFICES,
    Refused,
    check_can_commit,
    check_can_export,
    check_can_import,
    check_can_undo,
    why_not,
)
from genhun.records.scope import imports_of, one
from genhun.tables.write import write_template

HEAVY = ("content", "before", "changes", "faults")


@page(name="data", roles=OFFICES, methods=("GET", "POST"))
def data(request: HttpRequest) -> HttpResponse:
    """Send a file in, take tables away, and what was sent before."""
    account = reader(request)
    form = Upload(request.POST or None, request.FILES or None) if request.method == "POST" else Upload()
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            batch = receive_import(sent.name, sent.read(), account)
        except Refused as refused:
            form.add_error("file", refused.reason)
        else:
            return redirect("hall:import", pk=batch.pk)
    history = imports_of(account).defer(*HEAVY).select_related("sent_by")
    context = {
        "form": form,
        "page": listing(request, history, ("-pk",), rows=20),
        "not_import": why_not(check_can_import, account),
        "not_export": why_not(check_can_export, account),
        "see_imports": account.role in OFFICERS,
    }
    return render(request, "hall/data.html", context, status=422 if form.errors else 200)


@page(name="import", roles=OFFICERS, about="import")
def import_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: its faults, or what it would change; confirm, put aside, take back."""
    return render(request, "hall/import.html", _import_context(request, _batch(request, pk), Undo()))


def _batch(request: HttpRequest, pk: int) -> ImportBatch:
    return one(imports_of(reader(request)).select_related("sent_by").defer("content", "before"), pk=pk)


def _import_context(request: HttpRequest, batch: ImportBatch, form: Undo) -> dict[str, Any]:
    account = reader(request)
    tables = tables_changed(batch)
    return {
        "batch": batch,
        "form": form,
        "faults": fault_rows(batch),
        "tables": tables,
        "written": sum(table.new + table.changed for table in tables),
        "notes": [note_words(note) for note in batch.changes.get("notes", [])],
        "not_commit": why_not(check_can_commit, batch, account),
        "not_undo": why_not(check_can_undo, batch, account),
    }


@page(name="import-commit", roles=OFFICERS, methods=("POST",), about="import")
def commit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a previewed file in."""
    return _act(request, pk, commit_import, gettext_lazy("Taken in as a whole. It can be taken back from this page."))


@page(name="import-discard", roles=OFFICERS, methods=("POST",), about="import")
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a preview aside."""
    return _act(request, pk, discard_import, gettext_lazy("Put aside; nothing was written."))


def _act(request: HttpRequest, pk: int, action: Any, done: Any) -> HttpResponse:
    batch = _batch(request, pk)
    try:
        action(batch, reader(request))
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, str(done))
    return redirect("hall:import", pk=pk)


@page(name="import-undo", roles=OFFICERS, methods=("POST",), about="import")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an import back, with the reason."""
    batch, form = _batch(request, pk), Undo(request.POST)
    if form.is_valid():
        try:
            undo_import(batch, reader(request), form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Taken back: the records are as they were before this import."))
            return redirect("hall:import", pk=pk)
    return render(request, "hall/import.html", _import_context(request, batch, form), status=422)


@page(name="import-marked", roles=OFFICERS, about="import")
def marked(request: HttpRequest, pk: int) -> HttpResponse:
    """The sender's workbook with the bad cells marked."""
    batch = one(imports_of(reader(request)).defer("before"), pk=pk, state=ImportBatch.State.REFUSED)
    name = f"{Path(batch.name).stem}-{_('marked')}.xlsx"
    return download(marked_workbook(batch, faults_of(batch)), WORKBOOK, name)


@page(name="export", roles=OFFICES)
def export(request: HttpRequest) -> HttpResponse:
    """The tables of the reader's part as one workbook."""
    account = reader(request)
    try:
        content = export_tables(account)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("hall:data")
    name = f"{account.unit.name if account.unit else ''}-{timezone.localdate():%Y%m%d}.xlsx"
    return download(content, WORKBOOK, name)


@page(name="template", roles=OFFICES)
def template(request: HttpRequest) -> HttpResponse:
    """An empty workbook to fill in."""
    with tempfile.TemporaryDirectory(prefix="genhun-") as folder:
        target = Path(folder) / "template.xlsx"
        write_template(target)
        return download(target.read_bytes(), WORKBOOK, _("Genhun-tables-template") + ".xlsx")
