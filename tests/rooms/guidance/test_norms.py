"""Norms go on by their evidence; a person decides, and what was shown to that person stays on record."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.conftest import House
from tests.rooms.guidance.test_exchange import signed_in

from genhun.core.evidence import FIGURES
from genhun.records.models import AuditEntry, Norm, NormStep, NormUse
from genhun.records.policies import Refused, Stale
from genhun.rooms.guidance.actions.norms import apply_norm, change_text, decide_step, draft_norm, next_review
from genhun.rooms.guidance.agenda import to_decide
from genhun.rooms.guidance.models import EvidenceFigure
from genhun.rooms.guidance.queries.norms import length_of, revised_for, standing, too_long

TODAY = date(2026, 11, 20)
GOOD = {"outcome": "better", "measure": "等待（分钟）", "before": 42, "after": 6}


def pilot(house: House, months: int = 7, uses: int = 2) -> Norm:
    """A pilot of so many months with as many units that apply it; the first has measured."""
    begun = TODAY - timedelta(days=31 * months)
    norm = draft_norm(house.officer, house.root, {"title": "备件办法", "since": begun}, "第一条　就近存放。")
    units = [house.middle, house.sister, house.below]
    for n, unit in enumerate(units[:uses]):
        apply_norm(house.officer, norm, unit, 0, {"since": begun, **(GOOD if n == 0 else {})})
    decide_step(house.officer, norm, norm.version, "pilot", "愿意试", begun)
    return Norm.objects.get(pk=norm.pk)


def test_a_pilot_with_its_evidence_is_proposed_and_decided_with_what_was_shown(house: House) -> None:
    norm = pilot(house)
    assert standing(norm, TODAY).proposal.then == "interim"
    step = decide_step(house.officer, norm, norm.version, "interim", "数据变好", TODAY)
    norm.refresh_from_db()
    assert (norm.stage, norm.since, norm.review) == ("interim", TODAY, date(2027, 11, 20))
    assert (step.before, step.after, step.against) == ("pilot", "interim", False)
    assert {fact["kind"]: (fact["asked"], fact["found"]) for fact in step.facts} == {
        "text": (1, 1),
        "units": (2, 2),
        "months": (6, 7),
        "measured": (1, 1),
        "better": (1, 1),
    }
    entry = AuditEntry.objects.filter(action="decide_step").latest("pk")
    assert (entry.reason, entry.detail["to"], entry.detail["facts"]) == ("数据变好", "interim", step.facts)


def test_a_decision_otherwise_than_the_evidence_says_so(house: House) -> None:
    norm = pilot(house, months=2)
    assert decide_step(house.officer, norm, norm.version, "interim", "上级要求", TODAY).against
    late = pilot(house, months=13, uses=1)
    assert standing(late, TODAY).proposal.then == "retired"
    assert not decide_step(house.officer, late, late.version, "retired", "没有成效", TODAY).against
    with pytest.raises(Refused):
        decide_step(house.officer, late, late.version + 1, "retired", "又一次", TODAY)


def test_no_step_skips_a_stage_and_no_unit_tries_what_is_not_written(house: House) -> None:
    norm = draft_norm(house.officer, house.root, {"title": "备件办法", "since": TODAY}, "")
    for after in ("interim", "norm"):
        with pytest.raises(Refused):
            decide_step(house.officer, norm, 1, after, "快", TODAY)
    with pytest.raises(Refused, match=r"."):
        decide_step(house.officer, norm, 1, "pilot", "试", TODAY)
    assert (NormStep.objects.count(), Norm.objects.get().version) == (0, 1)
    assert decide_step(house.officer, norm, 1, "exploration", "再想想", TODAY).after == "exploration"


def test_two_people_at_once_the_second_is_told(house: House) -> None:
    norm = pilot(house)
    change_text(house.officer, norm, norm.version, "第一条　就近存放，用一补一。", "补充", TODAY)
    with pytest.raises(Stale):
        decide_step(house.officer, norm, norm.version, "interim", "数据变好", TODAY)
    with pytest.raises(Stale):
        apply_norm(house.officer, norm, house.middle, 0, {"since": TODAY})
    assert Norm.objects.get().stage == "pilot"


def test_texts_stay_and_show_what_changed(house: House) -> None:
    norm = pilot(house)
    client = signed_in(house.officer)
    given = {"version": norm.version, "text": "第一条　就近上柜存放。", "why": "柜子更稳", "since": str(TODAY)}
    assert client.post(reverse("guidance:norm-text", args=[norm.pk]), given).status_code == 302
    assert list(norm.texts.values_list("ordinal", "text")) == [(2, "第一条　就近上柜存放。"), (1, "第一条　就近存放。")]
    page = client.get(reverse("guidance:norm", args=[norm.pk])).content.decode()
    assert "第一条　就近<ins>上柜</ins>存放。" in page
    same = client.post(reverse("guidance:norm-text", args=[norm.pk]), {**given, "version": norm.version + 1})
    assert same.status_code == 422


def test_a_text_beyond_the_limit_of_its_kind_is_pointed_out(house: House) -> None:
    norm = pilot(house)
    assert (length_of("一 二\n三　四"), too_long(norm, "字" * 4000), too_long(norm, "字" * 4003)) == (4, 0, 3)
    norm.kind = "comprehensive"
    assert (too_long(norm, "字" * 5000), too_long(norm, "字" * 5001)) == (0, 1)
    change_text(house.officer, norm, norm.version, "字" * 4003, "长", TODAY)
    page = signed_in(house.reader).get(reverse("guidance:norm", args=[norm.pk]))
    assert page.context["beyond"] == 3


def test_a_secretary_tells_of_the_own_use_only(house: House) -> None:
    norm = pilot(house, uses=1)
    client = signed_in(house.account("unit_secretary", house.sister))
    url = reverse("guidance:norm-use", args=[norm.pk])
    given = {"unit": house.sister.pk, "version": 0, "since": "2026-05-01", "deviation": "由班长清点"}
    half = client.post(url, {**given, "before": "3"})
    assert (half.status_code, set(half.context["form"].errors)) == (422, {"after", "measure", "outcome"})
    assert client.post(url, {**given, "unit": house.middle.pk}).status_code == 422
    assert client.post(url, given).status_code == 302
    assert NormUse.objects.get(unit=house.sister).deviation == "由班长清点"
    assert signed_in(house.reader).get(url).status_code == 404
    step = reverse("guidance:decide-step", args=[norm.pk])
    assert client.post(step, {"version": 9, "after": "retired", "reason": "x"}).status_code == 404


def test_the_group_sets_what_a_step_asks_with_a_reason(house: House) -> None:
    client = signed_in(house.officer)
    given = {k: str(f.default) for k, f in FIGURES.items()} | {f"{k}-reason": f.reason for k, f in FIGURES.items()}
    norm = pilot(house)
    assert client.post(reverse("guidance:figures"), {**given, "interim_units": "3"}).status_code == 302
    assert list(EvidenceFigure.objects.values_list("key", "value")) == [("interim_units", 3)]
    assert standing(norm, TODAY).proposal.act == "wait"
    assert client.post(reverse("guidance:figures"), {**given, "interim_units": "0"}).status_code == 422
    assert client.post(reverse("guidance:figures"), given).status_code == 302
    assert EvidenceFigure.objects.count() == 0
    below = signed_in(house.account("group_officer", house.middle))
    assert below.post(reverse("guidance:figures"), {**given, "interim_units": "3"}).status_code == 422


def test_review_days_come_by_themselves(house: House) -> None:
    assert next_review("pilot", date(2026, 8, 31)) == date(2027, 2, 28)
    assert next_review("norm", date(2026, 1, 15)) == date(2028, 1, 15)
    assert next_review("exploration", date(2026, 1, 15)) is None
    assert next_review("retired", date(2026, 1, 15)) is None


def test_a_settled_norm_is_revised_with_its_evidence_and_those_who_apply_it_are_told(house: House) -> None:
    norm = pilot(house)
    Norm.objects.filter(pk=norm.pk).update(stage="norm", review=date(2027, 1, 1))
    norm.refresh_from_db()
    today = timezone.localdate()
    change_text(house.officer, norm, norm.version, "第一条　就近存放，用一补一。", "班组建议", today)
    norm.refresh_from_db()
    step = norm.steps.get(revised=True)
    assert (step.before, step.after, step.on, step.reason) == ("norm", "norm", today, "班组建议")
    assert (norm.stage, norm.review) == ("norm", next_review("norm", today))
    told = [item.text for item in to_decide(house.account("unit_secretary", house.middle))]
    assert told == ["本单位执行的制度已修订：备件办法"]
    assert list(revised_for(house.officer, today + timedelta(days=1), today + timedelta(days=9))) == []
    page = signed_in(house.officer).get(reverse("guidance:norm", args=[norm.pk])).content.decode()
    assert "修订：新文本生效" in page
