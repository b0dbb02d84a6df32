"""What is required, of how many units, and who has a measure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from genhun.records.models import Account, Clause, Document, Measure, Requirement, Unit, Waiver
from genhun.records.reach import Census, units_concerned, units_with_secretary
from genhun.records.scope import measures_of, own, requirements_of

State, Reach = Requirement.State, Requirement.Reach
IN_FORCE, TO_CONFIRM, AGAIN, CLOSED = "force", "confirm", "again", "closed"
WITHOUT, WITH, MET, WAIVED = "without", "with", "met", "waived"


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement with the number of units of the reader's part that it concerns, and how far they are."""

    requirement: Requirement
    concerned: int
    measured: int
    met: int
    waived: int

    @property
    def without(self) -> int:
        """Units that neither have a measure nor are excused."""
        return self.concerned - self.measured - self.waived


@dataclass(slots=True)
class Standing:
    """What one unit does about a requirement."""

    unit: Unit
    measures: list[Measure] = field(default_factory=list)
    waiver: Waiver | None = None


def visible(account: Account) -> QuerySet[Requirement]:
    """The requirements that a reader sees, with what a line shows of them."""
    linked = requirements_of(account).select_related("clause__version__document", "unit")
    return linked.order_by("clause__version__document", "clause__position", "pk")


def concerning(account: Account) -> QuerySet[Requirement]:
    """Requirements that concern a unit of the reader's part, or were laid down in it."""
    chosen = Requirement.chosen.through.objects.filter(own(account, "unit__path"), requirement=OuterRef("pk"))
    secretaries = units_with_secretary().filter(own(account, "unit__path"))
    reaches = Q(reach=Reach.ALL) | Q(Q(reach=Reach.CHOSEN) & Exists(chosen))
    reaches |= Q(Q(reach=Reach.SECRETARIES) & Exists(secretaries))
    return visible(account).filter(reaches | own(account, "unit__path"))


def shown(account: Account, show: str, binding: str = "", document: Document | None = None) -> QuerySet[Requirement]:
    """Those that the list is asked for."""
    found = concerning(account)
    if document is not None:
        found = found.filter(clause__version__document=document)
    if binding:
        found = found.filter(binding=binding == "yes")
    if show == TO_CONFIRM:
        return found.filter(state=State.PROPOSED)
    if show == CLOSED:
        return found.filter(state__in=(State.ASIDE, State.ENDED))
    return found.filter(state=State.CONFIRMED, **({"look_again": True} if show == AGAIN else {}))


def rows(account: Account, requirements: Sequence[Requirement], today: date) -> list[Row]:
    """The requirements with their figures; five queries."""
    census = Census(account, requirements)
    states: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    taken = measures_of(account).filter(requirements__in=requirements).order_by()
    for requirement, path, state in taken.values_list("requirements", "unit__path", "state"):
        states[requirement][path].add(state)
    excused: dict[int, set[str]] = defaultdict(set)
    waivers = Waiver.objects.filter(own(account, "unit__path"), requirement__in=requirements, until__gte=today)
    for number, path in waivers.order_by().values_list("requirement", "unit__path"):
        excused[number].add(path)
    told = []
    for one in requirements:
        concerned = set(census.concerned(one))
        held = {path: found for path, found in states[one.pk].items() if path in concerned}
        met = sum(found == {Measure.State.MET} for found in held.values())
        told.append(Row(one, len(concerned), len(held), met, len((excused[one.pk] & concerned) - set(held))))
    return told


def units_by_state(account: Account, requirement: Requirement, show: str, today: date) -> QuerySet[Unit]:
    """The units of the reader's part that a requirement concerns, or those of them in one state."""
    units = units_concerned(requirement).filter(own(account, "path"))
    measured = Measure.objects.filter(unit=OuterRef("pk"), requirements=requirement)
    excused = Waiver.objects.filter(unit=OuterRef("pk"), requirement=requirement, until__gte=today)
    if show == WITHOUT:
        return units.filter(~Exists(measured), ~Exists(excused))
    if show == WITH:
        return units.filter(Exists(measured))
    if show == MET:
        return units.filter(Exists(measured), ~Exists(measured.exclude(state=Measure.State.MET)))
    if show == WAIVED:
        return units.filter(~Exists(measured), Exists(excused))
    return units


def standings(requirement: Requirement, units: Sequence[Unit], today: date) -> list[Standing]:
    """What each of some units does about a requirement; two queries."""
    found = {unit.pk: Standing(unit) for unit in units}
    for measure in Measure.objects.filter(requirements=requirement, unit__in=units).order_by("pk"):
        found[measure.unit_id].measures.append(measure)
    waivers = Waiver.objects.filter(requirement=requirement, unit__in=units, until__gte=today)
    for waiver in waivers.select_related("given_by__unit").order_by("pk"):
        found[waiver.unit_id].waiver = waiver
    return list(found.values())


def for_unit(account: Account, unit: Unit) -> QuerySet[Requirement]:
    """Requirements in force that concern one unit: what its measures may serve, its groups may study."""
    above = [unit.path[: n + 1] for n, mark in enumerate(unit.path) if mark == "/" and n]
    secretary = units_with_secretary().filter(unit=unit)
    reaches = Q(reach=Reach.ALL) | Q(chosen=unit) | Q(Q(reach=Reach.SECRETARIES) & Exists(secretary))
    return visible(account).filter(reaches, state=State.CONFIRMED, unit__path__in=above).distinct()


def proposals(account: Account, document: Document) -> QuerySet[Requirement]:
    """What waits to be confirmed of a document, in the order of its clauses."""
    return visible(account).filter(clause__version__document=document, state=State.PROPOSED)


def by_clause(account: Account, clauses: Sequence[Clause]) -> Mapping[int, list[Requirement]]:
    """The requirements of some clauses that the reader sees, by clause; what has ended is left out."""
    found: dict[int, list[Requirement]] = defaultdict(list)
    for requirement in visible(account).filter(clause__in=clauses).exclude(state=State.ENDED):
        found[requirement.clause_id].append(requirement)
    return found
