"""One region from start to end: a first plan, prices and a bound, a better plan."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from genhun.engine.dual import Ascent, Steps, ascend, evaluate
from genhun.engine.rows import SCALE
from genhun.engine.shaken import ascend_shaken
from genhun.engine.watch import Watch
from genhun.planning.lines import Stint
from genhun.planning.outcome import Duals, NoPlan
from genhun.planning.rotation.adopted import adopted_from, nothing_adopted
from genhun.planning.rotation.branching import Cases
from genhun.planning.rotation.duals import carried, duals_of
from genhun.planning.rotation.pace import BOTH, CHUNK, LOOP_US, PROGRAM_S, Aim, Pace, Shares, ask_us, pass_s
from genhun.planning.rotation.problem import END, START, Array, Region
from genhun.planning.rotation.programs import NO_WAYS, Programs, seat
from genhun.planning.rotation.relaxed import Relaxed
from genhun.planning.rotation.roster import Roster, scratch_of
from genhun.planning.rotation.search import Best, anneal, best_of, company_of, go_back, sow
from genhun.planning.rotation.start import Known, first_plan, loose, true_prices
from genhun.planning.rotation.wishes import Pricing, no_wishes, renew

KNOWN_PRICES_SHARE = 0.5
"""The part of the time for prices that is taken where those of an earlier plan are known."""

MOST_PASSES = 1500
"""Passes beyond which the bound hardly moves: what they would take goes to the plan."""

STEPS = Steps(first=1.0, last=0.005, momentum=0.9, scaled=True)
"""How prices of each row by itself move."""

BUNDLED_SHARE, BUNDLED = 0.5, Steps(100, 12.0, 0.3, 0.8, patience=45)
"""The largest part of the passes, and how prices move, while seats of a level and a track have one price in a period:
where such seats are scarce (few party posts), prices must rise by a hundred points, too far for each seat by itself."""

HASTE, SHORT_STEP, LONGER = 0.5, 0.1, 2
"""With fewer passes than this for each person (a large circle), prices of each row by itself begin with a short step in
points, and move together for longer: there is no time to find back from where a long step leads."""

NOISE, WISHING, GUIDED = 10_000, 1.0, 0.9
VERSIONS, RENEWED = 8, 1
"""Versions of everybody's wishes that the search draws from, and loops a person between two renewals of one."""


REHEARSED_S = 1.0
"""Seconds for the search where it is only to be compiled: so many that its clock cannot be over before it begins."""


@dataclass(frozen=True)
class Answer:
    """What a region comes to: one itinerary `(stints, 3)` for each person, a bound in points, the prices it began from.

    `cost` and `bound` count the weight of people who stray from adopted ways, where that weighs anything; `by_cases`
    is what telling cases apart added to the bound.
    """

    itineraries: tuple[Array, ...]
    cost: int
    bound: int
    duals: Duals
    passes: int
    loops: int
    programs: int
    by_cases: int


def better(one: Answer, other: Answer) -> Answer:
    """The cheaper plan of a region with the stronger of two bounds."""
    plan, proof = min(one, other, key=lambda a: a.cost), max(one, other, key=lambda a: a.bound)
    return replace(
        plan, bound=min(plan.cost, proof.bound), duals=proof.duals, passes=one.passes + other.passes,
        loops=one.loops + other.loops, programs=one.programs + other.programs, by_cases=proof.by_cases,
    )  # fmt: skip


@dataclass(frozen=True)
class Task:
    """A region to solve, its number, the seed, and the seconds its work is fixed by (None: what the clock allows).

    `lines` of an earlier plan and its prices `duals` are where the work goes on from; each person who strays from the
    lines of `adopted` costs `weight` points more. Where several work on one region, each has an `aim` of its own.
    """

    region: Region
    number: int
    seed: int
    planned_s: float | None
    lines: tuple[Stint, ...] = ()
    duals: Duals = field(default_factory=dict)
    adopted: tuple[Stint, ...] = ()
    weight: int = 0
    aim: Aim = BOTH

    @property
    def warm(self) -> bool:
        """Whether there is an earlier plan to go on from."""
        return len(self.lines) > 0


