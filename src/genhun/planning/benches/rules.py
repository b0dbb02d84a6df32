"""The rules of benches as people read them, with where each comes from."""

from genhun.planning.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        id="BEN-00",
        name_zh="后备席位",
        name_en="Places",
        zh="每个书记岗的后备名次从 1 起连续排列，不超过 bench_size 人。",
        en="The places on a bench are 1, 2, 3 without gaps, at most bench_size, for posts of secretaries only.",
        source="docs/contract.md, Benches; the form of benches.csv",
    ),
    Rule(
        id="BEN-01",
        name_zh="后备资格",
        name_en="Eligible",
        zh="后备人选现任岗位、同一交流圈、同级或低一级、非该岗现任、距退休不少于 6 期；成熟度据实填写。",
        en=(
            "A person on a bench holds an open post in the circle, is of its level or one below, not its "
            "holder, six periods from retirement; readiness as found."
        ),
        source=(
            "docs/contract.md, Benches; level stems from the regulations on selecting leading cadres, art. 9 (P-S6)"
        ),
    ),
    Rule(
        id="BEN-02",
        name_zh="后备次数",
        name_en="Load",
        zh="一人至多在 bench_load 个岗位的后备名单上。",
        en="Nobody is on more than bench_load benches.",
        source="docs/contract.md, Benches",
    ),
    Rule(
        id="BEN-03",
        name_zh="不重复",
        name_en="Once",
        zh="一人在同一名单上只出现一次。",
        en="Nobody is twice on a bench.",
        source="docs/contract.md, Benches",
    ),
    Rule(
        id="BEN-04",
        name_zh="亲属回避",
        name_en="Not kin",
        zh="后备人选不是该单位任何在职人员的亲属。",
        en="A person on a bench is not kin of anyone with an open appointment in the unit.",
        source="docs/contract.md, Benches; stems from the provisions on avoidance of civil servants (P-A1, P-A2)",
    ),
)
