"""Made-up content of the room of training, for the demo: what a year leaves behind, through the room's own actions."""

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from genhun.records.actions.imports import commit_import, receive_import
from genhun.records.models import Account, Person, Role, TrainingClass, Unit
from genhun.records.policies import Refused
from genhun.records.scope import within
from genhun.rooms.training.actions.meetings import enter_visit, hold_seminar, note_seminar, note_visit
from genhun.rooms.training.actions.pairs import close_pair, pair_up, usual_end
from genhun.rooms.training.actions.rosters import commit_roster, receive_roster
from genhun.rooms.training.actions.waiting import wait_for_seat
from genhun.rooms.training.bridge.together import Pairs, Visits
from genhun.rooms.training.intake import rows_of
from genhun.rooms.training.models import MentorPair, UnitVisit
from genhun.rooms.training.queries.days import day_settings
from genhun.rooms.training.queries.rosters import register_for
from genhun.rooms.training.queries.staff import PARTY_TRACKS, staff_of
from genhun.rooms.training.queries.together import visits_in
from genhun.tables.roster import ClassLength, read_pasted

DONE, BACK = "DEMO-1", "DEMO-2"
SEEN = "党员责任区和班组隐患台账合成一张表，班前会上当场销号。"
TAKEN_HOME = "先在两个工段试行合并台账，停掉责任区月报；三个月后看隐患整改天数。"
LEARNED = "能独立组织支部换届全流程，会写请示和选举办法；谈心谈话还需多练。"


def fill(root: Unit) -> None:
    """Two classes that have ended, one with its days given, one whose roster waits; pairs, seminars, a waiting list."""
    trainer = Account.objects.filter(role=Role.TRAINING_COORDINATOR, unit=root).first()
    people = list(_workers(root)[:60])
    if trainer is None or len(people) < 24:
        return
    today = timezone.localdate()
    _bring_classes(trainer, root, today)
    _rosters(trainer, people)
    _pairs(trainer, today)
    _seminars(trainer, root, today)
    _visits(trainer, today)
    _waiting(trainer, people)


def _workers(root: Unit) -> QuerySet[Person]:
    held = Person.objects.filter(
        within("unit__path", root.path), tenures__end=None, tenures__post__track__in=PARTY_TRACKS
    )
    return held.distinct().order_by("code")


def _bring_classes(trainer: Account, root: Unit, today: date) -> None:
    """Two classes of the past weeks, brought in as an office would: by a file."""
    head = ["class_id", "title", "kind", "city", "start", "end", "days", "seats", "school"]
    rows = [
        [code, title, "topic", root.city, last - timedelta(days=2), last, 3, 20, f"{root.city}党校"]
        for code, title, last in (
            (DONE, "党支部规范化建设示范班", today - timedelta(days=20)),
            (BACK, "党务工作与生产融合研讨班", today - timedelta(days=4)),
        )
    ]
    text = io.StringIO()
    csv.writer(text).writerows([head, *rows])
    commit_import(receive_import("classes.csv", text.getvalue().encode(), trainer), trainer)


def _rosters(trainer: Account, people: Sequence[Person]) -> None:
    done, back = (TrainingClass.objects.get(code=code) for code in (DONE, BACK))
    clear = "\n".join([*(person.code for person in people[:11]), f"{people[11].code} 请假1天"])
    unclear = "\n".join([*(p.name for p in people[12:20]), f"{people[20].name[:-1]}〇", f"{people[21].code} 请假三次"])
    for offered, text in ((done, clear), (back, unclear)):
        lines = read_pasted(text, ClassLength(offered.days, day_settings()["hours_per_day"]))
        roster = receive_roster(offered, "", rows_of(lines, register_for(trainer, offered, lines)), trainer)
        if offered == done:
            commit_roster(roster, trainer, roster.version)


def _pairs(trainer: Account, today: date) -> None:
    """Four pairs of newcomers with mentors who suit by every rule; one is over, one ends in these days."""
    begun = today - timedelta(days=200)
    pairs = Pairs(staff_of(trainer), ())
    for n, mentee in enumerate(pairs.alone[:4]):
        suited = [worker for worker, _load in pairs.suited(mentee)]
        if suited:
            newcomer, mentor = (
                Person.objects.get(code=code) for code in (mentee.person_id, suited[n % len(suited)].person_id)
            )
            pair_up(newcomer, mentor, trainer, begun, today if n == 1 else usual_end(begun))
    first = MentorPair.objects.order_by("pk").first()
    if first:
        close_pair(first, trainer, first.version, LEARNED)


def _visits(trainer: Account, today: date) -> None:
    """Three visits to units from which most can be learnt; one was made and is noted."""
    units = {unit.code: unit for unit in Unit.objects.all()}
    for day in (today - timedelta(days=25), today + timedelta(days=20), today + timedelta(days=55)):
        visits = Visits(visits_in(day.year), units)
        code = next((code for code in visits.number if code not in _visitors() and visits.suited(code)), None)
        if code is not None:
            enter_visit(trainer, units[code], units[visits.suited(code)[0]], day)
    first = UnitVisit.objects.order_by("day").first()
    if first:
        note_visit(first, trainer, first.version, first.day, SEEN, TAKEN_HOME)


def _visitors() -> set[str]:
    return set(UnitVisit.objects.values_list("unit__code", flat=True))


def _seminars(trainer: Account, root: Unit, today: date) -> None:
    units = list(Unit.objects.filter(parent=root).order_by("path")[:4]) or [root]
    held = hold_seminar(
        *(trainer, units[0], units[1:]),
        title="班组党员责任区怎样少填表、真管用",
        question="责任区台账填得多、用得少，哪些可以不要，哪些要与班前会合在一起？",
        day=today - timedelta(days=30),
        place=units[0].city,
    )
    note_seminar(held, trainer, held.version, "三家单位停用责任区周报，改在班前会上讲一条；一个季度后看隐患整改天数。")
    hold_seminar(
        *(trainer, root, units),
        title="新任书记怎样过好头一百天",
        question="从生产岗位来的书记，头三个月先学什么、先做什么？",
        day=today + timedelta(days=40),
        place=root.city,
    )


def _waiting(trainer: Account, people: Sequence[Person]) -> None:
    """A few who wait for the first class to come that is open to every level."""
    coming = TrainingClass.objects.filter(kind="topic", start__gt=timezone.localdate())
    offered = coming.order_by("start", "code").first()
    if offered is None:
        return
    for person in people[30:34]:
        try:
            wait_for_seat(offered, [person], "分管工作调整，需要尽快参训", trainer)
        except Refused:
            continue
