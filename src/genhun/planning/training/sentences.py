"""The sentences of reasons and refusals of training plans."""

from genhun.planning.telling import Broken, Part, Words

PARTS = {
    "short": Part(("减少缺训 {n}", "fewer missing days save {n}"), ("缺训 {n}", "missing days cost {n}")),
    "no_induction": Part(
        ("完成入门培训 {n}", "the induction saves {n}"), ("未参加入门班 {n}", "no induction costs {n}")
    ),
    "distance": Part(("路程缩短 {n}", "a shorter way saves {n}"), ("路程 {n}", "the way costs {n}")),
    "surplus": Part(
        ("减少超出天数 {n}", "fewer days beyond the need save {n}"),
        ("超出应训天数 {n}", "days beyond the need cost {n}"),
    ),
}
BROKEN = {
    "worker": Broken(
        "TRN-00", "本人不是培训年度内的党务工作者", "this person is no party-affairs worker of the training year"
    ),
    "class": Broken("TRN-00", "没有编码为 {got} 的班次", "there is no class {got}"),
    "low": Broken(
        "TRN-03", "本人职级 {got}，班次最低职级 {allowed}", "the person's level is {got}, the class starts at {allowed}"
    ),
    "high": Broken(
        "TRN-03", "本人职级 {got}，班次最高职级 {allowed}", "the person's level is {got}, the class ends at {allowed}"
    ),
    "peak": Broken(
        "TRN-05",
        "班次 {got} 与所在单位或上级单位的生产高峰 {allowed} 重合",
        "the class, {got}, meets the production peak {allowed} of the unit or of one above it",
    ),
    "induction": Broken(
        "TRN-06",
        "入门班只面向任党务不满 {allowed} 个月的新任人员（本人已满 {got} 个月）",
        "induction classes are for newcomers with less than {allowed} months on party posts (this person has {got})",
    ),
    "seats": Broken("TRN-01", "班次名额为 {allowed}", "the class has {allowed} seats"),
}


def needed(owed: int, days: int) -> Words:
    """How many days were missing without the class, and how many of them it gives."""
    filled = min(owed, days)
    if not owed:
        return f"应训天数已满，本班另加 {days} 天", f"no days are owed; the class gives {days} more"
    more = f"，另超出 {days - filled} 天" if days > filled else ""
    beyond = f" and {days - filled} beyond the need" if days > filled else ""
    return (
        f"缺训 {owed} 天，本班补 {filled} 天{more}",
        f"{owed} days are owed; the class gives {filled} of them{beyond}",
    )


def induction(newcomer_class: bool) -> Words:
    """That a newcomer gets the induction."""
    return ("新任人员参加入门班", "a newcomer's induction") if newcomer_class else ("", "")


def only_class(induction_class: bool) -> Words:
    """That rules leave no other class."""
    if induction_class:
        return "按规则只有这一个入门班可参加", "rules leave no other induction class"
    return "按规则没有其他班次可参加", "rules leave no other class"
