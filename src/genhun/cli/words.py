"""What the commands say on the terminal: faults, clashes and breaches, one a line, nothing left out."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from genhun.core.errors import Fault
from genhun.planning.outcome import Breach, Clash
from genhun.tables.sentences import in_chinese, in_english

FINE, BAD_INPUT, WRONG_USAGE, NO_PLAN, BROKEN, OURS = 0, 1, 2, 3, 4, 70
"""Exit codes. 70: an internal error, nothing unconfirmed was written."""


def say(line: str) -> None:
    """One line for whoever started the command, beside its output."""
    print(line, file=sys.stderr, flush=True)


def list_faults(source: Path, faults: Sequence[Fault]) -> None:
    """Every fault of an input, in both languages."""
    say(f"{source}: {len(faults)} faults; nothing was written. 共 {len(faults)} 处问题，未写出任何文件。")
    for fault in faults:
        say(f"{in_english(fault)} | {in_chinese(fault)}")
    say("Correct these cells and run again. 请改正后重新运行。")


def list_clashes(planner: str, clashes: Iterable[Clash]) -> None:
    """Why a planner has no plan: the rules and rows that cannot hold together."""
    say(f"{planner}: no plan exists; these cannot hold together:")
    for clash in clashes:
        say(f"  {clash.rule} {clash.table} {clash.id}: {clash.sentence}")


def list_breaches(breaches: Iterable[Breach]) -> None:
    """Each broken rule by its id, on standard output."""
    for breach in breaches:
        print(f"{breach.rule} {breach.subject}: {breach.sentence}")
