"""The rules of session dates as people read them."""

from genhun.planning.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        id="SES-01",
        name_zh="工作日",
        name_en="Working day",
        zh="每次学习安排在方案起止日之间的工作日，避开节假日和另行指明的日子。",
        en="A session lies on a working day of the programme, on no holiday and on none of the days named as closed.",
        source="the programme's own dates; public holidays",
    ),
    Rule(
        id="SES-02",
        name_zh="间隔",
        name_en="Days between",
        zh="相邻两次学习至少相隔方案规定的天数。",
        en="Between two sessions lie at least the days that the programme asks for.",
        source="the programme",
    ),
    Rule(
        id="SES-03",
        name_zh="次数",
        name_en="Number",
        zh="每次学习恰有一个日期，先后次序不变。",
        en="Every session has exactly one day, in the order of the sessions.",
        source="the programme",
    ),
)
