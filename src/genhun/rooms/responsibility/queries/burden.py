"""The burden ledger: what is asked of whom, how many hours that makes, how many were spared."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from genhun.records.models import Account, Role, Unit
from genhun.records.scope import own, paths_above, units_below
from genhun.rooms.responsibility.known import bare, same_question
from genhun.rooms.responsibility.models import BurdenBudget, Demand, FieldAnswer

DEFAULT_HOURS = Decimal(8)
DEFAULT_SOURCE = gettext_lazy("one working day; a default of this system, for every group to change")
NEAR_DAYS = 31
SENT = Demand.State.SENT


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a part: minutes asked and minutes spared."""

    first: date
    asked: int
    saved: int


@dataclass(frozen=True, slots=True)
class Load:
    """What a month already asks of a unit, and its budget, in minutes."""

    unit: Unit
    asked: int
    budget: int

    @property
    def left(self) -> int:
        """Minutes that may still be asked."""
        return self.budget - self.asked


def demands_of(account: Account) -> QuerySet[Demand]:
    """Requests that the account's part sent, and those sent to units of it."""
    sent_here = own(account, "unit__path")
    to_here = Q(state=SENT, pk__in=Demand.objects.filter(own(account, "units__path")).values("pk"))
    return Demand.objects.filter(sent_here | to_here).select_related("unit")


def with_figures(demands: QuerySet[Demand]) -> QuerySet[Demand]:
    """Requests with `receivers`, how many units they were sent to, and `voices`, how many called them needless."""
    return demands.annotate(receivers=Count("units", distinct=True), voices=Count("needless", distinct=True))


def to_answer(account: Account, today: date) -> QuerySet[Demand]:
    """What still asks the account's own unit."""
    asked = Demand.objects.filter(state=SENT, ends__gte=today, units=account.unit, fields__isnull=False)
    answered = FieldAnswer.objects.filter(unit=account.unit).values("field__demand")
    return asked.exclude(pk__in=answered).select_related("unit").distinct()


def to_decide(account: Account) -> QuerySet[Demand]:
    """Requests over a budget that wait for this account's decision."""
    if account.unit is None or account.role != Role.GROUP_OFFICER:
        return Demand.objects.none()
    waiting = Demand.objects.filter(own(account, "unit__path"), state=Demand.State.ASKED)
    return waiting.exclude(sent_by=account).select_related("unit")


def receivers_of(unit: Unit, reach: str) -> QuerySet[Unit]:
    """Whom a request of a unit goes to: `below` all units below, `right` those right below, `led` those with a head."""
    below = units_below(unit).exclude(pk=unit.pk)
    if reach == "right":
        return below.filter(parent=unit)
    if reach == "led":
        role = "secretary"
        named = Q(posts__roles=role) | Q(posts__roles__startswith=f"{role};") | Q(posts__roles__contains=f";{role}")
        return below.filter(named).distinct()
    return below


