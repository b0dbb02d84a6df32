"""One of everything that the room of training keeps, for the tests of all pages."""

from datetime import date

from genhun.records.models import Account, Person, Plan, SeatWish, Unit
from genhun.rooms.training.models import Attendance, MentorPair, Roster, SeatDraft, Seminar, UnitVisit, Waiting


def fill(unit: Unit, things: dict[str, int], mark: str = "") -> dict[str, int]:
    """Ids by the kind that pages name in `about`; `things` is what lies in the unit already."""
    by = Account.objects.filter(unit=unit).order_by("pk")[0]
    name = f"{unit.code}{mark}.xlsx"
    roster = Roster.objects.create(training_class_id=things["class"], unit=unit, name=name, sent_by=by)
    plan = Plan.objects.filter(unit=unit, planner="training").latest("pk")
    draft = SeatDraft.objects.create(plan=plan, unit=unit, owner=by)
    entry = Waiting.objects.create(training_class_id=things["class"], unit=unit, asked_by=by)
    entry.people.add(things["person"])
    wish = SeatWish.objects.create(person_id=things["person"], training_class_id=things["class"], asked_by=by)
    Attendance.objects.create(person_id=things["person"], training_class_id=things["class"], roster=roster)
    mentor = Person.objects.get(code=f"mentor-{unit.code}{mark}")
    day = date(2027, 3, 1)
    pair = MentorPair.objects.create(unit=unit, mentee_id=things["person"], mentor=mentor, start=day, end=day)
    visit = UnitVisit.objects.create(unit=unit, host=unit, day=day)
    seminar = Seminar.objects.create(unit=unit, title="交流会", question="台账怎样减半？", day=day)
    return {
        "pair": pair.pk,
        "visit": visit.pk,
        "seminar": seminar.pk,
        "roster": roster.pk,
        "draft": draft.pk,
        "waiting": entry.pk,
        "wish": wish.pk,
    }
