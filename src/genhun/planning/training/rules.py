"""The rules of training as people read them, with where each comes from."""

from genhun.planning.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        id="TRN-00",
        name_zh="参训人员",
        name_en="Who attends",
        zh="只安排培训年度内的党务工作者参加表内班次。",
        en="Only party-affairs workers of the training year attend, and only classes of the table.",
        source="docs/contract.md, Training; the workers and the form of training.csv",
    ),
    Rule(
        id="TRN-01",
        name_zh="名额",
        name_en="Seats",
        zh="一个班次的学员不超过名额。",
        en="Attendees of a class fit its seats.",
        source="docs/contract.md, Training",
    ),
    Rule(
        id="TRN-02",
        name_zh="不重叠",
        name_en="No overlap",
        zh="一人参加的班次没有同一天，也不重复参加同一班次。",
        en="A person's classes share no day, and no class is taken twice.",
        source="docs/contract.md, Training",
    ),
    Rule(
        id="TRN-03",
        name_zh="班次职级",
        name_en="Level",
        zh="学员职级在班次规定的最低与最高职级之间。",
        en="The person's level lies within the class's least and greatest level where given.",
        source="docs/contract.md, Training",
    ),
    Rule(
        id="TRN-04",
        name_zh="离岗比例",
        name_en="Absence",
        zh="一个单位同一天离岗的党务工作者不超过 absent_share，至少允许 1 人。",
        en="Workers of a unit away on a day are at most absent_share of them, and at least one is allowed.",
        source=(
            "docs/contract.md, Training; stems from the regulations on cadre training, art. 15: a class means "
            "absence from work (P-T5)"
        ),
    ),
    Rule(
        id="TRN-05",
        name_zh="生产高峰",
        name_en="Peaks",
        zh="本单位或上级单位的生产高峰期内不离岗参训。",
        en="Nobody is away on a day in a production peak of the own unit or of one above it.",
        source="docs/contract.md, Training",
    ),
    Rule(
        id="TRN-06",
        name_zh="入门班",
        name_en="Induction first",
        zh="入门班只面向新任党务工作者。",
        en="Induction classes are for newcomers only.",
        source=("docs/contract.md, Training; stems from the provision that new secretaries have an induction (P-T10)"),
    ),
)
