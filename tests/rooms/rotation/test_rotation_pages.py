"""The pages of the rotation room: what they show, to whom, with how many queries."""

import io
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar
from python_calamine import CalamineWorkbook
from tests.conftest import House
from tests.rooms.rotation.made_plans import made_plan

from genhun.records.models import Account, AuditEntry, Job, Lock, Person, Plan, PlanLine
from genhun.rooms.rotation.queries.scenarios import scenarios

MOST_QUERIES = 12


def signed_in(account: Account) -> Client:
    client = Client()
    account.language = "en"
    account.save()
    client.force_login(account)
    return client


@pytest.fixture
def plan(house: House) -> Plan:
    """A verified plan with three moves."""
    return made_plan(house)


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_every_page_of_a_plan_opens_within_twelve_queries(house: House, plan: Plan) -> None:
    client = signed_in(house.personnel)
    move = plan.lines.filter(entry=True).first()
    assert move is not None
    pages = [reverse("rotation:plans"), reverse("rotation:new-plan"), reverse("rotation:line", args=[move.pk])]
    pages += [reverse(f"rotation:{name}", args=[plan.pk]) for name in ("plan", "moves", "prices", "why-not")]
    pages += [reverse(f"rotation:{name}", args=[plan.pk]) for name in ("workbook", "proposal", "calendar")]
    other = made_plan(house, 1, "Another")
    pages.append(reverse("rotation:compare") + f"?a={plan.pk}&b={other.pk}")
    counts = {url: queries(client, url) for url in pages}
    assert {url: n for url, n in counts.items() if n > MOST_QUERIES} == {}


def test_lists_cost_the_same_number_of_queries_with_one_item_and_with_three(house: House) -> None:
    client = signed_in(house.personnel)
    one = made_plan(house, 1)
    counts = [queries(client, reverse("rotation:plans"))], [queries(client, reverse("rotation:moves", args=[one.pk]))]
    made_plan(house, 1)
    three = made_plan(house, 3)
    counts[0].append(queries(client, reverse("rotation:plans")))
    counts[1].append(queries(client, reverse("rotation:moves", args=[three.pk])))
    assert counts[0][0] == counts[0][1]
    assert counts[1][0] == counts[1][1]


def test_the_plan_page_says_how_good_the_plan_is_and_which_rules_it_keeps(house: House, plan: Plan) -> None:
    answer = signed_in(house.personnel).get(reverse("rotation:plan", args=[plan.pk]))
    share = f"{plan.gap * 100:.2f} %"
    assert answer.context["gap_words"] == (
        f"It keeps every rule, and it is proven that no plan on earth is more than {share} better."
    )
    assert [lamp["id"] for lamp in answer.context["lamps"]] == [f"ROT-0{n}" for n in range(10)]
    excused = {override["rule"] for override in plan.overridden}
    assert {lamp["id"] for lamp in answer.context["lamps"] if lamp["state"] == "warn"} == excused
    five = answer.context["five"]
    moves = plan.lines.filter(entry=True)
    assert (sum(five.moves), five.moved) == (moves.count(), moves.values("person").distinct().count())


def test_rule_lamps_name_only_people_of_the_own_part(house: House, plan: Plan) -> None:
    inside = Person.objects.filter(unit__path__startswith=house.middle.path).first()
    outside = Person.objects.exclude(unit__path__startswith=house.middle.path).first()
    assert inside is not None
    assert outside is not None
    cases = [{"rule": "ROT-01", "person_id": person.code, "subject": "", "period": 0} for person in (inside, outside)]
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.PROPOSED, overridden=cases)
    named = {}
    for account in (house.personnel, house.reader):
        answer = signed_in(account).get(reverse("rotation:plan", args=[plan.pk]))
        lamp = next(lamp for lamp in answer.context["lamps"] if lamp["id"] == "ROT-01")
        named[account.username] = [case["person"] for case in lamp["excused"]]
    assert named == {"personnel": [inside, outside], "reader": [inside]}


