"""The sentences of reasons and refusals in Chinese and English, made from templates; they name posts and units only."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from genhun.core.calendar import Month, period_start
from genhun.core.group import Group
from genhun.planning.lines import Stint
from genhun.planning.rotation.checks import Finding

SAVED = {
    "vacancy": ("减少岗位空缺 {n}", "fewer vacant seats save {n}"),
    "move": ("减少调动 {n}", "shorter moves save {n}"),
    "unfamiliar": ("减少岗位生疏 {n}", "less unfamiliar work saves {n}"),
    "overdue": ("避免任职过长 {n}", "an overlong stay avoided saves {n}"),
    "reserve": ("避免待岗 {n}", "no time in reserve saves {n}"),
    "not_dual": ("成为双能干部 {n}", "becoming dual-capable saves {n}"),
    "thin": ("充实书记后备 {n}", "a fuller secretary bench saves {n}"),
}
SPENT = {
    "vacancy": ("岗位空缺 {n}", "vacant seats cost {n}"),
    "move": ("调动 {n}", "the move costs {n}"),
    "unfamiliar": ("新序列或新行业 {n}", "an unfamiliar lane or industry costs {n}"),
    "overdue": ("任职过长 {n}", "an overlong stay costs {n}"),
    "reserve": ("待岗 {n}", "time in reserve costs {n}"),
    "not_dual": ("未成双能 {n}", "not being dual-capable costs {n}"),
    "thin": ("书记后备减少 {n}", "a thinner secretary bench costs {n}"),
}
FORCED = {
    "lock": ("已有决定锁定此任职", "a lock asks for it"),
    "kin": ("亲属同在一单位须回避", "kin may not work in one unit"),
    "stay": ("任职未满最短 {least} 期，此前不得离任", "the shortest stay of {least} half-years is not yet reached"),
    "none": ("本人交流范围为不交流", "this person is not to be moved"),
    "retired": ("已到退休年月", "the retirement month is reached"),
}
OPENING = {
    "entry": ("{when}由{left}转任{post}", "From {when}: {left} to {post}"),
    "return": ("{when}由待岗任{post}", "From {when}: from reserve to {post}"),
    "stay": ("{when}起在{post}任职不动", "From {when}: stays in {post}"),
    "reserve": ("{when}起待岗", "From {when}: in reserve"),
    "retired": ("{when}起退休", "From {when}: retired"),
}
BROKEN = {
    "lock": ("锁定要求该期任{allowed}", "a lock asks for {allowed} in that half-year"),
    "stays": ("本人交流范围为不交流", "this person is not to be moved"),
    "stay": (
        "{subject}任职不少于 {allowed} 期（现 {got} 期，每期半年）",
        "{subject} must be held {allowed} half-years (held {got})",
    ),
    "level": ("岗位层级为 {got}，可任层级 {allowed}", "the post's level is {got}; open levels are {allowed}"),
    "promotion_stay": (
        "晋升前任现职级不少于 {allowed} 期（现 {got} 期）",
        "a rise needs {allowed} half-years at the level held (got {got})",
    ),
    "promotion_left": (
        "晋升时距退休不少于 {allowed} 期（现 {got} 期）",
        "a rise needs {allowed} half-years to retirement (got {got})",
    ),
    "fixed": ("{subject}为不轮岗岗位", "{subject} is a post that does not rotate"),
    "circle": ("岗位在交流圈 {got}，本人在 {allowed}", "the post lies in circle {got}, the person in {allowed}"),
    "city": ("岗位在{got}，本人只在{allowed}交流", "the post lies in {got}; the person moves within {allowed} only"),
    "home": ("籍贯地 {got} 回避", "posts of this kind in the home city {got} are barred"),
    "seats": ("{subject}满员：任职 {got} 人，职数 {allowed}", "{subject} is full: {got} holders, {allowed} seats"),
    "entries": (
        "{subject}当期调入 {got} 人，上限 {allowed} 人",
        "{subject} would take in {got} people in that half-year, at most {allowed}",
    ),
    "heads": ("{subject}书记与总经理不得同期调整", "{subject} would change secretary and manager in one half-year"),
    "kin": ("与亲属同在{got}", "kin would work in one unit, {got}"),
    "scope": ("本人不在轮岗范围", "this person is outside the rotation"),
    "retired": ("本人该期已退休", "this person is retired by then"),
    "horizon": ("时间不在规划期内", "that half-year lies outside the plan"),
}

NAMED = frozenset({"lock", "circle", "kin"})
"""Kinds whose `got` and `allowed` are ids of posts or units; elsewhere they are numbers or cities."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a reason is told from: the line and what was left for it, what forced it, what it and its chain save."""

    opening: str
    line: Stint
    left: str = ""
    forced: str = ""
    gains: Mapping[str, int] = field(default_factory=dict)
    chain: tuple[str, ...] = ()
    chain_gain: int = 0


