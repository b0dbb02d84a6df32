"""Drafting norms, changing their texts, deciding their steps, saying who applies them and how that went."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from genhun.core.evidence import FIGURES, STAGES
from genhun.records import audit
from genhun.records.models import Account, Norm, NormStep, NormText, NormUse, Requirement, Unit
from genhun.records.policies import Refused, Stale
from genhun.rooms.guidance.actions.exchange import fresh
from genhun.rooms.guidance.models import EvidenceFigure, Practice, Target
from genhun.rooms.guidance.policies import check_can_apply, check_can_set_figures, check_can_steer, check_can_step
from genhun.rooms.guidance.queries.norms import figures, standing


@transaction.atomic
def draft_norm(
    account: Account,
    unit: Unit,
    facts: Mapping[str, Any],
    text: str,
    requirements: Iterable[Requirement] = (),
    practice: Practice | None = None,
) -> Norm:
    """Begin an exploration, with or without a first text, from a practice or not."""
    check_can_steer(account, unit)
    norm = Norm.objects.create(unit=unit, **facts)
    norm.requirements.set(requirements)
    if text:
        NormText.objects.create(norm=norm, ordinal=1, since=norm.since, text=text)
    if practice:
        Practice.objects.filter(pk=practice.pk).update(norm=norm)
    audit.record(account, "draft_norm", f"norm:{norm.pk}", {"unit": unit.code, "title": norm.title})
    return norm


@transaction.atomic
def change_text(account: Account, norm: Norm, version: int, text: str, why: str, since: date) -> NormText:
    """Put a new text in force; the old ones stay.

    A settled norm is revised by that: a step of its own with the evidence of the day, and its next review counts anew.
    """
    held = fresh(norm, version)
    check_can_step(held, account)
    last = held.texts.order_by("-ordinal").first()
    if last and last.text == text:
        raise Refused(_("This is the text that is in force already."))
    if last and since < last.since:
        raise Refused(_("The text before it is in force since %(day)s.") % {"day": last.since})
    if held.stage == Norm.Stage.NORM:
        _revise(account, held, why, since)
    held.save()
    fresh_text = NormText.objects.create(
        norm=held, ordinal=last.ordinal + 1 if last else 1, since=since, text=text, why=why
    )
    audit.record(account, "change_text", f"norm:{held.pk}", {"ordinal": fresh_text.ordinal}, why)
    return fresh_text


def _revise(account: Account, held: Norm, why: str, since: date) -> None:
    facts = [asdict(fact) for fact in standing(held, since).proposal.facts]
    NormStep.objects.create(
        norm=held, before=held.stage, after=held.stage, on=since, reason=why, facts=facts, revised=True,
        decided_by=account,
    )  # fmt: skip
    held.review = next_review(held.stage, since)


@transaction.atomic
def decide_step(account: Account, norm: Norm, version: int, after: str, reason: str, today: date) -> NormStep:
    """A person decides what becomes of a norm: the next stage, the same one for another while, or its end."""
    held = fresh(norm, version)
    check_can_step(held, account)
    found = standing(held, today)
    if after not in possible(held):
        raise Refused(_("From “%(stage)s” it cannot go there.") % {"stage": held.get_stage_display()})
    if after not in {held.stage, Norm.Stage.RETIRED} and not found.evidence.text:
        raise Refused(_("There is no text yet. Write one before units try it."))
    facts = [asdict(fact) for fact in found.proposal.facts]
    step = NormStep.objects.create(
        norm=held,
        before=held.stage,
        after=after,
        on=today,
        reason=reason,
        facts=facts,
        against=after != found.proposal.then,
        decided_by=account,
    )
    if held.stage != after:
        held.stage, held.since = after, today
    held.review = next_review(after, today)
    held.save()
    audit.record(account, "decide_step", f"norm:{held.pk}", {"from": step.before, "to": after, "facts": facts}, reason)
    return step


def possible(norm: Norm) -> list[str]:
    """The stages that a person may decide on: the next one, the same one after a review, the end."""
    then = STAGES[norm.stage].then
    return [stage for stage in (then, norm.stage, Norm.Stage.RETIRED.value) if stage]


def next_review(stage: str, today: date) -> date | None:
    """The day on which a stage is looked at again; none where nothing is to be looked at."""
    key = STAGES[stage].review
    if not key:
        return None
    months = today.month - 1 + figures()[key]
    return date(today.year + months // 12, months % 12 + 1, min(today.day, 28))


@transaction.atomic
def apply_norm(account: Account, norm: Norm, unit: Unit, version: int, facts: Mapping[str, Any]) -> NormUse:
    """Say that a unit applies a norm, where it departs from it, and what came of it; version 0: for the first time."""
    check_can_apply(norm, unit, account)
    held = NormUse.objects.select_for_update().filter(norm=norm, unit=unit).first()
    if (held.version if held else 0) != version:
        raise Stale(_("Somebody changed this in the meantime. Nothing was written; look at it as it stands now."))
    use = held or NormUse(norm=norm, unit=unit, version=0)
    for name, value in facts.items():
        setattr(use, name, value)
    use.version += 1
    use.save()
    audit.record(account, "apply_norm", f"norm:{norm.pk}", {"unit": unit.code, "outcome": use.outcome}, use.result)
    return use


@transaction.atomic
def set_figures(account: Account, wanted: Mapping[str, tuple[int, str]]) -> list[str]:
    """Keep the figures of the steps with their reasons; the keys of those that changed."""
    check_can_set_figures(account)
    known = {row.key: (row.value, row.reason) for row in EvidenceFigure.objects.select_for_update()}
    changed = {}
    for key, (value, reason) in wanted.items():
        default = (FIGURES[key].default, FIGURES[key].reason)
        if (value, reason) == known.get(key, default):
            continue
        if (value, reason) == default:
            EvidenceFigure.objects.filter(key=key).delete()
        else:
            EvidenceFigure.objects.update_or_create(key=key, defaults={"value": value, "reason": reason})
        changed[key] = {"from": known.get(key, default)[0], "to": value, "reason": reason}
    if changed:
        audit.record(account, "set_evidence", "guidance:figures", changed)
    return list(changed)


@transaction.atomic
def set_target(account: Account, unit: Unit, arrangement: str, percent: int, by: date, reason: str) -> Target:
    """Say in which share of the units of a part an arrangement is to be kept by when."""
    check_can_steer(account, unit)
    target, _made = Target.objects.update_or_create(
        unit=unit, arrangement=arrangement, defaults={"percent": percent, "by": by, "reason": reason}
    )
    detail = {"arrangement": arrangement, "percent": percent, "by": str(by)}
    audit.record(account, "set_target", f"unit:{unit.code}", detail, reason)
    return target
