"""Who owes which days of training against which rule, by when: the rules as parameters with their sources.

Several rules hold at once, each with its own window: a year, five years, half a year after an appointment, a year after
a promotion. A rule whose figure is 0 does not apply. Days are coverage that a person still needs, never merit.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import ceil
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class DayParameter:
    """A figure that a group may set: its key, default and bounds, its names and where the default comes from."""

    key: str
    default: Fraction
    most: int
    zh: str
    en: str
    source: str
    decimals: bool = False


PARAMETERS: Mapping[str, DayParameter] = MappingProxyType(
    {
        p.key: p
        for p in (
            DayParameter(
                "cadre_days",
                Fraction(12),
                365,
                "一般干部每年培训天数",
                "Days a year of cadres who lead nobody",
                "《干部教育培训工作条例》（2023年修订）第十四条",
            ),
            DayParameter(
                "secretary_hours",
                Fraction(56),
                2_000,
                "基层书记每年集中培训学时",
                "Hours a year of secretaries",
                "《中国共产党党员教育管理工作条例》（2019年）",
            ),
            DayParameter(
                "five_years_hours",
                Fraction(550),
                5_000,
                "领导干部五年脱产培训学时",
                "Hours in five years of leading cadres",
                "《干部教育培训工作条例》（2023年修订）第十四条",
            ),
            DayParameter(
                "five_years_from",
                Fraction(2023),
                9_999,
                "五年周期起始年",
                "First year of the five",
                "《全国干部教育培训规划（2023—2027年）》",
            ),
            DayParameter(
                "leading_level",
                Fraction(3),
                100,
                "领导干部最低职级",
                "Lowest level that counts as leading",
                "由集团自定",
            ),
            DayParameter(
                "makeup_months",
                Fraction(12),
                120,
                "提任后补训期限（月）",
                "Months after a promotion to make up what was missing",
                "《干部教育培训工作条例》（2023年修订）第十四条",
            ),
            DayParameter(
                "induction_months",
                Fraction(6),
                120,
                "新任书记任职培训期限（月）",
                "Months in which a new secretary is trained",
                "《2019—2023年全国党员教育培训工作规划》",
            ),
            DayParameter(
                "hours_per_day",
                Fraction("7.5"),
                24,
                "每天折合学时",
                "Class hours that make a day",
                "《干部教育培训工作条例》第十四条：12天或者90学时",
                decimals=True,
            ),
            DayParameter(
                "leave_share",
                Fraction(1, 7),
                1,
                "请假上限（占总学时比例）",
                "Share of a class that may be missed",
                "《干部教育培训工作条例》（2023年修订）第十五条",
                decimals=True,
            ),
        )
    }
)


@dataclass(frozen=True, slots=True)
class DayRule:
    """A rule as people read it: its id, a short name, one sentence in each language, the parameters that it reads."""

    id: str
    name_zh: str
    name_en: str
    zh: str
    en: str
    parameters: tuple[str, ...]

    def name(self, language: str) -> str:
        """The name in a language given as Django writes it (`zh-hans`, `en`)."""
        return self.name_zh if language.startswith("zh") else self.name_en

    def text(self, language: str) -> str:
        """The sentence in a language."""
        return self.zh if language.startswith("zh") else self.en


RULES: Mapping[str, DayRule] = MappingProxyType(
    {
        rule.id: rule
        for rule in (
            DayRule(
                "DAY-01",
                "党务年度",
                "Party work, year",
                "党务工作者每年参加培训不少于规定天数（在规则表中设定）。",
                "A party-affairs worker has the days of the policy table each year.",
                (),
            ),
            DayRule(
                "DAY-02",
                "干部年度",
                "Cadre, year",
                "不担任领导职务的干部每年参加培训不少于规定天数。",
                "A cadre who leads nobody has so many days each year.",
                ("cadre_days", "leading_level"),
            ),
            DayRule(
                "DAY-03",
                "书记年度",
                "Secretary, year",
                "书记每年参加集中培训不少于规定学时。",
                "A secretary has so many class hours each year.",
                ("secretary_hours", "hours_per_day"),
            ),
            DayRule(
                "DAY-04",
                "五年",
                "Five years",
                "领导干部五年内参加脱产培训累计不少于规定学时。",
                "A leading cadre has so many class hours within the five years.",
                ("five_years_hours", "five_years_from", "leading_level", "hours_per_day"),
            ),
            DayRule(
                "DAY-05",
                "提任补训",
                "Make-up",
                "提任时未达到五年培训要求的，在提任后规定期限内补足。",
                "Who was promoted before the five years' hours were met makes them up within a time.",
                ("makeup_months", "five_years_hours", "leading_level", "hours_per_day"),
            ),
            DayRule(
                "DAY-06",
                "任职培训",
                "Induction",
                "新任书记在任职后规定期限内参加一次任职培训。",
                "A new secretary is trained once within a time after the appointment.",
                ("induction_months",),
            ),
        )
    }
)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the windows as whole numbers: days, months, years, a level."""

    cadre_days: int
    secretary_days: int
    five_years_days: int
    five_years_from: int
    leading_level: int
    makeup_months: int
    induction_months: int


