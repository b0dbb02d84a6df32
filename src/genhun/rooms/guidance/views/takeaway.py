"""What a reader takes away: norms and minutes as official documents, governance and problems as workbooks."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.downloads import WORD, WORKBOOK, download
from genhun.records.pages import page, reader
from genhun.records.policies import ACTIONS
from genhun.records.scope import one, units_of
from genhun.rooms.guidance import documents, lists
from genhun.rooms.guidance.queries.exchange import meetings_of, problems_of
from genhun.rooms.guidance.queries.governance import kept_over
from genhun.rooms.guidance.queries.norms import norms_of

EXPORTERS = ACTIONS["export"]


@page(name="norm-document", roles=EXPORTERS, about="norm")
def norm_document(request: HttpRequest, pk: int) -> HttpResponse:
    """A norm's text in force; one without a text has no document."""
    norm = one(norms_of(reader(request)), pk=pk)
    text = norm.texts.first()
    if text is None:
        raise Http404
    _kept(request, "export_norm", f"norm:{norm.pk}")
    return download(documents.norm_document(norm, text, timezone.localdate()), WORD, f"{norm.title}.docx")


@page(name="minutes", roles=EXPORTERS, about="meeting")
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes of a visit or meeting."""
    meeting = one(meetings_of(reader(request)), pk=pk)
    tasks = list(meeting.follow_ups.select_related("unit").order_by("due", "pk"))
    _kept(request, "export_minutes", f"meeting:{meeting.pk}")
    return download(documents.minutes(meeting, tasks), WORD, f"{meeting.title}纪要.docx")


@page(name="governance-list", roles=EXPORTERS)
def governance_list(request: HttpRequest) -> HttpResponse:
    """Unit by unit, how the arrangements stand today."""
    account, today = reader(request), timezone.localdate()
    title = f"{_('Integration into governance')} {today}"
    found = kept_over(units_of(account), [today])[today]
    _kept(request, "export_governance")
    return download(lists.governance_list(found, title), WORKBOOK, f"{title}.xlsx")


@page(name="problem-list", roles=EXPORTERS)
def problem_list(request: HttpRequest) -> HttpResponse:
    """All problems that are open to the reader, in every state."""
    content = lists.problem_list(problems_of(reader(request)).order_by("-pk"))
    _kept(request, "export_problems")
    return download(content, WORKBOOK, f"{_('Problems raised')}.xlsx")


def _kept(request: HttpRequest, action: str, subject: str = "") -> None:
    with transaction.atomic():
        audit.record(reader(request), action, subject)
