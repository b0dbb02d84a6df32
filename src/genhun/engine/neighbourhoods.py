"""A whole plan improved piece by piece: the integer program is solved for rivals while everybody else stays where
they are."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from genhun.engine.master import Columns, Pool
from genhun.engine.rows import Floats, Ints, Rows
from genhun.engine.watch import Watch
from genhun.engine.whole import Effort, whole_amounts

LARGER = 4
"""How many times larger neighbourhoods become that brought nothing."""


@dataclass(frozen=True, slots=True)
class Scope:
    """How neighbourhoods are cut: columns in one program at most, reduced cost up to which a column takes part,
    effort of each, and in how many sizes they come."""

    columns: int = 5000
    cut: float = 1.0
    effort: Effort = field(default_factory=lambda: Effort(15.0))
    sizes: int = 3

    def larger(self, times: int) -> "Scope":
        """Neighbourhoods made `LARGER` times larger, so often."""
        by = LARGER**times
        effort = replace(self.effort, seconds=self.effort.seconds * by)
        return replace(self, columns=self.columns * by, cut=self.cut * (1 + times), effort=effort)


@dataclass(slots=True)
class Plan:
    """How many of each kind take each column of a pool, `(columns,)`, and the rows that they share."""

    rows: Rows
    number: Ints
    pool: Pool
    amount: Ints

    @property
    def cost(self) -> int:
        """Points of the plan."""
        return int(self.pool.columns.cost @ self.amount) + self.rows.cost(self._use(self.amount))

    def take(self, columns: Columns) -> None:
        """Replace the plan by one given as columns, each taken once."""
        numbers, _ = self.pool.add(columns)
        self.amount = np.bincount(numbers, minlength=len(self.pool.columns))

    def improve(self, reduced: Floats, scope: Scope, watch: Watch, seed: int, bound: int) -> None:
        """Go through neighbourhoods, larger ones whenever a sweep over everybody brought nothing, until the largest
        bring nothing, or cost meets bound, or time is over."""
        draw = np.random.default_rng(seed)
        times = 0
        while times < scope.sizes and self.cost > bound and not watch.over:
            before, now = self.cost, scope.larger(times)
            for block in self._sweep(reduced, now, draw):
                if watch.over:
                    break
                self.settle(block, reduced <= now.cut, now.effort, watch)
                watch.report("program", self.cost, bound)
            times += int(self.cost == before)

    def settle(self, block: Ints, eligible: NDArray[np.bool_], effort: Effort, watch: Watch) -> None:
        """The best that the kinds of a block can do with eligible columns while everybody else stays."""
        columns = self.pool.columns
        inside = np.zeros(len(self.number), dtype=bool)
        inside[block] = True
        ours = inside[columns.kind]
        others = self._use(np.where(ours, 0, self.amount))
        left = Rows(self.rows.want - others, self.rows.under, self.rows.limit - others)
        wanted = np.flatnonzero(ours & (eligible | (self.amount > 0)))
        part = columns.pick(wanted)
        self.amount[wanted] = whole_amounts(part, self.number, left, self.amount[wanted], effort, watch)

    def rivals(self, first: int, near: NDArray[np.bool_], size: int) -> Ints:
        """Up to `size` kinds: `first`, who holds what it is after, who holds what these are after, and so on.

        A kind is after the rows of its columns that are `near`, as far as they are full.
        """
        columns, owner = self.pool.columns, self.pool.columns.owner()
        full = self._use(self.amount) >= self.rows.limit
        after = near[owner] & full[columns.row]
        wanted = _groups(columns.kind[owner[after]], columns.row[after], len(self.number))
        taken = self.amount[owner] > 0
        holders = _groups(columns.row[taken], columns.kind[owner[taken]], len(self.rows))
        found, seen, at = [first], {first}, 0
        while at < len(found) < size:
            for row in wanted(found[at]):
                new = [kind for kind in holders(row) if kind not in seen]
                seen.update(new)
                found += new
            at += 1
        return np.array(found[:size], dtype=np.int64)

    def _use(self, amount: Ints) -> Ints:
        return self.pool.columns.whole_use(amount, len(self.rows))

    def _sweep(self, reduced: Floats, scope: Scope, draw: np.random.Generator) -> list[Ints]:
        """Everybody cut into blocks of kinds that use the same rows, each with about as many columns as one program
        takes."""
        columns = self.pool.columns
        size = np.bincount(columns.kind[(reduced <= scope.cut) | (self.amount > 0)], minlength=len(self.number))
        order = _by_rivalry(columns, self.amount, len(self.number), len(self.rows), draw)
        parts = max(1, -(-int(size.sum()) // scope.columns))
        cuts = np.searchsorted(np.cumsum(size[order]), size.sum() * np.arange(1, parts) / parts)
        return [block for block in np.split(order, cuts) if len(block)]


def _groups(key: Ints, value: Ints, keys: int) -> Callable[[int], list[int]]:
    """Looks up the values of a key."""
    order = np.argsort(key, kind="stable")
    start, sorted_values = np.searchsorted(key[order], np.arange(keys + 1)), value[order]
    return lambda k: list(dict.fromkeys(sorted_values[start[k] : start[k + 1]].tolist()))


def _by_rivalry(columns: Columns, amount: Ints, kinds: int, rows: int, draw: np.random.Generator) -> Ints:
    """All kinds in an order in which those that use the same rows stand together: breadth first from kinds drawn by
    lot."""
    used = np.flatnonzero(amount[columns.owner()] > 0)
    kind, row = columns.kind[columns.owner()[used]], columns.row[used]
    rows_of, kinds_of = _groups(kind, row, kinds), _groups(row, kind, rows)
    order, seen, met = [], np.zeros(kinds, dtype=bool), np.zeros(rows, dtype=bool)
    for first in draw.permutation(kinds).tolist():
        if seen[first]:
            continue
        seen[first] = True
        queue = [first]
        while queue:
            at = queue.pop(0)
            order.append(at)
            for r in rows_of(at):
                if met[r]:
                    continue
                met[r] = True
                for other in kinds_of(r):
                    if not seen[other]:
                        seen[other] = True
                        queue.append(other)
    return np.array(order, dtype=np.int64)
