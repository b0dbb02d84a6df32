"""Public generalised assignment problems, solved by the engine's own parts: price ascent, then neighbourhoods.

For the bound an agent is a person, a set of jobs within the capacity an itinerary, a job a seat for one. For the plan
it is the other way round: a job picks its agent, as a worker picks classes. A job left undone is dear.
"""

import csv
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numba import njit

from genhun.engine.dual import Steps, ascend
from genhun.engine.master import Columns, Pool
from genhun.engine.neighbourhoods import Plan, Scope
from genhun.engine.rows import SCALE, Ints, Rows
from genhun.engine.watch import Watch
from genhun.engine.whole import Effort

PASSES = 3000
CUT = 40.0
"""Reduced cost up to which a job and an agent take part in the integer programs."""
TURNS = 10_000
"""How often each job's turn comes."""
DRAWS = 2
"""How many times, with other noise each; the best is gone on with."""
SOFT, STIFF = 0.001, 1.0
"""Points for the square of an overload, at first and at last."""
NOISE = 10.0
"""Points by which what is asked differs at most from turn to turn at first."""


@dataclass(frozen=True)
class Instance:
    """Points `(agents, jobs)` (a profit counts negative), weights likewise, capacities `(agents,)`."""

    name: str
    points: Ints
    weights: Ints
    capacity: Ints
    best_known: int


@dataclass
class Agents:
    """The instance as an oracle: a row a job, to be done exactly once; a job left undone costs `dear` points."""

    instance: Instance
    rows: Rows

    def respond(self, prices: Ints) -> tuple[int, Ints]:
        """(sum of every agent's cheapest set of jobs, how often each job is taken), by dynamic programming."""
        gain = -(self.instance.points * SCALE + prices)
        taken = np.array(
            [_knapsack(g, w, c) for g, w, c in zip(gain, self.instance.weights, self.instance.capacity, strict=True)]
        )
        return -int((gain * taken).sum()), taken.sum(axis=0)


@njit(cache=True)
def _knapsack(gain, weight, capacity):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    jobs = len(gain)
    best = np.zeros(capacity + 1, np.int64)
    used = np.zeros((jobs, capacity + 1), np.bool_)
    for j in range(jobs):
        if gain[j] > 0:
            for c in range(capacity, weight[j] - 1, -1):
                value = best[c - weight[j]] + gain[j]
                if value > best[c]:
                    best[c] = value
                    used[j, c] = True
    taken, c = np.zeros(jobs, np.int64), capacity
    for j in range(jobs - 1, -1, -1):
        if used[j, c]:
            taken[j] = 1
            c -= weight[j]
    return taken


def dear(instance: Instance) -> int:
    """More points than any agent asks for a job."""
    return int(np.abs(instance.points).max()) * 2 + 100


def solve(instance: Instance, watch: Watch) -> tuple[int | None, int]:
    """(points of a whole assignment or None, a proven bound)."""
    one = np.ones(instance.points.shape[1], dtype=np.int64)
    agents = Agents(instance, Rows(want=one, under=one * dear(instance), limit=one))
    half = watch.part(0.4 * watch.left)
    steps = Steps(passes=PASSES, first=max(2.0, float(instance.points.std()) / 2), last=0.005)
    start = -np.sort(instance.points, axis=0)[:2].max(axis=0).astype(np.float64)
    bound = ascend(agents, start, steps, lambda: half.over).points
    return _whole_plan(instance, bound, watch), bound


def _whole_plan(instance: Instance, bound: int, watch: Watch) -> int | None:
    """Points of the best assignment found, each job a kind that picks an agent; None if it is not whole."""
    jobs, part = Jobs(instance), watch.part(0.1 * watch.left)
    steps = Steps(passes=PASSES, first=1.0, last=0.001)
    prices = ascend(jobs, np.zeros(len(jobs.rows)), steps, lambda: part.over).prices
    pool = Pool()
    pool.add(jobs.columns)
    plan = Plan(jobs.rows, jobs.number, pool, np.zeros(0, dtype=np.int64))
    draws = (take_turns(instance.points, instance.weights, instance.capacity, prices / SCALE, n) for n in range(DRAWS))
    _, agent = min(draws, key=lambda found: found[0])
    plan.take(jobs.columns.pick(np.arange(len(agent)) * (len(instance.capacity) + 1) + agent))
    reduced = jobs.columns.reduced(prices / SCALE, jobs.each(prices).min(axis=1) / SCALE)
    plan.improve(reduced, Scope(cut=CUT, effort=Effort(watch.left)), watch, 1, bound)
    return plan.cost if plan.pool.columns.cost[plan.amount > 0].max() < dear(instance) else None


