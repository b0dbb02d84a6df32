"""Made-up content of the room of rotation, for the demo."""

from genhun.records.models import Unit


def fill(root: Unit) -> None:
    """Fill an empty room for the group below `root`."""