@dataclass(frozen=True)
class Settings:
    """The figures of one group: what it has set, the defaults for the rest."""

    values: Mapping[str, Fraction] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Fraction:
        return self.values.get(key, PARAMETERS[key].default)

    def days(self, key: str) -> int:
        """Hours as whole days, part of a day counted as one."""
        return ceil(self[key] / max(self["hours_per_day"], Fraction(1)))

    @cached_property
    def figures(self) -> Figures:
        """What the windows are made of; worked out once for everybody."""
        return Figures(
            cadre_days=int(self["cadre_days"]),
            secretary_days=self.days("secretary_hours"),
            five_years_days=self.days("five_years_hours"),
            five_years_from=int(self["five_years_from"]),
            leading_level=ceil(self["leading_level"]),
            makeup_months=int(self["makeup_months"]),
            induction_months=int(self["induction_months"]),
        )


@dataclass(frozen=True, slots=True)
class Had:
    """Days of training that ended on a date, had or planned."""

    day: date
    days: int


@dataclass(frozen=True, slots=True)
class Trainee:
    """What the rules ask about one person; no date where one never was a secretary."""

    level: int
    level_since: date
    secretary_since: date | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """One rule for one person: `required` days in [since, until], those had, those that the plan gives."""

    rule: str
    since: date
    until: date
    required: int
    had: int
    planned: int

    @property
    def missing(self) -> int:
        """Days still owed."""
        return max(0, self.required - self.had)

    @property
    def left(self) -> int:
        """Days still owed if the plan is kept."""
        return max(0, self.missing - self.planned)

    @property
    def state(self) -> str:
        """`met`, `planned` (the plan covers what is missing) or `open`."""
        return "met" if not self.missing else "planned" if not self.left else "open"


def duties(
    trainee: Trainee, year: int, required: int, settings: Settings, had: Iterable[Had], planned: Iterable[Had] = ()
) -> tuple[Duty, ...]:
    """The duties of a party-affairs worker that touch a training year; `required` is the policy's `required_days`.

    Duties whose window ended before the year began are left out: they are history, not this year's work.
    """
    held, to_come = tuple(had), tuple(planned)
    return tuple(
        Duty(rule, since, until, days, _sum(held, since, until), _sum(to_come, since, until))
        for rule, since, until, days in _windows(trainee, year, required, settings.figures, held)
        if days and until >= date(year, 1, 1)
    )


def _windows(
    trainee: Trainee, year: int, required: int, figures: Figures, had: tuple[Had, ...]
) -> Iterator[tuple[str, date, date, int]]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    leading = trainee.level >= figures.leading_level
    yield "DAY-01", first, last, required
    if not leading:
        yield "DAY-02", first, last, figures.cadre_days
    if trainee.secretary_since and trainee.secretary_since <= last:
        yield "DAY-03", first, last, figures.secretary_days
    if leading:
        begin = figures.five_years_from
        begin += (year - begin) // 5 * 5
        yield "DAY-04", date(begin, 1, 1), date(begin + 4, 12, 31), figures.five_years_days
        yield from _makeup(trainee, figures, had)
    if trainee.secretary_since and figures.induction_months:
        until = months_after(trainee.secretary_since, figures.induction_months)
        yield "DAY-06", trainee.secretary_since, until, 1


def _makeup(trainee: Trainee, figures: Figures, had: tuple[Had, ...]) -> Iterator[tuple[str, date, date, int]]:
    """The hours of five years up to the promotion, made up after it; nothing where they were met by then."""
    promoted, months, days = trainee.level_since, figures.makeup_months, figures.five_years_days
    since = months_after(promoted, -60)
    if months and _sum(had, since, promoted) < days:
        yield "DAY-05", since, months_after(promoted, months), days


def _sum(rows: tuple[Had, ...], since: date, until: date) -> int:
    return sum([row.days for row in rows if since <= row.day <= until]) if rows else 0


def months_after(day: date, months: int) -> date:
    """The same day so many months later (earlier if negative), or the last day of a shorter month."""
    month = day.year * 12 + day.month - 1 + months
    year, month = month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(last, day.day))
        except ValueError:
            continue
    raise ValueError(f"no such month: {year}-{month}")


def withdrawn(absent: Fraction, days: int, settings: Settings) -> bool:
    """Whether somebody missed too much of a class to have attended it."""
    return absent > settings["leave_share"] * days
