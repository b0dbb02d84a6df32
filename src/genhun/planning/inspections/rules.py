"""The rules of inspections as people read them, with where each comes from."""

from genhun.planning.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        id="INS-00",
        name_zh="各去一次",
        name_en="Each once",
        zh="六方面数据齐全的每个单位恰去一个单位，也恰接待一个单位。",
        en="Every unit with all six strengths visits exactly one unit and hosts exactly one.",
        source="docs/contract.md, Inspections; who takes part",
    ),
    Rule(
        id="INS-01",
        name_zh="不检查自己",
        name_en="Not itself",
        zh="单位不检查自己。",
        en="A unit does not visit itself.",
        source="docs/contract.md, Inspections",
    ),
    Rule(
        id="INS-02",
        name_zh="不互相检查",
        name_en="Not each other",
        zh="两个单位不互相检查。",
        en="No two units visit each other.",
        source="docs/contract.md, Inspections",
    ),
    Rule(
        id="INS-03",
        name_zh="不同上级",
        name_en="Different parents",
        zh="检查与被检查单位的上级不同；两个顶层单位视为同一上级。",
        en="Visitor and host have different parents; two roots count as the same parent.",
        source="docs/contract.md, Inspections",
    ),
)
