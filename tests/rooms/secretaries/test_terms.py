"""Terms and elections: days by the rules, steps in their order with their papers, the request as a document."""

import io
from datetime import date, timedelta
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from tests.rooms.secretaries.people import hold, person, post, unit

from genhun.core.days import months_after
from genhun.records.models import Account, AuditEntry, Role, Unit
from genhun.records.policies import Refused, Stale
from genhun.rooms.secretaries import agenda
from genhun.rooms.secretaries.actions.elections import do_step, start_election
from genhun.rooms.secretaries.actions.terms import extend_term, record_term, set_figure
from genhun.rooms.secretaries.models import Election, Term
from genhun.rooms.secretaries.queries.terms import rules_now
from genhun.rooms.secretaries.rules import TermRules
from genhun.rooms.secretaries.steps import STEP, STEPS

TODAY = timezone.localdate()


@pytest.fixture
def root(db: None) -> Unit:
    return unit("u")


@pytest.fixture
def below(root: Unit) -> Unit:
    return unit("v", root)


@pytest.fixture
def officer(root: Unit) -> Account:
    return Account.objects.create(username="o", role=Role.PERSONNEL_OFFICER, unit=root, language="en")


@pytest.fixture
def secretary(below: Unit) -> Account:
    return Account.objects.create(username="s", role=Role.UNIT_SECRETARY, unit=below, language="en")


@pytest.fixture
def term(officer: Account, below: Unit) -> Term:
    """A term that ends in three months."""
    return record_term(officer, below, "committee", months_after(TODAY, -57))


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(-300, 300))
def test_months_are_whole_and_days_stay_in_the_month(day: date, months: int) -> None:
    there = months_after(day, months)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months
    assert there.day == day.day or (there + timedelta(days=1)).day == 1


@pytest.mark.parametrize(("kind", "years"), [("committee", 5), ("general_branch", 3), ("branch", 3)])
def test_a_term_ends_by_the_rule_of_its_kind(officer: Account, below: Unit, kind: str, years: int) -> None:
    assert record_term(officer, below, kind, date(2024, 2, 29)).ends == date(2024 + years, 2, 28)


def test_a_figure_that_the_group_sets_holds_for_terms_recorded_later(officer: Account, below: Unit) -> None:
    set_figure(officer, "committee_years", 4, "集团制度第三条")
    assert record_term(officer, below, "committee", date(2025, 1, 1)).ends == date(2029, 1, 1)
    assert (rules_now()["committee_years"], rules_now().sources) == (4, {"committee_years": "集团制度第三条"})
    with pytest.raises(Refused, match="11"):
        set_figure(officer, "committee_years", 11, "过长")


def test_the_figures_are_set_at_the_top_only(below: Unit) -> None:
    there = Account.objects.create(username="p", role=Role.PERSONNEL_OFFICER, unit=below)
    with pytest.raises(Refused):
        set_figure(there, "committee_years", 4, "本单位规定")


def test_a_unit_has_one_running_term(officer: Account, term: Term) -> None:
    with pytest.raises(Refused):
        record_term(officer, term.unit, "committee", TODAY)


@pytest.mark.parametrize(("months", "fits"), [(0, False), (1, True), (12, True), (13, False)])
def test_an_extension_is_at_most_a_year(officer: Account, term: Term, months: int, fits: bool) -> None:
    until = months_after(term.ends, months)
    if not fits:
        with pytest.raises(Refused):
            extend_term(term, officer, until, "上级〔2026〕1号", "重组", term.version)
        return
    assert extend_term(term, officer, until, "上级〔2026〕1号", "重组", term.version).last_day == until
    with pytest.raises(Stale):
        extend_term(term, officer, until, "上级〔2026〕1号", "重组", term.version)


def test_the_meeting_lies_within_the_term_and_at_most_a_year_before_its_end(officer: Account, term: Term) -> None:
    for day in (term.ends + timedelta(days=1), months_after(term.ends, -12) - timedelta(days=1)):
        with pytest.raises(Refused):
            start_election(term, officer, day, term.version)
    election = start_election(term, officer, term.ends, term.version)
    assert [step.key for step in election.steps.all()] == [step.key for step in STEPS]
    assert [(step.due - term.ends).days for step in election.steps.all()] == [-120, -90, -14, 0, 0, 7, 30]


