"""`genhun invent`: an invented group as files."""

from pathlib import Path

from genhun.cli.words import FINE, say
from genhun.madeup.group import Recipe, invent
from genhun.tables.write import write_folder, write_workbook


def run_invent(target: Path, people: int, seed: int, *, as_workbook: bool, one_circle: bool) -> int:
    """Invent a group and write it; returns the exit code."""
    group = invent(Recipe(people=people, one_circle=one_circle), seed)
    (write_workbook if as_workbook else write_folder)(group, target)
    say(f"{target}: {len(group.people)} invented people, {len(group.posts)} posts, {len(group.units)} units")
    return FINE
