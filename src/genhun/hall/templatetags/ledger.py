"""The parts that pages are put together from. How to write each is shown in docs/pages.md."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from genhun.hall import shell
from genhun.hall.icons import ICONS
from genhun.rooms.rotation.words import PLANNERS

register = template.Library()

# State -> tone, icon. The word comes from the model's own choices, so that a state is named once.
TONES: Mapping[str, tuple[str, str]] = {
    "draft": ("plain", "edit"),
    "verified": ("plain", "check"),
    "proposed": ("now", "document"),
    "adopted": ("ok", "check"),
    "rejected": ("error", "cross"),
    "superseded": ("plain", "dash"),
    "waiting": ("plain", "clock"),
    "running": ("now", "clock"),
    "done": ("ok", "check"),
    "failed": ("error", "alert"),
    "stopped": ("warn", "dash"),
    "preview": ("now", "edit"),
    "confirmed": ("ok", "check"),
    "aside": ("plain", "dash"),
    "refused": ("error", "alert"),
    "committed": ("ok", "check"),
    "undone": ("warn", "back"),
    "discarded": ("plain", "dash"),
    "now": ("ok", "check"),
    "soon": ("warn", "clock"),
    "later": ("plain", "clock"),
    "vacant": ("error", "alert"),
    "new": ("ok", "check"),
    "changed": ("warn", "edit"),
    "same": ("plain", "dash"),
    "gone": ("error", "cross"),
}
LAMPS = {"ok": ("check", _("Kept")), "warn": ("lock", _("Excused by a lock")), "broken": ("alert", _("Broken"))}
TRACKS = {
    "party": ("party", _("Party affairs")),
    "production": ("production", _("Production and operation")),
    "both": ("plain", _("Both lanes")),
}


@register.filter
def words(text: str) -> list[str]:
    """The words of a text, for short lists in templates."""
    return text.split()


@register.filter
def month(day: date | None) -> str:
    """A month as `2027-01`; nothing for no date."""
    return day.strftime("%Y-%m") if day else ""


@register.filter
def item(mapping: Mapping[Any, Any], key: object) -> object:
    """The value under a key; nothing if there is none."""
    return mapping.get(key, "")


@register.filter
def percent(share: float) -> str:
    """A share as a percentage with two decimals, one only from 10 % on: `0.42 %`."""
    return f"{share * 100:.2f} %" if abs(share) < 0.1 else f"{share * 100:.1f} %"


@register.filter
def grouped(number: float | None) -> str:
    """A whole number in groups of three, a true minus sign before what is negative: `−1,234`."""
    return "" if number is None else f"{number:,}".replace("-", "−")


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line icon. It is decoration: the word stands beside it."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>', ICONS[name]
    )


@register.simple_tag
def mark() -> SafeString:
    """The house mark: two lanes, one step apart."""
    return format_html(
        '<svg viewBox="0 0 26 26" aria-hidden="true" focusable="false">{}{}</svg>',
        SafeString('<rect class="soul" x="2" y="3" width="14" height="8" rx="2"/>'),
        SafeString('<rect class="root" x="10" y="15" width="14" height="8" rx="2"/>'),
    )


@register.simple_tag
def badge(state: str, word: object) -> SafeString:
    """A state as icon and word: `{% badge plan.state plan.get_state_display %}`."""
    tone, name = TONES.get(state, ("plain", "dash"))
    return format_html('<span class="badge badge-{}">{}{}</span>', tone, icon(name), word)


@register.simple_tag
def track_badge(track: str) -> SafeString:
    """The lane of a post as a word in the lane's colour."""
    tone, word = TRACKS.get(track, ("plain", track))
    return format_html('<span class="badge badge-{}">{}</span>', tone, word)


@register.simple_tag
def lamp(state: str, rule: str, sentence: object) -> SafeString:
    """One rule lamp: `ok`, `warn` (excused by a lock) or `broken`, with the rule's id and a sentence."""
    name, word = LAMPS[state]
    return format_html(
        '<li class="lamp lamp-{}">{}<span><span class="unseen">{}: </span>{} <span class="rule">{}</span></span></li>',
        state,
        icon(name),
        word,
        sentence,
        rule,
    )


@register.simple_tag(takes_context=True)
def theme(context: RequestContext) -> str:
    """`light`, `dark`, or empty for the system's wish."""
    return shell.choice(context["request"], shell.THEME)


@register.simple_tag(takes_context=True)
def row_height(context: RequestContext) -> str:
    """`wide`, `middle` or `narrow` rows, as the reader chose."""
    return shell.choice(context["request"], shell.ROWS)


@register.inclusion_tag("hall/parts/topbar.html", takes_context=True)
def topbar(context: RequestContext) -> dict[str, object]:
    """The bar at the top: the areas that this account may open, search, language, account."""
    return shell.topbar(context["request"])


@register.inclusion_tag("hall/parts/trail.html", takes_context=True)
def trail(context: RequestContext, unit: Any, leaf: str = "") -> dict[str, object]:
    """The way from the reader's own top unit down to this one, or to a `leaf` below it."""
    return {"steps": shell.trail(context["request"].user, unit, leaf)}


@register.inclusion_tag("hall/parts/empty.html")
def empty(why: str, url: str = "", label: str = "", hint: str = "") -> dict[str, str]:
    """An empty state: why there is nothing, and the one thing to do about it."""
    return {"why": why, "url": url, "label": label, "hint": hint}


READINESS = {"now": _("Ready now"), "soon": _("Ready soon"), "later": _("Ready later")}


@register.simple_tag
def readiness(state: str) -> SafeString:
    """How ready somebody on a bench is, as icon and word."""
    return badge(state, READINESS.get(state, state))


@register.simple_tag
def planner_name(key: str) -> object:
    """What a planner is called."""
    return PLANNERS.get(key, key)
