"""Planted plans: small problems built around a plan that keeps every rule, so that "no plan" is a failure."""

from collections.abc import Callable
from random import Random
from typing import Any

from tests.planning.planted.benches import planted_benches
from tests.planning.planted.inspections import planted_inspections
from tests.planning.planted.mentoring import planted_mentoring
from tests.planning.planted.rotation import planted_rotation
from tests.planning.planted.training import planted_training

from genhun.core.group import Group

PLANTED: dict[str, Callable[[Random], tuple[Group, tuple[Any, ...]]]] = {
    "rotation": planted_rotation,
    "training": planted_training,
    "mentoring": planted_mentoring,
    "benches": planted_benches,
    "inspections": planted_inspections,
}

__all__ = [
    "PLANTED",
    "planted_benches",
    "planted_inspections",
    "planted_mentoring",
    "planted_rotation",
    "planted_training",
]
