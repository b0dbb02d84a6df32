"""A linear program over whole numbers, and the two peers that solve it: OR-Tools CP-SAT and HiGHS."""

import time
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np
from ortools.sat.python import cp_model

NO_LIMIT = 1 << 40
Terms = tuple[Sequence[int], int]


@dataclass
class Linear:
    """min offset + cost x, lo <= A x <= hi, 0 <= x <= upper, x whole; `hint` holds values of a known plan."""

    cost: list[int] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    lo: list[int] = field(default_factory=list)
    hi: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=lambda: [0])
    column: "array[int]" = field(default_factory=lambda: array("i"))
    weight: "array[int]" = field(default_factory=lambda: array("i"))
    hint: dict[int, int] = field(default_factory=dict)
    offset: int = 0

    def var(self, cost: int = 0, upper: int = 1) -> int:
        """A new variable."""
        self.cost.append(cost)
        self.upper.append(upper)
        return len(self.cost) - 1

    def hinted(self, variables: Sequence[int]) -> int:
        """The sum of some variables in the known plan."""
        return sum(self.hint.get(v, 0) for v in variables)

    def follow(self, variable: int, value: int) -> int:
        """Note what the known plan makes of a variable that depends on others; the variable."""
        self.hint[variable] = value
        return variable

    def row(self, *terms: Terms, lo: int = -NO_LIMIT, hi: int = NO_LIMIT) -> None:
        """A new row; each term is (variables, the weight that they share)."""
        for variables, weight in terms:
            self.column.extend(variables)
            self.weight.extend([weight] * len(variables))
        self.start.append(len(self.column))
        self.lo.append(lo)
        self.hi.append(hi)


@dataclass(frozen=True)
class Answer:
    """What a peer says: values of the best plan (None without one), its objective, a bound (None without one)."""

    values: Sequence[int] | None
    objective: int | None
    bound: float | None


def solve_cpsat(model: Linear, seconds: float, threads: int) -> Answer:
    """CP-SAT, with the known plan as a hint."""
    cp = cp_model.CpModel()
    began = time.monotonic()
    xs = [cp.new_int_var(0, top, "") for top in model.upper]
    for n, (lo, hi) in enumerate(zip(model.lo, model.hi, strict=True)):
        part = slice(model.start[n], model.start[n + 1])
        total = cp_model.LinearExpr.weighted_sum([xs[v] for v in model.column[part]], model.weight[part].tolist())
        cp.add_linear_constraint(total, lo, hi)
    priced = [(xs[v], c) for v, c in enumerate(model.cost) if c]
    cp.minimize(cp_model.LinearExpr.weighted_sum([x for x, _ in priced], [c for _, c in priced]))
    for v, value in model.hint.items():
        cp.add_hint(xs[v], value)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = threads
    solver.parameters.max_time_in_seconds = max(0.1, seconds - (time.monotonic() - began))
    status = solver.solve(cp)
    bound = solver.best_objective_bound + model.offset if status != cp_model.INFEASIBLE else None
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(None, None, bound)
    return Answer([solver.value(x) for x in xs], round(solver.objective_value) + model.offset, bound)


def solve_highs(model: Linear, seconds: float, threads: int) -> Answer:
    """HiGHS as a mixed-integer program, with the known plan as a start."""
    highs = highspy.Highs()
    for option, value in _highs_options(seconds, threads).items():
        highs.setOptionValue(option, value)
    highs.passModel(_highs_lp(model))
    if model.hint:
        at = np.array(list(model.hint), dtype=np.int32)
        highs.setSolution(len(at), at, np.array(list(model.hint.values()), dtype=np.float64))
    highs.run()
    info = highs.getInfo()
    bound = info.mip_dual_bound if np.isfinite(info.mip_dual_bound) else None
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Answer(None, None, bound)
    values = np.rint(np.array(highs.getSolution().col_value)).astype(int)
    return Answer(values.tolist(), round(info.objective_function_value), bound)


def _highs_options(seconds: float, threads: int) -> Mapping[str, object]:
    return {"output_flag": False, "time_limit": max(0.1, seconds), "threads": threads, "mip_rel_gap": 0.0}


def _highs_lp(model: Linear) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.cost), len(model.lo)
    lp.offset_ = float(model.offset)
    lp.col_cost_ = np.array(model.cost, dtype=np.float64)
    lp.col_lower_ = np.zeros(lp.num_col_)
    lp.col_upper_ = np.array(model.upper, dtype=np.float64)
    lo, hi = np.array(model.lo, dtype=np.float64), np.array(model.hi, dtype=np.float64)
    lp.row_lower_ = np.where(lo <= -NO_LIMIT, -highspy.kHighsInf, lo)
    lp.row_upper_ = np.where(hi >= NO_LIMIT, highspy.kHighsInf, hi)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(model.start, dtype=np.int32)
    lp.a_matrix_.index_ = np.array(model.column, dtype=np.int32)
    lp.a_matrix_.value_ = np.array(model.weight, dtype=np.float64)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * lp.num_col_
    return lp
