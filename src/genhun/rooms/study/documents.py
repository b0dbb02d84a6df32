"""What leaves the room: who has a measure for a requirement, as a workbook. It names units, never people."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from genhun.formats.sheets import ListSheet, write_list
from genhun.records.models import Requirement
from genhun.rooms.study.queries.requirements import Standing


def units_list(requirement: Requirement, standings: Sequence[Standing]) -> bytes:
    """The units concerned in the order of the tree, a row for each measure, the gaps among them."""
    head = [_("Unit code"), _("Unit"), _("Measure"), _("State"), _("Evidence"), _("Still missing"), _("Due")]
    rows = [row for standing in standings for row in _rows(standing)]
    place = f"{requirement.clause.version.document.title} {requirement.clause.label}"
    return write_list([ListSheet(requirement.clause.label or "1", head, rows, f"{place}: {requirement.text}")])


def _rows(standing: Standing) -> Iterator[list[str]]:
    unit, waiver = [standing.unit.code, standing.unit.name], standing.waiver
    for measure in standing.measures:
        said = [measure.title, str(measure.get_state_display()), measure.evidence, measure.missing]
        yield [*unit, *said, str(measure.due or "")]
    if not standing.measures and waiver:
        until = _("Waived until %(day)s") % {"day": waiver.until}
        yield [*unit, "", until, waiver.reason, "", ""]
    elif not standing.measures:
        yield [*unit, "", _("No measure"), "", "", ""]
