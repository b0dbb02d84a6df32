"""Whole plans: the integer program over columns, for everybody or for a neighbourhood with the rest held fixed."""

from dataclasses import dataclass

import highspy
import numpy as np

from genhun.engine.master import Columns
from genhun.engine.rows import Ints
from genhun.engine.watch import Watch


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard one integer program is tried: seconds at most, and the relative gap at which it may end."""

    seconds: float
    gap: float = 0.0


def whole_amounts(columns: Columns, number: Ints, limit: Ints, start: Ints, effort: Effort, watch: Watch) -> Ints:
    """How many of each kind take each column, `(columns,)`: the best found, never worse than `start`, which must
    fit."""
    kinds, kind = np.unique(columns.kind, return_inverse=True)
    program = highspy.Highs()
    program.silent()
    for option, value in (
        ("threads", 1),
        ("time_limit", max(0.1, min(effort.seconds, watch.left))),
        ("mip_rel_gap", effort.gap),
    ):
        program.setOptionValue(option, value)
    program.setOptionValue("mip_abs_gap", 0.999)
    wanted = number[kinds].astype(np.float64)
    rows, place = _rows_that_bind(columns, number, limit)
    low = np.concatenate([wanted, np.full(len(rows), -highspy.kHighsInf)])
    high = np.concatenate([wanted, limit[rows].astype(np.float64)])
    nothing = np.zeros(0, dtype=np.int32)
    program.addRows(len(low), low, high, 0, np.zeros(len(low), dtype=np.int32), nothing, np.zeros(0))
    _add_columns(program, columns, kind + 0, place, len(kinds))
    every = np.arange(len(columns), dtype=np.int32)
    program.changeColsIntegrality(len(columns), every, np.full(len(columns), highspy.HighsVarType.kInteger))
    program.setSolution(len(columns), every, start.astype(np.float64))
    program.run()
    found = np.rint(np.array(program.getSolution().col_value)).astype(np.int64)
    if len(found) != len(columns) or int(columns.cost @ found) >= int(columns.cost @ start):
        return start
    return found if _fits(columns, number, limit, found) else start


def _rows_that_bind(columns: Columns, number: Ints, limit: Ints) -> tuple[Ints, Ints]:
    """The rows that these columns could break, and the place of every row among them (-1 = not there)."""
    most = np.bincount(
        columns.row, weights=columns.weight * number[columns.kind][columns.owner()], minlength=len(limit)
    )
    rows = np.flatnonzero(most > limit).astype(np.int64)
    place = np.full(len(limit), -1, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    return rows, place


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
    use = columns.use(amount.astype(np.float64), len(limit))
    taken = np.bincount(columns.kind, weights=amount, minlength=len(number))
    kinds = np.unique(columns.kind)
    return bool((use <= limit + 0.5).all() and (taken[kinds] == number[kinds]).all() and (amount >= 0).all())
