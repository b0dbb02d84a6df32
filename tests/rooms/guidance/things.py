"""One of everything that the room of guidance keeps, for the tests of all pages."""

from datetime import date

from genhun.records.models import (
    Account,
    Activity,
    Clause,
    Document,
    DocumentVersion,
    Duty,
    Norm,
    NormText,
    Requirement,
    Unit,
)
from genhun.rooms.guidance.models import FollowUp, Matter, Meeting, Practice, Problem


def fill(unit: Unit, things: dict[str, int], mark: str = "") -> dict[str, int]:
    """Ids by the kind that pages name in `about`; `things` is what lies in the unit already."""
    by = Account.objects.filter(unit=unit).order_by("pk")[0]
    problem = Problem.objects.create(
        unit=unit,
        title=f"夜班检修等待备件{unit.code}{mark}",
        text="夜班时库房无人。",
        since=date(2026, 5, 1),
        cost="每月停机6小时",
        raised_by=by,
    )
    practice = Practice.objects.create(
        unit=unit,
        title=f"备件前置柜{mark}",
        text="常用备件放到机旁。",
        tried="二号机",
        since=date(2026, 6, 1),
        cost="两个柜子",
        changed="等待减半",
        told_by=by,
    )
    meeting = Meeting.objects.create(
        kind="visit", unit=unit, host=unit, title="备件管理调研", day=date(2026, 9, 1), questions="为什么等？"
    )
    item = FollowUp.objects.create(meeting=meeting, unit=unit, task="清点备件", due=date(2026, 10, 1))
    matter = Matter.objects.create(unit=unit, title=f"技改项目{mark}", kind="project", decided_on=date(2026, 8, 1))
    norm = Norm.objects.create(title=f"备件前置管理办法{mark}", unit=unit, stage="pilot", since=date(2026, 3, 1))
    NormText.objects.create(norm=norm, ordinal=1, since=date(2026, 3, 1), text="第一条　常用备件放到机旁。")
    found = {"problem": problem, "practice": practice, "meeting": meeting, "follow_up": item, "matter": matter}
    return {name: one.pk for name, one in found.items()} | {"norm": norm.pk} | _chain(unit, norm, mark)


def _chain(unit: Unit, norm: Norm, mark: str) -> dict[str, int]:
    """A requirement that is not yet confirmed, a duty that answers it by the norm, and an activity for the duty."""
    document = Document.objects.create(title=f"要求{unit.code}{mark}", unit=unit)
    version = DocumentVersion.objects.create(document=document, ordinal=1, since=date(2026, 1, 1))
    clause = Clause.objects.create(version=version, position=0, label="第一条", text="第一条　应当调研。")
    requirement = Requirement.objects.create(clause=clause, text="应当调研。", unit=unit)
    duty = Duty.objects.create(
        unit=unit, owner="committee", title=f"调研{mark}", year=2026, untied="例行", requirement=requirement, norm=norm
    )
    activity = Activity.objects.create(duty=duty, unit=unit, title="调研", expected="少等", on=date(2026, 9, 1))
    return {"requirement": requirement.pk, "duty": duty.pk, "activity": activity.pk}
