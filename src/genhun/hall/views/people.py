"""People: find them, and one person's career on both lanes."""

from datetime import date
from typing import Any

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from genhun.core.calendar import month_of_date
from genhun.core.policy import Policy
from genhun.hall.forms.filters import PeopleFilter
from genhun.hall.queries.careers import Career, careers
from genhun.hall.queries.plans import stints_ahead
from genhun.hall.queries.policy import policy_now
from genhun.hall.queries.retirements import retires
from genhun.hall.views.files import came_from
from genhun.hall.views.lanes import both_lanes
from genhun.records.actions.own_file import keep_view
from genhun.records.contract.write import first_day
from genhun.records.listing import listing
from genhun.records.models import Account, Kinship, Lock, Person, Role, Tenure
from genhun.records.pages import page, reader
from genhun.records.policies import OFFICES
from genhun.records.scope import one, people_of, tenures_of
from genhun.rooms.rotation.policies import PLANNERS
from genhun.rooms.rotation.queries.standing import wishes_seen_by

STRIP_YEARS = 20
KIN_SEEN_BY = {Role.GROUP_OFFICER, Role.PERSONNEL_OFFICER}


@page(name="people", roles=OFFICES)
def people(request: HttpRequest) -> HttpResponse:
    """People of the reader's part, each with the career as a strip of both lanes."""
    account, today, policy = reader(request), timezone.localdate(), policy_now()
    everyone = people_of(account)
    levels = sorted(everyone.order_by().values_list("level", flat=True).distinct(), reverse=True)
    form = PeopleFilter(request.GET or None, account, levels)
    chosen = form.narrow(everyone, policy, month_of_date(today)).select_related("unit")
    shown = listing(request, chosen, ("code",))
    held = tenures_of(account).filter(person__in=[person.pk for person in shown.rows]).select_related("post__unit")
    lives = careers(held, today)
    rows = [_row(person, lives.get(person.pk, Career()), policy) for person in shown.rows]
    start = date(today.year - STRIP_YEARS, 1, 1)
    context = {"form": form, "page": shown, "rows": rows, "start": start, "today": today}
    return render(request, "hall/people.html", context)


def _row(person: Person, career: Career, policy: Policy) -> dict[str, Any]:
    posts = [bar["text"] for bar in career.bars if bar["end"] is None]
    return {"person": person, "career": career, "posts": posts, "retires": first_day(retires(person, policy))}


@page(name="person", roles=OFFICES, about="person")
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: facts, both lanes so far and as planned, training against the need."""
    account, policy = reader(request), policy_now()
    chosen = one(people_of(account).select_related("unit"), pk=pk)
    keep_view(chosen, account, came_from(request))
    tenures = list(Tenure.objects.filter(person=chosen).select_related("post__unit").order_by("-start", "pk"))
    context = {
        "unit": chosen.unit,
        "person": chosen,
        "tenures": tenures,
        "retires": first_day(retires(chosen, policy)),
        "locks": Lock.objects.filter(person=chosen).select_related("post__unit").order_by("start"),
        "kin": _kin(chosen) if account.role in KIN_SEEN_BY else None,
        "wishes": wishes_seen_by(account).filter(person=chosen) if account.role in PLANNERS else None,
        **_lanes(account, chosen, tenures),
        **_training(chosen, tenures, policy),
    }
    return render(request, "hall/person.html", context)


def _lanes(account: Account, chosen: Person, tenures: list[Tenure]) -> dict[str, Any]:
    """The career so far and the stints ahead, as one row of the timeline."""
    today = timezone.localdate()
    return both_lanes(careers(tenures, today).get(chosen.pk, Career()), stints_ahead(account, chosen), today)


def _training(chosen: Person, tenures: list[Tenure], policy: Policy) -> dict[str, Any]:
    """Days needed and had in the training year, for those on party posts."""
    year = policy["training_year"]
    return {
        "year": year,
        "had": chosen.credits.filter(date__year=year).aggregate(days=Sum("days"))["days"] or 0,
        "needed": policy["required_days"],
        "worker": any(t.end is None and t.post and t.post.track in {"party", "both"} for t in tenures),
    }


def _kin(chosen: Person) -> list[str]:
    """How a person is related to others in the records, without their names: avoidance is checked, not told."""
    pairs = Kinship.objects.filter(person=chosen) | Kinship.objects.filter(kin=chosen)
    return list(pairs.order_by("pk").values_list("relation", flat=True))
