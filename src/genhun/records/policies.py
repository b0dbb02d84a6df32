"""Who may do what. A check raises `Refused` with the reason that the page shows on the disabled button."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from genhun.core.errors import GenhunError
from genhun.records.models import Account, Correction, ImportBatch, Job, Person, Plan, PlanLine, Role, Unit
from genhun.records.scope import lines_of, sees_all

EVERYONE = frozenset(Role)
OFFICES = EVERYONE - {Role.CADRE}
"""Who works with a part of the organisation; a cadre sees only the own file."""
OFFICERS = frozenset({Role.GROUP_OFFICER, Role.PERSONNEL_OFFICER, Role.TRAINING_COORDINATOR})
PERSONNEL = frozenset({Role.GROUP_OFFICER, Role.PERSONNEL_OFFICER})
TRAINERS = frozenset({Role.GROUP_OFFICER, Role.TRAINING_COORDINATOR})

MAKERS = {
    "rotation": PERSONNEL,
    "benches": PERSONNEL,
    "training": TRAINERS,
    "mentoring": TRAINERS,
    "inspections": TRAINERS,
}
"""Who asks for, proposes, adopts and rejects the plans of each planner."""

ACTIONS: dict[str, frozenset[Role]] = {
    "import": OFFICERS,
    "export": OFFICES - {Role.READER},
    "refuse_line": OFFICERS | {Role.UNIT_SECRETARY},
    "open_account": frozenset({Role.GROUP_OFFICER}),
    "see_audit": frozenset({Role.GROUP_OFFICER}),
}
"""Who does the rest."""


class Refused(GenhunError):  # noqa: N818 - an answer, not a fault
    """Something that this account may not do, or not now; `reason` says why and what to do instead."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Stale(Refused):
    """The page that was sent is older than the record: somebody else, or the same click twice, was first."""


def why_not(check: Callable[..., None], *about: Any) -> str:
    """The reason against an act, empty if it is allowed: what a template shows on the button."""
    try:
        check(*about)
    except Refused as refused:
        return refused.reason
    return ""


def check_role(action: str, account: Account) -> None:
    """Whether the account's role does this at all."""
    allow(account, ACTIONS[action])


def allow(account: Account, roles: frozenset[Role]) -> None:
    """Whether the account has one of the roles."""
    if account.role not in roles:
        names = "、".join(str(role.label) for role in Role if role in roles)
        raise Refused(_("This is done by: %(roles)s.") % {"roles": names})


def check_in_part(unit: Unit, account: Account) -> None:
    """Whether a unit lies in the account's part."""
    if account.unit is None or not unit.path.startswith(account.unit.path):
        raise Refused(_("This lies outside your part of the organisation."))


def check_can_import(account: Account) -> None:
    """Tables of the whole group are taken in at the top, where what clashes can be judged."""
    check_role("import", account)
    if not sees_all(account):
        raise Refused(_("Data are taken in at the top of the group. Send the file to the group's office."))


def check_can_commit(batch: ImportBatch, account: Account) -> None:
    """A preview without faults is committed once."""
    check_can_import(account)
    if batch.state != ImportBatch.State.PREVIEW:
        raise Refused(_("This file is no longer waiting to be confirmed: %(state)s.") % {"state": _state(batch)})


def check_can_undo(batch: ImportBatch, account: Account) -> None:
    """The latest import is undone; an older one only after those that came later."""
    check_can_import(account)
    if batch.state != ImportBatch.State.COMMITTED:
        raise Refused(_("Only an import that was confirmed can be undone: %(state)s.") % {"state": _state(batch)})
    later = ImportBatch.objects.filter(state=ImportBatch.State.COMMITTED, committed_at__gt=batch.committed_at).first()
    if later:
        raise Refused(_("%(name)s was imported later. Undo that first.") % {"name": later.name})


def _state(batch: ImportBatch) -> str:
    return str(ImportBatch.State(batch.state).label)


def check_can_request(planners: list[str], unit: Unit, account: Account) -> None:
    """Whether the account may ask for plans of these planners for this part."""
    for planner in planners:
        allow(account, MAKERS[planner])
    check_in_part(unit, account)


def check_can_stop(job: Job, account: Account) -> None:
    """A job that waits or runs is stopped by those who may ask for it."""
    if job.state not in {Job.State.WAITING, Job.State.RUNNING}:
        raise Refused(_("This run has already ended."))
    for planner in job.request.get("planners", []):
        allow(account, MAKERS[planner])


def check_can_propose(plan: Plan, account: Account) -> None:
    """A verified plan is put forward."""
    _check_decision(plan, account, {Plan.State.VERIFIED}, _("Only a verified plan can be proposed."))


def check_can_adopt(plan: Plan, account: Account) -> None:
    """A plan that was put forward is adopted, if no line of it was refused."""
    _check_decision(plan, account, {Plan.State.PROPOSED}, _("Only a proposed plan can be adopted."))


def check_can_reject(plan: Plan, account: Account) -> None:
    """A plan is rejected before it is adopted."""
    open_states = {Plan.State.VERIFIED, Plan.State.PROPOSED}
    _check_decision(plan, account, open_states, _("Only a plan that is not yet decided can be rejected."))


def _check_decision(plan: Plan, account: Account, states: set[Plan.State], otherwise: str) -> None:
    allow(account, MAKERS[plan.planner])
    check_in_part(plan.unit, account)
    if plan.state not in states:
        raise Refused(otherwise + " " + _("It is now: %(state)s.") % {"state": Plan.State(plan.state).label})


def check_can_refuse(line: PlanLine, account: Account) -> None:
    """A line of an undecided plan that touches the own part is refused; secretaries answer once it is proposed."""
    check_role("refuse_line", account)
    plan = line.plan
    secretary = account.role == Role.UNIT_SECRETARY
    states = {Plan.State.PROPOSED} if secretary else {Plan.State.VERIFIED, Plan.State.PROPOSED}
    if plan.state not in states:
        raise Refused(
            _("Lines are refused before the plan is decided. It is now: %(state)s.")
            % {"state": Plan.State(plan.state).label}
        )
    if not secretary:
        allow(account, MAKERS[plan.planner])
    if not lines_of(account, plan).filter(pk=line.pk).exists():
        raise Refused(_("This lies outside your part of the organisation."))
    if plan.planner == "inspections":
        raise Refused(_("Visits hang together in one round. Reject the plan instead."))
    if line.refused:
        raise Refused(_("This line was already refused."))
    if plan.planner == "rotation" and not line.entry:
        raise Refused(_("Nobody is moved here: the person stays. Only a move can be refused."))


def check_can_export(account: Account) -> None:
    """Lists of people leave the system only in the hands of those who work with them."""
    check_role("export", account)


def own_person(account: Account) -> Person:
    """The person of an account. Raises Refused where no file is linked."""
    if account.person is None:
        raise Refused(_("No file is linked to this account. Ask the office that opened it."))
    return account.person


def check_can_answer_correction(correction: Correction, account: Account) -> None:
    """Personnel officers answer for their part, but nobody the own request."""
    allow(account, PERSONNEL)
    if correction.person.unit is not None:
        check_in_part(correction.person.unit, account)
    if correction.person_id == account.person_id:
        raise Refused(_("Somebody else answers your own request."))
    if correction.state != Correction.State.WAITING:
        state = Correction.State(correction.state).label
        raise Refused(_("This request is no longer waiting: %(state)s.") % {"state": state})
