"""What leaves the room as a workbook: how governance stands unit by unit, and the problems raised."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genhun.formats.sheets import ListSheet, write_list
from genhun.records.governance import ARRANGEMENTS, State
from genhun.rooms.guidance.models import Problem
from genhun.rooms.guidance.queries.governance import KIND, Kept, group_of
from genhun.rooms.guidance.words import ARRANGEMENT_WORDS, group_words

STATE_WORDS: Mapping[State, Any] = {
    State.KEPT: gettext_lazy("Kept"),
    State.OTHERWISE: gettext_lazy("Not kept"),
    State.VACANT: gettext_lazy("Vacant post"),
}
"""How an arrangement stands; one that is not asked of a unit has an empty cell."""


def governance_list(found: Sequence[Kept], title: str) -> bytes:
    """A row a unit of which something is asked: where it belongs, each arrangement, the share kept in percent."""
    head = [_("Unit code"), _("Unit"), _("Tier"), _("Industry"), _("Board or not")]
    head += [str(ARRANGEMENT_WORDS[name]) for name in ARRANGEMENTS] + [_("Share kept (%)")]
    return write_list([ListSheet(_("Integration into governance")[:31], head, [_unit(one) for one in found], title)])


def _unit(one: Kept) -> list[str | int]:
    unit = one.unit
    states = [str(STATE_WORDS[one.states[name]]) if name in one.states else "" for name in ARRANGEMENTS]
    kind = group_words(KIND, group_of(one, KIND))
    return [unit.code, unit.name, unit.tier, unit.industry, kind, *states, round(100 * one.share)]


def problem_list(problems: Iterable[Problem]) -> bytes:
    """A row a problem, with what was tried and what came of it."""
    head = [_("Problem"), _("Unit"), _("Since when"), _("What happens, where and how often")]
    head += [_("What it costs production"), _("What was tried"), _("State"), _("What came of it")]
    return write_list([ListSheet(_("Problems raised"), head, [_problem(one) for one in problems])])


def _problem(one: Problem) -> list[str]:
    state = str(one.get_state_display())
    return [one.title, one.unit.name, f"{one.since:%Y-%m}", one.text, one.cost, one.tried, state, one.outcome]
