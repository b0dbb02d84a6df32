"""The yearly report on duty, as its author saves it."""

from django.db import transaction
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.models import Account, Unit
from genhun.records.policies import Refused
from genhun.rooms.responsibility.models import DutyReport
from genhun.rooms.responsibility.policies import check_can_keep, check_version

MOST, MOST_SPECIAL = 5000, 4000
"""Characters that public rules allow a comprehensive paper, and one on a special matter."""
PARTS = ("results", "problems", "next_steps")


def characters(texts: dict[str, str]) -> int:
    """The characters of a report; blanks and line ends do not count."""
    return sum(len("".join(texts[name].split())) for name in PARTS)


@transaction.atomic
def save_report(account: Account, unit: Unit, year: int, values: dict[str, object], version: int) -> DutyReport:
    """Keep a report; one that is longer than the rules allow is not kept."""
    check_can_keep(unit, account)
    texts = {name: str(values[name]) for name in PARTS}
    special = bool(values["special"])
    most, counted = MOST_SPECIAL if special else MOST, characters(texts)
    if counted > most:
        raise Refused(
            _("The report has %(counted)d characters; %(most)d are allowed. Shorten it by %(over)d.")
            % {"counted": counted, "most": most, "over": counted - most}
        )
    report = DutyReport.objects.select_for_update().filter(unit=unit, year=year).first() or DutyReport(
        unit=unit, year=year, version=0
    )
    check_version(version, report.version)
    for name, text in texts.items():
        setattr(report, name, text)
    report.special, report.saved_by, report.version = special, account, report.version + 1
    report.save()
    audit.record(
        account, "save_report", f"report:{report.pk}", {"unit": unit.code, "year": year, "characters": counted}
    )
    return report
