"""Approved exceptions from the arrangements of governance."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.models import Account, Unit
from genhun.records.policies import Refused
from genhun.rooms.secretaries.models import Exemption
from genhun.rooms.secretaries.policies import check_can_end_exemption, check_can_exempt


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved an exception, when, why and until when."""

    approved_by: str
    approved_on: date
    until: date
    reason: str


@transaction.atomic
def record_exemption(account: Account, unit: Unit, arrangement: str, approval: Approval) -> Exemption:
    """Write down an exception; one that was on record for the same arrangement ends with it."""
    check_can_exempt(unit, account)
    if approval.until <= approval.approved_on:
        words = {"until": approval.until, "day": approval.approved_on}
        raise Refused(_("It ends on %(until)s, before it begins: it was approved on %(day)s.") % words)
    today = timezone.localdate()
    if approval.approved_on > today:
        raise Refused(_("It was approved on %(day)s, which lies ahead.") % {"day": approval.approved_on})
    Exemption.objects.filter(unit=unit, arrangement=arrangement, ended_on=None).update(ended_on=today)
    made = Exemption.objects.create(
        unit=unit,
        arrangement=arrangement,
        reason=approval.reason,
        approved_by=approval.approved_by,
        approved_on=approval.approved_on,
        until=approval.until,
        recorded_by=account,
    )
    detail = {"arrangement": arrangement, "approved_by": approval.approved_by, "until": str(approval.until)}
    audit.record(account, "record_exemption", f"unit:{unit.code}", detail, approval.reason)
    return made


@transaction.atomic
def end_exemption(exemption: Exemption, account: Account) -> Exemption:
    """End an exception before its time."""
    exemption = Exemption.objects.select_for_update(of=("self",)).select_related("unit").get(pk=exemption.pk)
    check_can_end_exemption(exemption, account)
    exemption.ended_on = timezone.localdate()
    exemption.save(update_fields=["ended_on"])
    detail = {"arrangement": exemption.arrangement}
    audit.record(account, "end_exemption", f"unit:{exemption.unit.code}", detail)
    return exemption