class Sentences:
    """Sentences about one group, each as a pair (Chinese, English)."""

    def __init__(self, group: Group) -> None:
        self.group = group

    def month(self, period: int) -> tuple[str, str]:
        """The month in which a period starts."""
        month: Month = period_start(self.group.policy.rotation_start, period)
        return f"{month // 12} 年 {month % 12 + 1} 月", f"{month // 12:04d}-{month % 12 + 1:02d}"

    def place(self, some_id: str) -> str:
        """A post with its unit, or a unit, by name; other texts as they are."""
        post, unit = self.group.post.get(some_id), self.group.unit.get(some_id)
        if post:
            return f"{self.group.unit[post.unit_id].name}「{post.title}」"
        return unit.name if unit else some_id

    def reason(self, grounds: Grounds) -> tuple[str, str]:
        """Why a line stands, as one sentence."""
        return self._reason(grounds, 0), self._reason(grounds, 1)

    def _reason(self, grounds: Grounds, lang: int) -> str:
        line = grounds.line
        names = {"post": self.place(line.post_id), "left": self.place(grounds.left)}
        opening = OPENING[grounds.opening][lang].format(when=self.month(line.from_period)[lang], **names)
        clauses = []
        if grounds.forced:
            clauses.append(FORCED[grounds.forced][lang].format(least=self.group.policy["min_stay"]))
        if grounds.gains:
            clauses.append(_gains_zh(grounds.gains) if lang == 0 else _gains_en(grounds.gains))
        if grounds.chain:
            clauses.append(_chain(len(set(grounds.chain)), grounds.chain_gain, lang))
        colon, comma, stop = ("：", "；", "。") if lang == 0 else (": ", "; ", ".")
        return opening + (colon + comma.join(clauses) if clauses else "") + stop

    def broken(self, finding: Finding) -> tuple[str, str]:
        """Which rule forbids a choice, with what was got and what is allowed."""
        zh, en = BROKEN[finding.kind]
        got, allowed = finding.got, finding.allowed
        if finding.kind in NAMED:
            got, allowed = self.place(got), self.place(allowed)
        subject = self.place(finding.subject)
        return (
            zh.format(subject=subject, got=got, allowed=allowed),
            en.format(subject=subject, got=got, allowed=allowed),
        )


def _listed(gains: Mapping[str, int], lang: int) -> tuple[list[str], list[str]]:
    saved = [SAVED[kind][lang].format(n=n) for kind, n in gains.items() if n > 0]
    spent = [SPENT[kind][lang].format(n=-n) for kind, n in gains.items() if n < 0]
    return saved, spent


def _gains_zh(gains: Mapping[str, int]) -> str:
    saved, spent = _listed(gains, 0)
    parts = ["省：" + "、".join(saved)] if saved else []
    parts += ["费：" + "、".join(spent)] if spent else []
    total = sum(gains.values())
    return "，".join([*parts, f"合计省 {total}" if total >= 0 else f"合计费 {-total}"])


def _gains_en(gains: Mapping[str, int]) -> str:
    saved, spent = _listed(gains, 1)
    total = sum(gains.values())
    return ", ".join([*saved, *spent]) + (f" ({total} saved in all)" if total >= 0 else f" ({-total} spent in all)")


def _chain(people: int, gain: int, lang: int) -> str:
    if lang == 0:
        return f"属 {people} 人接替链，全链合计" + (f"省 {gain}" if gain >= 0 else f"费 {-gain}")
    return f"part of a chain of {people} that in all " + (f"saves {gain}" if gain >= 0 else f"costs {-gain}")
