"""An appointment form (.lrmx, .lrm) is read, looked over by a person, and then sent in like any other file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from genhun.formats.form import FormError
from genhun.hall.forms.appointment import AppointmentRows, PersonRow, confirmed, filled
from genhun.hall.forms.data import AppointmentFormUpload
from genhun.hall.queries.forms import appointment_cells, person_cells, proposed, workbook_of
from genhun.records.actions.imports import receive_import
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICERS, Refused, check_can_import


@page(name="form", roles=OFFICERS, methods=("GET", "POST"))
def form(request: HttpRequest) -> HttpResponse:
    """Read an appointment form and show what it would add."""
    upload = AppointmentFormUpload(request.POST, request.FILES) if request.method == "POST" else AppointmentFormUpload()
    if request.method == "POST" and upload.is_valid():
        sent = upload.cleaned_data["form_file"]
        try:
            check_can_import(reader(request))
            found = proposed(sent.name, sent.read())
        except FormError as error:
            upload.add_error("form_file", str(error))
        except Refused as refused:
            upload.add_error("form_file", refused.reason)
        else:
            rows = [{**c, "words": words} for c, words in zip(appointment_cells(found), found.posts, strict=True)]
            person, appointments = filled(person_cells(found), rows)
            return _shown(request, person, appointments, {"found": found})
    return render(request, "hall/form.html", {"form": upload}, status=422 if upload.errors else 200)


@page(name="form-confirm", roles=OFFICERS, methods=("POST",))
def confirm(request: HttpRequest) -> HttpResponse:
    """Send the rows in as they were confirmed; the usual preview follows."""
    person, rows = PersonRow(request.POST), AppointmentRows(request.POST)
    if person.is_valid() and rows.is_valid():
        cells, appointments = confirmed(person, rows)
        try:
            name = _("Appointment form %(name)s") % {"name": cells["name"]}
            batch = receive_import(f"{name}.xlsx", workbook_of(cells, appointments), reader(request))
        except Refused as refused:
            person.add_error(None, refused.reason)
        else:
            return redirect("hall:import", pk=batch.pk)
    return _shown(request, person, rows, {"form": person}, status=422)


def _shown(request: HttpRequest, person: Any, rows: Any, more: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "hall/form_rows.html", {"person": person, "rows": rows, **more}, status=status)
