"""What the parts of a cost are called, and the reason of a line put into words from its points."""

from collections.abc import Mapping

from genhun.planning.outcome import Reason

NAMES = {
    "short": ("所缺天数", "missing days"),
    "no_induction": ("未参加入门班", "no induction class"),
    "distance": ("路途", "distance"),
    "surplus": ("超出天数", "days beyond the need"),
    "no_mentor": ("无导师", "no mentor"),
    "other_unit": ("导师在外单位", "a mentor from another unit"),
    "level_gap": ("职级差过大", "a wide gap of levels"),
    "empty_place": ("后备空缺", "an empty place"),
    "readiness": ("成熟程度", "readiness"),
    "gain": ("互学所得", "what can be learnt"),
}
"""Names of the parts of a cost, Chinese and English."""


def reasoned(kind: str, opening: tuple[str, str], gains: Mapping[str, int], forced_by: str = "") -> Reason:
    """A reason with its sentence: the opening (Chinese, English), then what it saves and costs, part by part."""
    zh, en = opening
    points = {part: n for part, n in gains.items() if n}
    for part, n in points.items():
        zh += f"；{NAMES[part][0]}{'省' if n > 0 else '费'} {abs(n)} 分"
        en += f"; {NAMES[part][1]} {'saves' if n > 0 else 'costs'} {abs(n)}"
    return Reason(kind=kind, gains=points, forced_by=forced_by, zh=zh + "。", en=en + ".")


def less(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """Points before less points after, by part: what is saved."""
    return {part: before.get(part, 0) - after.get(part, 0) for part in {**before, **after}}


def refused(rule: str, sentence: tuple[str, str]) -> Reason:
    """Why a line cannot stand: the rule that forbids it, in words."""
    return reasoned("forbidden", sentence, {}, rule)
