"""Column generation: a linear program over the itineraries seen gives prices, the oracle answers with better ones.

People who differ in nothing that matters are one kind. A column is one itinerary of one kind: its cost in points and
what it uses of the rows, whole numbers. Rows enter the program when a solution breaks them; a row left out has price 0,
which keeps every bound valid.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import highspy
import numpy as np

from genhun.engine.dual import Ascent
from genhun.engine.rows import SCALE, Floats, Ints, Rows
from genhun.engine.watch import Watch

TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Columns:
    """Itineraries: kind and cost `(columns,)`; what column c uses is `row[start[c]:start[c + 1]]`, each `weight`
    units."""

    kind: Ints
    cost: Ints
    start: Ints
    row: Ints
    weight: Ints

    def __len__(self) -> int:
        return len(self.kind)

    def owner(self) -> Ints:
        """The column to which each use belongs, `(uses,)`."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    def pick(self, wanted: Ints) -> "Columns":
        """Some of the columns, by number."""
        size = np.diff(self.start)[wanted]
        start = np.concatenate([[0], np.cumsum(size)])
        uses = np.repeat(self.start[wanted] - start[:-1], size) + np.arange(start[-1])
        return Columns(self.kind[wanted], self.cost[wanted], start, self.row[uses], self.weight[uses])

    def reduced(self, prices: Floats, worth: Floats) -> Floats:
        """cost + price of what is used - worth of one of the kind, `(columns,)`, in the unit of the prices' points."""
        paid = np.bincount(self.owner(), weights=self.weight * prices[self.row], minlength=len(self))
        return self.cost + paid - worth[self.kind]

    def use(self, amount: Floats, rows: int) -> Floats:
        """What the columns use of the rows at given amounts, `(rows,)`."""
        used = np.bincount(self.row, weights=self.weight * amount[self.owner()], minlength=rows)
        return used.astype(np.float64)  # without uses, bincount counts in whole numbers

    def whole_use(self, amount: Ints, rows: int) -> Ints:
        """The same at whole amounts, exact."""
        return np.rint(self.use(amount.astype(np.float64), rows)).astype(np.int64)


def joined(parts: Sequence[Columns]) -> Columns:
    """Several sets of columns as one."""
    sizes = np.concatenate([np.diff(part.start) for part in parts])
    return Columns(
        np.concatenate([part.kind for part in parts]),
        np.concatenate([part.cost for part in parts]),
        np.concatenate([[0], np.cumsum(sizes)]),
        np.concatenate([part.row for part in parts]),
        np.concatenate([part.weight for part in parts]),
    )


class Kinds(Protocol):
    """Who shares the rows: how many of each kind, and the exact oracle."""

    @property
    def rows(self) -> Rows:
        """The rows that they share."""
        ...

    @property
    def number(self) -> Ints:
        """How many there are of each kind, `(kinds,)`."""
        ...

    def propose(self, prices: Ints) -> tuple[Ints, Columns]:
        """The least price of each kind `(kinds,)` (thousandths) at prices in thousandths, and the itineraries that
        have it."""
        ...


NO_COLUMNS = Columns(*(np.zeros(n, dtype=np.int64) for n in (0, 0, 1, 0, 0)))


@dataclass(slots=True)
class Pool:
    """All columns seen, each once."""

    columns: Columns = field(default_factory=lambda: NO_COLUMNS)
    _number: dict[bytes, int] = field(default_factory=dict)

    def add(self, offered: Columns) -> tuple[Ints, Columns]:
        """Take up some columns: the number of each in the pool, and those that were new."""
        numbers = np.zeros(len(offered), dtype=np.int64)
        new: list[int] = []
        for c in range(len(offered)):
            uses = slice(offered.start[c], offered.start[c + 1])
            key = b"".join((offered.kind[c].tobytes(), np.sort(offered.row[uses]).tobytes()))
            number = self._number.setdefault(key, len(self._number))
            numbers[c] = number
            if number == len(self.columns) + len(new):
                new.append(c)
        fresh = offered.pick(np.array(new, dtype=np.int64))
        self.columns = joined([self.columns, fresh])
        return numbers, fresh


