"""The figures of the rules of days as this group has set them."""

from fractions import Fraction

from genhun.core.days import PARAMETERS, Settings
from genhun.rooms.training.models import DaySetting


def day_settings() -> Settings:
    """What the group has set; the defaults for the rest. One query."""
    rows = DaySetting.objects.values_list("key", "value")
    return Settings({key: Fraction(value) for key, value in rows if key in PARAMETERS})


def day_sources() -> dict[str, str]:
    """The sources that the group gave for its own figures."""
    return dict(DaySetting.objects.exclude(source="").values_list("key", "source"))
