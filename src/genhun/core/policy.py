"""The parameters of the planners: every number of the contract that a group may change, with its default.

A key that stands in the `policy` table overrides the default here. Values are whole numbers, decimals held exactly,
or a month.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from genhun.core.calendar import Month, month_of

Value = int | Fraction | Month


@dataclass(frozen=True, slots=True)
class Parameter:
    """One row that the `policy` table may hold: its key, kind, default and bounds, and its name in Chinese."""

    key: str
    kind: str  # "integer", "share", "month", "flag"
    default: Value
    zh: str
    least: int = 0
    most: int = 1_000_000


PARAMETERS: Mapping[str, Parameter] = MappingProxyType(
    {
        p.key: p
        for p in (
            Parameter("rotation_start", "month", month_of(2027, 1), "轮岗起始月"),
            Parameter("periods", "integer", 10, "规划半年期数", 1, 40),
            Parameter("min_stay", "integer", 4, "最短任职期数"),
            Parameter("promotion_stay", "integer", 4, "晋升前任现职级期数"),
            Parameter("promotion_left", "integer", 4, "晋升时距退休期数"),
            Parameter("entry_share", "share", Fraction("0.34"), "单位每期调入比例上限"),
            Parameter("home_avoidance", "flag", 0, "籍贯地回避"),
            Parameter("vacancy_base", "integer", 20, "空缺基数"),
            Parameter("vacancy_level", "integer", 10, "空缺职级系数"),
            Parameter("move", "integer", 6, "调动"),
            Parameter("new_track", "integer", 3, "新序列"),
            Parameter("new_industry", "integer", 4, "新行业"),
            Parameter("overdue", "integer", 6, "任职过长"),
            Parameter("max_stay", "integer", 10, "最长任职期数"),
            Parameter("reserve", "integer", 40, "待岗"),
            Parameter("not_dual", "integer", 120, "未成双能"),
            Parameter("dual_periods", "integer", 4, "双能所需期数"),
            Parameter("thin", "integer", 80, "后备不足"),
            Parameter("bench", "integer", 2, "每个书记岗后备人数"),
            Parameter("training_year", "integer", 2027, "培训年度", 1900, 9999),
            Parameter("required_days", "integer", 15, "年度应训天数"),
            Parameter("newcomer_months", "integer", 24, "新任党务工作者月数"),
            Parameter("absent_share", "share", Fraction("0.34"), "单位同日离岗比例上限"),
            Parameter("short", "integer", 10, "每缺一天"),
            Parameter("no_induction", "integer", 60, "新任未参加入门班"),
            Parameter("surplus", "integer", 1, "超出天数"),
            Parameter("mentor_months", "integer", 60, "导师所需党务月数"),
            Parameter("mentor_load", "integer", 2, "每名导师带教人数"),
            Parameter("no_mentor", "integer", 100, "无导师"),
            Parameter("other_unit", "integer", 1, "导师在外单位"),
            Parameter("level_gap", "integer", 2, "职级差过大"),
            Parameter("bench_size", "integer", 3, "每岗后备名额"),
            Parameter("bench_load", "integer", 2, "每人后备岗位数"),
            Parameter("empty_place", "integer", 50, "后备空缺"),
            Parameter("women_late_level", "integer", 1, "女干部较晚退休职级"),
        )
    }
)

# Points by distance band 0-3; the contract writes them as fixed rows, not as policy keys.
MOVE_BY_BAND = (0, 8, 15, 25)
CLASS_BY_BAND = (0, 2, 5, 9)
MENTOR_BY_BAND = (0, 3, 8, 15)
BENCH_BY_BAND = (0, 1, 3, 5)
VISIT_BY_BAND = (0, 10, 25, 45)


@dataclass(frozen=True, slots=True)
class Policy:
    """The parameters of one run: the defaults with what the group has set, and where each setting comes from."""

    settings: Mapping[str, Value] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> int:
        """A whole-number, flag or month parameter."""
        value = self.settings.get(key, PARAMETERS[key].default)
        if isinstance(value, Fraction):
            raise TypeError(f"{key} is a share; read it with share()")
        return int(value)

    def share(self, key: str) -> Fraction:
        """A share, exact, so that a floor of it never depends on rounding."""
        return Fraction(self.settings.get(key, PARAMETERS[key].default))

    @property
    def rotation_start(self) -> Month:
        """The month in which period 0 starts."""
        return Month(self["rotation_start"])
