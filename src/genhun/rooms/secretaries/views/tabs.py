"""The pages of the room beside each other."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

PAGES = (
    ("posts", _("Posts and benches")),
    ("terms", _("Terms and elections")),
    ("heads", _("Pairs of heads")),
    ("governance", _("Arrangements")),
    ("pipeline", _("Where secretaries come from")),
)


def tabs(here: str) -> list[dict[str, object]]:
    """The tabs of the room with the one that is open."""
    return [
        {"url": reverse(f"secretaries:{name}"), "label": label, "here": name == here, "count": None}
        for name, label in PAGES
    ]
