"""The rules of mentoring as people read them, with where each comes from."""

from genhun.planning.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        id="MEN-00",
        name_zh="结对资格",
        name_en="Who pairs",
        zh="学员是新任党务工作者；导师是任党务满 mentor_months 个月、非新任、年内不退休的党务工作者。",
        en=(
            "A mentee is a newcomer; a mentor is a worker with mentor_months on party posts, no newcomer, not "
            "retiring within the year."
        ),
        source="docs/contract.md, Mentoring; mentees and mentors",
    ),
    Rule(
        id="MEN-01",
        name_zh="一名导师",
        name_en="One mentor",
        zh="每名新任者至多一名导师。",
        en="A newcomer has at most one mentor.",
        source="docs/contract.md, Mentoring",
    ),
    Rule(
        id="MEN-02",
        name_zh="带教人数",
        name_en="Load",
        zh="每名导师至多带 mentor_load 名新任者。",
        en="A mentor has at most mentor_load newcomers.",
        source="docs/contract.md, Mentoring",
    ),
    Rule(
        id="MEN-03",
        name_zh="同一交流圈",
        name_en="Same circle",
        zh="导师与新任者在同一交流圈。",
        en="Mentor and newcomer are in one circle.",
        source="docs/contract.md, Mentoring",
    ),
    Rule(
        id="MEN-04",
        name_zh="导师职级",
        name_en="Level",
        zh="导师职级不低于新任者。",
        en="The mentor's level is not below the newcomer's.",
        source="docs/contract.md, Mentoring",
    ),
    Rule(
        id="MEN-05",
        name_zh="亲属回避",
        name_en="Not kin",
        zh="导师与新任者没有亲属关系。",
        en="Mentor and newcomer are not kin.",
        source="docs/contract.md, Mentoring; stems from the provisions on avoidance of civil servants (P-A1)",
    ),
)
