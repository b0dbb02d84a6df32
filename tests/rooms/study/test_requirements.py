"""What is required of whom: proposed, confirmed, carried over to a new version, answered, waived."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.conftest import House
from tests.rooms.study.texts import FIRST, SAID, SECOND, WORDED, confirmed, measured, taken

from genhun.records.audit import verify_chain
from genhun.records.models import AuditEntry, Measure, Post, Requirement, Unit, Waiver
from genhun.records.policies import Refused, Stale
from genhun.records.reach import Census, units_concerned
from genhun.records.scope import documents_of, requirements_of, units_below
from genhun.rooms.study.actions.documents import take_version
from genhun.rooms.study.actions.measures import change_measure, record_measure
from genhun.rooms.study.actions.requirements import (
    end_requirement,
    keep_requirement,
    settle_many,
    waive,
    word_requirement,
)
from genhun.rooms.study.queries.requirements import MET, WAIVED, WITH, WITHOUT, rows, units_by_state

State = Requirement.State


def last_entry() -> AuditEntry:
    entry = AuditEntry.objects.order_by("-pk").first()
    assert entry is not None
    return entry


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def test_a_document_is_kept_to_the_letter_and_proposes_what_it_asks_for(house: House) -> None:
    document = taken(house.officer, house.root)
    (version,) = document.versions.all()
    assert "".join(clause.text for clause in version.clauses.order_by("position")) == FIRST
    proposed = Requirement.objects.filter(clause__version=version).order_by("clause__position")
    assert [(one.clause.label, one.binding, one.cycle, one.state) for one in proposed] == [
        ("第一条", True, "quarter", State.PROPOSED),
        ("第二条", False, "", State.PROPOSED),
        ("第三条", True, "half", State.PROPOSED),
        ("第四条", True, "", State.PROPOSED),
    ]
    entry = last_entry()
    assert (entry.action, entry.detail["clauses"], entry.detail["proposed"]) == ("take_document", 5, 4)


def test_proposals_are_settled_all_or_none(house: House) -> None:
    document = taken(house.officer, house.root)
    first, second, *_rest = Requirement.objects.filter(clause__version__document=document)
    with pytest.raises(Stale):
        settle_many(document, {first.pk: first.version, second.pk: 7}, State.CONFIRMED, house.officer)
    assert not Requirement.objects.filter(state=State.CONFIRMED).exists()
    assert settle_many(document, {first.pk: 1, second.pk: 1}, State.CONFIRMED, house.officer) == 2
    with pytest.raises(Refused, match="至少勾选"):
        settle_many(document, {}, State.ASIDE, house.officer)
    with pytest.raises(Refused):
        settle_many(document, {first.pk: 2}, State.ASIDE, house.reader)


def test_requirements_follow_their_clauses_into_a_new_version(house: House) -> None:
    learn, pair, talk, trace = confirmed(house.officer, house.root)
    document = learn.clause.version.document
    take_version(document, house.officer, SECOND, date(2027, 1, 1))
    told = {one.pk: one for one in Requirement.objects.select_related("clause", "before")}
    assert [
        (told[one.pk].clause.label, told[one.pk].clause.version.ordinal, told[one.pk].look_again)
        for one in (learn, pair, talk, trace)
    ] == [("第一条", 2, False), ("第三条", 2, False), ("第二条", 2, True), ("第四条", 1, True)]
    assert {one.state for one in (told[x.pk] for x in (learn, pair, talk, trace))} == {State.CONFIRMED}
    before = told[talk.pk].before
    assert before is not None
    assert (before.label, before.version.ordinal) == ("第三条", 1)
    fresh = Requirement.objects.get(state=State.PROPOSED)
    assert (fresh.clause.label, fresh.due) == ("第四条", date(2027, 6, 30))
    assert {name: last_entry().detail[name] for name in ("kept", "again", "proposed", "dropped")} == {
        "kept": 2,
        "again": 2,
        "proposed": 1,
        "dropped": 0,
    }


def test_what_changed_is_kept_or_put_into_new_words_once(house: House) -> None:
    *_others, talk, trace = confirmed(house.officer, house.root)
    take_version(talk.clause.version.document, house.officer, SECOND, date(2027, 1, 1))
    for one in (talk, trace):
        one.refresh_from_db()
    kept = keep_requirement(talk, house.officer, talk.version)
    assert (kept.look_again, kept.before, kept.text) == (False, None, talk.text)
    with pytest.raises(Stale):
        word_requirement(talk, house.officer, talk.version, WORDED)
    worded = word_requirement(trace, house.officer, trace.version, WORDED)
    assert (worded.look_again, worded.text, worded.cycle) == (False, "每季度学习", "quarter")
    with pytest.raises(Refused, match="没有变化"):
        keep_requirement(worded, house.officer, worded.version)
    assert verify_chain() == []


def test_the_same_text_or_an_older_one_is_no_new_version(house: House) -> None:
    document = taken(house.officer, house.root)
    with pytest.raises(Refused, match="完全相同"):
        take_version(document, house.officer, FIRST, date(2027, 1, 1))
    with pytest.raises(Refused, match="2026-01-01"):
        take_version(document, house.officer, SECOND, date(2025, 1, 1))
    assert document.versions.count() == 1


def test_undecided_proposals_take_the_new_words(house: House) -> None:
    document = taken(house.officer, house.root)
    talk = Requirement.objects.get(text__startswith="书记应当")
    trace = Requirement.objects.get(text__startswith="不得")
    settle_many(document, {talk.pk: 1}, State.ASIDE, house.officer)
    take_version(document, house.officer, SECOND, date(2027, 1, 1))
    talk.refresh_from_db()
    trace.refresh_from_db()
    assert (talk.state, talk.text, talk.cycle) == (State.PROPOSED, "书记应当每季度谈话不少于3次。", "quarter")
    assert trace.state == State.ENDED


def reach_of(requirement: Requirement, house: House, reach: str, *chosen: Unit) -> Requirement:
    requirement.refresh_from_db()
    return word_requirement(requirement, house.officer, requirement.version, {**WORDED, "reach": reach}, chosen)


@pytest.mark.parametrize("reach", ["all", "secretaries", "chosen"])
def test_the_census_counts_what_the_reach_reaches(house: House, reach: str) -> None:
    Post.objects.create(
        code="deputy", unit=house.below, title="副书记", track="party", level=3, roles="deputy_secretary"
    )
    one = reach_of(confirmed(house.officer, house.root)[0], house, reach, house.below, house.sister)
    by_role = {"all": units_below(house.root).count(), "chosen": 2}
    secretaries = {p.unit_id for p in Post.objects.all() if "secretary" in p.roles.split(";")}
    assert units_concerned(one).count() == by_role.get(reach, len(secretaries))
    for account in (house.officer, house.secretary):
        here = units_concerned(one).filter(path__startswith=account.unit.path if account.unit else "")
        assert Census(account, [one]).concerned(one) == sorted(here.values_list("path", flat=True))


def test_a_reach_that_reaches_nobody_or_elsewhere_is_refused(house: House) -> None:
    one = confirmed(house.officer, house.root)[0]
    with pytest.raises(Refused, match="至少指定一个单位"):
        reach_of(one, house, "chosen")
    officer = house.account("group_officer", house.middle)
    local = confirmed(officer, house.middle)[0]
    local.refresh_from_db()
    with pytest.raises(Refused, match="适用的单位范围"):
        word_requirement(local, house.officer, local.version, {**WORDED, "reach": "chosen"}, [house.sister])


def test_below_sees_what_is_in_force_above_and_nothing_that_is_not(house: House) -> None:
    first, *rest = confirmed(house.officer, house.root)
    taken(house.officer, house.root)
    beside = confirmed(house.account("group_officer", house.sister), house.sister)
    seen = set(requirements_of(house.secretary))
    assert seen == {first, *rest}
    assert not seen & set(beside)
    assert list(documents_of(house.secretary)) == [first.clause.version.document]
    first.refresh_from_db()
    end_requirement(first, house.officer, first.version, "合并到其他要求")
    assert set(requirements_of(house.secretary)) == set(rest)


def test_one_measure_answers_many_and_figures_add_up(house: House) -> None:
    learn, pair, talk, _trace = confirmed(house.officer, house.root)
    measure = record_measure(house.middle, [learn, talk], house.secretary, SAID)
    measured(house.below, learn, state="met")
    Waiver.objects.create(requirement=learn, unit=house.sister, reason="检修", until=tomorrow(), given_by=house.officer)
    today, total = timezone.localdate(), units_below(house.root).count()
    found = {row.requirement: row for row in rows(house.officer, [learn, pair, talk], today)}
    figures = {one: (row.concerned, row.measured, row.met, row.waived, row.without) for one, row in found.items()}
    assert figures == {
        learn: (total, 2, 1, 1, total - 3),
        pair: (total, 0, 0, 0, total),
        talk: (total, 1, 0, 0, total - 1),
    }
    lists = {show: set(units_by_state(house.officer, learn, show, today)) for show in (WITH, MET, WAIVED, WITHOUT)}
    assert lists[WITH] == {house.middle, house.below}
    assert lists[MET] == {house.below}
    assert lists[WAIVED] == {house.sister}
    assert lists[WITHOUT] == set(units_below(house.root)) - {house.middle, house.below, house.sister}
    changed = change_measure(measure, [learn], house.secretary, 1, {**SAID, "state": "met", "evidence": "纪要7号"})
    assert list(changed.requirements.all()) == [learn]
    with pytest.raises(Stale):
        change_measure(measure, [learn], house.secretary, 1, SAID)


def test_a_measure_needs_a_requirement_that_concerns_the_unit_and_met_needs_evidence(house: House) -> None:
    one = reach_of(confirmed(house.officer, house.root)[0], house, "chosen", house.sister)
    with pytest.raises(Refused, match="不适用于"):
        record_measure(house.middle, [one], house.secretary, SAID)
    with pytest.raises(Refused, match="范围"):
        record_measure(house.sister, [one], house.secretary, SAID)
    with pytest.raises(Refused, match="以什么为证"):
        record_measure(house.sister, [one], house.officer, {**SAID, "state": "met", "evidence": " "})
    with pytest.raises(Refused, match="至少对应一项"):
        record_measure(house.sister, [], house.officer, SAID)
    assert not Measure.objects.exists()


def test_a_binding_requirement_is_waived_from_above_only(house: House) -> None:
    learn, pair, *_rest = confirmed(house.officer, house.root)
    with pytest.raises(Refused, match="上级党委"):
        waive(learn, house.middle, house.secretary, "人手不足", tomorrow())
    assert waive(learn, house.below, house.secretary, "停产检修", tomorrow()).given_by == house.secretary
    assert waive(learn, house.middle, house.officer, "停产检修", tomorrow()).unit == house.middle
    assert waive(pair, house.middle, house.secretary, "无结对对象", tomorrow()).requirement == pair
    for reason, until in (("", tomorrow()), ("停产", timezone.localdate() - timedelta(days=1))):
        with pytest.raises(Refused):
            waive(learn, house.below, house.officer, reason, until)
    with pytest.raises(Refused):
        waive(learn, house.below, house.reader, "停产", tomorrow())
    assert Waiver.objects.count() == 3
    assert AuditEntry.objects.filter(action="waive_requirement").count() == 3


def test_a_waiver_ends_by_itself(house: House) -> None:
    learn = confirmed(house.officer, house.root)[0]
    waive(learn, house.below, house.officer, "停产检修", tomorrow())
    (row,) = rows(house.officer, [learn], tomorrow())
    assert row.waived == 1
    (row,) = rows(house.officer, [learn], tomorrow() + timedelta(days=1))
    assert row.waived == 0