def test_vacant_seats_and_lanes_are_counted_by_half_year(house: House, plan: Plan) -> None:
    five = signed_in(house.personnel).get(reverse("rotation:plan", args=[plan.pk])).context["five"]
    last = PlanLine.objects.filter(plan=plan, to_period=five.periods, post__isnull=False)
    assert five.party[-1] == last.filter(post__track__in=["party", "both"]).count()
    assert five.production[-1] == last.filter(post__track__in=["production", "both"]).count()
    held = last.values_list("post", flat=True)
    assert five.vacant[-1] >= five.seats - len(held)
    assert sum(five.flows.values()) == five.people == plan.lines.values("person").distinct().count()


def test_the_moves_page_shows_each_move_with_its_reason_and_filters(house: House, plan: Plan) -> None:
    client, url = signed_in(house.personnel), reverse("rotation:moves", args=[plan.pk])
    moves = set(plan.lines.filter(entry=True).values_list("pk", flat=True))
    shown = client.get(url)
    assert {row["line"].pk for row in shown.context["rows"]} == moves
    for line in PlanLine.objects.filter(pk__in=moves):
        assert line.reason["en"] in shown.content.decode().replace("&#x27;", "'")
    one = plan.lines.filter(entry=True).select_related("person").first()
    assert one is not None
    assert one.person is not None
    found = client.get(url, {"person": one.person.code})
    assert {row["line"].person_id for row in found.context["rows"]} == {one.person_id}
    everybody = client.get(url, {"everybody": "on"}).context["people"].paginator.count
    assert everybody == plan.lines.values("person").distinct().count()


def test_readers_below_see_a_plan_from_above_once_it_is_proposed_and_only_their_own_lines(
    house: House, plan: Plan
) -> None:
    client, url = signed_in(house.reader), reverse("rotation:moves", args=[plan.pk])
    assert client.get(url).status_code == 404
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.PROPOSED)
    shown = client.get(url, {"everybody": "on"}).context["people"].object_list
    inside = plan.lines.filter(unit__path__startswith=house.middle.path)
    posts = plan.lines.filter(post__unit__path__startswith=house.middle.path)
    assert {row[0] for row in client.get(url, {"everybody": "on"}).context["people"].paginator.object_list} == set(
        (inside | posts).values_list("person", flat=True)
    )
    assert shown
    outside = plan.lines.exclude(pk__in=inside.values("pk")).exclude(pk__in=posts.values("pk")).first()
    assert outside is not None
    assert client.get(reverse("rotation:line", args=[outside.pk])).status_code == 404


def test_the_line_page_tells_the_reason_and_names_the_chain(house: House, plan: Plan) -> None:
    line = plan.lines.filter(entry=True).select_related("person").first()
    assert line is not None
    answer = signed_in(house.personnel).get(reverse("rotation:line", args=[line.pk]))
    assert answer.context["left"].code == line.reason["left"]
    shown = {bar.label: -bar.value for bar in answer.context["gains"]["bars"]}
    assert sum(shown.values()) == sum(line.reason["gains"].values())
    assert [step["code"] for step in answer.context["chain"]] == line.reason["chain"]


def test_a_plan_is_asked_for_with_its_part_planners_and_limit(house: House) -> None:
    client = signed_in(house.personnel)
    sent = {"unit": house.middle.pk, "planners": ["rotation", "benches"], "time_limit": 60, "title": "Spring"}
    answer = client.post(reverse("rotation:new-plan"), sent)
    job = Job.objects.get()
    assert answer.headers["Location"] == reverse("hall:job", args=[job.pk])
    assert job.request == {
        "unit": house.middle.code, "planners": ["rotation", "benches"], "time_limit_s": 60, "title": "Spring"
    }  # fmt: skip


def test_a_wish_outside_the_role_or_the_part_is_answered_on_the_page(house: House) -> None:
    client = signed_in(house.personnel)
    sent = {"unit": house.root.pk, "planners": ["training"], "time_limit": 60}
    answer = client.post(reverse("rotation:new-plan"), sent)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["planners"]
    assert Job.objects.count() == 0


