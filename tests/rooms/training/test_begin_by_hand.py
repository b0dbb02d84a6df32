"""Pairs and visits begun by hand: who suits stands there, and every rule that stands against a choice is named."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.conftest import House
from tests.rooms.training.test_training_pages import queries, signed_in

from genhun.planning.inspections.verify import verify as verify_visits
from genhun.planning.lines import Pairing, Visit
from genhun.planning.mentoring.verify import verify
from genhun.records.bridge import group_below
from genhun.records.models import AuditEntry, Kinship, Person, Unit
from genhun.rooms.training.bridge.together import Pairs, Visits
from genhun.rooms.training.models import MentorPair, UnitVisit
from genhun.rooms.training.queries.staff import staff_of
from genhun.rooms.training.queries.together import under_way

TODAY = timezone.localdate()
NEXT = {"start": TODAY, "end": TODAY + timedelta(days=300)}


@pytest.fixture
def client(house: House) -> Client:
    return signed_in(house.training)


@pytest.fixture
def pairs(house: House) -> Pairs:
    return Pairs(staff_of(house.training), ())


def begin(client: Client, mentee: str, **sent: object) -> tuple[int, str]:
    answer = client.post(f"{reverse('training:new-pair')}?mentee={mentee}", {**NEXT, **sent})
    form = answer.context["form"] if answer.status_code == 422 else None
    return answer.status_code, " ".join(form.errors.get("other", [])) if form else ""


def test_the_rules_are_those_of_the_independent_checker(house: House, pairs: Pairs) -> None:
    group = group_below(house.root)
    seen = set()
    for mentee in list(pairs.staff.people)[:60]:
        for mentor in list(pairs.staff.people)[:60]:
            said = {rule.id for rule in pairs.against(mentee, mentor)}
            assert said == {breach.rule for breach in verify(group, [Pairing(mentee, mentor)]).breaches}
            seen |= said or {"none"}
    assert {"none", "MEN-00", "MEN-04"} <= seen


def test_who_suits_keeps_every_rule_and_a_pair_begins_with_one_press(
    house: House, client: Client, pairs: Pairs
) -> None:
    mentee = next(w for w in pairs.alone if pairs.suited(w))
    context = client.get(f"{reverse('training:new-pair')}?mentee={mentee.person_id}").context
    best = context["suited"][0]["worker"].person_id
    assert pairs.against(mentee.person_id, best) == []
    assert begin(client, mentee.person_id, mentor=best)[0] == 302
    made = MentorPair.objects.get()
    assert (made.mentee.code, made.mentor.code, made.start) == (mentee.person_id, best, TODAY)
    assert AuditEntry.objects.filter(action="begin_pairs").count() == 1
    assert mentee.person_id not in [w.person_id for w in Pairs(staff_of(house.training), under_way()).alone]


def test_every_rule_that_a_pair_would_break_is_told(house: House, client: Client, pairs: Pairs) -> None:
    mentee = next(w for w in pairs.alone if len(pairs.suited(w)) > 1)
    (first, _load), (second, _none) = pairs.suited(mentee)[:2]
    newcomer = Person.objects.get(code=mentee.person_id)
    others = [Person.objects.get(code=code) for code in pairs.problem.mentees if code != mentee.person_id][:2]
    for other in others:
        MentorPair.objects.create(
            unit=house.root, mentee=other, mentor=Person.objects.get(code=first.person_id), **NEXT
        )
    status, said = begin(client, mentee.person_id, other=first.person_id)
    assert (status, said) == (422, "MEN-02: A mentor has at most 2 newcomers.")
    Kinship.objects.create(person=newcomer, kin=Person.objects.get(code=second.person_id), relation="兄弟")
    status, said = begin(client, mentee.person_id, other=second.person_id)
    assert (status, said) == (422, "MEN-05: Mentor and newcomer are not kin.")
    assert begin(client, mentee.person_id, other=mentee.person_id)[1].startswith("MEN-00")
    assert begin(client, mentee.person_id, other="查无此人")[1].startswith("Nothing in your part")
    assert begin(client, mentee.person_id)[0] == 422
    assert begin(client, mentee.person_id, mentor=first.person_id, end=TODAY)[0] == 422
    assert MentorPair.objects.count() == 2


def test_a_visit_by_hand_keeps_the_rules_of_visits(house: House, client: Client) -> None:
    units = {unit.code: unit for unit in Unit.objects.all()}
    visits = Visits((), units)
    visitor = next(units[code] for code in visits.number if visits.suited(code))
    host = units[visits.suited(visitor.code)[0]]
    url = f"{reverse('training:new-visit')}?q={visitor.code}"
    shown = client.get(url).context
    assert [row["unit"] for row in shown["suited"]] == [units[code] for code in visits.suited(visitor.code)]
    day = date(2027, 5, 1)
    assert client.post(url, {"host": host.code, "day": day}).status_code == 302
    made = UnitVisit.objects.get()
    assert (made.unit, made.host, made.day) == (visitor, host, day)
    back = f"{reverse('training:new-visit')}?q={host.code}"
    answer = client.post(back, {"other": visitor.code, "day": day})
    assert "INS-02: No two units visit each other." in answer.context["form"].errors["other"][0]
    assert "INS-01" in client.post(url, {"other": visitor.code, "day": day}).context["form"].errors["other"][0]
    assert client.post(back, {"other": visitor.code, "day": date(2028, 5, 1)}).status_code == 302  # another year


def test_hosts_that_suit_break_no_rule_of_the_checker(house: House) -> None:
    group, units = group_below(house.root), {unit.code: unit for unit in Unit.objects.all()}
    visits = Visits((), units)
    checked = 0
    for code in visits.number:
        for host in visits.suited(code):
            rules = {breach.rule for breach in verify_visits(group, [Visit(code, host)]).breaches}
            assert rules <= {"INS-00"}  # the others have no visit yet
            checked += 1
    assert checked > 0


def test_only_who_trains_begins_and_only_in_the_own_part(house: House, client: Client, pairs: Pairs) -> None:
    mentee = next(w for w in pairs.alone if pairs.suited(w))
    for account in (house.reader, house.secretary, house.personnel):
        assert signed_in(account).get(reverse("training:new-pair")).status_code == 404
    outside = next(u for u in Unit.objects.all() if not u.path.startswith(house.middle.path))
    aside = signed_in(house.account("training_coordinator", house.middle))
    answer = aside.get(f"{reverse('training:new-visit')}?q={outside.code}")
    assert answer.context["visitor"] is None
    best = pairs.suited(mentee)[0][0].person_id
    if not pairs.staff.units[mentee.unit.unit_id].path.startswith(house.middle.path):
        answer = aside.post(f"{reverse('training:new-pair')}?mentee={mentee.person_id}", {**NEXT, "mentor": best})
        assert MentorPair.objects.count() == 0


def test_the_pages_cost_the_same_with_one_and_with_three(house: House, client: Client, pairs: Pairs) -> None:
    mentee = next(w for w in pairs.alone if pairs.suited(w))
    people = list(Person.objects.exclude(unit=None).exclude(code=mentee.person_id).order_by("code")[:6])
    units = list(Unit.objects.order_by("path")[:4])
    counts = []
    for n in range(3):
        MentorPair.objects.create(unit=house.root, mentee=people[n], mentor=people[n + 3], **NEXT)
        UnitVisit.objects.create(unit=units[n], host=units[n + 1], day=TODAY)
        pair = queries(client, f"{reverse('training:new-pair')}?mentee={mentee.person_id}")
        counts.append((pair, queries(client, f"{reverse('training:new-visit')}?q={house.middle.code}")))
    assert counts[0] == counts[2]
    assert max(counts[0]) <= 12
