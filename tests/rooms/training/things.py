"""One of everything that the room of training keeps, for the tests of all pages."""

from genhun.records.models import Unit


def fill(unit: Unit, things: dict[str, int], mark: str = "") -> dict[str, int]:
    """Ids by the kind that pages name in `about`; `things` is what lies in the unit already."""
    return {}
