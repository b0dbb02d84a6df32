"""Activities: started from a duty, closed by what they changed, or by nothing seen, which is as good an answer."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.core.deadlines import begin_day
from genhun.records import audit
from genhun.records.models import Account, Activity, Duty
from genhun.records.policies import Refused
from genhun.rooms.responsibility.actions.duties import expected_of
from genhun.rooms.responsibility.policies import check_can_close, check_can_reopen, check_can_start, check_version
from genhun.rooms.responsibility.queries.duties import peaks_of

RESULT = ("measure", "before", "after", "sureness")


@transaction.atomic
def start_activity(account: Account, duty: Duty, values: dict[str, Any]) -> Activity:
    """Plan one more activity for a duty, with the result that is expected of it."""
    check_can_start(duty, account)
    begin = begin_day(values["on"], duty.lead, peaks_of(duty.unit))
    values = {**values, "expected": values.get("expected") or expected_of(duty.objective)}
    activity = Activity.objects.create(duty=duty, unit=duty.unit, begin=begin, **values)
    audit.record(account, "start_activity", f"activity:{activity.pk}", {"duty": duty.pk, "title": activity.title})
    return activity


@transaction.atomic
def close_activity(account: Account, activity: Activity, values: dict[str, Any], version: int) -> Activity:
    """Close an activity with its result."""
    activity = _held(activity, version)
    check_can_close(activity, account)
    values = dict(values)
    if values["outcome"] == Activity.Outcome.NONE:
        values |= {"measure": "", "before": None, "after": None, "sureness": ""}
    elif values.get("before") is None or values.get("after") is None or not values.get("sureness"):
        raise Refused(_("A measured result needs the value before, the value after, and how sure it is."))
    for name in ("outcome", "hours", *RESULT):
        if name in values:
            setattr(activity, name, values[name])
    activity.closed_by, activity.closed_at = account, timezone.now()
    _save(activity)
    detail = {name: str(getattr(activity, name)) for name in ("outcome", "hours", *RESULT)}
    audit.record(account, "close_activity", f"activity:{activity.pk}", detail)
    return activity


@transaction.atomic
def reopen_activity(account: Account, activity: Activity, reason: str, version: int) -> Activity:
    """Open a closed activity again, because a figure was wrong."""
    activity = _held(activity, version)
    check_can_reopen(activity, account)
    if not reason.strip():
        raise Refused(_("Give a reason: it is kept with the decision."))
    activity.outcome, activity.closed_by, activity.closed_at = "", None, None
    _save(activity)
    audit.record(account, "reopen_activity", f"activity:{activity.pk}", {}, reason)
    return activity


def _held(activity: Activity, version: int) -> Activity:
    """The activity as it now is, held until this transaction ends."""
    found = Activity.objects.select_for_update(of=("self",)).select_related("unit", "duty__objective")
    current = found.get(pk=activity.pk)
    check_version(version, current.version)
    return current


def _save(activity: Activity) -> None:
    activity.version += 1
    activity.save()