class Jobs:
    """The instance from the other side: a kind a job, a row an agent; every column is there from the start."""

    def __init__(self, instance: Instance) -> None:
        agents, jobs = instance.points.shape
        nothing = np.zeros(agents, dtype=np.int64)
        self.rows = Rows(nothing, nothing, instance.capacity)
        self.number = np.ones(jobs, dtype=np.int64)
        cost = np.vstack([instance.points, np.full(jobs, dear(instance))]).T.ravel()
        at_agent = np.tile(np.arange(agents + 1) < agents, jobs)
        start = np.concatenate([[0], np.cumsum(at_agent)])
        row = np.tile(np.arange(agents), jobs)
        self.columns = Columns(np.repeat(np.arange(jobs), agents + 1), cost, start, row, instance.weights.T.ravel())

    def each(self, prices: Ints) -> Ints:
        """What agents ask for jobs at prices in thousandths, `(jobs, agents + 1)`, the last for staying undone."""
        paid = self.columns.reduced(prices.astype(np.float64), np.zeros(len(self.number))) - self.columns.cost
        return (self.columns.cost * SCALE + np.rint(paid).astype(np.int64)).reshape(len(self.number), -1)

    def respond(self, prices: Ints) -> tuple[int, Ints]:
        """(sum of every job's least asked, weights that each agent is given)."""
        asked = self.each(prices)
        choice = asked.argmin(axis=1) + np.arange(len(asked)) * asked.shape[1]
        taken = np.bincount(choice, minlength=asked.size)
        return int(asked.min(axis=1).sum()), self.columns.use(taken.astype(np.float64), len(self.rows)).astype(np.int64)


@njit(cache=True)
def take_turns(points, weights, capacity, price, seed):  # type: ignore[no-untyped-def]  # compiled for the arrays given
    """The points of the cheapest whole assignment met and the agent of each job in it, `(jobs,)`; infinite and all
    len(capacity), for left undone, if none was met.

    As with training seats (`training.crowding`): jobs take turns at what is cheapest, agents may be overloaded at a
    penalty that grows with the square and stiffens, and noise dies down. `price`: of a unit of weight, points.
    """
    agents, jobs = points.shape
    np.random.seed(seed)
    load, agent = np.zeros(agents, np.int64), np.full(jobs, agents)
    best, least = np.full(jobs, agents), np.inf
    for turn in range(TURNS):
        spent = turn / (TURNS - 1)
        stiff, noise = SOFT * (STIFF / SOFT) ** spent, NOISE * (1.0 - spent)
        cost = 0
        for job in np.random.permutation(jobs):
            if agent[job] < agents:
                load[agent[job]] -= weights[agent[job], job]
            asked = np.inf
            for a in range(agents):
                weight, over = weights[a, job], max(0, load[a] - capacity[a])
                more = max(0, load[a] + weight - capacity[a])
                paid = points[a, job] + price[a] * weight + stiff * (more**2 - over**2) + noise * np.random.random()
                if paid < asked and weight <= capacity[a]:
                    asked, agent[job] = paid, a
            if agent[job] < agents:
                load[agent[job]] += weights[agent[job], job]
                cost += points[agent[job], job]
        if (load <= capacity).all() and cost < least:
            best[:], least = agent, cost
    return least, best


def read_instances(folder: Path) -> Iterator[Instance]:
    """The instances of `small` (profits) and `large` (costs), each with the best value known."""
    for name, best in _small_optima(folder / "small" / "SOURCE.txt").items():
        yield _read(folder / "small" / name, -1, -best)
    with (folder / "large" / "best_known.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield _read(folder / "large" / row["instance"], 1, int(row["verified_solution"]))


def _small_optima(source: Path) -> Mapping[str, int]:
    found = re.findall(r"(gap\d+)((?: \d{3,4}){5})", source.read_text(encoding="utf-8"))
    return {f"{name}-{n}": int(value) for name, values in found for n, value in enumerate(values.split())}


def _read(path: Path, sign: int, best_known: int) -> Instance:
    numbers = np.array(path.read_text(encoding="utf-8").split(), dtype=np.int64)
    agents, jobs = int(numbers[0]), int(numbers[1])
    points, weights, capacity = np.split(numbers[2:], [agents * jobs, 2 * agents * jobs])
    shape = (agents, jobs)
    return Instance(path.name, sign * points.reshape(shape), weights.reshape(shape), capacity, best_known)


def print_gap_table(folder: Path, seconds: float, names: Sequence[str] = ()) -> None:
    """One line an instance (those whose name begins with one of `names`, if any are given) and how many are at the
    best value known; or one line that says that there are none."""
    if not (folder / "large" / "best_known.csv").exists():
        print(f"skipped: no assignment problems under {folder} (small/ with SOURCE.txt, large/ with best_known.csv)")
        return
    print("| instance | agents x jobs | best known | ours | bound | gap | above best | s |")
    met = []
    for instance in (i for i in read_instances(folder) if not names or i.name.startswith(tuple(names))):
        began = time.monotonic()
        cost, bound = solve(instance, Watch(seconds))
        took = time.monotonic() - began
        above = None if cost is None else cost - instance.best_known
        gap = "-" if cost is None else f"{100 * (cost - bound) / max(abs(cost), 1):.3f}%"
        size = "{} x {}".format(*instance.points.shape)
        cells = (instance.name, size, instance.best_known, cost, bound, gap, above, f"{took:.1f}")
        print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)
        met.append(above == 0)
        if bound > instance.best_known:
            raise AssertionError(f"{instance.name}: the bound {bound} lies above a known solution")
    print(f"best known value reached on {sum(met)} of {len(met)}")
