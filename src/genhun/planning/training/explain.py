"""Why each seat of a training plan stands: the days it gives, what it saves, and whether rules leave a choice.

The gain of a seat is exact: the cost of the plan without this seat less the cost of the plan. It works on any plan,
whoever made it; lines that no worker or class stands behind have no reason.
"""

from collections.abc import Sequence

from genhun.core.group import Group, TrainingClass
from genhun.planning.lines import Attendance
from genhun.planning.outcome import Reason
from genhun.planning.staff import Worker
from genhun.planning.telling import commonest, gains_told, sentence
from genhun.planning.training import sentences
from genhun.planning.training.accounts import Accounts, days_of
from genhun.planning.training.problem import INDUCTION


def why(group: Group, lines: Sequence[Attendance]) -> dict[Attendance, Reason]:
    """The reason of every seat of a plan, by line."""
    accounts = Accounts(group, lines)
    known = accounts.problem
    return {
        line: _reason(accounts, known.workers[line.person_id], known.classes[line.class_id])
        for line in lines
        if line.person_id in known.workers and line.class_id in known.classes
    }


def _reason(accounts: Accounts, worker: Worker, offered: TrainingClass) -> Reason:
    rest = list(accounts.taken[worker.person_id])
    rest.remove(offered)
    gains = accounts.change({worker.person_id: tuple(rest)})
    owed = max(0, accounts.problem.need[worker.person_id] - days_of(rest))
    inducts = "no_induction" in gains or (worker.newcomer and offered.kind == INDUCTION)
    rule = _only_choice(accounts, worker, offered)
    zh, en = sentence(
        sentences.needed(owed, offered.days),
        sentences.induction(inducts),
        sentences.only_class(offered.kind == INDUCTION) if rule else ("", ""),
        gains_told(gains, sentences.PARTS),
    )
    kind = "induction" if inducts else "days" if owed else "surplus"
    return Reason(kind, gains, rule, zh=zh, en=en)


def _only_choice(accounts: Accounts, worker: Worker, offered: TrainingClass) -> str:
    """The rule that most often bars the other classes of the kind, if all of them are barred; else empty."""
    barred, others = accounts.barred(worker), accounts.same_kind(offered)
    return commonest(barred[c.class_id] for c in others) if all(c.class_id in barred for c in others) else ""
