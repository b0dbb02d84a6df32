"""The chain: whatever hangs loose is found, all of it and nothing else; it is walked both ways."""

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import House
from tests.rooms.guidance.test_exchange import signed_in

from genhun.records.models import (
    Activity,
    Clause,
    Document,
    DocumentVersion,
    Duty,
    Measure,
    Norm,
    NormUse,
    Requirement,
)
from genhun.rooms.guidance.queries.trace import chain, unapplied, unserved, without_result

TODAY = date(2026, 11, 20)
PAST, AHEAD = date(2026, 10, 1), date(2027, 1, 1)
LINK = st.fixed_dictionaries(
    {
        "state": st.sampled_from(["confirmed", "proposed", "ended"]),
        "measure": st.booleans(),
        "stage": st.sampled_from(["exploration", "pilot", "interim", "norm", "retired"]),
        "used": st.booleans(),
        "on": st.sampled_from([PAST, TODAY, AHEAD]),
        "outcome": st.sampled_from(["", "measured", "none"]),
        "elsewhere": st.booleans(),
    }
)


@pytest.fixture
def clause(house: House) -> Clause:
    document = Document.objects.create(title="意见", unit=house.root)
    version = DocumentVersion.objects.create(document=document, ordinal=1, since=PAST)
    return Clause.objects.create(version=version, position=1, label="第一条", text="应当调研。")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(links=st.lists(LINK, max_size=8))
def test_every_planted_loose_end_is_found_and_nothing_else(house: House, clause: Clause, links: list[dict]) -> None:  # type: ignore[type-arg]
    for model in (Activity, Duty, NormUse, Norm, Measure, Requirement):
        model.objects.all().delete()
    loose: dict[str, set[int]] = {"requirement": set(), "norm": set(), "activity": set()}
    for link in links:
        plant(house, clause, link, loose)
    reader = house.reader  # sees the middle of the tree and below
    assert {one.pk for one in unserved(reader)} == loose["requirement"]
    assert {one.pk for one in unapplied(reader)} == loose["norm"]
    assert {one.pk for one in without_result(reader, TODAY)} == loose["activity"]


def plant(house: House, clause: Clause, link: dict, loose: dict[str, set[int]]) -> None:  # type: ignore[type-arg]
    unit = house.sister if link["elsewhere"] else house.middle
    asked = Requirement.objects.create(clause=clause, text="应当调研。", unit=unit, state=link["state"])
    if link["measure"]:
        Measure.objects.create(unit=house.below, title="调研计划").requirements.add(asked)
    norm = Norm.objects.create(title="办法", unit=unit, stage=link["stage"], since=PAST)
    norm.requirements.add(asked)
    if link["used"]:
        NormUse.objects.create(norm=norm, unit=house.below, since=PAST)
    duty = Duty.objects.create(unit=unit, owner="committee", title="调研", year=2026, untied="例行", norm=norm)
    figures = {"before": 1, "after": 2, "measure": "次"} if link["outcome"] == "measured" else {}
    activity = Activity.objects.create(
        duty=duty, unit=unit, title="调研", expected="少等", on=link["on"], outcome=link["outcome"], **figures
    )
    if link["elsewhere"]:
        return
    if link["state"] == "confirmed" and not link["measure"]:
        loose["requirement"].add(asked.pk)
    if link["stage"] in {"pilot", "interim", "norm"} and not link["used"]:
        loose["norm"].add(norm.pk)
    if link["on"] < TODAY and not link["outcome"]:
        loose["activity"].add(activity.pk)


def test_the_chain_is_walked_both_ways_from_every_link(house: House, clause: Clause) -> None:
    asked = Requirement.objects.create(clause=clause, text="应当调研。", unit=house.root, state="confirmed")
    norm = Norm.objects.create(title="办法", unit=house.root, stage="pilot", since=PAST)
    norm.requirements.add(asked)
    duty = Duty.objects.create(unit=house.middle, owner="committee", title="调研", year=2026, untied="例行", norm=norm)
    done = Activity.objects.create(duty=duty, unit=house.middle, title="调研", expected="少等", on=PAST)
    other = Norm.objects.create(title="另一办法", unit=house.root, stage="pilot", since=PAST)
    for kind, one in (("requirement", asked), ("norm", norm), ("duty", duty), ("activity", done)):
        found = chain(house.reader, kind, one.pk)
        assert (found.requirements, found.norms, found.duties, found.activities) == ([asked], [norm], [duty], [done])
        page = signed_in(house.reader).get(reverse(f"guidance:trace-{kind}", args=[one.pk]))
        assert page.status_code == 200
        assert other.title not in page.content.decode()


def test_what_lies_outside_the_own_part_is_not_in_the_chain(house: House, clause: Clause) -> None:
    norm = Norm.objects.create(title="办法", unit=house.root, stage="pilot", since=PAST)
    Duty.objects.create(unit=house.sister, owner="committee", title="别处", year=2026, untied="例行", norm=norm)
    aside = Duty.objects.create(
        unit=house.middle, owner="committee", title="搁置", year=2026, untied="例行", norm=norm, state="aside"
    )
    assert chain(house.reader, "norm", norm.pk).duties == []
    assert signed_in(house.reader).get(reverse("guidance:trace-duty", args=[aside.pk])).status_code == 404
