"""How figures are written."""

from django import template

register = template.Library()


@register.filter
def grouped(number: float | None) -> str:
    """A whole number in groups of three, a true minus sign before what is negative: `−1,234`."""
    if number is None:
        return ""
    return f"{number:,}".replace("-", "−")
