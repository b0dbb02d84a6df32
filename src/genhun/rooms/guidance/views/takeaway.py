"""What a reader takes away: a norm, and the minutes of a meeting, as official Word documents."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from genhun.records import audit
from genhun.records.pages import page, reader
from genhun.records.policies import ACTIONS
from genhun.records.scope import one
from genhun.rooms.guidance import documents
from genhun.rooms.guidance.queries.exchange import meetings_of
from genhun.rooms.guidance.queries.norms import norms_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXPORTERS = ACTIONS["export"]


@page(name="norm-document", roles=EXPORTERS, about="norm")
def norm_document(request: HttpRequest, pk: int) -> HttpResponse:
    """A norm's text in force; one without a text has no document."""
    norm = one(norms_of(reader(request)), pk=pk)
    text = norm.texts.first()
    if text is None:
        raise Http404
    _kept(request, "export_norm", f"norm:{norm.pk}")
    return _word(documents.norm_document(norm, text, timezone.localdate()), norm.title)


@page(name="minutes", roles=EXPORTERS, about="meeting")
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes of a visit or meeting."""
    meeting = one(meetings_of(reader(request)), pk=pk)
    tasks = list(meeting.follow_ups.select_related("unit").order_by("due", "pk"))
    _kept(request, "export_minutes", f"meeting:{meeting.pk}")
    return _word(documents.minutes(meeting, tasks), f"{meeting.title}纪要")


def _kept(request: HttpRequest, action: str, subject: str) -> None:
    with transaction.atomic():
        audit.record(reader(request), action, subject)


def _word(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=WORD)
    header = content_disposition_header(as_attachment=True, filename=f"{name}.docx")
    answer["Content-Disposition"] = header or "attachment"
    return answer
