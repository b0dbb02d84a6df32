"""Texts that say the same among 10,000 invented ones: how many are found, how many falsely, in which time.

Each of 10,000 problems is told a second time with other words, in another order, with slips, and with something added
or left out. As many texts again are about something else, half of them at the same places and times. The peer is
RapidFuzz's ratio of the sorted clauses, which knows characters and their order, but not which words are rare.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from genhun.core.likeness import ALIKE, Stock

NUMBER = 10_000
PLACES = [
    "一号炼铁炉",
    "二号转炉",
    "三号连铸机",
    "热轧车间",
    "冷轧车间",
    "焦化厂",
    "烧结机",
    "制氧站",
    "水处理站",
    "余热锅炉",
    "码头卸船机",
    "堆取料机",
    "原料皮带",
    "中心化验室",
    "汽轮机房",
    "升压站",
    "矿山井口",
    "选矿车间",
    "机修车间",
    "铁路调度室",
]
TIMES = ["夜班", "交接班", "检修期间", "节假日", "月末", "雨季", "冬季", "换型时", "开机初期", "高温天"]
MATTERS = {
    "备件": "备品配件",
    "图纸": "图样资料",
    "测温枪": "测温仪器",
    "润滑油": "润滑油脂",
    "吊具": "起重吊具",
    "劳保用品": "防护用品",
    "操作票": "操作工单",
    "点检记录": "巡检台账",
    "安全交底": "安全告知",
    "培训教材": "学习资料",
    "班组长": "班长",
    "导师": "带教师傅",
    "党员骨干": "骨干党员",
    "支部会议": "支部例会",
    "谈心记录": "谈话记录",
    "检修合同": "维修合同",
    "叉车": "搬运叉车",
    "对讲机": "手持电台",
    "数据接口": "系统接口",
    "废水样品": "污水样本",
}
FAULTS = {
    "领取要跑很远": "要到很远的地方去领",
    "经常找不到人": "常常没有人在",
    "审批要等三天": "批下来得三天时间",
    "内容互相矛盾": "前后说法不一致",
    "到现场已经损坏": "送到时就坏了",
    "两个部门都不管": "没有一个部门负责",
    "没有人教怎么用": "缺少人指导用法",
    "数量总是不够": "经常短缺",
    "型号对不上": "规格不匹配",
    "记录要填三遍": "同一内容重复填写三次",
}
EFFECTS = {
    "影响设备恢复运行": "设备不能及时恢复",
    "每月停机六小时": "一个月要停六个钟头",
    "合格率下降百分之二": "合格率掉了两个点",
    "工人有怨言": "职工意见比较大",
    "工期拖后一周": "进度晚了七天",
    "能耗升高": "耗能上升",
    "交货推迟": "不能按时交货",
    "事故隐患增加": "安全隐患变多",
}
ADDED = ["我们已经向上级反映过。", "希望借鉴兄弟单位经验。", "去年也发生过类似情况。", "大家讨论过几次，没有结论。"]
OTHERS = [
    "食堂",
    "菜品",
    "宿舍",
    "热水",
    "班车",
    "线路",
    "篮球",
    "比赛",
    "摄影",
    "展览",
    "图书",
    "借阅",
    "体检",
    "预约",
    "停车",
    "车位",
    "绿化",
    "养护",
    "礼堂",
    "音响",
    "合唱",
    "排练",
    "慰问",
    "名单",
    "义诊",
    "安排",
]
TURNS = [
    "{a}的{b}安排，{c}意见不一，需要统一时间。",
    "关于{a}和{b}，建议{c}先试行一个月再说。",
    "{c}反映{a}不方便，{b}也不够用。",
]


@dataclass(frozen=True)
class Told:
    """A problem as it was told first, and again."""

    first: str
    again: str


def problems(number: int, chance: random.Random) -> list[Told]:
    """Different problems, each told twice."""
    wanted = [(p, t, m, f, e) for p in PLACES for t in TIMES for m in MATTERS for f in FAULTS for e in EFFECTS]
    return [_told(*facts, chance) for facts in chance.sample(wanted, number)]


def _told(place: str, when: str, matter: str, fault: str, effect: str, chance: random.Random) -> Told:
    first = f"{place}{when}，{matter}{fault}，{effect}。"
    parts = [
        f"{place}{when}",
        _either(matter, MATTERS, chance) + _either(fault, FAULTS, chance),
        _either(effect, EFFECTS, chance),
    ]
    chance.shuffle(parts)
    again = _slip("，".join(parts), chance) + "。"
    return Told(first, again + (chance.choice(ADDED) if chance.random() < 0.5 else ""))


def _either(word: str, other: dict[str, str], chance: random.Random) -> str:
    return other[word] if chance.random() < 0.5 else word


def _slip(text: str, chance: random.Random) -> str:
    """A character left out, or two changed places."""
    at = chance.randrange(1, len(text) - 2)
    return text[:at] + text[at + 1 :] if chance.random() < 0.5 else text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def unrelated(number: int, chance: random.Random) -> list[str]:
    """Texts about something else, every other one at a place and time that problems also name."""
    found = []
    for n in range(number):
        a, b, c = chance.sample(OTHERS, 3)
        head = f"{chance.choice(PLACES)}{chance.choice(TIMES)}，" if n % 2 else ""
        found.append(head + chance.choice(TURNS).format(a=a, b=b, c=c))
    return found


Ask = Callable[[str], Sequence[tuple[int, float]]]


def print_likeness(queries: int) -> None:
    """One line a way of asking: found, found first, falsely found, milliseconds a question."""
    chance = random.Random(1)
    told = problems(NUMBER, chance)
    stock = [one.first for one in told]
    asked = chance.sample(range(NUMBER), queries)
    foreign = unrelated(queries, chance)
    began = time.perf_counter()
    ours = Stock(stock)
    read = time.perf_counter() - began
    print(f"{NUMBER:,} texts read in {read:.2f} s; {queries:,} told again, {queries:,} about something else")
    print("| way | found among five | found first | about something else, found | ms a question |")
    for name, ask in (("characters and pairs", _ours(ours)), ("RapidFuzz, clauses sorted", _peer(stock))):
        began = time.perf_counter()
        answers = {place: ask(told[place].again) for place in asked}
        spent = (time.perf_counter() - began) / queries * 1000
        found = sum(any(place == hit for hit, _s in hits) for place, hits in answers.items())
        first = sum(bool(hits) and hits[0][0] == place for place, hits in answers.items())
        false = sum(bool(ask(text)) for text in foreign)
        print(f"| {name} | {found / queries:.2%} | {first / queries:.2%} | {false / queries:.2%} | {spent:.1f} |")


def _ours(stock: Stock) -> Ask:
    return lambda text: [(match.place, match.score) for match in stock.alike(text, ALIKE)]


def _peer(stock: Sequence[str]) -> Ask:
    """Its threshold is the one at which it finds most while about as little is found falsely."""
    clauses = [_sorted(text) for text in stock]

    def ask(text: str) -> list[tuple[int, float]]:
        found = process.extract(_sorted(text), clauses, scorer=fuzz.ratio, limit=5, score_cutoff=40)
        return [(place, score) for _text, score, place in found]

    return ask


def _sorted(text: str) -> str:
    return "".join(sorted(text.replace("。", "，").split("，")))
