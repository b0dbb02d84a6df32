"""`genhun invent`: an invented group as files."""

from pathlib import Path

from genhun.cli.words import FINE, say
from genhun.madeup.group import Recipe, invent
from genhun.tables.write import write_folder, write_workbook


def run_invent(target: Path, recipe: Recipe, seed: int, *, as_workbook: bool) -> int:
    """Invent a group and write it; returns the exit code."""
    group = invent(recipe, seed)
    (write_workbook if as_workbook else write_folder)(group, target)
    say(f"{target}: {len(group.people)} invented people, {len(group.posts)} posts, {len(group.units)} units")
    return FINE
