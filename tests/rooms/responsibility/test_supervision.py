"""Supervision: relatives in one unit are computed; of an opinion only the word and its day are kept."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document as Word
from tests.conftest import House
from tests.rooms.responsibility.test_duties import MOST_QUERIES, queries, signed_in

from genhun.records.models import AuditEntry, FileView, Kinship, Person, Plan, PlanLine, Post, Tenure
from genhun.records.policies import Refused
from genhun.rooms.responsibility.actions.opinions import give_opinions
from genhun.rooms.responsibility.models import Finding, Opinion, Review
from genhun.rooms.responsibility.queries.supervision import avoidance_hits, long_holders, opinions_asked


def holders(house: House, unit_pk: int, n: int) -> list[Person]:
    """People who hold open posts in a unit."""
    posts = Post.objects.filter(unit=unit_pk)
    people = Person.objects.filter(tenures__post__in=posts, tenures__end=None).distinct().order_by("pk")
    return list(people[:n])


def test_planted_relatives_in_one_unit_are_found_and_nobody_else(house: House) -> None:
    Kinship.objects.all().delete()
    one, two = holders(house, house.middle.pk, 2)
    (apart,) = holders(house, house.sister.pk, 1)
    Kinship.objects.create(person=two, kin=one, relation="配偶")
    Kinship.objects.create(person=one, kin=two, relation="配偶")  # said from both sides: one hit
    Kinship.objects.create(person=one, kin=apart, relation="兄弟")
    found = {frozenset((h.one.person_id, h.other.person_id)) for h in avoidance_hits(house.discipline)}
    assert found == {frozenset((one.pk, two.pk))}
    for account, seen in (
        (house.account("discipline_officer", house.middle), 1),
        (house.account("discipline_officer", house.sister), 0),
    ):
        assert len({h.one.person_id for h in avoidance_hits(account)}) == seen
    Tenure.objects.filter(person=two, end=None).update(end=date(2026, 1, 1))
    assert avoidance_hits(house.discipline) == []


def test_ten_years_in_a_post_that_rotates(house: House) -> None:
    today = timezone.localdate()
    Tenure.objects.filter(end=None).update(start=date(today.year - 3, 1, 1))
    tenures = Tenure.objects.filter(end=None, post__fixed=False)
    assert list(long_holders(house.discipline, today)) == []
    one, two = tenures[0], tenures[1]
    Tenure.objects.filter(pk=one.pk).update(start=date(today.year - 10, 1, 1))
    Tenure.objects.filter(pk=two.pk).update(start=date(today.year - 9, 1, 1))
    assert [t.pk for t in long_holders(house.discipline, today)] == [one.pk]


def put_forward(house: House, moves: int) -> Plan:
    """A rotation plan put forward that moves some people of the middle unit; one stays, one line was refused."""
    plan = Plan.objects.create(
        planner="rotation",
        unit=house.root,
        state=Plan.State.PROPOSED,
        decided_at=timezone.now(),
        cost=1,
        bound=1,
        input_digest="0",
        policy={"rotation_start": "2027-01", "periods": "10"},
    )
    for n, person in enumerate(Person.objects.order_by("code")[: moves + 2]):
        PlanLine.objects.create(
            plan=plan,
            unit=house.middle,
            person=person,
            from_period=1,
            to_period=10,
            entry=n != moves,
            refused=n == moves + 1,
        )
    return plan


def test_opinions_are_due_on_whom_a_plan_moves(house: House) -> None:
    plan = put_forward(house, 3)
    (asked,) = opinions_asked(house.discipline)
    assert (asked.people, asked.given, asked.open) == (3, 0, 3)
    people = list(Person.objects.order_by("code")[:5])
    assert give_opinions(house.discipline, plan, people, Opinion.Word.NONE) == 3  # those who stay are left out
    assert give_opinions(house.discipline, plan, people[:1], Opinion.Word.PENDING) == 1
    (asked,) = opinions_asked(house.discipline)
    assert (asked.given, asked.open) == (2, 1)
    assert {o.person.code: o.word for o in Opinion.objects.all()} == {
        people[0].code: "pending",
        people[1].code: "none",
        people[2].code: "none",
    }
    with pytest.raises(Refused):
        give_opinions(house.officer, plan, people, Opinion.Word.NONE)
    Plan.objects.update(state=Plan.State.ADOPTED)
    plan.refresh_from_db()
    with pytest.raises(Refused):
        give_opinions(house.discipline, plan, people, Opinion.Word.NONE)
    assert AuditEntry.objects.filter(action="give_opinions").count() == 2


def test_of_an_opinion_nothing_but_word_and_day_is_kept() -> None:
    assert {field.name for field in Opinion._meta.get_fields()} == {"id", "plan", "person", "word", "on", "by"}


def test_the_page_gives_opinions_to_those_chosen(house: House) -> None:
    plan = put_forward(house, 3)
    client, url = signed_in(house.discipline), reverse("responsibility:opinions", args=[plan.pk])
    people = [row["person"].pk for row in client.get(url).context["rows"]]
    assert len(people) == 3
    assert client.post(url, {"word": "none"}).status_code == 422
    assert client.post(url, {"word": "objection", "people": people[:1]}).status_code == 302
    assert [(o.person_id, o.word, o.on) for o in Opinion.objects.all()] == [
        (people[0], "objection", timezone.localdate())
    ]


def test_supervision_costs_the_same_whatever_it_finds(house: House) -> None:
    client, url = signed_in(house.discipline), reverse("responsibility:supervision")
    put_forward(house, 1)
    first = queries(client, url)
    one, two, three = holders(house, house.middle.pk, 3)
    for kin in (two, three):
        Kinship.objects.create(person=one, kin=kin)
    PlanLine.objects.update(refused=False)
    assert queries(client, url) == first <= MOST_QUERIES


@pytest.mark.parametrize("who", ["officer", "personnel", "secretary", "reader"])
def test_nobody_else_opens_it(house: House, who: str) -> None:
    assert signed_in(getattr(house, who)).get(reverse("responsibility:supervision")).status_code == 404


def test_the_opinions_leave_as_a_letter_and_the_findings_as_a_list(house: House) -> None:
    plan = put_forward(house, 2)
    people = list(Person.objects.order_by("code")[:2])
    give_opinions(house.discipline, plan, people[:1], Opinion.Word.NONE)
    client = signed_in(house.discipline)
    word = Word(io.BytesIO(client.get(reverse("responsibility:opinion-letter", args=[plan.pk])).content))
    rows = [[cell.text for cell in row.cells] for table in word.tables for row in table.rows]
    assert {(row[1], row[3]) for row in rows[1:]} == {(people[0].name, "无异议"), (people[1].name, "待出具")}
    review = Review.objects.create(
        unit=house.middle, kind=Review.Kind.DUTY, title="履责检查", on=date(2026, 3, 1), state=Review.State.HELD
    )
    Finding.objects.create(review=review, unit=house.middle, text="清单未更新", due=date(2026, 4, 1))
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("responsibility:findings-sheet")).content))
    (row,) = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=3)]
    assert row[1:7] == [house.middle.name, "履责检查", "清单未更新", "本单位", "2026-04-01", "待整改"]
    assert AuditEntry.objects.filter(action__in=("export_opinions", "export_findings")).count() == 2


def test_who_looked_at_whose_file_in_the_own_part(house: House) -> None:
    (person,), (apart,) = holders(house, house.middle.pk, 1), holders(house, house.sister.pk, 1)
    for seen in (person, apart):
        FileView.objects.create(person=seen, viewer=house.officer, role=house.officer.role, unit=house.root)
    page = signed_in(house.account("discipline_officer", house.middle)).get(reverse("responsibility:supervision"))
    assert [look.person for look in page.context["looks"]] == [person]