def solve_region(task: Task, watch: Watch) -> Answer | NoPlan:
    """The best plan of a region within the watch, and a bound proven on its full model."""
    known = known_of(task)
    roster = first_plan(task.region, known, scratch_of(task.region.facts), watch)
    if isinstance(roster, NoPlan):
        return roster
    cost = int(roster.total[0]) // SCALE
    watch.report("start", cost)
    relaxed = Relaxed(task.region.facts, known.adopted)
    ascent = find_prices(relaxed, task, watch)
    watch.report("prices", cost, min(cost, ascent.points))
    work = Work(task, watch, roster, relaxed, ascent, shares_of(task, ascent.passes, watch))
    if task.region.size and loose(roster):
        work.anneal()
        work.settle()
    return work.answer(work.prove())


def known_of(task: Task) -> Known:
    """The ways of the earlier plans as far as people may still go them."""
    start, adopted = adopted_from(task.region, task.lines), adopted_from(task.region, task.adopted, task.weight)
    return Known(start, adopted)


def rehearse(region: Region) -> Answer | NoPlan:
    """Run every compiled part once on a small region, so that all of them are compiled; what came of it."""
    ends = zip(region.people, region.facts.person[:, (START, END)].tolist(), strict=True)
    stay = tuple(Stint(person, region.posts[post], 0, end) for person, (post, end) in ends)
    task, watch = Task(region, 0, 0, 1e-4, lines=stay, adopted=stay, weight=1), Watch(3600.0)
    roster = first_plan(region, known_of(task), scratch_of(region.facts), watch)
    if isinstance(roster, NoPlan):
        return roster
    relaxed = Relaxed(region.facts, known_of(task).adopted)
    ascent = replace(find_prices(relaxed, task, watch), bound=-SCALE)
    work = Work(task, watch, roster, relaxed, ascent, Shares(REHEARSED_S, PROGRAM_S, 1e-4))
    work.anneal()
    work.settle()
    seat(region.facts, region.ties, roster, NO_WAYS, true_prices(region.facts)[0])
    return work.answer(work.prove())


def bound_of_region(region: Region, duals: Duals) -> int:
    """The bound, in thousandths, that known prices prove for a region."""
    relaxed = Relaxed(region.facts, nothing_adopted(region.facts))
    return evaluate(relaxed, relaxed.rows.admissible(carried(region, relaxed, duals)))[0]


def find_prices(relaxed: Relaxed, task: Task, watch: Watch) -> Ascent:
    """Good prices for the shared rows, and the bound that they prove."""
    share = task.aim.prices * (KNOWN_PRICES_SHARE if task.duals else 1.0)
    clock = watch.part(watch.seconds * share)
    seconds = clock.seconds if task.planned_s is None else task.planned_s * share
    passes = int(np.clip(seconds / pass_s(task.region), 1, MOST_PASSES))
    most = MOST_PASSES if task.planned_s is None else passes
    if task.duals:
        gently = replace(STEPS, passes=most, first=SHORT_STEP)
        return ascend_shaken(relaxed, carried(task.region, relaxed, task.duals), gently, _spent(task, clock))
    hasty = passes < HASTE * task.region.size
    longest = min(BUNDLED.passes * (LONGER if hasty else 1), int(passes * BUNDLED_SHARE))
    together = replace(BUNDLED, passes=longest, bundles=relaxed.bundles())
    best = ascend(relaxed, relaxed.guess(), together, lambda: clock.over)
    alone = replace(STEPS, passes=most - best.passes, first=SHORT_STEP if hasty else STEPS.first)
    return ascend_shaken(relaxed, best.prices / SCALE, alone, _spent(task, clock), best)


def _spent(task: Task, clock: Watch) -> Callable[[], float]:
    """The part of what is left on a clock that has been spent; with the work fixed beforehand, whether all of it is."""
    begun = clock.elapsed
    if task.planned_s is not None:
        return lambda: float(clock.over)
    return lambda: 1.0 if clock.over else (clock.elapsed - begun) / (clock.seconds - begun)


