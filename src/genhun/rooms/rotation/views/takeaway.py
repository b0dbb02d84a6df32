"""What people take away from a plan: workbook, official proposal, calendar."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from genhun.records.models import Plan, PlanLine
from genhun.records.pages import page, reader
from genhun.records.policies import ACTIONS
from genhun.records.scope import lines_of, one
from genhun.rooms.rotation.documents import moves_calendar, plan_workbook, rotation_proposal
from genhun.rooms.rotation.queries import plans as queries

TAKERS = ACTIONS["export"]
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _lines(request: HttpRequest, plan: Plan, **chosen: object) -> list[PlanLine]:
    lines = lines_of(reader(request), plan).filter(**chosen).select_related(*queries.LINE_PARTS)
    return list(lines.order_by("unit__path", "person__code", "from_period", "id"))


@page(name="workbook", roles=TAKERS, about="plan")
def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan's lines with names and reasons."""
    plan = one(queries.visible_plans(reader(request)), pk=pk)
    content = plan_workbook(plan, _lines(request, plan), queries.horizon_of(plan))
    return _file(content, WORKBOOK, f"{plan.planner}-{plan.pk}.xlsx")


@page(name="proposal", roles=TAKERS, about="plan")
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposal to the party committee."""
    plan = one(queries.visible_plans(reader(request)), pk=pk, planner="rotation")
    moves = _lines(request, plan, entry=True)
    content = rotation_proposal(plan, moves, queries.horizon_of(plan), timezone.localdate())
    return _file(content, WORD, f"rotation-{plan.pk}.docx")


@page(name="calendar", roles=TAKERS, about="plan")
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The half-years in which units take people in."""
    plan = one(queries.visible_plans(reader(request)), pk=pk, planner="rotation")
    moves = _lines(request, plan, entry=True)
    content = moves_calendar(plan, moves, queries.horizon_of(plan), timezone.now())
    return _file(content, "text/calendar; charset=utf-8", f"rotation-{plan.pk}.ics")
