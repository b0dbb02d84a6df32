"""Reviews by yearly plan: the same kind to the same unit goes together; findings are mended, looked at, closed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.conftest import House
from tests.rooms.responsibility.made import YEAR
from tests.rooms.responsibility.test_duties import signed_in

from genhun.records.models import AuditEntry, Unit
from genhun.records.policies import Refused, Stale
from genhun.rooms.responsibility.actions.reviews import (
    add_finding,
    call_review_off,
    close_finding,
    hold_review,
    mend_finding,
    merge_reviews,
    plan_review,
    send_finding_back,
)
from genhun.rooms.responsibility.agenda import to_decide
from genhun.rooms.responsibility.models import Finding, Review
from genhun.rooms.responsibility.queries.reviews import could_merge


def planned(house: House, unit: Unit, title: str, month: int, kind: str = "special", days: int = 1) -> Review:
    return plan_review(house.officer, unit, {"kind": kind, "title": title, "on": date(YEAR, month, 9), "days": days})


def test_the_same_kind_to_the_same_unit_goes_together(house: House) -> None:
    one = planned(house, house.middle, "党费检查", 3)
    two = planned(house, house.middle, "发展党员检查", 6, days=3)
    planned(house, house.middle, "纪检检查", 6, "discipline")
    planned(house, house.sister, "党费检查", 3)
    called = planned(house, house.middle, "不再开展", 8)
    call_review_off(house.officer, called, called.version, "与巡察重复")
    assert could_merge(house.officer, YEAR) == [[one, two]]
    assert could_merge(house.officer, YEAR + 1) == []
    answer = signed_in(house.officer).post(reverse("responsibility:merge", args=[one.pk]))
    assert answer.status_code == 302
    one.refresh_from_db(), two.refresh_from_db()
    assert (one.title, one.days, one.state) == ("党费检查；发展党员检查", 3, "planned")
    assert (two.state, two.merged_into) == ("merged", one)
    assert could_merge(house.officer, YEAR) == []
    with pytest.raises(Refused):
        merge_reviews(house.officer, [one, planned(house, house.sister, "别处", 3)])


def test_a_finding_goes_round_until_it_is_closed(house: House) -> None:
    review = planned(house, house.middle, "履责检查", 3, "duty")
    due = timezone.localdate() + timedelta(days=9)
    with pytest.raises(Refused):
        add_finding(house.discipline, review, {"text": "尚未开展", "due": due})
    review = hold_review(house.discipline, review, review.version)
    finding = add_finding(house.discipline, review, {"text": "清单未更新", "due": due})
    assert [item.due for item in to_decide(house.secretary)] == [due]
    with pytest.raises(Refused):
        close_finding(house.discipline, finding, "", finding.version)
    with pytest.raises(Refused):
        mend_finding(house.discipline, finding, "代为填写", finding.version)  # who looks does not mend
    finding = mend_finding(house.secretary, finding, "已更新", finding.version)
    assert list(to_decide(house.secretary)) == []
    assert [item.text for item in to_decide(house.discipline)] != []
    with pytest.raises(Refused):
        close_finding(house.secretary, finding, "", finding.version)  # nobody closes the own ones
    with pytest.raises(Refused):
        send_finding_back(house.discipline, finding, " ", finding.version)
    finding = send_finding_back(house.discipline, finding, "缺第三季度", finding.version)
    assert finding.state == Finding.State.OPEN
    finding = mend_finding(house.secretary, finding, "第三季度已补", finding.version)
    with pytest.raises(Stale):
        close_finding(house.discipline, finding, "", finding.version - 1)
    finding = close_finding(house.discipline, finding, "已核实", finding.version)
    assert (finding.state, finding.remedy, finding.remark) == ("closed", "第三季度已补", "已核实")
    said = AuditEntry.objects.filter(subject=f"finding:{finding.pk}").order_by("pk").values_list("action", "reason")
    assert list(said) == [
        ("add_finding", ""),
        ("mend_finding", "已更新"),
        ("send_finding_back", "缺第三季度"),
        ("mend_finding", "第三季度已补"),
        ("close_finding", "已核实"),
    ]


def test_nobody_closes_what_the_same_person_mended(house: House) -> None:
    review = planned(house, house.middle, "履责检查", 3, "duty")
    review = hold_review(house.officer, review, review.version)
    finding = add_finding(house.officer, review, {"text": "清单未更新", "due": timezone.localdate()})
    finding = mend_finding(house.officer, finding, "已更新", finding.version)
    url = reverse("responsibility:finding", args=[finding.pk])
    assert "Somebody else" in signed_in(house.officer).get(url).content.decode()
    assert not [item for item in to_decide(house.officer) if item.url == url]
    assert [item for item in to_decide(house.discipline) if item.url == url]
    for act in (close_finding, send_finding_back):
        with pytest.raises(Refused):
            act(house.officer, finding, "已核实", finding.version)
    assert close_finding(house.discipline, finding, "已核实", finding.version).state == "closed"


def test_the_pages_carry_the_round(house: House) -> None:
    review = planned(house, house.middle, "履责检查", 3, "duty")
    reviewer, secretary = signed_in(house.discipline), signed_in(house.secretary)
    page = reverse("responsibility:review", args=[review.pk])
    assert reviewer.post(reverse("responsibility:hold", args=[review.pk]), {"version": 1}).status_code == 302
    assert reviewer.post(page, {"text": "清单未更新"}).status_code == 422
    assert reviewer.post(page, {"text": "清单未更新", "due": f"{YEAR}-12-30"}).status_code == 302
    finding = Finding.objects.get()
    answer = secretary.post(reverse("responsibility:mend", args=[finding.pk]), {"words": "已更新", "version": 1})
    assert answer.status_code == 302
    stale = reviewer.post(reverse("responsibility:close-finding", args=[finding.pk]), {"words": "", "version": 1})
    assert stale.status_code == 422
    reviewer.post(reverse("responsibility:close-finding", args=[finding.pk]), {"words": "", "version": 2})
    finding.refresh_from_db()
    assert finding.state == "closed"
    assert [r.left for r in reviewer.get(reverse("responsibility:reviews")).context["page"].rows] == [0]
