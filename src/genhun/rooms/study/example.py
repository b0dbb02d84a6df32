"""Made-up content of the room of study, for the demo."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from genhun.records.models import Account, Person, Requirement, Role, Unit
from genhun.records.policies import Refused
from genhun.records.reach import units_concerned
from genhun.records.scope import units_below
from genhun.rooms.study import example_text as text
from genhun.rooms.study.actions.documents import take_document, take_version
from genhun.rooms.study.actions.groups import Wish, keep_group, plan_programme
from genhun.rooms.study.actions.measures import record_measure
from genhun.rooms.study.actions.questions import draft_questions, settle_questions
from genhun.rooms.study.actions.recall import answer
from genhun.rooms.study.actions.requirements import settle_many, waive
from genhun.rooms.study.models import Question, StudyGroup
from genhun.rooms.study.queries.recall import today_of

MEMBERS, TOPICS, QUESTIONS, WEEKS = 8, 6, 12, 6
State = Requirement.State


def fill(root: Unit) -> None:
    """A document in two versions, what it requires, measures with gaps, a group that studies and recalls."""
    officer = Account.objects.filter(unit=root, role=Role.GROUP_OFFICER).order_by("pk").first()
    if officer is None or StudyGroup.objects.exists():
        return
    required = _document(officer, root)
    _measures(officer, root, required)
    cadre = Account.objects.filter(role=Role.CADRE, person__unit__path__startswith=root.path).order_by("pk").first()
    group = _group(officer, root, cadre.person if cadre else None)
    _questions(officer, group, required)
    _memories(group, cadre.person if cadre else None)
    today = timezone.localdate()
    wish = Wish("规定落实专题学习", today + timedelta(days=7), today + timedelta(days=190), 5, 21)
    plan_programme(group, officer, wish, required[:TOPICS])


def _document(officer: Account, root: Unit) -> list[Requirement]:
    """Nearly all that the first version asks for is confirmed before the second comes."""
    document = take_document(
        officer,
        root,
        text.TITLE,
        text.FIRST,
        date(2026, 7, 1),
        number=text.NUMBER,
        issuer=text.ISSUER,
        source="若干规定.docx",
    )
    proposed = Requirement.objects.filter(clause__version__document=document).order_by("clause__position")
    kept = {one.pk: one.version for one in proposed[: len(proposed) - 2]}
    settle_many(document, kept, State.CONFIRMED, officer)
    take_version(document, officer, text.SECOND, date(2027, 1, 1), source="若干规定（修订）.docx")
    return list(Requirement.objects.filter(pk__in=kept).order_by("clause__position"))


def _measures(officer: Account, root: Unit, required: Sequence[Requirement]) -> None:
    """Some units answer several requirements with one measure, some have begun, one is excused, gaps are left."""
    draw = Random("measures")
    units = list(units_below(root).order_by("path")[1:25])
    for unit in units[: len(units) * 2 // 3]:
        for title, state, evidence, missing, about in draw.sample(text.MEASURES, draw.randint(1, 3)):
            said = {"title": title, "state": state, "evidence": evidence, "missing": missing, "due": None}
            record_measure(unit, [one for one in required if about in one.text], officer, said)
    free = units_concerned(required[0]).exclude(measures__requirements=required[0]).exclude(pk=root.pk)
    for unit in free.order_by("path")[:1]:
        until = timezone.localdate() + timedelta(days=120)
        waive(required[0], unit, officer, "停产检修，由所在公司党委统一组织", until)


def _group(officer: Account, root: Unit, cadre: Person | None) -> StudyGroup:
    """Eight people of the young cadre's company."""
    around = units_below(cadre.unit.parent or cadre.unit) if cadre and cadre.unit else units_below(root)
    people = list(Person.objects.filter(unit__in=around).order_by("code"))
    members = [*([cadre] if cadre else []), *(one for one in people if one != cadre)][:MEMBERS]
    unit = around.order_by("path")[0]
    return keep_group(unit, officer, f"{unit.name}党委理论学习中心组", StudyGroup.Kind.CENTRE, members)


def _questions(officer: Account, group: StudyGroup, required: Sequence[Requirement]) -> None:
    """Drafts of some requirements, most of them confirmed."""
    for requirement in required[: 2 * TOPICS]:
        try:
            draft_questions(group, requirement, officer)
        except Refused:
            continue  # a clause without a number, a term or a modal gives no draft
    drafts = list(group.questions.order_by("requirement__clause__position", "pk"))
    settle_questions(group, {one.pk: one.version for one in drafts[:QUESTIONS]}, Question.State.CONFIRMED, officer)


def _memories(group: StudyGroup, cadre: Person | None) -> None:
    """Weeks of answers by everybody, the cadre's last ones a week ago, so that some are due."""
    draw, now = Random("answers"), timezone.now()
    for day in range(WEEKS * 7, 0, -1):
        for member in group.members.order_by("pk"):
            if draw.random() < 0.4 and not (member == cadre and day < 8):
                _recall(member, now - timedelta(days=day), draw)


def _recall(member: Person, at: datetime, draw: Random) -> None:
    for question in today_of(member, at).questions:
        answer(member, question, draw.choices("1234", (2, 2, 5, 2))[0], at)
