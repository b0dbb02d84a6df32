"""Moves tried out by hand: a draft is begun, edited one change at a time, and saved as a plan of its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from genhun.core.group import Group
from genhun.records import audit
from genhun.records.errand import Answer
from genhun.records.models import Account, Plan
from genhun.records.policies import Refused, Stale
from genhun.records.results import store
from genhun.rooms.rotation.models import MoveDraft, Span
from genhun.rooms.rotation.policies import check_can_edit, check_can_save, check_spans

MOST_EDITS = 200


@transaction.atomic
def begin_draft(plan: Plan, account: Account, *, moved_on: bool) -> MoveDraft:
    """The account's open draft of a plan, begun if there is none. The plan itself is never touched.

    `moved_on`: the records have changed since the plan was made.
    """
    check_can_edit(plan, account)
    draft, made = MoveDraft.objects.get_or_create(
        plan=plan, owner=account, saved_as=None, defaults={"unit_id": plan.unit_id, "moved_on": moved_on}
    )
    if draft.moved_on != moved_on:
        draft.moved_on = moved_on
        draft.save(update_fields=["moved_on"])
    if made:
        audit.record(account, "begin_move_draft", f"moves:{draft.pk}", {"plan": plan.pk})
    return draft


@transaction.atomic
def edit_draft(
    draft: MoveDraft, account: Account, version: int, spans: Sequence[Span], word: Mapping[str, Any]
) -> MoveDraft:
    """Lay spans over the ways of one or two people, as one change, with the word of the check on all of them.

    Rules are shown, not forced, here.
    """
    draft = _held(draft, account, version)
    if len(draft.edits) >= MOST_EDITS:
        raise Refused(_("A draft holds at most %(n)s changes. Save it, or ask for a new plan.") % {"n": MOST_EDITS})
    check_spans(draft, spans)
    edit = [list(span) for span in spans]
    return _keep(draft, account, [*draft.edits, edit], word, {"edit": edit})


@transaction.atomic
def take_back(draft: MoveDraft, account: Account, version: int, number: int, word: Mapping[str, Any]) -> MoveDraft:
    """Take one change back; the others stay."""
    draft = _held(draft, account, version)
    if not 0 <= number < len(draft.edits):
        raise Refused(_("This change is not in the draft any more."))
    left = [edit for n, edit in enumerate(draft.edits) if n != number]
    return _keep(draft, account, left, word, {"back": draft.edits[number]})


@transaction.atomic
def save_draft(
    draft: MoveDraft, account: Account, version: int, words: tuple[str, str], worked: tuple[Answer, Group]
) -> Plan:
    """Enter a draft as a new verified plan; `words` are its title and the reason."""
    draft = _held(draft, account, version)
    check_can_save(draft, account)
    title, reason = (word.strip() for word in words)
    if not reason:
        raise Refused(_("Give a reason: it is kept with the decision."))
    answered, group = worked
    plan = store(answered, group, draft.plan.unit, None, title[:200])
    draft.saved_as, draft.reason, draft.version = plan, reason[:300], draft.version + 1
    draft.save(update_fields=["saved_as", "reason", "version"])
    detail = {"from": draft.plan_id, "plan": plan.pk, "edits": draft.edits, "cost": plan.cost}
    audit.record(account, "save_move_draft", f"plan:{plan.pk}", detail, reason)
    return plan


@transaction.atomic
def discard_draft(draft: MoveDraft, account: Account, version: int) -> None:
    """Throw a draft away; what it held stays in the audit."""
    draft = _held(draft, account, version)
    audit.record(account, "discard_move_draft", f"plan:{draft.plan_id}", {"edits": draft.edits})
    draft.delete()


def _held(draft: MoveDraft, account: Account, version: int) -> MoveDraft:
    """The draft as it now is, held until this transaction ends."""
    held = MoveDraft.objects.select_for_update(of=("self",)).select_related("plan__unit").filter(pk=draft.pk).first()
    if held is None or held.version != version:
        raise Stale(_("Somebody else has worked on this in the meantime. Look at it anew."))
    check_can_edit(held.plan, account)
    if held.saved_as_id is not None:
        raise Refused(_("This draft has been saved as a plan. Begin a new one from there."))
    return held


def _keep(
    draft: MoveDraft, account: Account, edits: list[Any], word: Mapping[str, Any], detail: dict[str, Any]
) -> MoveDraft:
    draft.edits, draft.word, draft.version = edits, dict(word), draft.version + 1
    draft.save(update_fields=["edits", "word", "version", "changed_at"])
    audit.record(account, "edit_move_draft", f"moves:{draft.pk}", detail)
    return draft
