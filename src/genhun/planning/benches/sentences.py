"""The sentences of reasons and refusals of benches."""

from genhun.planning.benches.problem import LATER, NOW, SOON
from genhun.planning.telling import Broken, Part, Words

PARTS = {
    "empty_place": Part(("后备不空缺 {n}", "a place filled saves {n}"), ("后备空缺 {n}", "an empty place costs {n}")),
    "readiness": Part(("更成熟 {n}", "better readiness saves {n}"), ("尚不成熟 {n}", "not being ready yet costs {n}")),
    "distance": Part(("路程缩短 {n}", "a shorter way saves {n}"), ("路程 {n}", "the way costs {n}")),
}
READY: dict[str, Words] = {
    NOW: ("党务、生产经营任职均已满 {dual} 期，随时可接任", "{dual} half-years on both lanes: ready now"),
    SOON: ("在现岗位再任两期即可接任", "ready after two more half-years in the present posts"),
    LATER: ("两期内还不具备接任条件", "not ready within two half-years"),
}
BROKEN = {
    "post": Broken("BEN-00", "该岗位不是书记岗", "this is no secretary's post"),
    "size": Broken("BEN-00", "每个书记岗后备至多 {allowed} 人", "a bench has at most {allowed} places"),
    "open": Broken("BEN-01", "本人没有在任岗位", "this person holds no open post"),
    "left": Broken(
        "BEN-01",
        "距退休须满 {allowed} 期（现 {got} 期）",
        "{allowed} half-years to retirement are needed, not {got}",
    ),
    "circle": Broken("BEN-01", "岗位在交流圈 {allowed}，本人在 {got}", "the post is in circle {allowed}, not {got}"),
    "level": Broken("BEN-01", "本人职级 {got}，须为 {allowed}", "the level is {got}; it may be {allowed}"),
    "holder": Broken("BEN-01", "本人现任该岗位", "this person holds the post"),
    "load": Broken("BEN-02", "每人至多列入 {allowed} 个后备名单", "nobody is on more than {allowed} benches"),
    "kin": Broken("BEN-04", "有亲属在该单位任职", "kin of this person hold a post in that unit"),
}


def ready(readiness: str, dual: int) -> Words:
    """How ready somebody is for the post."""
    zh, en = READY[readiness]
    return zh.format(dual=dual), en.format(dual=dual)


def few(eligible: int, places: int) -> Words:
    """That all who may sit there do."""
    return f"符合资格的共 {eligible} 人，名额 {places} 人", f"only {eligible} people are eligible for {places} places"
