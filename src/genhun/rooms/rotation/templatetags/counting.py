"""How figures are written."""

from collections.abc import Sequence
from typing import Any

from django import template

register = template.Library()


@register.filter
def grouped(number: float | None) -> str:
    """A whole number in groups of three, a true minus sign before what is negative: `−1,234`."""
    if number is None:
        return ""
    return f"{number:,}".replace("-", "−")


@register.filter
def signed(number: int) -> str:
    """A difference with its sign: `+12`, `−7`, `0`."""
    return f"{number:+,}".replace("-", "−") if number else "0"


@register.filter
def at(row: Sequence[Any], place: int) -> Any:
    """What stands at a place of a row."""
    return row[place]
