"""What a way of working has to show before it is settled further: the steps as data, and what they say of the facts.

exploration -> pilot -> interim provision -> norm. Each step asks for units, months and measured results; a stage that
lasts too long without good evidence is proposed for ending. The evidence proposes, a person decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

EXPLORATION, PILOT, INTERIM, NORM, RETIRED = "exploration", "pilot", "interim", "norm", "retired"
FORWARD, WAIT, KEEP, END = "forward", "wait", "keep", "end"
TEXT, UNITS, MONTHS, MEASURED, BETTER = "text", "units", "months", "measured", "better"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a step: its key, default and bounds, its names, and the reason for the default."""

    key: str
    default: int
    most: int
    zh: str
    en: str
    reason: str


FIGURES: Mapping[str, Figure] = MappingProxyType(
    {
        f.key: f
        for f in (
            Figure(
                "pilot_units",
                1,
                200,
                "转入试点：愿意试的单位数",
                "To pilot: units that will try",
                "没有单位愿意试，不算试点",
            ),
            Figure(
                "interim_units",
                2,
                200,
                "转入暂行规定：试点单位数",
                "To interim: units that tried",
                "一个单位的经验可能只适合它自己",
            ),
            Figure(
                "interim_months",
                6,
                120,
                "转入暂行规定：试点月数",
                "To interim: months of pilot",
                "半年才能看到一个完整的生产周期",
            ),
            Figure(
                "interim_measured",
                1,
                200,
                "转入暂行规定：有测量的结果数",
                "To interim: measured results",
                "没有前后数据，就只是看法",
            ),
            Figure(
                "norm_units",
                3,
                500,
                "转为规范：执行单位数",
                "To norm: units that applied",
                "规范要管全体，应在不同类型的单位都试过",
            ),
            Figure(
                "norm_months", 12, 120, "转为规范：暂行月数", "To norm: months as interim", "一年覆盖各个季节和检修期"
            ),
            Figure(
                "norm_measured",
                2,
                500,
                "转为规范：有测量的结果数",
                "To norm: measured results",
                "两处独立的结果才能排除偶然",
            ),
            Figure(
                "pilot_end",
                12,
                120,
                "试点满多少月仍无好结果即提议结束",
                "Pilot: months without good evidence until its end is proposed",
                "不为试点而试点：一年无成效就停",
            ),
            Figure(
                "interim_end",
                24,
                120,
                "暂行规定最长月数",
                "Interim provision: longest months",
                "各地规范性文件管理规定中暂行、试行文件有效期通例为两年",
            ),
            Figure("review_pilot", 6, 60, "试点评估周期（月）", "Pilot: months between reviews", "与最短试点期一致"),
            Figure(
                "review_interim",
                12,
                60,
                "暂行规定评估周期（月）",
                "Interim: months between reviews",
                "与最短暂行期一致",
            ),
            Figure(
                "review_norm", 24, 120, "规范评估周期（月）", "Norm: months between reviews", "两年一评，及时修订或废止"
            ),
        )
    }
)


@dataclass(frozen=True, slots=True)
class Stage:
    """What leads on from a stage: the stage after it, what that step asks, when its end is proposed, its reviews.

    `asks` maps a kind of evidence to the key of its figure.
    """

    then: str
    asks: Mapping[str, str]
    end: str = ""
    review: str = ""


STAGES: Mapping[str, Stage] = MappingProxyType(
    {
        EXPLORATION: Stage(PILOT, {UNITS: "pilot_units"}),
        PILOT: Stage(
            INTERIM,
            {UNITS: "interim_units", MONTHS: "interim_months", MEASURED: "interim_measured"},
            "pilot_end",
            "review_pilot",
        ),
        INTERIM: Stage(
            NORM,
            {UNITS: "norm_units", MONTHS: "norm_months", MEASURED: "norm_measured"},
            "interim_end",
            "review_interim",
        ),
        NORM: Stage("", {}, "", "review_norm"),
        RETIRED: Stage("", {}),
    }
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What there is on a day: whether a text is written, units that apply it, months in the stage, measured results.

    `better` and `worse` count the measured results that went the right way and the wrong way.
    """

    stage: str
    text: bool
    units: int
    months: int
    measured: int
    better: int
    worse: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the step asks: its kind, what is asked, what there is, and whether that is enough."""

    kind: str
    asked: int
    found: int
    met: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the evidence proposes (`forward`, `wait`, `keep`, `end`), the stage after it, and the facts."""

    act: str
    then: str
    facts: tuple[Fact, ...]


def propose(evidence: Evidence, figures: Mapping[str, int]) -> Proposal:
    """What the evidence says: on to the next stage if every fact is met, to the end if time ran out, else wait.

    A norm is kept unless what was measured went the wrong way more often than the right way.
    """
    stage = STAGES[evidence.stage]
    facts = tuple(_facts(evidence, stage, figures))
    if not stage.then:
        bad = evidence.stage == NORM and evidence.worse > evidence.better
        return Proposal(END, RETIRED, facts) if bad else Proposal(KEEP, evidence.stage, facts)
    if all(fact.met for fact in facts):
        return Proposal(FORWARD, stage.then, facts)
    if stage.end and evidence.months >= figures[stage.end]:
        return Proposal(END, RETIRED, facts)
    return Proposal(WAIT, evidence.stage, facts)


def _facts(evidence: Evidence, stage: Stage, figures: Mapping[str, int]) -> list[Fact]:
    found = {UNITS: evidence.units, MONTHS: evidence.months, MEASURED: evidence.measured}
    facts = [Fact(kind, figures[key], found[kind], found[kind] >= figures[key]) for kind, key in stage.asks.items()]
    if stage.then:
        facts.insert(0, Fact(TEXT, 1, int(evidence.text), evidence.text))
    if MEASURED in stage.asks:
        facts.append(Fact(BETTER, evidence.worse + 1, evidence.better, evidence.better > evidence.worse))
    return facts


def whole_months(start: tuple[int, int, int], day: tuple[int, int, int]) -> int:
    """Whole months from one day (year, month, day of month) to another; 0 if it lies before."""
    months = (day[0] - start[0]) * 12 + day[1] - start[1] - (day[2] < start[2])
    return max(0, months)
