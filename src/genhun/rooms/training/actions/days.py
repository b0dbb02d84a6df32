"""Setting the figures of the rules of days."""

from collections.abc import Mapping
from fractions import Fraction

from django.db import transaction
from django.utils.translation import gettext as _

from genhun.core.days import PARAMETERS
from genhun.records import audit
from genhun.records.models import Account
from genhun.records.policies import TRAINERS, Refused
from genhun.records.scope import sees_all
from genhun.rooms.training.models import DaySetting


def check_can_set(account: Account) -> None:
    """The rules hold for the whole group, so they are set at its top."""
    if account.role not in TRAINERS or not sees_all(account):
        raise Refused(_("The rules hold for the whole group and are set by its training coordinator."))


@transaction.atomic
def set_days(account: Account, wanted: Mapping[str, tuple[Fraction, str]]) -> list[str]:
    """Keep figures with their sources; the keys of those that changed. A default set back is no setting any more."""
    check_can_set(account)
    known = {row.key: row for row in DaySetting.objects.select_for_update()}
    changed = {}
    for key, (value, source) in wanted.items():
        before = known.get(key)
        now = (text_of(value), source)
        default = (text_of(PARAMETERS[key].default), "")
        if now == ((before.value, before.source) if before else default):
            continue
        if now == default:
            DaySetting.objects.filter(key=key).delete()
        else:
            DaySetting.objects.update_or_create(key=key, defaults={"value": now[0], "source": source})
        changed[key] = {"from": before.value if before else default[0], "to": now[0], "source": source}
    if changed:
        audit.record(account, "set_days", "training:days", changed)
    return list(changed)


def text_of(value: Fraction) -> str:
    """A figure as it is kept: exact."""
    return str(value)
