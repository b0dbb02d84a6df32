"""The independent checker of rotation plans: every rule and every point recomputed from the tables and the lines."""

from collections.abc import Sequence

from genhun.core.group import Group
from genhun.planning.lines import Stint
from genhun.planning.outcome import Breach, Checked, Override
from genhun.planning.rotation.verify.book import read_book
from genhun.planning.rotation.verify.costs import PARTS
from genhun.planning.rotation.verify.duties import CHECKS


def verify(group: Group, lines: Sequence[Stint]) -> Checked:
    """Check a rotation plan: its breaches, its cost by parts, what locks excuse.

    People whose rows do not form an itinerary are named under ROT-00 and left out of everything else.
    """
    book = read_book(group, lines)
    breaches: list[Breach] = list(book.malformed)
    overridden: list[Override] = []
    for check in CHECKS.values():
        for finding in check(book):
            if isinstance(finding, Breach):
                breaches.append(finding)
            else:
                overridden.append(finding)
    parts = {name: cost(book) for name, cost in PARTS.items()}
    return Checked("rotation", breaches, parts, overridden)
