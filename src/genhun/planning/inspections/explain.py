"""Why each visit of a plan of inspections stands: what the visitor can learn by aspect, less the way.

The gain of a visit is exact: the cost of the plan without this visit less the cost of the plan. Such a plan breaks
INS-00, for every unit visits one; the figure says what this visit is worth, not what could be saved. It works on any
plan, whoever made it; visits of units that take no part have no reason.
"""

from collections.abc import Sequence

from genhun.core.group import Group
from genhun.planning.inspections.accounts import Accounts
from genhun.planning.inspections.sentences import ONLY, PARTS, ahead
from genhun.planning.lines import Visit
from genhun.planning.outcome import Reason
from genhun.planning.telling import gains_told, sentence


def why(group: Group, lines: Sequence[Visit]) -> dict[Visit, Reason]:
    """The reason of every visit of a plan, by line."""
    accounts = Accounts(group, lines)
    taking_part = accounts.number.keys()
    return {v: _reason(accounts, v) for v in lines if {v.visitor_id, v.host_id} <= taking_part}


def _reason(accounts: Accounts, visit: Visit) -> Reason:
    gains = {part: -n for part, n in accounts.points(visit.visitor_id, visit.host_id).items() if n}
    learnt = accounts.learnt(visit.visitor_id, visit.host_id)
    forced = accounts.hosts_open_to(visit.visitor_id) == 1
    zh, en = sentence(ahead(learnt), ONLY if forced else ("", ""), gains_told(gains, PARTS))
    return Reason("learn" if learnt else "pair", gains, "INS-03" if forced else "", zh=zh, en=en)
