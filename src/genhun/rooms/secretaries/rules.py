"""The figures of terms and elections, each with its source; a group may set its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from genhun.core.days import months_after
from genhun.rooms.secretaries.models import Term


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure that a group may set: its name, default, bounds and source."""

    key: str
    name: Any
    default: int
    least: int
    most: int
    source: Any


REGULATION = _("Regulations on primary Party organisations of state-owned enterprises (trial, 2019), article 5")
FIGURES: Mapping[str, Figure] = {
    figure.key: figure
    for figure in (
        Figure("committee_years", _("Term of a party committee, years"), 5, 1, 10, REGULATION),
        Figure("general_branch_years", _("Term of a general branch, years"), 3, 1, 10, REGULATION),
        Figure("branch_years", _("Term of a branch, years"), 3, 1, 10, REGULATION),
        Figure(
            "notice_months",
            _("Notice before a term ends, months"),
            6,
            0,
            24,
            _("Practice of reminding half a year before a term ends (Qizhi magazine, 2021)"),
        ),
        Figure(
            "shift_months",
            _("Longest extension or advance of an election, months"),
            12,
            0,
            24,
            _("Regulations on the work of elections in primary Party organisations (2020), article 3"),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class TermRules:
    """The figures as they are: the defaults with what the group has set."""

    values: Mapping[str, int] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> int:
        """One figure."""
        return self.values.get(key, FIGURES[key].default)

    def end_of(self, kind: str, start: date) -> date:
        """When a term that began on a day ends."""
        return months_after(start, 12 * self[f"{Term.Kind(kind)}_years"])

    def notice_of(self, term: Term) -> date:
        """From when on the next election is prepared."""
        return months_after(term.last_day, -self["notice_months"])

    def latest(self, term: Term) -> date:
        """The latest day to which a term can be extended."""
        return months_after(term.ends, self["shift_months"])

    def earliest(self, term: Term) -> date:
        """The earliest day on which the next election can be held."""
        return months_after(term.ends, -self["shift_months"])