def test_proposing_and_adopting_keep_the_reason_and_the_audit(house: House, plan: Plan) -> None:
    client = signed_in(house.personnel)
    client.post(reverse("rotation:propose", args=[plan.pk]), {"version": plan.version})
    plan.refresh_from_db()
    assert plan.state == Plan.State.PROPOSED
    sent = {"version": plan.version, "reason": "Discussed on Monday"}
    answer = client.post(reverse("rotation:adopt", args=[plan.pk]), sent)
    assert answer.headers["Location"] == reverse("rotation:plan", args=[plan.pk])
    plan.refresh_from_db()
    assert (plan.state, plan.reason, plan.decided_by) == (Plan.State.ADOPTED, "Discussed on Monday", house.personnel)
    assert AuditEntry.objects.filter(action="adopt_plan", reason="Discussed on Monday").count() == 1


def test_a_decision_without_reason_is_refused_on_the_page(house: House, plan: Plan) -> None:
    answer = signed_in(house.personnel).post(reverse("rotation:reject", args=[plan.pk]), {"version": plan.version})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["reason"]
    plan.refresh_from_db()
    assert plan.state == Plan.State.VERIFIED


def test_whoever_comes_second_sees_what_the_plan_is_now_beside_what_they_sent(house: House, plan: Plan) -> None:
    seen = plan.version
    signed_in(house.officer).post(reverse("rotation:propose", args=[plan.pk]), {"version": seen})
    sent = {"version": seen, "reason": "Too many moves"}
    answer = signed_in(house.personnel).post(reverse("rotation:reject", args=[plan.pk]), sent)
    assert answer.status_code == 409
    assert (answer.context["plan"].state, answer.context["sent"]) == (Plan.State.PROPOSED, "Too many moves")


def test_a_refused_move_becomes_a_lock_and_bars_adoption(house: House, plan: Plan) -> None:
    client, before = signed_in(house.personnel), Lock.objects.count()
    line = plan.lines.filter(entry=True).first()
    assert line is not None
    sent = {"version": plan.version, "reason": "Needed where she is"}
    answer = client.post(reverse("rotation:refuse", args=[line.pk]), sent)
    assert answer.headers["Location"] == reverse("rotation:line", args=[line.pk])
    line.refresh_from_db()
    assert (line.refused, line.refusal) == (True, "Needed where she is")
    assert client.get(reverse("rotation:plan", args=[plan.pk])).context["refused"] == 1
    lock = Lock.objects.latest("pk")
    assert (Lock.objects.count(), lock.person_id, lock.post.code) == (before + 1, line.person_id, line.reason["left"])
    plan.refresh_from_db()
    client.post(reverse("rotation:propose", args=[plan.pk]), {"version": plan.version})
    plan.refresh_from_db()
    answer = client.post(reverse("rotation:adopt", args=[plan.pk]), {"version": plan.version, "reason": "All the same"})
    assert answer.status_code == 422
    plan.refresh_from_db()
    assert plan.state == Plan.State.PROPOSED


def test_why_not_names_the_rule_with_its_figures_or_the_cost(house: House, plan: Plan) -> None:
    client, url = signed_in(house.personnel), reverse("rotation:why-not", args=[plan.pk])
    line = plan.lines.filter(entry=True).select_related("person", "post").first()
    assert line is not None
    assert line.person is not None
    assert line.post is not None
    same = {"person": line.person.code, "post": line.post.code, "period": line.from_period}
    assert client.get(url, same).context["answer"].extra.lines == ()
    stuck = plan.lines.filter(person__mobility="none", from_period=0, to_period=10).select_related("person", "post")[0]
    assert stuck.person is not None
    assert stuck.post is not None
    form = client.get(url, {"person": stuck.person.code}).context["question"]
    options = [code for _unit, posts in form.fields["post"].choices for code, _title in posts]
    other = next(code for code in options if code != stuck.post.code)
    answer = client.get(url, {"person": stuck.person.code, "post": other, "period": 0}).context["answer"]
    assert "ROT-04" in [r.rule for r in answer.forbidden.refusals]
    assert answer.moved_on is False


def test_why_not_prices_a_choice_that_no_rule_forbids(house: House, plan: Plan) -> None:
    client, url = signed_in(house.personnel), reverse("rotation:why-not", args=[plan.pk])
    line = plan.lines.filter(entry=True).select_related("person", "post").first()
    assert line is not None
    assert line.person is not None
    assert line.post is not None
    later = {"person": line.person.code, "post": line.post.code, "period": 5}
    assert client.get(url, later).context["answer"].extra.lines == ()
    back = {"person": line.person.code, "post": line.reason["left"], "period": 6}
    answer = client.get(url, back).context["answer"]
    changed = answer.extra.points
    move = changed["move"]
    assert move >= 6
    assert answer.extra.total == sum(changed.values())
    assert [(s.post_id, s.from_period, s.to_period) for s in answer.extra.lines if s.person_id == line.person.code] == [
        (line.reason["left"], 0, 2), (line.post.code, 2, 6), (line.reason["left"], 6, 10)
    ]  # fmt: skip