@dataclass(slots=True)
class Master:
    """The linear program over a pool of columns: convexity rows (one a kind) first, then the shared rows that have
    mattered."""

    rows: Rows
    number: Ints
    pool: Pool = field(default_factory=Pool)
    amount: Floats = field(default_factory=lambda: np.zeros(0))
    worth: Floats = field(default_factory=lambda: np.zeros(0))
    prices: Floats = field(default_factory=lambda: np.zeros(0))
    value: float = 0.0
    broken: int = 0
    _place: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    _present: list[int] = field(default_factory=list)
    _lp: highspy.Highs = field(default_factory=highspy.Highs)

    def __post_init__(self) -> None:
        self._place = np.full(len(self.rows), -1, dtype=np.int64)
        self.prices = np.zeros(len(self.rows))
        self._lp.silent()
        self._lp.setOptionValue("threads", 1)
        kinds = len(self.number)
        number = self.number.astype(np.float64)
        self._lp.addRows(kinds, number, number, 0, np.zeros(kinds, np.int32), np.zeros(0, np.int32), np.zeros(0))

    def add(self, offered: Columns) -> int:
        """Add the columns that are new; how many."""
        _, new = self.pool.add(offered)
        present = self._place[new.row] >= 0
        owner = np.concatenate([np.arange(len(new)), new.owner()[present]])
        index = np.concatenate([new.kind, len(self.number) + self._place[new.row[present]]])
        value = np.concatenate([np.ones(len(new)), new.weight[present]])
        order = np.argsort(owner, kind="stable")
        starts = np.searchsorted(owner[order], np.arange(len(new))).astype(np.int32)
        self._lp.addCols(
            len(new),
            new.cost.astype(np.float64),
            np.zeros(len(new)),
            np.full(len(new), highspy.kHighsInf),
            len(index),
            starts,
            index[order].astype(np.int32),
            value[order].astype(np.float64),
        )
        return len(new)

    def expect(self, priced: Ints) -> None:
        """Take in the rows that are likely to matter, before they are broken."""
        self._add_rows(priced[self._place[priced] < 0])

    def solve(self, watch: Watch) -> bool:
        """Solve once, then take in the rows that the solution breaks; False if time ran out before there was a
        solution."""
        self._lp.setOptionValue("time_limit", self._lp.getRunTime() + max(0.1, watch.left))
        self._lp.run()
        solution = self._lp.getSolution()
        if self._lp.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return False
        self.amount = np.array(solution.col_value)
        self.value = float(self._lp.getObjectiveValue())
        duals = np.array(solution.row_dual)
        self.worth = duals[: len(self.number)]
        self.prices = np.zeros(len(self.rows))
        self.prices[self._present] = -duals[len(self.number) :]
        self.broken = self._add_rows(self._broken())
        return True

    def _broken(self) -> Ints:
        use = self.pool.columns.use(self.amount, len(self.rows))
        broken = np.flatnonzero((use > self.rows.limit + 1e-4) & (self._place < 0))
        return broken.astype(np.int64)

    def _add_rows(self, broken: Ints) -> int:
        if not len(broken):
            return 0
        self._place[broken] = len(self._present) + np.arange(len(broken))
        columns = self.pool.columns
        first = len(self._present)
        hit = self._place[columns.row] >= first
        place = self._place[columns.row[hit]] - first
        order = np.argsort(place, kind="stable")
        starts = np.searchsorted(place[order], np.arange(len(broken))).astype(np.int32)
        self._lp.addRows(
            len(broken),
            np.full(len(broken), -highspy.kHighsInf),
            self.rows.limit[broken].astype(np.float64),
            len(place),
            starts,
            columns.owner()[hit][order].astype(np.int32),
            columns.weight[hit][order].astype(np.float64),
        )
        self._present += broken.tolist()
        return len(broken)


@dataclass(frozen=True, slots=True)
class Generated:
    """The columns seen, the best prices (thousandths) with the bound that they prove (points), and the columns'
    reduced costs (points)."""

    pool: Pool
    prices: Ints
    bound: int
    reduced: Floats


def generate(kinds: Kinds, start: Columns, known: Ascent, watch: Watch, close: float = 1e-4) -> Generated:
    """Add itineraries until the program and the bound meet within `close` of each other, or time is over.

    Prices asked are those of the program drawn towards the best ones so far (`known` to begin with), which damps their
    swinging.
    """
    master = Master(kinds.rows, kinds.number)
    master.add(start)
    master.expect(np.flatnonzero(known.prices > 0))
    best_prices, best_bound, pull = known.prices, known.bound, 0.5
    if not master.solve(watch):
        return gather(kinds, start, known)
    while True:
        asked = kinds.rows.admissible((1 - pull) * master.prices + pull * best_prices / SCALE)
        values, offered = kinds.propose(asked)
        bound = int((values * kinds.number).sum()) + kinds.rows.worth(asked)
        if bound > best_bound:
            best_prices, best_bound = asked, bound
        watch.report("prices", None, -(-best_bound // SCALE))
        better = offered.reduced(master.prices, master.worth) < -TINY
        added = master.add(offered.pick(np.flatnonzero(better)))
        met = master.value - best_bound / SCALE <= close * max(1.0, abs(master.value))
        if watch.over or (not master.broken and (met or (not added and pull == 0.0))):
            break
        pull = 0.5 if added else 0.0
        if not master.solve(watch):
            break
    reduced = master.pool.columns.reduced(master.prices, master.worth)
    return Generated(master.pool, best_prices, -(-best_bound // SCALE), reduced)


def gather(kinds: Kinds, start: Columns, known: Ascent) -> Generated:
    """Columns and their reduced costs at known prices, without a program: for problems too large for one."""
    pool = Pool()
    pool.add(start)
    values, _ = kinds.propose(known.prices)
    reduced = pool.columns.reduced(known.prices / SCALE, values / SCALE)
    return Generated(pool, known.prices, known.points, reduced)