def papers_of(key: str) -> dict[str, str]:
    return {paper: "〔2026〕9号" for paper, _name in STEP[key].papers}


def test_an_election_from_the_request_to_the_next_term(officer: Account, secretary: Account, term: Term) -> None:
    election = start_election(term, officer, term.ends, term.version)
    steps = list(election.steps.all())
    for number, step in enumerate(steps):
        election.refresh_from_db()
        day = TODAY - timedelta(days=20 - number)
        for later in steps[number + 1 :]:
            with pytest.raises(Refused, match=str(STEP[step.key].name)):
                do_step(later, officer, day, "党委", papers_of(later.key), election.version)
        last_paper, its_name = STEP[step.key].papers[-1]
        with pytest.raises(Refused, match=str(its_name)):
            do_step(step, officer, day, "党委", {**papers_of(step.key), last_paper: " "}, election.version)
        if STEP[step.key].above:
            with pytest.raises(Refused):
                do_step(step, secretary, day, "党委", papers_of(step.key), election.version)
        by = officer if STEP[step.key].above else secretary
        do_step(step, by, day, "党委", papers_of(step.key), election.version)
    term.refresh_from_db()
    elected = TODAY - timedelta(days=16)
    assert term.closed_on == elected
    new = Term.objects.get(unit=term.unit, closed_on=None)
    assert (new.start, new.ends, new.kind) == (elected, months_after(elected, 60), "committee")
    assert AuditEntry.objects.filter(action="do_election_step").count() == len(STEPS)


def test_a_step_is_not_done_before_the_one_that_it_follows_nor_ahead_of_time(officer: Account, term: Term) -> None:
    election = start_election(term, officer, term.ends, term.version)
    first, second = election.steps.all()[:2]
    with pytest.raises(Refused):
        do_step(first, officer, TODAY + timedelta(days=1), "党委", papers_of(first.key), 1)
    do_step(first, officer, TODAY - timedelta(days=3), "党委", papers_of(first.key), 1)
    with pytest.raises(Stale):
        do_step(second, officer, TODAY, "党委", papers_of(second.key), 1)
    with pytest.raises(Refused):
        do_step(second, officer, TODAY - timedelta(days=4), "党委", papers_of(second.key), 2)


def test_a_step_on_the_page_keeps_what_was_sent_when_a_paper_is_missing(officer: Account, term: Term) -> None:
    election = start_election(term, officer, term.ends, term.version)
    step, client = election.steps.all()[0], client_of(officer)
    url = reverse("secretaries:step", args=[step.pk])
    said = {"version": "1", "day": str(TODAY), "who": "支部大会"}
    refused = client.post(url, said)
    assert refused.status_code == 422
    assert "Still missing for this step: Request for the election." in refused.content.decode()
    assert "支部大会" in refused.content.decode()
    assert client.post(url, {**said, "paper_request": "党字9号"}).status_code == 302
    step.refresh_from_db()
    assert (step.done_on, step.who, step.papers) == (TODAY, "支部大会", {"request": "党字9号"})


