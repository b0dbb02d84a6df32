"""The chain from a requirement to a result, walked both ways, and what hangs loose in it."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES
from genhun.records.scope import one
from genhun.rooms.guidance.queries import trace as queries
from genhun.rooms.guidance.queries.norms import norms_of
from genhun.rooms.guidance.views.room import tabs

MOST_LOOSE = 10


@page(name="trace", roles=OFFICES)
def trace(request: HttpRequest) -> HttpResponse:
    """Loose ends of the three kinds, and where to begin walking."""
    account = reader(request)
    context = {
        "unit": account.unit,
        "tabs": tabs("trace"),
        "requirements": _some(queries.unserved(account)),
        "norms": _some(queries.unapplied(account)),
        "activities": _some(queries.without_result(account, timezone.localdate())),
        "begin": queries.requirements_of(account).filter(state="confirmed").order_by("-pk")[:MOST_LOOSE],
    }
    return render(request, "guidance/trace.html", context)


def _some(records: QuerySet) -> dict[str, object]:  # type: ignore[type-arg]  # of any link of the chain
    return {"number": records.count(), "rows": records[:MOST_LOOSE]}


def _walk(request: HttpRequest, kind: str, records: QuerySet, pk: int) -> HttpResponse:  # type: ignore[type-arg]
    account = reader(request)
    found = one(records, pk=pk)
    context = {"unit": found.unit, "found": found, "kind": kind, "chain": queries.chain(account, kind, pk)}
    return render(request, "guidance/chain.html", context)


@page(name="trace-requirement", roles=OFFICES, about="requirement")
def requirement(request: HttpRequest, pk: int) -> HttpResponse:
    """The chain of a requirement."""
    return _walk(request, queries.REQUIREMENT, queries.requirements_of(reader(request)), pk)


@page(name="trace-norm", roles=OFFICES, about="norm")
def norm(request: HttpRequest, pk: int) -> HttpResponse:
    """The chain of a norm."""
    return _walk(request, queries.NORM, norms_of(reader(request)), pk)


@page(name="trace-duty", roles=OFFICES, about="duty")
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """The chain of a duty."""
    return _walk(request, queries.DUTY, queries.duties_of(reader(request)), pk)


@page(name="trace-activity", roles=OFFICES, about="activity")
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """The chain of an activity."""
    return _walk(request, queries.ACTIVITY, queries.activities_of(reader(request)), pk)
