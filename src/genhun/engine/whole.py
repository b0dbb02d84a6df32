"""Whole plans: the integer program over columns, for everybody or for a neighbourhood with the rest held fixed."""

from dataclasses import dataclass

import highspy
import numpy as np

from genhun.engine.master import Columns
from genhun.engine.rows import NO_LIMIT, Floats, Ints, Rows
from genhun.engine.watch import Watch


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard one integer program is tried: seconds and nodes at most, and the relative gap at which it may end."""

    seconds: float
    nodes: int = 1 << 30
    gap: float = 0.0


def whole_amounts(columns: Columns, number: Ints, left: Rows, start: Ints, effort: Effort, watch: Watch) -> Ints:
    """How many of each kind take each column, `(columns,)`: the best found, never worse than `start`, which must
    fit. `left`: what the rest leaves of the rows' limits and wants, which may be less than nothing."""
    program = _Program(columns, number, left)
    program.begin_at(start)
    found = program.solve(effort, watch)
    if found is None or _cost(columns, left, found) >= _cost(columns, left, start):
        return start
    return found if _fits(columns, number, left.limit, found) else start


class _Program:
    """The program in HiGHS. Rows: a kind each, then the shared rows that matter; columns: those given, then what is
    missing of each want and what exceeds it."""

    def __init__(self, columns: Columns, number: Ints, left: Rows) -> None:
        self.columns, self.left = columns, left
        kinds, kind = np.unique(columns.kind, return_inverse=True)
        self.rows, place = _rows_that_matter(columns, number, left)
        self.missed = left.want[self.rows] > 0
        self.highs = highspy.Highs()
        self.highs.silent()
        self._add_rows(number[kinds].astype(np.float64))
        _add_columns(self.highs, columns, kind + 0, place, len(kinds))
        every = np.arange(len(columns), dtype=np.int32)
        self.highs.changeColsIntegrality(len(columns), every, np.full(len(columns), highspy.HighsVarType.kInteger))
        _add_unmet(self.highs, len(kinds) + np.flatnonzero(self.missed), self.rows[self.missed], left)

    def _add_rows(self, wanted: Floats) -> None:
        want, limit = self.left.want[self.rows], self.left.limit[self.rows]
        low = np.concatenate([wanted, np.where(self.missed, want, -highspy.kHighsInf)])
        high = np.concatenate([wanted, np.where(self.missed, want, limit)]).astype(np.float64)
        nothing = np.zeros(0, dtype=np.int32)
        self.highs.addRows(len(low), low, high, 0, np.zeros(len(low), dtype=np.int32), nothing, np.zeros(0))

    def begin_at(self, amount: Ints) -> None:
        """Tell the program how many take each column in a plan that is known."""
        unmet = (self.left.want - self.columns.whole_use(amount, len(self.left)))[self.rows[self.missed]]
        known = np.concatenate([amount, np.maximum(0, unmet), np.maximum(0, -unmet)]).astype(np.float64)
        self.highs.setSolution(len(known), np.arange(len(known), dtype=np.int32), known)

    def solve(self, effort: Effort, watch: Watch) -> Ints | None:
        """How many take each column in the best plan found; None: there is none."""
        for option, value in (
            ("threads", 1),
            ("time_limit", max(0.1, min(effort.seconds, watch.left))),
            ("mip_max_nodes", effort.nodes),
            ("mip_rel_gap", effort.gap),
            ("mip_abs_gap", 0.999),
        ):
            self.highs.setOptionValue(option, value)
        self.highs.run()
        found = np.rint(np.array(self.highs.getSolution().col_value)[: len(self.columns)]).astype(np.int64)
        return found if len(found) == len(self.columns) else None


def _cost(columns: Columns, left: Rows, amount: Ints) -> int:
    return int(columns.cost @ amount) + left.cost(columns.whole_use(amount, len(left)))


def _rows_that_matter(columns: Columns, number: Ints, left: Rows) -> tuple[Ints, Ints]:
    """The rows that these columns could break or whose want they could meet, and the place of every row among them
    (-1 = not there)."""
    most = np.bincount(columns.row, weights=columns.weight * number[columns.kind][columns.owner()], minlength=len(left))
    rows = np.flatnonzero((most > left.limit) | ((most > 0) & (left.want > 0))).astype(np.int64)
    place = np.full(len(left), -1, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    return rows, place


def _add_unmet(program: highspy.Highs, row: Ints, rows: Ints, left: Rows) -> None:
    """What is missing of each want, at its cost, and what exceeds it, up to the limit: use + missing - beyond = want.

    `row`: the rows' numbers in the program, `rows`: in `left`.
    """
    limit = left.limit[rows]
    beyond = np.where(limit >= NO_LIMIT // 2, highspy.kHighsInf, limit - left.want[rows])
    for cost, most, sign in ((left.under[rows], np.full(len(row), highspy.kHighsInf), 1.0), (0 * row, beyond, -1.0)):
        program.addCols(
            len(row), cost.astype(np.float64), np.zeros(len(row)), most, len(row),
            np.arange(len(row), dtype=np.int32), row.astype(np.int32), np.full(len(row), sign),
        )  # fmt: skip


def _add_columns(program: highspy.Highs, columns: Columns, kind: Ints, place: Ints, kinds: int) -> None:
    present = place[columns.row] >= 0
    owner = np.concatenate([np.arange(len(columns)), columns.owner()[present]])
    index = np.concatenate([kind, kinds + place[columns.row[present]]])
    value = np.concatenate([np.ones(len(columns)), columns.weight[present]])
    order = np.argsort(owner, kind="stable")
    program.addCols(
        len(columns),
        columns.cost.astype(np.float64),
        np.zeros(len(columns)),
        np.full(len(columns), highspy.kHighsInf),
        len(index),
        np.searchsorted(owner[order], np.arange(len(columns))).astype(np.int32),
        index[order].astype(np.int32),
        value[order].astype(np.float64),
    )


def _fits(columns: Columns, number: Ints, limit: Ints, amount: Ints) -> bool:
    use = columns.whole_use(amount, len(limit))
    taken = np.bincount(columns.kind, weights=amount, minlength=len(number))
    kinds = np.unique(columns.kind)
    return bool((use <= limit).all() and (taken[kinds] == number[kinds]).all() and (amount >= 0).all())
