"""From the records to what planners read: the part of the group below a unit, closed in itself."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import F, Q

from genhun.core.group import Appointment, Group, Peak
from genhun.core.policy import Policy
from genhun.records import models as m
from genhun.records.contract.policy import policy_from
from genhun.records.contract.read import group_from, rows_in
from genhun.records.scope import paths_above, within


def group_below(unit: m.Unit) -> Group:
    """A unit and all below it, with the people who belong there, as one group.

    What the part cannot decide stays outside: earlier posts elsewhere count as posts outside the table, peaks of units
    above fall on the part's own root, and seats of classes that people from elsewhere hold by an adopted plan are gone.
    Relatives who belong elsewhere come in only if they hold an open post in the part.
    """
    here = within("path", unit.path)
    tables = {table: rows_in(table, chosen) for table, chosen in _chosen(unit).items()}
    tables["units"] = tuple(
        replace(row, parent_id="") if row.unit_id == unit.code else row for row in rows_in("units", _all("Unit", here))
    )
    posts = {row.post_id for row in tables["posts"]}
    tables["appointments"], outside = _appointments(tables["appointments"], posts)
    people = {row.person_id for row in tables["people"]}
    tables["kin"] = tuple(row for row in tables["kin"] if {row.person_id, row.kin_id} <= people)
    locks = tables["locks"]
    tables["locks"] = tuple(row for row in locks if row.post_id in posts)
    tables["peaks"] += _peaks_above(unit)
    tables["classes"] = _open_classes(tables["classes"], unit, policy_from(tables["policy"])["training_year"])
    notes = [f"{outside} open posts outside this part were left out"] if outside else []
    if left := len(locks) - len(tables["locks"]):
        notes.append(f"{left} locks on posts outside this part were left out")
    return replace(group_from(tables), notes=tuple(notes))


def circles_below(unit: m.Unit, circles: Iterable[str], policy: Policy) -> Group:
    """Some circles of a part, as far as rotation plans there: its units, and who works in these circles.

    No rule and no point of the rotation reaches beyond a circle, but for a lock that takes somebody across: circles
    that are joined in this way come together.
    """
    here = within("unit__path", unit.path)
    joined = joined_circles(unit, circles)
    posts = m.Post.objects.filter(here, unit__circle__in=joined)
    people = m.Person.objects.filter(pk__in=m.Tenure.objects.filter(end=None, post__in=posts).values("person"))
    tables = {
        "units": tuple(
            replace(row, parent_id="") if row.unit_id == unit.code else row
            for row in rows_in("units", _all("Unit", within("path", unit.path)))
        ),
        "posts": rows_in("posts", posts),
        "people": rows_in("people", people),
        "kin": rows_in("kin", m.Kinship.objects.filter(person__in=people, kin__in=people)),
        "locks": rows_in("locks", m.Lock.objects.filter(person__in=people, post__in=posts)),
    }
    rows = rows_in("appointments", m.Tenure.objects.filter(person__in=people))
    tables["appointments"], _outside = _appointments(rows, {row.post_id for row in tables["posts"]})
    return Group(**tables, policy=policy)


def joined_circles(unit: m.Unit, circles: Iterable[str]) -> set[str]:
    """The circles, and those that locks join to them."""
    crossing = m.Lock.objects.filter(within("person__unit__path", unit.path), within("post__unit__path", unit.path))
    crossing = crossing.exclude(person__unit__circle=F("post__unit__circle")).order_by()
    found, links = set(circles), list(crossing.values_list("person__unit__circle", "post__unit__circle"))
    while more := {c for link in links if found & set(link) for c in link} - found:
        found |= more
    return found


def _all(model: str, chosen: Q) -> Any:
    return getattr(m, model).objects.filter(chosen)


def _chosen(unit: m.Unit) -> dict[str, Any]:
    """The records of each table that a part holds."""
    person = within("unit__path", unit.path)
    if unit.parent_id is None:
        person |= Q(unit=None)
    people = m.Person.objects.filter(person)
    guests = m.Person.objects.filter(
        Q(kin__kin__in=people) | Q(kin_of__person__in=people),
        within("tenures__post__unit__path", unit.path),
        tenures__end=None,
    )
    everyone = m.Person.objects.filter(Q(pk__in=people.values("pk")) | Q(pk__in=guests.values("pk")))
    inside = within("unit__path", unit.path)
    return {
        "posts": m.Post.objects.filter(inside),
        "people": everyone,
        "appointments": m.Tenure.objects.filter(person__in=everyone),
        "kin": m.Kinship.objects.filter(person__in=everyone),
        "locks": m.Lock.objects.filter(person__in=everyone),
        "classes": m.TrainingClass.objects.all(),
        "credits": m.Credit.objects.filter(person__in=everyone),
        "peaks": m.Peak.objects.filter(inside),
        "strengths": m.Strength.objects.filter(inside),
        "policy": m.PolicySetting.objects.all(),
    }


def _appointments(rows: Iterable[Appointment], posts: set[str]) -> tuple[tuple[Appointment, ...], int]:
    """Appointments with posts elsewhere told by their own track and level; how many of those are still open."""
    found: list[Appointment] = []
    elsewhere = [row for row in rows if row.post_id and row.post_id not in posts]
    codes = {row.post_id for row in elsewhere}
    known = {post.code: post for post in m.Post.objects.filter(code__in=codes).select_related("unit")} if codes else {}
    for row in rows:
        post = known.get(row.post_id)
        if post is None:
            found.append(row)
            continue
        found.append(
            replace(
                row,
                post_id="",
                track=post.track,
                level=post.level,
                industry=post.unit.industry,
                grassroots=post.grassroots,
            )
        )
    return tuple(found), sum(row.end is None for row in elsewhere)


def _peaks_above(unit: m.Unit) -> tuple[Peak, ...]:
    above = m.Peak.objects.filter(unit__path__in=paths_above(unit))
    return tuple(replace(peak, unit_id=unit.code) for peak in rows_in("peaks", above))


def _open_classes(classes: Iterable[Any], unit: m.Unit, year: int) -> tuple[Any, ...]:
    """Classes with the seats that adopted plans of other parts leave; those of the years before are history."""
    classes = [row for row in classes if row.end.year >= year]
    taken = Counter(
        m.PlanLine.objects.filter(plan__planner="training", plan__state=m.Plan.State.ADOPTED)
        .exclude(within("unit__path", unit.path))
        .values_list("training_class__code", flat=True)
    )
    left = (replace(row, seats=max(0, row.seats - taken[row.class_id])) if taken else row for row in classes)
    return tuple(left)
