"""Reviews by yearly plan: planned, merged, held; findings with owner and day, mended, looked at, closed."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.models import Account, Unit
from genhun.records.policies import Refused
from genhun.rooms.responsibility.models import Finding, Review
from genhun.rooms.responsibility.policies import (
    check_can_change_review,
    check_can_close_finding,
    check_can_find,
    check_can_mend,
    check_can_plan_review,
    check_version,
)


@transaction.atomic
def plan_review(account: Account, unit: Unit, values: dict[str, Any]) -> Review:
    """Put one review into the yearly plan."""
    check_can_plan_review(unit, account)
    review = Review.objects.create(unit=unit, planned_by=account, **values)
    audit.record(account, "plan_review", f"review:{review.pk}", {"unit": unit.code, "title": review.title})
    return review


@transaction.atomic
def merge_reviews(account: Account, reviews: Sequence[Review]) -> Review:
    """Let reviews of one kind to one unit go together: one visit, on the first one's day, for all matters."""
    held = list(
        Review.objects.select_for_update(of=("self",)).filter(pk__in=[r.pk for r in reviews]).order_by("on", "pk")
    )
    for review in held:
        check_can_change_review(review, account)
    if len(held) < 2 or len({(review.unit_id, review.kind) for review in held}) > 1:
        raise Refused(_("Only reviews of one kind to one unit go together, at least two."))
    first, others = held[0], held[1:]
    first.title = "；".join(dict.fromkeys(review.title for review in held))[:200]
    first.days = max(review.days for review in held)
    _save(first)
    for review in others:
        review.state, review.merged_into = Review.State.MERGED, first
        _save(review)
    audit.record(account, "merge_reviews", f"review:{first.pk}", {"merged": [review.pk for review in others]})
    return first


@transaction.atomic
def hold_review(account: Account, review: Review, version: int) -> Review:
    """A review took place; findings may follow."""
    return _end_review(account, review, version, Review.State.HELD, "hold_review", "")


@transaction.atomic
def call_review_off(account: Account, review: Review, version: int, reason: str) -> Review:
    """A review does not take place."""
    if not reason.strip():
        raise Refused(_("Give a reason: it is kept with the decision."))
    return _end_review(account, review, version, Review.State.CANCELLED, "call_review_off", reason)


def _end_review(
    account: Account, review: Review, version: int, state: Review.State, action: str, reason: str
) -> Review:
    review = Review.objects.select_for_update(of=("self",)).select_related("unit").get(pk=review.pk)
    check_version(version, review.version)
    check_can_change_review(review, account)
    review.state = state
    _save(review)
    audit.record(account, action, f"review:{review.pk}", {}, reason)
    return review


@transaction.atomic
def add_finding(account: Account, review: Review, values: dict[str, Any]) -> Finding:
    """Write down what a review found, who mends it and by when."""
    check_can_find(review, account)
    finding = Finding.objects.create(review=review, unit=review.unit, **values)
    detail = {"unit": review.unit.code, "due": finding.due.isoformat()}
    audit.record(account, "add_finding", f"finding:{finding.pk}", detail)
    return finding


@transaction.atomic
def mend_finding(account: Account, finding: Finding, remedy: str, version: int) -> Finding:
    """The unit says how a finding was mended."""
    finding = _held(finding, version)
    check_can_mend(finding, account)
    if not remedy.strip():
        raise Refused(_("Say how it was mended."))
    finding.state, finding.remedy, finding.mended_by = Finding.State.MENDED, remedy, account
    return _finding_saved(account, finding, "mend_finding", remedy)


@transaction.atomic
def close_finding(account: Account, finding: Finding, remark: str, version: int) -> Finding:
    """The reviewer has looked and closes a finding."""
    finding = _held(finding, version)
    check_can_close_finding(finding, account)
    finding.state, finding.remark, finding.closed_at = Finding.State.CLOSED, remark, timezone.now()
    return _finding_saved(account, finding, "close_finding", remark)


@transaction.atomic
def send_finding_back(account: Account, finding: Finding, remark: str, version: int) -> Finding:
    """The reviewer has looked and finds that it is not mended."""
    finding = _held(finding, version)
    check_can_close_finding(finding, account)
    if not remark.strip():
        raise Refused(_("Say what is still missing."))
    finding.state, finding.remark = Finding.State.OPEN, remark
    return _finding_saved(account, finding, "send_finding_back", remark)


def _held(finding: Finding, version: int) -> Finding:
    current = Finding.objects.select_for_update(of=("self",)).select_related("unit", "review").get(pk=finding.pk)
    check_version(version, current.version)
    return current


def _finding_saved(account: Account, finding: Finding, action: str, reason: str) -> Finding:
    _save(finding)
    audit.record(account, action, f"finding:{finding.pk}", {"state": finding.state}, reason)
    return finding


def _save(record: Review | Finding) -> None:
    record.version += 1
    record.save()
