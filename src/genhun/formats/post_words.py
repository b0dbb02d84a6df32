"""Plain dictionaries of the words in posts, by which a resume's line is guessed to be party affairs or production.

A guess from them is always marked "to be confirmed".
"""

import re

from genhun.core.group import BOTH, PARTY, PRODUCTION

PARTY_WORDS = (
    "党委",
    "党组",
    "党总支",
    "党支部",
    "支部书记",
    "党群",
    "党建",
    "党务",
    "党校",
    "纪委",
    "纪检",
    "监察",
    "巡察",
    "组织部",
    "组织科",
    "组织员",
    "宣传",
    "统战",
    "政工",
    "思想政治",
    "团委",
    "团支部",
    "工会",
    "书记",
)
PRODUCTION_WORDS = (
    "董事长",
    "经理",
    "总裁",
    "厂长",
    "矿长",
    "站长",
    "段长",
    "场长",
    "车间主任",
    "班长",
    "队长",
    "工程师",
    "技术员",
    "技术",
    "会计",
    "财务",
    "经营",
    "运营",
    "生产",
    "安全",
    "调度",
    "设备",
    "质量",
    "采购",
    "物资",
    "营销",
    "销售",
    "市场",
    "投资",
    "规划",
    "项目",
    "施工",
    "操作工",
    "运行",
    "检修",
    "工人",
)
GRASSROOTS_WORDS = ("车间", "班组", "班长", "项目部", "支部", "工区", "作业区", "段", "站", "队", "工人", "操作工")
STUDY_WORDS = ("学习", "学生", "本科生", "研究生", "就读", "进修", "读书")
SCHOOL_WORDS = ("大学", "学院", "学校", "中学", "党校", "专业")


_ORGANISATION = re.compile(r".*(?:集团|公司|局|院|厂|矿|中心)(?!长)")
_BETWEEN_POSTS = re.compile(r"[、，,；;兼]")
_SEAT_ONLY = re.compile(r"党(?:委|组|总支|支部)?(?:常委|委员|成员)")


def words_in(text: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a dictionary that stand in a text."""
    return tuple(word for word in words if word in text)


def track_words(text: str) -> tuple[str, tuple[str, ...]]:
    """The lane that a line's posts speak for (empty where they do not), and the words that say so.

    The name of the organisation is left aside (生产公司党群工作部 is party affairs); so is a mere seat on a committee.
    One post of each lane on the line (党委书记、董事长) is both.
    """
    party: list[str] = []
    production: list[str] = []
    for part in _BETWEEN_POSTS.split(_SEAT_ONLY.sub("", text)):
        own = _ORGANISATION.sub("", part)
        if found := words_in(own, PARTY_WORDS):
            party += found
        else:
            production += words_in(own, PRODUCTION_WORDS)
    if party and production:
        return BOTH, (*party, *production)
    if party:
        return PARTY, tuple(party)
    return (PRODUCTION, tuple(production)) if production else ("", ())


def is_study(text: str) -> bool:
    """Whether a line speaks of schooling and of no post."""
    return text.endswith(STUDY_WORDS) or text.endswith(SCHOOL_WORDS)