def test_the_request_says_what_the_records_know(officer: Account, secretary: Account, term: Term) -> None:
    head = person("a", term.unit)
    hold(head, post(term.unit, "s", roles="secretary"), date(2023, 5, 1))
    election = start_election(term, officer, term.ends, term.version)
    answer = client_of(secretary).get(reverse("secretaries:request-document", args=[election.pk]))
    assert ZipFile(io.BytesIO(answer.content)).testzip() is None
    document = Document(io.BytesIO(answer.content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    ends = f"{term.ends.year}年{term.ends.month}月{term.ends.day}日"
    for words in (
        "单位v党委",
        "换届选举的请示",
        "每届任期一般为5年",
        f"至{ends}任期届满",
        "某a（2023年5月任职）",
        "中共单位u党委",
    ):
        assert words in text
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[1][0] == "呈报换届请示"
    assert len(cells) == len(STEPS) + 1
    assert AuditEntry.objects.filter(action="take_election_request", actor=secretary).count() == 1


@pytest.mark.parametrize(
    ("key", "title", "to", "says"),
    [
        ("approval", "关于同意单位v党委换届选举的批复", "中共单位v党委", "召开党员大会（党员代表大会）进行换届选举"),
        ("preparation", "单位v党委换届选举办法（草案）", "", "始得当选"),
        ("report", "关于单位v党委换届选举结果的报告", "中共单位u党委", "实到会______人"),
        ("ratified", "关于单位v党委选举结果的批复", "中共单位v党委", "______任书记"),
    ],
)
def test_the_papers_of_the_other_steps_are_drafted(
    officer: Account, secretary: Account, term: Term, key: str, title: str, to: str, says: str
) -> None:
    step = start_election(term, officer, term.ends, term.version).steps.get(key=key)
    answer = client_of(secretary).get(reverse("secretaries:draft", args=[step.pk]))
    document = Document(io.BytesIO(answer.content))
    text = "".join(paragraph.text for paragraph in document.paragraphs)
    assert title in text
    assert to in text
    assert says in text
    entry = AuditEntry.objects.get(action="take_election_draft")
    assert (entry.actor, entry.detail) == (secretary, {"step": key})


def test_a_step_without_a_draft_has_no_address_and_links_stand_where_there_is_one(
    officer: Account, secretary: Account, term: Term
) -> None:
    election, client = start_election(term, officer, term.ends, term.version), client_of(secretary)
    for step in election.steps.filter(key__in=("meeting", "election")):
        assert client.get(reverse("secretaries:draft", args=[step.pk])).status_code == 404
    assert client.get(reverse("secretaries:election", args=[election.pk])).content.decode().count("draft.docx") == 4


def test_what_comes_and_what_waits(officer: Account, secretary: Account, term: Term) -> None:
    assert [(item.due, item.kind) for item in agenda.coming(officer, TODAY)] == [(term.ends, "due")]
    assert list(agenda.to_decide(officer)) == []
    election = start_election(term, officer, term.ends, term.version)
    first = election.steps.all()[0]
    for account in (officer, secretary):
        (item,) = agenda.to_decide(account)
        assert (item.due, item.url) == (first.due, reverse("secretaries:election", args=[election.pk]))
    do_step(first, officer, TODAY, "党委", papers_of(first.key), 1)
    assert [item.due for item in agenda.to_decide(officer)] == [election.steps.all()[1].due]
    assert list(agenda.to_decide(secretary)) == []  # the approval is for the committee above


def test_terms_stand_by_the_day_on_which_they_end_at_the_same_cost(officer: Account, root: Unit) -> None:
    client, counts = client_of(officer), []
    for number in range(3):
        made = record_term(officer, unit(f"t{number}", root), "branch", months_after(TODAY, -30 + number))
        start_election(made, officer, made.ends, 1)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(reverse("secretaries:terms"))
        counts.append(len(captured))
    assert counts[0] == counts[2] <= 12
    assert [row["term"].unit.code for row in answer.context["rows"]] == ["t0", "t1", "t2"]


def test_the_rules_know_when_to_prepare() -> None:
    term = Term(ends=date(2027, 8, 31))
    rules = TermRules()
    days = (rules.notice_of(term), rules.earliest(term), rules.latest(term))
    assert days == (date(2027, 2, 28), date(2026, 8, 31), date(2028, 8, 31))
    term.extended_to = date(2028, 3, 31)
    assert (rules.notice_of(term), rules.latest(term)) == (date(2027, 9, 30), date(2028, 8, 31))


def test_an_election_is_there_for_its_own_part_only(officer: Account, term: Term, root: Unit) -> None:
    election = start_election(term, officer, term.ends, term.version)
    other = Account.objects.create(username="x", role=Role.UNIT_SECRETARY, unit=unit("w", root))
    assert client_of(other).get(reverse("secretaries:election", args=[election.pk])).status_code == 404
    assert Election.objects.count() == 1
