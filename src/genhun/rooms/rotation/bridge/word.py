"""The word on a draft: which rules its edits break, what they cost, and the best ways out."""

from collections.abc import Sequence
from typing import Any

from genhun.rooms.rotation.bridge.repairs import Repair, repairs
from genhun.rooms.rotation.bridge.trial import Trial
from genhun.rooms.rotation.models import MoveDraft, Span
from genhun.rooms.rotation.queries.drafts import circles_of

MOST_MENDED = 3
Edits = Sequence[Sequence[Span]]


def word_on(draft: MoveDraft, edits: Edits) -> dict[str, Any]:
    """What the verifier finds about a draft with these edits; for the first people who break a rule also the ways out.

    Plain data, kept with the draft: `broken`, `parts` and `cost` against the plan, codes of people `changed`, and
    `repairs` by person.
    """
    if not edits:
        return {}
    trial = Trial(draft.plan, circles_of(draft, edits))
    ways = trial.ways(edits)
    verdict = trial.verdict(ways)
    people = list(dict.fromkeys(b.person for b in verdict.broken if b.person in ways))[:MOST_MENDED]
    return {
        "broken": [{"rule": b.rule, "person": b.person, "zh": b.zh, "en": b.en} for b in verdict.broken],
        "parts": dict(verdict.parts),
        "cost": verdict.cost,
        "changed": sorted(ways),
        "repairs": {p: [_plain(r) for r in repairs(trial, ways, verdict, p)] for p in people},
    }


def _plain(repair: Repair) -> dict[str, Any]:
    return {"kind": repair.kind, "spans": [list(span) for span in repair.spans], "cost": repair.cost}
