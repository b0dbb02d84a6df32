"""One of everything that the room of responsibility keeps, for the tests of all pages."""

from datetime import date

from django.utils import timezone

from genhun.records.models import Account, Activity, Actual, Duty, Objective, Tenure, Unit
from genhun.rooms.responsibility.actions.pulse import SMALLEST, digest
from genhun.rooms.responsibility.models import Demand, Finding, PulseRound, PulseTally, PulseToken, Review


def fill(unit: Unit, things: dict[str, int], mark: str = "") -> dict[str, int]:
    """Ids by the kind that pages name in `about`; `things` is what lies in the unit already."""
    today = timezone.localdate()
    objective = Objective.objects.create(
        unit=unit,
        title=f"非计划停机{mark}",
        measured_in="小时",
        baseline=40,
        target=20,
        start=date(today.year, 1, 1),
        end=date(today.year, 12, 31),
    )
    Actual.objects.create(objective=objective, month=today.replace(day=1), value=33)
    duty = Duty.objects.create(
        unit=unit,
        owner=Duty.Owner.COMMITTEE,
        post_id=things["post"],
        title=f"故障攻关{mark}",
        year=today.year,
        cycle="month",
        objective=objective,
    )
    activity = Activity.objects.create(duty=duty, unit=unit, title="月度攻关", expected="停机减少", on=today, hours=6)
    review = Review.objects.create(
        unit=unit, kind=Review.Kind.DUTY, title="履责检查", on=today, state=Review.State.HELD
    )
    finding = Finding.objects.create(review=review, unit=unit, text="清单未更新", due=today)
    demand = Demand.objects.create(
        unit=unit, title=f"填报{mark}", minutes=20, ends=today, state=Demand.State.SENT,
        sent_by=Account.objects.filter(unit=unit).earliest("pk"),
    )  # fmt: skip
    demand.units.set([unit])
    questions = [["活动有用", ["否", "是"]]]
    pulse = PulseRound.objects.create(
        unit=unit, title="心声", questions=questions, opened=today, ends=today, asked_by=demand.sent_by
    )
    PulseTally.objects.create(round=pulse, path=unit.path, name=unit.name, counts=[[0, 0]])
    link = SMALLEST + pulse.pk
    PulseToken.objects.create(digest=digest(link), round=pulse, path=unit.path)
    return {
        "pulse": pulse.pk,
        "pulse-link": link,
        "demand": demand.pk,
        "objective": objective.pk,
        "duty": duty.pk,
        "activity": activity.pk,
        "review": review.pk,
        "finding": finding.pk,
        "tenure": Tenure.objects.get(post=things["post"]).pk,
    }
