"""What a reader takes away: the yearly list, the report on duty, the empty workbook of objectives."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from genhun.records import audit
from genhun.records.downloads import WORD, WORKBOOK, download
from genhun.records.pages import page, reader
from genhun.records.policies import ACTIONS
from genhun.records.scope import one, plans_of, units_of
from genhun.rooms.responsibility import documents, report_words
from genhun.rooms.responsibility.models import DutyReport
from genhun.rooms.responsibility.policies import REVIEWERS, SUPERVISORS, VIEWERS
from genhun.rooms.responsibility.queries.duties import holders
from genhun.rooms.responsibility.queries.reports import reports_of, year_of_duty
from genhun.rooms.responsibility.queries.supervision import findings_of, moved_people, opinions_on
from genhun.rooms.responsibility.views.duties import list_for_file
from genhun.rooms.responsibility.views.shared import own_unit, year_asked

EXPORTERS = ACTIONS["export"]


@page(name="list-sheet", roles=EXPORTERS)
def list_sheet(request: HttpRequest) -> HttpResponse:
    """The yearly list as a workbook."""
    unit, year, duties = list_for_file(request)
    content = documents.list_sheet(unit, year, duties, holders(duty.post_id for duty in duties))
    _kept(request, "export_duties", f"unit:{unit.code}", year)
    return download(content, WORKBOOK, f"{unit.name}{year}年度责任清单.xlsx")


@page(name="list-document", roles=EXPORTERS)
def list_document(request: HttpRequest) -> HttpResponse:
    """The yearly list as an official Word document."""
    unit, year, duties = list_for_file(request)
    held = holders(duty.post_id for duty in duties)
    content = documents.list_document(unit, year, duties, held, timezone.localdate())
    _kept(request, "export_duties", f"unit:{unit.code}", year)
    return download(content, WORD, f"{unit.name}{year}年度责任清单.docx")


@page(name="report-document", roles=EXPORTERS, about="unit")
def report_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The report on duty as an official Word document: as it was saved, else as the records draft it."""
    account, year = reader(request), year_asked(request)
    unit = one(units_of(account), pk=pk)
    saved = reports_of(account).filter(unit=unit, year=year).first()
    report = saved or DutyReport(unit=unit, year=year, **report_words.draft(year_of_duty(unit, year)))
    _kept(request, "export_report", f"unit:{unit.code}", year)
    return download(documents.duty_report(report, timezone.localdate()), WORD, f"{unit.name}{year}年度述职报告.docx")


@page(name="findings-sheet", roles=REVIEWERS)
def findings_sheet(request: HttpRequest) -> HttpResponse:
    """The findings of the part as a workbook."""
    account, today = reader(request), timezone.localdate()
    unit = own_unit(account)
    findings = list(findings_of(account).order_by("unit__path", "due", "pk"))
    _kept(request, "export_findings", f"unit:{unit.code}", today.year)
    return download(documents.rectification_list(unit, findings, today), WORKBOOK, f"{unit.name}整改台账.xlsx")


@page(name="opinion-letter", roles=SUPERVISORS, about="plan")
def opinion_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The opinions on a plan as an official Word document."""
    account, today = reader(request), timezone.localdate()
    plan = one(plans_of(account).select_related("unit"), pk=pk)
    people = list(moved_people(account, plan).select_related("unit").order_by("unit__path", "code"))
    given = opinions_on(plan, people)
    _kept(request, "export_opinions", f"plan:{plan.pk}", today.year)
    content = documents.opinion_letter(plan, [(person, given.get(person.pk)) for person in people], today)
    return download(content, WORD, "拟交流人选回复意见.docx")


@page(name="objectives-template", roles=VIEWERS)
def objectives_template(request: HttpRequest) -> HttpResponse:
    """The empty workbook of objectives."""
    return download(documents.objectives_template(), WORKBOOK, "经营目标.xlsx")


@transaction.atomic
def _kept(request: HttpRequest, action: str, subject: str, year: int) -> None:
    audit.record(reader(request), action, subject, {"year": year})
