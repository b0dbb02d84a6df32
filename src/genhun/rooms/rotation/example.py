"""Made-up content of the room for the demo, made through its own acts."""

from datetime import date
from typing import Any

from genhun.records.models import Account, Role, Tenure, Unit
from genhun.rooms.rotation.actions.locks import add_lock
from genhun.rooms.rotation.actions.wishes import record_wish
from genhun.rooms.rotation.models import Wish

LOCKS = (
    (date(2027, 1, 1), date(2028, 1, 1), "改制项目收尾，任务完成前不作调整"),
    (date(2027, 1, 1), date(2027, 7, 1), "巡察整改期间保持班子稳定"),
)
WISHES: tuple[dict[str, Any], ...] = (
    {"kind": Wish.Kind.LANE, "track": "party", "words": "希望到基层党务岗位锻炼"},
    {"kind": Wish.Kind.LANE, "track": "production", "words": "希望回生产一线，熟悉新产线"},
    {"kind": Wish.Kind.STAY, "words": "孩子升学，两年内希望留在本地"},
    {"kind": Wish.Kind.POST, "words": "愿意到项目部任职"},
)


def fill(root: Unit) -> None:
    """Fill the room below a unit, as a personnel officer would."""
    officer = Account.objects.filter(role=Role.PERSONNEL_OFFICER, unit=root).order_by("pk").first()
    if officer is None:
        return
    held = Tenure.objects.filter(end=None, post__fixed=False, person__young=True, person__locks=None)
    chosen = list(held.select_related("person", "post").order_by("pk")[: len(LOCKS) + len(WISHES)])
    for tenure, (start, end, reason) in zip(chosen, LOCKS, strict=False):
        if tenure.post is not None:
            add_lock(tenure.person, tenure.post, (start, end), reason, officer)
    for tenure, wish in zip(chosen[len(LOCKS) :], WISHES, strict=False):
        record_wish(tenure.person, Wish(stated_on=date(2026, 9, 15), **wish), officer)
