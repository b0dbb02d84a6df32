"""Seats tried out by hand: a draft is begun, edited one seat at a time, and saved as a plan of its own."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from genhun.core.group import Group
from genhun.records import audit
from genhun.records.errand import Answer
from genhun.records.models import Account, Person, Plan, Refusal, SeatWish, TrainingClass
from genhun.records.policies import Refused, Stale
from genhun.records.results import store
from genhun.records.scope import within
from genhun.rooms.training.actions.promises import keep_promise
from genhun.rooms.training.models import SeatDraft, Waiting
from genhun.rooms.training.policies import check_can_draft

MOST_EDITS = 500
Edit = tuple[str, str, str]


@transaction.atomic
def begin_draft(plan: Plan, account: Account) -> SeatDraft:
    """The account's open draft of a plan, begun if there is none. The plan itself is never touched."""
    check_can_draft(plan, account)
    draft, made = SeatDraft.objects.get_or_create(
        plan=plan, owner=account, saved_as=None, defaults={"unit_id": plan.unit_id}
    )
    if made:
        audit.record(account, "begin_draft", f"draft:{draft.pk}", {"plan": plan.pk})
    return draft


@transaction.atomic
def edit_draft(draft: SeatDraft, account: Account, version: int, edits: Sequence[Edit]) -> SeatDraft:
    """Put people into classes or take them out; several at once are one change. Rules are shown, not forced, here."""
    draft = _held(draft, account, version)
    for act, person, offered in edits:
        _check_known(draft, person, offered)
        if act == "add":
            _check_not_refused(person, offered)
        else:
            _check_not_promised(person, offered)
    if len(draft.edits) + len(edits) > MOST_EDITS:
        raise Refused(_("A draft holds at most %(n)s changes. Save it, or ask for a new plan.") % {"n": MOST_EDITS})
    return _keep(draft, account, [*draft.edits, *(list(edit) for edit in edits)], {"edits": [list(e) for e in edits]})


@transaction.atomic
def take_back_edit(draft: SeatDraft, account: Account, version: int, number: int) -> SeatDraft:
    """Take one change back; the others stay."""
    draft = _held(draft, account, version)
    if not 0 <= number < len(draft.edits):
        raise Refused(_("This change is not in the draft any more."))
    left = [edit for n, edit in enumerate(draft.edits) if n != number]
    return _keep(draft, account, left, {"back": draft.edits[number]})


@transaction.atomic
def save_draft(draft: SeatDraft, account: Account, version: int, reason: str, worked: tuple[Answer, Group]) -> Plan:
    """Enter a draft as a new verified plan with its reason; whoever waited and now has a seat waits no more."""
    draft = _held(draft, account, version)
    if not reason.strip():
        raise Refused(_("Give a reason: it is kept with the decision."))
    if not draft.edits:
        raise Refused(_("Nothing has been changed yet."))
    answered, group = worked
    plan = store(answered, group, draft.plan.unit, None, reason.strip()[:200])
    draft.saved_as, draft.version = plan, draft.version + 1
    draft.save(update_fields=["saved_as", "version"])
    seated = _seat_waiting(plan, account, reason.strip())
    detail = {"from": draft.plan_id, "plan": plan.pk, "edits": draft.edits, "cost": plan.cost, "seated": seated}
    audit.record(account, "save_draft", f"plan:{plan.pk}", detail, reason)
    return plan


def _seat_waiting(plan: Plan, account: Account, reason: str) -> list[int]:
    """Those who wait, or wish, and have their seats in the plan now: a person gave them, so that plans keep them."""
    seats = set(plan.lines.values_list("person_id", "training_class_id"))
    listed = Waiting.objects.filter(state=Waiting.State.WAITING).select_related("training_class")
    groups = [(w.training_class, list(w.people.all())) for w in listed.prefetch_related("people")]
    wished = SeatWish.objects.filter(state=SeatWish.State.ASKED).select_related("training_class", "person")
    groups += [(w.training_class, [w.person]) for w in wished]
    done = [(offered, people) for offered, people in groups if all((p.pk, offered.pk) in seats for p in people)]
    for offered, people in done:
        keep_promise(offered, people, account, reason)
    return sorted({person.pk for _offered, people in done for person in people})


def _held(draft: SeatDraft, account: Account, version: int) -> SeatDraft:
    """The draft as it now is, held until this transaction ends."""
    held = SeatDraft.objects.select_for_update(of=("self",)).select_related("plan__unit").get(pk=draft.pk)
    check_can_draft(held.plan, account)
    if held.saved_as_id is not None:
        raise Refused(_("This draft has been saved as a plan. Begin a new one from there."))
    if held.version != version:
        raise Stale(_("Somebody else has worked on this in the meantime. Look at it anew."))
    return held


def _check_known(draft: SeatDraft, person: str, offered: str) -> None:
    inside = Person.objects.filter(within("unit__path", draft.plan.unit.path), code=person)
    if not inside.exists() or not TrainingClass.objects.filter(code=offered).exists():
        raise Refused(_("Nobody in the part of this plan has this name or code."))


def _check_not_refused(person: str, offered: str) -> None:
    refused = Refusal.objects.filter(planner="training", person__code=person, training_class__code=offered).first()
    if refused:
        raise Refused(_("This seat was refused before: %(reason)s") % {"reason": refused.reason})


def _check_not_promised(person: str, offered: str) -> None:
    promised = SeatWish.objects.filter(state=SeatWish.State.PROMISED)
    wish = promised.filter(person__code=person, training_class__code=offered).select_related("person").first()
    if wish:
        words = _("This seat is promised to %(who)s. Take the promise back first, on the class's waiting list.")
        raise Refused(words % {"who": wish.person.name})


def _keep(draft: SeatDraft, account: Account, edits: list[list[str]], detail: dict[str, object]) -> SeatDraft:
    draft.edits, draft.version = edits, draft.version + 1
    draft.save(update_fields=["edits", "version"])
    audit.record(account, "edit_draft", f"draft:{draft.pk}", detail)
    return draft
