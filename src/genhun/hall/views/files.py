"""Files of people as offices see them: corrections to answer, and who looked at whose file."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.hall.forms.own_file import AnswerCorrection, CorrectionFilter
from genhun.hall.queries.own_file import corrections_of, views_of
from genhun.hall.words import why_looked
from genhun.records.actions.own_file import WRITTEN, answer_correction
from genhun.records.listing import listing
from genhun.records.models import Correction, Role
from genhun.records.pages import page, reader
from genhun.records.policies import PERSONNEL, Refused, Stale, check_can_answer_correction, why_not
from genhun.records.scope import one

OVERSEERS = frozenset({Role.GROUP_OFFICER, Role.DISCIPLINE_OFFICER})
"""Who checks that files are looked at for work only."""


def came_from(request: HttpRequest) -> str:
    """The name of the page of this site on which the reader followed a link; empty if there was none."""
    link = urlsplit(request.headers.get("Referer", ""))
    if link.netloc != request.get_host():
        return ""
    try:
        return resolve(link.path).view_name
    except Resolver404:
        return ""


@page(name="corrections", roles=PERSONNEL)
def corrections(request: HttpRequest) -> HttpResponse:
    """What people of the part asked to be corrected, the answer that is due first at the top."""
    account, form = reader(request), CorrectionFilter(request.GET or None)
    everything = form.is_valid() and form.cleaned_data["show"] == "all"
    asked = corrections_of(account)
    chosen = asked if everything else asked.filter(state=Correction.State.WAITING)
    shown = listing(request, chosen, ("due", "id"))
    context = {"page": shown, "form": form, "everything": everything, "today": timezone.localdate()}
    return render(request, "hall/corrections.html", context)


@page(name="correction", roles=PERSONNEL, methods=("GET", "POST"), about="correction")
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """One request, beside what the file says, and its answer."""
    account = reader(request)
    chosen = one(corrections_of(account), pk=pk)
    form = AnswerCorrection(request.POST or None, initial={"version": chosen.version})
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            answer_correction(chosen, account, said["accept"], said["answer"], said["version"])
        except Stale as stale:
            messages.warning(request, stale.reason)
            return redirect("hall:correction", pk)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Answered. %(name)s reads it on the own page.") % {"name": chosen.person.name})
            return redirect("hall:corrections")
    context = {
        "correction": chosen,
        "person": chosen.person,
        "unit": chosen.person.unit,
        "form": form,
        "refusal": why_not(check_can_answer_correction, chosen, account),
        "written": chosen.matter in WRITTEN,
    }
    return render(request, "hall/correction.html", context, status=422 if form.errors else 200)


@page(name="file-views", roles=OVERSEERS)
def file_views(request: HttpRequest) -> HttpResponse:
    """Who looked at whose file, when and why."""
    shown = listing(request, views_of(reader(request)), ("-id",))
    rows = [(view, why_looked(view.came_from)) for view in shown.rows]
    return render(request, "hall/file_views.html", {"page": shown, "rows": rows})
