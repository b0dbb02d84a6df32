"""What a reader takes away: the notice, lists, calendars."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records.downloads import CALENDAR, WORD, WORKBOOK, download
from genhun.records.models import Account, Plan, PlanLine, TrainingClass
from genhun.records.pages import page, reader
from genhun.records.policies import ACTIONS, OFFICES
from genhun.records.scope import classes_of, one, units_of, within
from genhun.rooms.training import documents
from genhun.rooms.training.actions.papers import CERTIFICATES, LIST, NOTICE, take_paper
from genhun.rooms.training.queries import plans as queries
from genhun.rooms.training.queries.rosters import attendances

EXPORTERS = ACTIONS["export"]


def _roll(account: Account, pk: int) -> tuple[TrainingClass, Plan, list[PlanLine]]:
    """A class with its attendees by the current plan; refused lines are left out."""
    offered = one(classes_of(account), pk=pk)
    plan = queries.current_plan(account, "training")
    lines = [line for line in queries.attendees(account, plan, offered) if not line.refused] if plan else []
    if plan is None or not lines:
        raise Http404
    return offered, plan, lines


def _posts(account: Account, lines: list[PlanLine]) -> dict[int, str]:
    return queries.open_posts(account, [line.person_id for line in lines if line.person_id])


@page(name="notice", roles=EXPORTERS, about="class")
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The training notice as an official Word document."""
    account = reader(request)
    offered, plan, lines = _roll(account, pk)
    take_paper(NOTICE, account, offered)
    content = documents.notice(offered, plan, lines, _posts(account, lines), timezone.localdate())
    return download(content, WORD, f"关于举办{offered.title}的通知.docx")


@page(name="certificates", roles=EXPORTERS, about="class")
def certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """Certificates for those of the reader's part who completed a class, by its rosters."""
    account = reader(request)
    offered = one(classes_of(account), pk=pk)
    done = attendances(account, offered).filter(withdrawn=False)
    people = [(row.person, row.person.unit.name if row.person.unit else "") for row in done]
    if not people or account.unit is None:
        raise Http404
    take_paper(CERTIFICATES, account, offered)
    content = documents.certificates(offered, people, account.unit, timezone.localdate())
    return download(content, WORD, f"{offered.title}结业证书.docx")


@page(name="class-list", roles=EXPORTERS, about="class")
def class_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of a class as a workbook."""
    account = reader(request)
    offered, _plan, lines = _roll(account, pk)
    take_paper(LIST, account, offered)
    content = documents.class_list(offered, lines, _posts(account, lines))
    return download(content, WORKBOOK, f"{offered.title}.xlsx")


@page(name="list", roles=EXPORTERS)
def seat_list(request: HttpRequest) -> HttpResponse:
    """All seats of the current plan as a workbook."""
    account = reader(request)
    plan = queries.current_plan(account, "training")
    if plan is None:
        raise Http404
    lines = list(queries.lines(account, plan).filter(refused=False).order_by("unit__path", "person__code", "id"))
    take_paper(LIST, account)
    return download(documents.seat_list(lines, _posts(account, lines)), WORKBOOK, f"{_('Training plan')}.xlsx")


@page(name="calendar", roles=OFFICES)
def calendar(request: HttpRequest) -> HttpResponse:
    """All classes as a calendar."""
    classes = classes_of(reader(request))
    name = _("Training year")
    return download(documents.class_calendar(name, classes, timezone.now()), CALENDAR, f"{name}.ics")


@page(name="class-calendar", roles=OFFICES, about="class")
def class_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """One class as a calendar."""
    offered = one(classes_of(reader(request)), pk=pk)
    content = documents.class_calendar(offered.title, [offered], timezone.now())
    return download(content, CALENDAR, f"{offered.title}.ics")


@page(name="unit-calendar", roles=OFFICES, about="unit")
def unit_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The classes that people of a unit and of all below it attend by the current plan; empty without a plan."""
    account = reader(request)
    unit = one(units_of(account), pk=pk)
    plan = queries.current_plan(account, "training")
    lines = queries.lines(account, plan).filter(within("unit__path", unit.path), refused=False) if plan else []
    return download(documents.unit_calendar(unit, lines, timezone.now()), CALENDAR, f"{unit.name}.ics")
