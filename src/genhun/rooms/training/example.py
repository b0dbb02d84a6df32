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
from genhun.rooms.training.actions.meetings import hold_seminar, note_seminar
from genhun.rooms.training.actions.pairs import close_pair, pair_up, usual_end
from genhun.rooms.training.actions.rosters import commit_roster, receive_roster
from genhun.rooms.training.actions.waiting import wait_for_seat
from genhun.rooms.training.intake import rows_of
from genhun.rooms.training.models import MentorPair
from genhun.rooms.training.queries.days import day_settings
from genhun.rooms.training.queries.rosters import register_for
from genhun.rooms.training.queries.staff import PARTY_TRACKS
from genhun.tables.roster import ClassLength, read_pasted

DONE, BACK = "DEMO-1", "DEMO-2"
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
    _pairs(trainer, people, today)
    _seminars(trainer, root, today)
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


def _pairs(trainer: Account, people: Sequence[Person], today: date) -> None:
    """Four pairs within their circles' units as far as the list goes; one is over, one ends in these days."""
    begun = today - timedelta(days=200)
    for n in range(4):
        end = today if n == 1 else usual_end(begun)
        pair_up(people[22 + n] if 22 + n < len(people) else people[n], people[n], trainer, begun, end)
    first = MentorPair.objects.order_by("pk")[0]
    close_pair(first, trainer, first.version, LEARNED)


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
