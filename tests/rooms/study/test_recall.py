"""Recall: two minutes a day, one's own; what a group may know; dates of sessions around what keeps people busy."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import House
from tests.rooms.study.texts import SECOND, confirmed

from genhun.records.models import AuditEntry, Peak, Person, Requirement
from genhun.records.policies import Refused, Stale
from genhun.rooms.study import crowd
from genhun.rooms.study.actions.documents import take_version
from genhun.rooms.study.actions.groups import (
    Wish,
    add_topic,
    agree_programme,
    keep_group,
    move_session,
    plan_again,
    plan_programme,
)
from genhun.rooms.study.actions.questions import draft_questions, settle_questions, write_question
from genhun.rooms.study.actions.recall import answer
from genhun.rooms.study.bridge import facts_for
from genhun.rooms.study.models import Memory, Question, Remembered, StudyGroup
from genhun.rooms.study.queries.groups import fading_by
from genhun.rooms.study.queries.recall import SECONDS_A_DAY, today_of

NOON = datetime(2027, 3, 1, 4, tzinfo=UTC)
DAY = timedelta(days=1)
PEOPLE = 7


@pytest.fixture
def required(house: House) -> list[Requirement]:
    return confirmed(house.officer, house.root)


@pytest.fixture
def group(house: House, required: list[Requirement]) -> StudyGroup:
    people = [
        Person.objects.create(
            code=f"reader-{n}",
            name="某",
            sex="m",
            birth=date(1985, 1, 1),
            level=3,
            level_since=date(2020, 1, 1),
            unit=house.middle,
        )
        for n in range(PEOPLE)
    ]
    return keep_group(house.middle, house.secretary, "中心组", "centre", people)


def asked(group: StudyGroup, requirement: Requirement, n: int = 1) -> list[Question]:
    """Some confirmed questions."""
    return [
        Question.objects.create(
            group=group,
            requirement=requirement,
            prompt=f"{requirement.text}{n}",
            answer="应当",
            state=Question.State.CONFIRMED,
        )
        for n in range(n)
    ]


def test_drafts_come_from_the_clause_and_are_asked_once_confirmed(
    house: House, group: StudyGroup, required: list[Requirement]
) -> None:
    talk = required[2]
    assert draft_questions(group, talk, house.secretary) == 3
    assert set(group.questions.values_list("prompt", "answer")) == {
        ("书记＿＿＿＿每半年谈话不少于2次。", "应当"),
        ("书记应当＿＿＿＿谈话不少于2次。", "每半年"),
        ("书记应当每半年谈话＿＿＿＿。", "不少于2次"),
    }
    with pytest.raises(Refused, match="拟不出更多"):
        draft_questions(group, talk, house.secretary)
    member = group.members.first()
    assert member is not None
    assert today_of(member, NOON).questions == []
    drafts = list(group.questions.all())
    settle_questions(group, {one.pk: one.version for one in drafts[:2]}, Question.State.CONFIRMED, house.secretary)
    assert {q.pk for q in today_of(member, NOON).questions} == {one.pk for one in drafts[:2]}
    with pytest.raises(Stale):
        settle_questions(group, {drafts[0].pk: 1}, Question.State.ASIDE, house.secretary)
    write_question(group, talk, house.secretary, "谈话几次？", "不少于2次")
    with pytest.raises(Refused, match="已有"):
        write_question(group, talk, house.secretary, "谈话几次？", "不少于2次")


def test_nobody_is_asked_for_more_than_two_minutes_a_day(group: StudyGroup, required: list[Requirement]) -> None:
    asked(group, required[0], 40)
    member = group.members.all()[0]
    answered = []
    for minute in range(40):
        now = NOON + timedelta(minutes=minute)
        today = today_of(member, now)
        assert today.spent_s + today.left_s <= SECONDS_A_DAY
        if not today.questions:
            break
        answer(member, today.questions[0], "3", now)
        answered.append(today.questions[0])
    spent = sum(question.seconds for question in answered)
    assert SECONDS_A_DAY - answered[0].seconds < spent <= SECONDS_A_DAY
    assert today_of(member, NOON + DAY).questions != []


def test_memory_is_asked_again_before_it_fades_and_once_a_day_at_most(
    group: StudyGroup, required: list[Requirement]
) -> None:
    (question,) = asked(group, required[0])
    good, bad = group.members.all()[:2]
    assert answer(good, question, "3", NOON).due > answer(bad, question, "1", NOON).due >= NOON + DAY
    for person in (good, bad):
        with pytest.raises(Refused):
            answer(person, question, "3", NOON + timedelta(minutes=1))
    due = Memory.objects.get(person=good).due
    assert today_of(good, due - 2 * DAY).questions == []
    assert today_of(good, due).questions == [question]
    assert answer(good, question, "3", due).stability > 0


def test_questions_about_words_that_changed_wait_to_be_confirmed_anew(
    house: House, group: StudyGroup, required: list[Requirement]
) -> None:
    same, moved, changed, gone = (asked(group, one, 1)[0] for one in required)
    document = required[0].clause.version.document
    take_version(document, house.officer, SECOND, date(2027, 1, 1))
    member = group.members.all()[0]
    assert set(today_of(member, NOON).questions) == {same, moved}
    waiting = Question.objects.filter(state=Question.State.PROPOSED)
    assert set(waiting.values_list("pk", "version")) == {(changed.pk, 2), (gone.pk, 2)}


def test_only_members_answer_and_no_answer_leaves_a_trace(
    house: House, group: StudyGroup, required: list[Requirement]
) -> None:
    (question,) = asked(group, required[0])
    stranger = Person.objects.exclude(study_groups=group)[0]
    with pytest.raises(Refused):
        answer(stranger, question, "3", NOON)
    entries = AuditEntry.objects.count()
    answer(group.members.all()[0], question, "3", NOON)
    assert AuditEntry.objects.count() == entries


def test_a_group_learns_what_five_remember_and_when_it_fades(group: StudyGroup, required: list[Requirement]) -> None:
    (question,) = asked(group, required[0])
    members = list(group.members.all())
    for n, member in enumerate(members[:4]):
        answer(member, question, "3", NOON + n * DAY)
    assert not Remembered.objects.exists()
    answer(members[4], question, "1", NOON + 4 * DAY)
    (figure,) = Remembered.objects.all()
    cards = crowd.by_person(Memory.objects.all())
    at = NOON + 4 * DAY
    assert figure.share == round(100 * crowd.mean_share(cards, at))
    passed = [
        crowd.mean_share(cards, at + n * DAY)
        for n in ((figure.fades - at.date()).days - 1, (figure.fades - at.date()).days)
    ]
    assert passed[0] >= Remembered.FADED > passed[1]
    answer(members[5], question, "3", NOON + 30 * DAY)
    assert list(Remembered.objects.all()) == [figure]
    assert Remembered.objects.get().on == at.date()


Fact = tuple[int, int]


def smallest_crowd(figures: Sequence[frozenset[Fact]], most: int) -> int:
    """The fewest people (up to `most` looked at, else most + 1) that some sum or difference of figures rests on alone.

    A figure is a sum over facts (person, number of the answer). A combination rests on some people alone if it has no
    share of anybody else's facts: there is one, other than nothing, exactly if leaving their columns out loses rank.
    """
    facts = sorted({fact for figure in figures for fact in figure})
    people = sorted({person for person, _answer in facts})
    table = np.array([[float(fact in figure) for fact in facts] for figure in figures])
    rank = np.linalg.matrix_rank(table)
    for size in range(1, most + 1):
        for some in combinations(people, size):
            others = [n for n, (person, _answer) in enumerate(facts) if person not in some]
            left = np.linalg.matrix_rank(table[:, others]) if others else 0
            if left < rank:
                return size
    return most + 1


def test_the_attack_finds_a_difference_that_tells_on_one_person() -> None:
    five = frozenset((person, 1) for person in range(5))
    assert smallest_crowd([five], 4) == 5
    assert smallest_crowd([five, five | {(5, 1)}], 4) == 1
    assert smallest_crowd([five, five - {(0, 1)} | {(0, 2)}], 4) == 1
    assert smallest_crowd([five, five | {(5, 1), (6, 1)}, five | {(5, 1), (6, 1), (7, 1)}], 4) == 1


STEPS = st.lists(
    st.tuples(st.sampled_from(["answer", "answer", "answer", "leave", "join"]), st.integers(0, PEOPLE - 1)),
    min_size=8,
    max_size=40,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_arithmetic_on_figures_leads_to_fewer_than_five(
    house: House, group: StudyGroup, required: list[Requirement], steps: list[tuple[str, int]]
) -> None:
    (question,) = Question.objects.filter(group=group) or asked(group, required[0])
    Memory.objects.all().delete()
    Remembered.objects.all().delete()
    people = list(Person.objects.filter(code__startswith="reader-").order_by("pk"))
    group.members.set(people)
    answers: dict[int, int] = {}
    figures: list[frozenset[Fact]] = []
    for n, (what, who) in enumerate(steps):
        now, known = NOON + n * 400 * DAY, Remembered.objects.values_list("on", flat=True).first()
        if what == "leave":
            group.members.remove(people[who])
        elif what == "join":
            group.members.add(people[who])
        elif group.members.filter(pk=people[who].pk).exists():
            answer(people[who], question, "3", now)
            answers[who] = answers.get(who, 0) + 1
        if Remembered.objects.values_list("on", flat=True).first() != known:
            inside = {people.index(member) for member in group.members.all()}
            figures.append(frozenset((who, nth) for who, nth in answers.items() if who in inside))
    if figures:
        assert smallest_crowd(figures, crowd.ENOUGH - 1) >= crowd.ENOUGH


WISH = Wish("春季学习", date(2027, 3, 1), date(2027, 5, 31), 3, 14)


def test_a_programme_goes_around_peaks_and_holidays_and_deals_its_topics(
    house: House, group: StudyGroup, required: list[Requirement]
) -> None:
    Peak.objects.all().delete()
    Peak.objects.create(unit=house.middle, start=date(2027, 3, 8), end=date(2027, 3, 26))
    programme = plan_programme(group, house.secretary, WISH, required)
    sessions = list(programme.sessions.all())
    facts = facts_for(programme, 3)
    assert date(2027, 5, 3) in facts.closed
    assert facts.peak == {date(2027, 3, 8) + n * DAY: PEOPLE for n in range(19)}
    assert all(not date(2027, 3, 8) <= session.day <= date(2027, 3, 26) for session in sessions)
    assert [topic for session in sessions for topic in session.topics.order_by("clause__position")] == required
    with pytest.raises(Refused, match="只能排下"):
        plan_programme(group, house.secretary, Wish("挤", date(2027, 3, 1), date(2027, 3, 31), 9, 14), required)


def test_people_agree_move_and_add_what_fades(house: House, group: StudyGroup, required: list[Requirement]) -> None:
    programme = plan_programme(group, house.secretary, WISH, required[:1])
    first = programme.sessions.all()[0]
    figure = Remembered.objects.create(
        group=group, requirement=required[1], on=date(2027, 2, 1), share=85, fades=date(2027, 2, 20)
    )
    assert fading_by(group, first.day, [required[0].pk]) == [figure]
    add_topic(first, required[1], house.secretary, 1)
    assert fading_by(group, first.day, [topic.pk for topic in first.topics.all()]) == []
    moved = move_session(first, house.secretary, 2, date(2027, 3, 3))
    with pytest.raises(Stale):
        agree_programme(programme, house.secretary, 1)
    with pytest.raises(Refused, match="2027-05-31"):
        move_session(first, house.secretary, moved.version, date(2027, 8, 1))
    again = plan_again(programme, house.secretary, moved.version)
    agreed = agree_programme(again, house.secretary, again.version)
    assert agreed.agreed
    with pytest.raises(Refused, match="已商定"):
        plan_again(agreed, house.secretary, agreed.version)
    with pytest.raises(Refused):
        agree_programme(agreed, house.reader, agreed.version)


def test_sessions_of_one_group_count_for_another(house: House, group: StudyGroup, required: list[Requirement]) -> None:
    Peak.objects.all().delete()
    programme = plan_programme(group, house.secretary, WISH, required)
    other = keep_group(house.middle, house.secretary, "支部", "branch", list(group.members.all()[:3]))
    second = plan_programme(other, house.secretary, WISH, required)
    days, others = ({session.day for session in one.sessions.all()} for one in (programme, second))
    assert not days & others
    assert {day: n for day, n in facts_for(second, 3).meeting.items() if day in days} == dict.fromkeys(days, 3)
