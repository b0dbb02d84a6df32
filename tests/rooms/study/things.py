"""One of everything that the room of study keeps, for the tests of all pages."""

from datetime import date

from genhun.records.models import Clause, Document, DocumentVersion, Measure, Requirement, Unit
from genhun.rooms.study.models import Programme, Session, StudyGroup


def fill(unit: Unit, things: dict[str, int], mark: str = "") -> dict[str, int]:
    """Ids by the kind that pages name in `about`; `things` is what lies in the unit already.

    The requirement is not yet confirmed: from above, only those in force are seen.
    """
    document = Document.objects.create(title=f"规定{unit.code}{mark}", unit=unit)
    version = DocumentVersion.objects.create(document=document, ordinal=1, since=date(2026, 1, 1))
    clause = Clause.objects.create(version=version, position=0, label="第一条", depth=1, text="第一条　应当谈话。")
    requirement = Requirement.objects.create(clause=clause, text="应当谈话。", unit=unit)
    measure = Measure.objects.create(unit=unit, title="谈话制度")
    measure.requirements.add(requirement)
    group = StudyGroup.objects.create(unit=unit, name=f"学习组{unit.code}{mark}")
    group.members.add(things["person"])
    programme = Programme.objects.create(
        group=group, title="春季学习", start=date(2026, 3, 2), end=date(2026, 6, 30), gap_days=14
    )
    session = Session.objects.create(programme=programme, ordinal=1, day=date(2026, 4, 1))
    return {
        "document": document.pk,
        "requirement": requirement.pk,
        "measure": measure.pk,
        "group": group.pk,
        "programme": programme.pk,
        "session": session.pk,
    }
