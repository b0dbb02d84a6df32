"""The tables of the contract, declared once: reading, writing, templates and marked workbooks all go by this."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from genhun.core.group import ROLES

_ALLOWED = {
    "month": "a month",
    "date": "a date",
    "flag": "0 or 1",
    "number": "a number",
    "codes": "roles separated by ;",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    `kind` names the reader of its cells (see `cells`): id, name, text, integer, number, month, date, code, codes,
    flag, value. `codes` maps Chinese words to keys. `default` is what a blank means; `refers` is the table whose id
    stands here.
    """

    key: str
    zh: str
    kind: str = "text"
    required: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)
    default: object = ""
    least: int | None = None
    most: int | None = None
    refers: str = ""
    hint: str = ""

    @property
    def allowed(self) -> str:
        """What a cell may hold, in words; blank cells of optional columns are always fine."""
        if self.hint:
            return self.hint
        if self.kind == "code":
            return " / ".join(self.codes.values())
        if self.kind in {"integer", "number"} and self.least is not None and self.most is not None:
            return f"{self.least}..{self.most}"
        if self.kind == "integer":
            return "an integer" if self.least is None else f"an integer >= {self.least}"
        return _ALLOWED.get(self.kind, "a value")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its key, its Chinese name, its columns, the columns that identify a row, whether planning needs it."""

    key: str
    zh: str
    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ()
    needed: bool = False

    def column(self, key: str) -> Column:
        """The column with a key."""
        return next(c for c in self.columns if c.key == key)

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns that every row has to fill."""
        return tuple(c for c in self.columns if c.required)


TRACKS = {"党务": "party", "生产经营": "production", "兼任": "both"}
ROLE_WORDS = dict(zip(("书记", "董事长", "总经理", "专职副书记", "纪委书记", "董事"), ROLES, strict=True))
SEXES = {"男": "m", "女": "f"}
MOBILITIES = {"圈内": "circle", "本市": "city", "不交流": "none"}
KINDS = {"入门": "induction", "主体": "core", "专题": "topic"}
READINESS = {"现在可用": "now", "近期可用": "soon", "长期培养": "later"}

_UNIT = Column("unit_id", "单位编码", "id", True, refers="units")
_POST = Column("post_id", "岗位编码", "id", True, refers="posts")
_PERSON = Column("person_id", "人员编码", "id", True, refers="people")
_LAT = Column("lat", "纬度", "number", default=None, least=-90, most=90)
_LON = Column("lon", "经度", "number", default=None, least=-180, most=180)
_LEVEL = Column("level", "职级", "integer", True, least=0, hint="an integer")
_OPEN_END = "a month or blank"

