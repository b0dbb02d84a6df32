"""`genhun warm`: compiles the engine's hot loops once, so that the first plan does not spend its time limit on it."""

from genhun.cli.words import FINE, say
from genhun.madeup.group import Recipe, invent
from genhun.planning.lines import PLANNERS
from genhun.planning.rotation.solve import make_ready
from genhun.planning.run import plan_all

SMALL = Recipe(people=60)
PATIENCE_S = 3600.0
"""More than any machine needs: what a clock cuts off is not compiled."""


def run_warm() -> int:
    """Compile everything and plan a small invented group; returns the exit code."""
    say("compiling the engine, once; it takes a minute or a few ...")
    make_ready()
    plan_all(invent(SMALL), [p for p in PLANNERS if p != "rotation"], time_limit_s=PATIENCE_S, threads=1)
    return FINE