def month_of(day: date) -> tuple[date, date]:
    """The first day of a day's month, and that of the month after."""
    return day.replace(day=1), date(day.year + day.month // 12, day.month % 12 + 1, 1)


def loads(units: Sequence[Unit], day: date) -> list[Load]:
    """What the month of a day asks of units, with their budgets; three queries. Asked is what ends in the month."""
    first, after = month_of(day)
    rows = Demand.objects.filter(state=SENT, ends__gte=first, ends__lt=after, units__in=[unit.pk for unit in units])
    asked: Counter[int] = Counter()
    for unit, minutes in rows.values_list("units").annotate(n=Sum(F("people") * F("minutes"))):
        asked[unit] = minutes
    budgets = budgets_of(units)
    return [Load(unit, asked[unit.pk], budgets[unit.pk]) for unit in units]


def budgets_of(units: Iterable[Unit]) -> Mapping[int, int]:
    """The budget of each unit in minutes a month: its own, else the nearest above, else the default; one query."""
    by_path = {path: int(hours * 60) for path, hours in BurdenBudget.objects.values_list("unit__path", "hours")}
    return {
        unit.pk: next(
            (by_path[path] for path in (unit.path, *reversed(paths_above(unit))) if path in by_path),
            int(DEFAULT_HOURS * 60),
        )
        for unit in units
    }


def source_of(unit: Unit) -> str | Promise:
    """Where a unit's budget comes from; one query."""
    paths = [unit.path, *paths_above(unit)]
    budget = BurdenBudget.objects.filter(unit__path__in=paths).order_by("-unit__path").first()
    return budget.source if budget else DEFAULT_SOURCE


def left_after(demand: Demand) -> list[Load]:
    """The recipients' month as it would be with this request in it, those with least left first; three queries."""
    adds = demand.people * demand.minutes
    found = [
        Load(load.unit, load.asked + adds, load.budget)
        for load in loads(list(demand.units.order_by("path")), demand.ends)
    ]
    return sorted(found, key=lambda load: load.left)


def over_budget(demand: Demand) -> list[Load]:
    """The recipients whose month this request would overdraw, as it would be then."""
    return [load for load in left_after(demand) if load.left < 0]


def could_join(demand: Demand, today: date) -> list[Demand]:
    """Running requests of the same sender's part that ask for the same, or the same units by about the same day."""
    running = Demand.objects.filter(state=SENT, ends__gte=today, unit__path__startswith=_top(demand.unit))
    mine, units = list(demand.fields.values_list("label", flat=True)), set(demand.units.values_list("pk", flat=True))
    found = []
    for other in running.exclude(pk=demand.pk).prefetch_related("fields", "units")[:200]:
        theirs = [field.label for field in other.fields.all()]
        shared = sum(any(same_question(label, known) for known in theirs) for label in mine)
        common = len(units & {unit.pk for unit in other.units.all()})
        near = abs((other.ends - demand.ends).days) <= NEAR_DAYS
        if common and (shared or (other.kind == demand.kind and near and 2 * common >= len(units))):
            found.append(other)
    return found


def _top(unit: Unit) -> str:
    return "/" + unit.path.strip("/").split("/")[0] + "/"


def said_before(unit: Unit, labels: Iterable[str]) -> dict[str, str]:
    """What a unit answered to the same question before, the latest word, by label; one query."""
    known: dict[str, str] = {}
    for label, value in (
        FieldAnswer.objects.filter(unit=unit).order_by("answered_at", "pk").values_list("field__label", "value")
    ):
        known[bare(label)] = value
    return {label: known[bare(label)] for label in labels if bare(label) in known}


def months(account: Account, today: date, back: int = 6) -> list[Month]:
    """Minutes asked of the account's part and spared it in the last months; three queries."""
    firsts = [_back(today, n) for n in reversed(range(back))]
    asked: Counter[date] = Counter()
    saved: Counter[date] = Counter()
    sent = Demand.objects.filter(own(account, "units__path"), state=SENT, ends__gte=firsts[0])
    for ends, minutes in sent.values_list("ends").annotate(n=Sum(F("people") * F("minutes"))):
        asked[ends.replace(day=1)] += minutes
    spared = Demand.objects.filter(own(account, "unit__path"), saved__gt=0, ends__gte=firsts[0])
    for ends, minutes in spared.exclude(state=Demand.State.DRAFT).values_list("ends", "saved"):
        saved[ends.replace(day=1)] += minutes
    for ends, minutes in spared_by_answers(account, firsts[0]):
        saved[ends.replace(day=1)] += minutes
    return [Month(first, asked[first], saved[first]) for first in firsts]


@dataclass(frozen=True, slots=True)
class Sender:
    """What one unit sent into a part in a month: how many requests, minutes asked, minutes spared."""

    unit: Unit
    requests: int
    asked: int
    saved: int


def senders(account: Account, today: date) -> list[Sender]:
    """Who asks the account's part for how much this month, by the order of the tree; two queries."""
    first, after = month_of(today)
    states = (SENT, Demand.State.JOINED)
    found = Demand.objects.filter(own(account, "units__path"), state__in=states, ends__gte=first, ends__lt=after)
    rows = found.values("unit", "pk", "state", "people", "minutes", "saved").annotate(reached=Count("units"))
    by_unit: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        asked = row["people"] * row["minutes"] * row["reached"] if row["state"] == SENT else 0
        by_unit[row["unit"]].append((asked, row["saved"]))
    return [
        Sender(unit, sum(asked > 0 for asked, _ in sent), sum(asked for asked, _ in sent), sum(s for _, s in sent))
        for unit in Unit.objects.filter(pk__in=by_unit).order_by("path")
        for sent in (by_unit[unit.pk],)
    ]


def spared_by_answers(account: Account, since: date) -> list[tuple[date, int]]:
    """Minutes that answers given before spared: each its share of what the request asks of the unit; one query."""
    again = FieldAnswer.objects.filter(own(account, "unit__path"), again=True, field__demand__ends__gte=since)
    rows = again.values_list("field__demand").annotate(
        n=Count("pk", distinct=True), of=Count("field__demand__fields", distinct=True)
    )
    return [
        (ends, round(n * people * minutes / max(1, of)))
        for _pk, n, of, ends, people, minutes in rows.values_list(
            "field__demand", "n", "of", "field__demand__ends", "field__demand__people", "field__demand__minutes"
        )
    ]


def _back(day: date, months_back: int) -> date:
    number = day.year * 12 + day.month - 1 - months_back
    return date(number // 12, number % 12 + 1, 1)


def answers_by_unit(demand: Demand) -> dict[int, dict[int, FieldAnswer]]:
    """The answers by unit and field; one query."""
    found: dict[int, dict[int, FieldAnswer]] = defaultdict(dict)
    for answer in FieldAnswer.objects.filter(field__demand=demand).select_related("field"):
        found[answer.unit_id][answer.field_id] = answer
    return found