UNITS = Table(
    "units",
    "单位",
    (
        Column("unit_id", "单位编码", "id", True),
        Column("name", "单位名称", "name", True),
        Column("parent_id", "上级单位", "id", refers="units"),
        Column("tier", "层级", "integer", default=None, least=1),
        Column("industry", "行业", "name"),
        Column("city", "城市", "name", True),
        _LAT,
        _LON,
        Column("circle", "交流圈", "id"),
    ),
    ("unit_id",),
    True,
)
POSTS = Table(
    "posts",
    "岗位",
    (
        Column("post_id", "岗位编码", "id", True),
        _UNIT,
        Column("title", "岗位名称", "name", True),
        Column("track", "序列", "code", True, TRACKS),
        Column("level", "层级", "integer", True, least=0, hint="an integer"),
        Column("seats", "职数", "integer", default=1, least=0),
        Column("roles", "角色", "codes", codes=ROLE_WORDS, default=frozenset()),
        Column("grassroots", "基层", "flag", default=False),
        Column("fixed", "不轮岗", "flag", default=False),
    ),
    ("post_id",),
    True,
)
PEOPLE = Table(
    "people",
    "人员",
    (
        Column("person_id", "人员编码", "id", True),
        Column("name", "姓名", "name", True),
        Column("sex", "性别", "code", True, SEXES, hint="m / f / 男 / 女"),
        Column("birth", "出生年月", "month", True),
        _LEVEL,
        Column("level_since", "任现职级时间", "month", True),
        Column("home_city", "籍贯城市", "name"),
        Column("mobility", "交流范围", "code", codes=MOBILITIES, default="circle"),
        Column("young", "年轻干部", "flag", default=False),
        Column("retire", "退休年月", "month", default=None, hint=_OPEN_END),
    ),
    ("person_id",),
    True,
)
APPOINTMENTS = Table(
    "appointments",
    "任职",
    (
        _PERSON,
        Column("post_id", "岗位编码", "id", refers="posts"),
        Column("track", "序列", "code", codes=TRACKS),
        Column("level", "层级", "integer", default=None, least=0, hint="an integer"),
        Column("industry", "行业", "name"),
        Column("grassroots", "基层", "flag", default=False),
        Column("start", "任职时间", "month", True),
        Column("end", "免职时间", "month", default=None, hint=_OPEN_END),
    ),
    needed=True,
)
KIN = Table(
    "kin",
    "亲属",
    (_PERSON, Column("kin_id", "亲属编码", "id", True, refers="people"), Column("relation", "关系", "name")),
)
LOCKS = Table(
    "locks",
    "锁定",
    (
        _PERSON,
        _POST,
        Column("start", "开始", "month", True),
        Column("end", "结束", "month", default=None, hint=_OPEN_END),
    ),
)
CLASSES = Table(
    "classes",
    "班次",
    (
        Column("class_id", "班次编码", "id", True),
        Column("title", "班次名称", "name", True),
        Column("kind", "类别", "code", True, KINDS),
        Column("school", "办班单位", "name"),
        Column("city", "城市", "name", True),
        _LAT,
        _LON,
        Column("start", "开始", "date", True),
        Column("end", "结束", "date", True),
        Column("days", "培训天数", "integer", True, least=0),
        Column("seats", "名额", "integer", True, least=0),
        Column("min_level", "最低职级", "integer", default=None, hint="an integer or blank"),
        Column("max_level", "最高职级", "integer", default=None, hint="an integer or blank"),
    ),
    ("class_id",),
)
CREDITS = Table(
    "credits",
    "已训",
    (_PERSON, Column("date", "日期", "date", True), Column("days", "天数", "integer", True, least=0)),
)
PEAKS = Table(
    "peaks",
    "生产高峰",
    (_UNIT, Column("start", "开始", "date", True), Column("end", "结束", "date", True)),
)
STRENGTHS = Table(
    "strengths",
    "六方面",
    (
        _UNIT,
        Column("aspect", "方面", "integer", True, least=1, most=6),
        Column("value", "值", "integer", True, least=0, most=100),
    ),
    ("unit_id", "aspect"),
)
POLICY = Table(
    "policy",
    "规则",
    (Column("key", "键", "id", True), Column("value", "取值", "value", True), Column("source", "来源")),
    ("key",),
)

TABLES_IN = (UNITS, POSTS, PEOPLE, APPOINTMENTS, KIN, LOCKS, CLASSES, CREDITS, PEAKS, STRENGTHS, POLICY)

_SEAT = Column("post_id", "岗位编码", "id", True)  # a post, or the words reserve and retired
ROTATION_OUT = Table(
    "rotation",
    "轮岗计划",
    (
        _PERSON,
        _SEAT,
        Column("from_period", "起始期", "integer", True, least=0),
        Column("to_period", "截止期", "integer", True, least=0),
    ),
)
TRAINING_OUT = Table("training", "培训计划", (_PERSON, Column("class_id", "班次编码", "id", True, refers="classes")))
MENTORING_OUT = Table(
    "mentoring",
    "导师带教",
    (
        Column("mentee_id", "新任编码", "id", True, refers="people"),
        Column("mentor_id", "导师编码", "id", True, refers="people"),
    ),
)
BENCHES_OUT = Table(
    "benches",
    "后备名单",
    (
        _POST,
        Column("place", "次序", "integer", True, least=1),
        _PERSON,
        Column("readiness", "成熟度", "code", True, READINESS),
    ),
)
INSPECTIONS_OUT = Table(
    "inspections",
    "互学互检",
    (
        Column("visitor_id", "来访单位", "id", True, refers="units"),
        Column("host_id", "接待单位", "id", True, refers="units"),
    ),
)
PRICES_OUT = Table(
    "prices",
    "稀缺价格",
    (
        Column("planner", "计划", "id", True),
        Column("scarce", "稀缺项", "id", True),
        Column("id", "编码", "id"),
        Column("period", "期", "id"),
        Column("price", "价格", "number", True),
    ),
)
TABLES_OUT = (ROTATION_OUT, TRAINING_OUT, MENTORING_OUT, BENCHES_OUT, INSPECTIONS_OUT, PRICES_OUT)
