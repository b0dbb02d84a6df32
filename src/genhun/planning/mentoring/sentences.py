"""The sentences of reasons and refusals of mentoring plans."""

from genhun.planning.telling import Broken, Part, Words

PARTS = {
    "no_mentor": Part(("有导师带教 {n}", "having a mentor saves {n}"), ("没有导师 {n}", "having no mentor costs {n}")),
    "distance": Part(("路程缩短 {n}", "a shorter way saves {n}"), ("路程 {n}", "the way costs {n}")),
    "other_unit": Part(("同单位带教 {n}", "one unit saves {n}"), ("跨单位带教 {n}", "two units cost {n}")),
    "level_gap": Part(("缩小职级差 {n}", "closer levels save {n}"), ("职级差过大 {n}", "levels far apart cost {n}")),
}
BROKEN = {
    "mentee": Broken("MEN-00", "本人不是新任党务工作者", "this person is no newcomer among the party-affairs workers"),
    "mentor": Broken("MEN-00", "所选人员不是党务工作者", "the person chosen is no party-affairs worker"),
    "newcomer": Broken("MEN-00", "所选人员本身是新任人员", "the person chosen is a newcomer too"),
    "months": Broken(
        "MEN-00",
        "导师任党务须满 {allowed} 个月（现 {got} 个月）",
        "a mentor needs {allowed} months on party posts (got {got})",
    ),
    "load": Broken("MEN-02", "每名导师至多带 {allowed} 人", "a mentor has at most {allowed} newcomers"),
    "circle": Broken(
        "MEN-03", "导师在交流圈 {got}，新任人员在 {allowed}", "the mentor's circle is {got}, the newcomer's {allowed}"
    ),
    "level": Broken(
        "MEN-04",
        "导师职级 {got}，低于新任人员的 {allowed}",
        "the mentor's level {got} is below the newcomer's {allowed}",
    ),
    "kin": Broken("MEN-05", "两人是亲属", "they are kin"),
}
ONLY = ("按规则只有这一名导师可选", "rules leave no other mentor")


def together(same_unit: bool, load: int, most: int) -> Words:
    """Where the mentor works and how many newcomers the mentor has."""
    zh, en = ("同单位", "in the same unit") if same_unit else ("同一交流圈的其他单位", "in another unit of the circle")
    return (
        f"导师在{zh}，带 {load} 人（上限 {most} 人）",
        f"the mentor works {en} and has {load} of at most {most} newcomers",
    )
