"""`genhun check` and `genhun template`: what is wrong with tables, and tables to fill in."""

from pathlib import Path

from genhun.cli.words import BAD_INPUT, FINE, list_faults, say
from genhun.core.errors import BadInput
from genhun.tables.marked import write_marked
from genhun.tables.read import read_group
from genhun.tables.write import write_template


def run_check(source: Path, marked: Path | None) -> int:
    """List every fault; with `marked`, write the tables back with the bad cells marked. Returns the exit code."""
    try:
        group = read_group(source)
    except BadInput as bad:
        list_faults(source, bad.faults)
        if marked is not None:
            write_marked(source, bad.faults, marked)
            say(f"{marked}: the tables with the bad cells marked, all listed in the sheet 问题清单")
        return BAD_INPUT
    for note in group.notes:
        say(f"note: {note}")
    say(f"{source}: clean; {len(group.people)} people, {len(group.posts)} posts, {len(group.units)} units")
    return FINE


def run_template(target: Path) -> int:
    """Write the empty workbook; returns the exit code."""
    write_template(target)
    say(f"{target}: written; fill in the sheets and run: genhun check {target}")
    return FINE