def test_why_not_is_closed_to_those_who_do_not_see_the_whole_part(house: House, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.PROPOSED)
    url = reverse("rotation:why-not", args=[plan.pk])
    assert signed_in(house.secretary).get(url).status_code == 404
    below = house.account("personnel_officer", house.middle)
    assert signed_in(below).get(url).status_code == 404


def test_three_plans_stand_side_by_side(house: House, plan: Plan) -> None:
    others = [made_plan(house, 1, "Another"), made_plan(house, 2, "A third")]
    plans = [plan, *others]
    asked = {key: one.pk for key, one in zip("abc", plans, strict=True)}
    answer = signed_in(house.personnel).get(reverse("rotation:compare"), asked)
    ways = [set(p.lines.values_list("person", "post", "from_period", "to_period")) for p in plans]
    differ = {row[0] for way in ways[1:] for row in ways[0] ^ way}
    assert answer.context["changed"] == len(differ)
    assert {person.pk for person, _cells in answer.context["ways"]} == set(sorted(differ)[:12])
    assert [sum(column) for column in zip(*(r["values"] for r in answer.context["rows"][:-1]), strict=True)] == [
        p.cost for p in plans
    ]
    measures = dict(answer.context["measures"])
    assert measures["Moves"] == [p.lines.filter(entry=True).count() for p in plans]
    assert measures["People who go another way than in the first plan"] == [
        len({row[0] for row in ways[0] ^ way}) for way in ways
    ]


def test_dual_ability_by_half_year_is_what_the_engine_counts(house: House, plan: Plan) -> None:
    """At the end, young cadres without dual ability cost what the plan says."""
    found = scenarios(house.personnel, [plan], plan)[0]
    young = Person.objects.filter(young=True, pk__in=plan.lines.values("person"))
    retired = plan.lines.filter(place="retired", person__young=True).values("person").distinct().count()
    weight = found.horizon.policy["not_dual"]
    assert found.dual == sorted(found.dual)
    assert young.count() - retired - found.dual[-1] == plan.parts["not_dual"] // weight


def test_the_workbook_holds_every_line_with_its_reason(house: House, plan: Plan) -> None:
    answer = signed_in(house.personnel).get(reverse("rotation:workbook", args=[plan.pk]))
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    rows = sheets.get_sheet_by_index(0).to_python()
    assert len(rows) == plan.lines.count() + 1
    line = plan.lines.filter(entry=True).select_related("person", "post").first()
    assert line is not None
    assert line.person is not None
    assert line.post is not None
    assert [r[-1] for r in rows if r[1] == line.person.code and r[3] == line.post.code] == [line.reason["en"]]


def test_the_proposal_lists_every_move_in_the_official_layout(house: House, plan: Plan) -> None:
    answer = signed_in(house.personnel).get(reverse("rotation:proposal", args=[plan.pk]))
    text = ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    names = plan.lines.filter(entry=True).values_list("person__name", flat=True)
    assert [name for name in names if name not in text] == []


def test_the_calendar_counts_moves_and_names_nobody(house: House, plan: Plan) -> None:
    answer = signed_in(house.personnel).get(reverse("rotation:calendar", args=[plan.pk]))
    moves = plan.lines.filter(entry=True).select_related("person", "post__unit")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert len(events) == len({(line.from_period, line.post.unit_id) for line in moves if line.post})
    text = answer.content.decode()
    assert [line.person.name for line in moves if line.person and line.person.name in text] == []


def test_readers_take_nothing_away(house: House, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.PROPOSED)
    client = signed_in(house.reader)
    codes = [
        client.get(reverse(f"rotation:{n}", args=[plan.pk])).status_code for n in ("workbook", "proposal", "calendar")
    ]
    assert codes == [404, 404, 404]
