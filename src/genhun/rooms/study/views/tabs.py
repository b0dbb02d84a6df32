"""The parts of the room, on every page of it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

PARTS = (
    ("study:requirements", _("Requirements")),
    ("study:documents", _("Documents")),
    ("study:groups", _("Study groups")),
    ("study:recall", _("My two minutes")),
)


def tabs(here: str) -> list[dict[str, Any]]:
    """The tabs of the room, with the page that is open."""
    return [
        {"url": reverse(name), "label": label, "here": name == f"study:{here}", "count": None} for name, label in PARTS
    ]
