"""The sentences of reasons and refusals of inspections."""

from collections.abc import Mapping

from genhun.core.aspects import Aspect
from genhun.planning.telling import Broken, Part, Words

PARTS = {
    "distance": Part(("路程缩短 {n}", "a shorter way saves {n}"), ("路程 {n}", "the way costs {n}")),
    "gain": Part(("可学之处 {n}", "what can be learnt is worth {n}"), ("可学之处减少 {n}", "less to learn costs {n}")),
}
BROKEN = {
    "unit": Broken(
        "INS-00",
        "单位 {got} 六方面数据不齐全，不参加互查",
        "unit {got} has not all six strengths and takes no part",
    ),
    "itself": Broken("INS-01", "单位不检查自己", "a unit does not visit itself"),
    "parents": Broken("INS-03", "两个单位同属一个上级（{got}）", "both units have the same parent ({got})"),
    "roots": Broken("INS-03", "两个单位都是顶层单位，视为同一上级", "both units are roots and count as of one parent"),
    "each_other": Broken(
        "INS-02",
        "所选单位已检查本单位，两个单位不互相检查；没有找到避开这一点的调换办法",
        "the host visits this unit, no two units visit each other, and no exchange was found that avoids it",
    ),
    "exchange": Broken(
        "INS-00",
        "每个单位恰去一个、恰接待一个单位；没有找到能安排这次检查的调换办法",
        "each unit visits one and hosts one; no exchange was found that makes room for this visit",
    ),
}
ONLY = ("按规则只有这一个单位可去", "rules leave no other host")
ENGLISH = {
    Aspect.STUDY: "study",
    Aspect.GUIDANCE: "guidance",
    Aspect.TRAINING: "training",
    Aspect.SECRETARIES: "secretaries",
    Aspect.ROTATION: "rotation",
    Aspect.RESPONSIBILITY: "responsibility",
}


def ahead(learnt: Mapping[Aspect, int]) -> Words:
    """In which aspects the host is ahead, and how far."""
    if not learnt:
        return "各方面均不低于被检查单位", "the host is ahead in no aspect"
    chinese = "、".join(f"{aspect.zh}高 {n}" for aspect, n in learnt.items())
    english = ", ".join(f"{ENGLISH[aspect]} {n}" for aspect, n in learnt.items())
    return f"被检查单位{chinese}", f"the host is ahead in {english}"