def shares_of(task: Task, passes: int, watch: Watch) -> Shares:
    """What is left after the passes of the prices, of the watch or of the work fixed beforehand, shared out."""
    left = watch.left if task.planned_s is None else task.planned_s - passes * pass_s(task.region)
    return Shares.of(max(0.0, left), max(1, task.region.size), task.aim.cases)


def itineraries_of(best: Best) -> tuple[Array, ...]:
    """Everybody's itinerary, copied out."""
    return tuple(best.stints[i, : best.number[i]].copy() for i in range(len(best.number)))


class Work:
    """A region between its prices and its answer: a plan that gets better, then a bound that gets stronger."""

    def __init__(
        self, task: Task, watch: Watch, roster: Roster, relaxed: Relaxed, ascent: Ascent, shares: Shares
    ) -> None:
        self.task, self.watch, self.roster = task, watch, roster
        self.relaxed, self.ascent, self.shares = relaxed, ascent, shares
        self.best, self.loops, self.programs = best_of(roster), 0, 0

    def anneal(self) -> None:
        """Anneal from the roster's plan."""
        facts, ties, best = self.task.region.facts, self.task.region.ties, self.best
        prices = self.relaxed.unpack(self.ascent.prices)
        pricing = Pricing(true_prices(facts)[0], prices.seat_sum, prices.entry, prices.bench)
        company, scratch = company_of(facts), scratch_of(facts)
        if not len(company.movable):
            return
        rng = np.random.default_rng(self.task.seed)
        self.relaxed.respond(self.ascent.prices)
        wishes = no_wishes(self.relaxed, VERSIONS)
        sow(self.task.seed)
        watch, planned = self.watch.part(self.shares.search), self._planned(self.shares.search, LOOP_US)
        first, pace = best_of(self.roster), Pace(self.task.region.size, self.task.warm, watch, planned)
        while self._unproven() and pace.go_on():
            if pace.turned:
                go_back(facts, self.roster, first if pace.round.scout else best)
            if pace.loops >= wishes.asked[0] * RENEWED * self.task.region.size:
                renew(wishes, self.relaxed, pricing, NOISE, rng)
            heat = pace.heat
            anneal(
                facts, ties, self.roster, scratch, company, wishes, pricing, best, CHUNK, heat, heat, NOISE, GUIDED,
                WISHING,
            )  # fmt: skip
            pace.loops += CHUNK
            if pace.loops % (20 * CHUNK) == 0:
                watch.report("plan", int(best.total[0]) // SCALE, self.ascent.points)
        self.loops = pace.loops

    def settle(self) -> None:
        """Solve integer programs from the best plan on."""
        task, watch = self.task, self.watch.part(self.watch.left - self.shares.cases)
        programs = Programs(self.relaxed, task.region.ties, self.roster, self.ascent.prices, self.best, task.seed)
        programs.run(watch, self._planned(self.shares.programs, PROGRAM_S * 1e6), self.ascent.points)
        self.programs = programs.solved

    def prove(self) -> int:
        """The bound, in points, after telling cases apart for the rest of the time."""
        cases = Cases(self.relaxed, self.ascent, self.best)
        most = self._planned(self.shares.cases, ask_us(self.task.region)) or np.inf
        cases.work_off(lambda: self.watch.over or cases.pricings >= most)
        return cases.points

    def answer(self, bound: int) -> Answer:
        """What it comes to."""
        cost, ascent = int(self.best.total[0]) // SCALE, self.ascent
        self.watch.report("plan", cost, bound)
        duals, by_cases = duals_of(self.task.region, self.relaxed, ascent.prices), bound - min(cost, ascent.points)
        ways = itineraries_of(self.best)
        return Answer(ways, cost, bound, duals, ascent.passes, self.loops, self.programs, by_cases)

    def _planned(self, seconds: float, each_us: float) -> float | None:
        """How many steps the seconds stand for where the work is fixed beforehand; None: what the clock allows."""
        return None if self.task.planned_s is None else max(1.0, seconds * 1e6 / each_us)

    def _unproven(self) -> bool:
        return int(self.best.total[0]) // SCALE > self.ascent.points
