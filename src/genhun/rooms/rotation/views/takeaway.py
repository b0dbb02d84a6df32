"""What people take away from a plan: workbook, official proposal, calendar."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from genhun.records.downloads import CALENDAR, WORD, WORKBOOK, download
from genhun.records.models import Plan, PlanLine
from genhun.records.pages import page, reader
from genhun.records.policies import ACTIONS, PERSONNEL
from genhun.records.scope import lines_of, one
from genhun.rooms.rotation.actions.forms import note_forms
from genhun.rooms.rotation.documents import (
    appointment_form,
    forms_archive,
    moves_calendar,
    plan_workbook,
    rotation_proposal,
)
from genhun.rooms.rotation.queries import plans as queries

TAKERS = ACTIONS["export"]


def _lines(request: HttpRequest, plan: Plan, **chosen: object) -> list[PlanLine]:
    lines = lines_of(reader(request), plan).filter(**chosen).select_related(*queries.LINE_PARTS)
    return list(lines.order_by("unit__path", "person__code", "from_period", "id"))


@page(name="workbook", roles=TAKERS, about="plan")
def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan's lines with names and reasons."""
    plan = one(queries.visible_plans(reader(request)), pk=pk)
    content = plan_workbook(plan, _lines(request, plan), queries.horizon_of(plan))
    return download(content, WORKBOOK, f"{plan.planner}-{plan.pk}.xlsx")


@page(name="proposal", roles=TAKERS, about="plan")
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposal to the party committee."""
    plan = one(queries.visible_plans(reader(request)), pk=pk, planner="rotation")
    moves = _lines(request, plan, entry=True)
    content = rotation_proposal(plan, moves, queries.horizon_of(plan), timezone.localdate())
    return download(content, WORD, f"rotation-{plan.pk}.docx")


@page(name="calendar", roles=TAKERS, about="plan")
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The half-years in which units take people in."""
    plan = one(queries.visible_plans(reader(request)), pk=pk, planner="rotation")
    moves = _lines(request, plan, entry=True)
    content = moves_calendar(plan, moves, queries.horizon_of(plan), timezone.now())
    return download(content, CALENDAR, f"rotation-{plan.pk}.ics")


@page(name="forms", roles=PERSONNEL, about="plan")
def forms(request: HttpRequest, pk: int) -> HttpResponse:
    """The appointment forms of the people whom a plan moves, each for the next move."""
    plan = one(queries.visible_plans(reader(request)), pk=pk, planner="rotation")
    moves = queries.first_moves(reader(request), plan)
    content = forms_archive((line, form) for line, form in zip(moves, _forms(request, moves), strict=True))
    return download(content, "application/zip", f"forms-{plan.pk}.zip")


@page(name="form", roles=PERSONNEL, about="line")
def form(request: HttpRequest, pk: int) -> HttpResponse:
    """The appointment form of one move."""
    lines = queries.visible_lines(reader(request)).filter(post__isnull=False, person__isnull=False)
    line = one(lines, pk=pk, plan__planner="rotation")
    [content] = _forms(request, [line])
    return download(content, "application/xml", f"form-{line.pk}.lrmx")


def _forms(request: HttpRequest, moves: list[PlanLine]) -> list[bytes]:
    """The forms of some moves, with one entry in the audit: careers leave the system."""
    account = reader(request)
    careers = queries.careers_of([line.person_id or 0 for line in moves])
    today, by = timezone.localdate(), account.get_full_name() or account.username
    note_forms(account, moves)
    return [
        appointment_form(line, careers[line.person_id or 0], queries.horizon_of(line.plan), today, by)
        for line in moves
    ]  # fmt: skip
