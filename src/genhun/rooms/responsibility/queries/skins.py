"""How much of a part's work is tied to no objective of production, and whether what is tied moved anything."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum

from genhun.core.calendar import Month, month_of_date
from genhun.core.effect import WINDOW, Course, Effect, of_one
from genhun.records.models import Account, Activity, Duty, Objective, Unit
from genhun.records.scope import own, units_of, within
from genhun.rooms.responsibility.queries.objectives import courses

QUARTERS = 8
LATEST = 20


@dataclass(slots=True)
class Share:
    """Counts of a part: in all, and of these how many are tied to no objective."""

    duties: int = 0
    duties_untied: int = 0
    activities: int = 0
    activities_untied: int = 0
    hours: Decimal = Decimal(0)
    hours_untied: Decimal = Decimal(0)

    def add(self, other: "Share") -> None:
        """Count another part in."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def of_duties(self) -> float | None:
        """The share of duties tied to no objective; None without duties."""
        return self.duties_untied / self.duties if self.duties else None

    @property
    def of_activities(self) -> float | None:
        """The share of closed activities tied to no objective."""
        return self.activities_untied / self.activities if self.activities else None

    @property
    def of_hours(self) -> float | None:
        """The share of person-hours tied to no objective."""
        return float(self.hours_untied / self.hours) if self.hours else None


def shares(account: Account, top: Unit, year: int) -> tuple[Share, list[tuple[Unit, Share]]]:
    """The whole part below `top`, and its own and each unit right below with all that is below it; three queries.

    Units stand in the order of the tree, never by their share.
    """
    by_unit = _shares_by_unit(account, top, year)
    rows = [(top, Share())] + [(unit, Share()) for unit in units_of(account).filter(parent=top).order_by("path")]
    whole = Share()
    for path, share in by_unit.items():
        whole.add(share)
        home = next((row for row in rows[1:] if path.startswith(row[0].path)), rows[0])
        home[1].add(share)
    return whole, [(unit, share) for unit, share in rows if share.duties or share.activities]


def _shares_by_unit(account: Account, top: Unit, year: int) -> Mapping[str, Share]:
    found: dict[str, Share] = defaultdict(Share)
    here = own(account, "unit__path") & within("unit__path", top.path)
    duties = Duty.objects.filter(here, year=year, state=Duty.State.CONFIRMED).order_by()
    untied = Count("pk", filter=Q(objective=None))
    for path, n, loose in duties.values_list("unit__path").annotate(n=Count("pk"), loose=untied):
        found[path].duties, found[path].duties_untied = n, loose
    closed = Activity.objects.filter(here, on__year=year).exclude(outcome="").order_by()
    loose_ones = Q(duty__objective=None)
    counts = {
        "n": Count("pk"),
        "loose": Count("pk", filter=loose_ones),
        "time": Sum("hours"),
        "loose_time": Sum("hours", filter=loose_ones),
    }
    for path, n, loose, time, loose_time in closed.values_list("unit__path").annotate(**counts):
        share = found[path]
        share.activities, share.activities_untied = n, loose
        share.hours, share.hours_untied = time or Decimal(0), loose_time or Decimal(0)
    return found


def trend(account: Account, top: Unit, today: date) -> list[tuple[str, Share]]:
    """The last eight quarters, the oldest first: what was closed in each; one query."""
    quarters = _quarters(today)
    here = own(account, "unit__path") & within("unit__path", top.path)
    closed = Activity.objects.filter(here, on__gte=quarters[0]).exclude(outcome="").order_by()
    found = {quarter: Share() for quarter in quarters}
    for on, hours, objective in closed.values_list("on", "hours", "duty__objective"):
        quarter = _quarter(on)
        if quarter in found:
            loose = objective is None
            found[quarter].add(Share(0, 0, 1, int(loose), hours, hours if loose else Decimal(0)))
    return [(f"{q.year} Q{(q.month + 2) // 3}", share) for q, share in found.items()]


def _quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _quarters(today: date) -> list[date]:
    last = today.year * 4 + (today.month - 1) // 3
    return [date(n // 4, n % 4 * 3 + 1, 1) for n in range(last - QUARTERS + 1, last + 1)]


@dataclass(frozen=True, slots=True)
class Moved:
    """One activity tied to an objective, and what the data say of it."""

    activity: Activity
    objective: Objective
    effect: Effect


def moved(account: Account, top: Unit, year: int) -> list[Moved]:
    """The latest closed activities that are tied, each against comparable units; four queries.

    Of other units, also outside the reader's part, only changes of their figures enter, at least four together and
    without names. Comparable: same industry, same tier, same objective and measure, nothing done for it in the months
    looked at.
    """
    here = own(account, "unit__path") & within("unit__path", top.path)
    closed = Activity.objects.filter(here, on__year=year, duty__objective__isnull=False).exclude(outcome="")
    activities = list(closed.select_related("unit", "duty__objective__unit").order_by("-on", "-pk")[:LATEST])
    objectives = [activity.duty.objective for activity in activities if activity.duty.objective]
    peers = _peers(objectives)
    held = courses([*peers, *objectives])
    busy = _busy([*peers])
    return [
        Moved(activity, objective, _effect(objective, month_of_date(activity.on), peers, held, busy))
        for activity, objective in zip(activities, objectives, strict=True)
    ]


def _peers(objectives: Sequence[Objective]) -> list[Objective]:
    """Objectives of the same title and measure anywhere; one query."""
    titles = {objective.title for objective in objectives}
    return list(Objective.objects.filter(title__in=titles).select_related("unit").order_by("pk")) if titles else []


def _busy(objectives: Iterable[Objective]) -> Mapping[int, list[Month]]:
    """The months in which something was done for some objectives; one query."""
    found: dict[int, list[Month]] = defaultdict(list)
    done = Activity.objects.filter(duty__objective__in=[objective.pk for objective in objectives]).order_by()
    for objective, on in done.values_list("duty__objective", "on"):
        found[objective or 0].append(month_of_date(on))
    return found


def _effect(
    objective: Objective,
    month: Month,
    peers: Sequence[Objective],
    held: Mapping[int, Course],
    busy: Mapping[int, Sequence[Month]],
) -> Effect:
    own_unit = objective.unit
    others = [
        held[peer.pk]
        for peer in peers
        if peer.unit_id != own_unit.pk
        and (peer.title, peer.measured_in) == (objective.title, objective.measured_in)
        and (peer.unit.industry, peer.unit.tier) == (own_unit.industry, own_unit.tier)
        and not any(abs(month - other) <= WINDOW for other in busy.get(peer.pk, ()))
    ]
    return of_one(held[objective.pk], others, month)
