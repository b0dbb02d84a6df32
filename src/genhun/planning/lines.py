"""The lines of the five plans, as the contract's tables out hold them, for solvers, verifiers, files and records."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

RESERVE, RETIRED = "reserve", "retired"
PLANNERS = ("rotation", "training", "mentoring", "benches", "inspections")


@dataclass(frozen=True, slots=True, order=True)
class Stint:
    """A person in a post (or `reserve`, `retired`) in the periods [from_period, to_period)."""

    person_id: str
    post_id: str
    from_period: int
    to_period: int


@dataclass(frozen=True, slots=True, order=True)
class Attendance:
    """A person in a class."""

    person_id: str
    class_id: str


@dataclass(frozen=True, slots=True, order=True)
class Pairing:
    """A newcomer with the mentor."""

    mentee_id: str
    mentor_id: str


@dataclass(frozen=True, slots=True, order=True)
class BenchPlace:
    """A person on the bench of a post; `place` counts from 1, `readiness` is `now`, `soon` or `later`."""

    post_id: str
    place: int
    person_id: str
    readiness: str


@dataclass(frozen=True, slots=True, order=True)
class Visit:
    """One unit visits another."""

    visitor_id: str
    host_id: str


LINE_TYPES: Mapping[str, Any] = MappingProxyType(
    {"rotation": Stint, "training": Attendance, "mentoring": Pairing, "benches": BenchPlace, "inspections": Visit}
)
"""What a line of each planner's plan is; its fields stand in the order of the table's columns."""
