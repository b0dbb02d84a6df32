"""`python -m benchmarks`: plan quality and time against honest peers on the whole model, in one table."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks.fixed import check_fixed_work
from benchmarks.gap import print_gap_table
from benchmarks.likeness import print_likeness
from benchmarks.one import Result
from benchmarks.table import print_table, run_apart
from genhun.planning.lines import PLANNERS

PUBLIC = Path("../shared/instances/gap")
SOLVERS = {"rotation": ("ours", "cpsat", "highs"), "training": ("ours", "cpsat", "highs", "flow")}


def main() -> None:
    """Read the wishes, run, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--planners", default="training,rotation", help=f"any of {','.join(PLANNERS)}")
    parser.add_argument("--sizes", default="300,3000,10000", help="people; 300 and 3000 are the samples")
    parser.add_argument("--solvers", default="", help="ours,cpsat,highs,flow; all that apply unless told otherwise")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds for each solver, the same for all")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--fixed-work", action="store_true", help="small fixed problems: objectives must be equal")
    parser.add_argument(
        "--gap", type=Path, nargs="?", const=Path("../shared/instances/gap"), help="assignment problems"
    )
    parser.add_argument(
        "--likeness", type=int, nargs="?", const=2000, help="texts that say the same: so many questions"
    )
    parser.add_argument("--instances", default="", help="with --gap: only names that begin so, comma-separated")
    wishes = parser.parse_args()
    if wishes.fixed_work:
        check_fixed_work()
    elif wishes.likeness:
        print_likeness(wishes.likeness)
    elif wishes.gap:
        print_gap_table(wishes.gap, wishes.limit, [name for name in wishes.instances.split(",") if name])
    else:
        print_table(_results(wishes))


def _results(wishes: argparse.Namespace) -> Iterator[Result]:
    asked = [solver for solver in wishes.solvers.split(",") if solver]
    for planner in wishes.planners.split(","):
        for size in (int(n) for n in wishes.sizes.split(",")):
            for solver in SOLVERS.get(planner, ("ours",)):
                if not asked or solver in asked:
                    yield run_apart(planner, size, solver, wishes.limit, wishes.threads)


if __name__ == "__main__":
    main()
