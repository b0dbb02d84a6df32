"""The rules of rotation as people read them, with where each comes from."""

from genhun.planning.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        id="ROT-00",
        name_zh="行程完整",
        name_en="Whole itinerary",
        zh="轮岗范围内每人从第 0 期到规划期末每期恰有一个去向：岗位、待岗或退休；到龄之期起为退休。",
        en=(
            "Everyone in the scope is in one post, in reserve or retired in every period, and retired from the "
            "retirement month on."
        ),
        source="docs/contract.md, Rotation; the scope and the form of rotation.csv",
    ),
    Rule(
        id="ROT-01",
        name_zh="最短任职",
        name_en="Minimum stay",
        zh="离开一个岗位（退休除外，转为待岗也算离开）前，须任满 min_stay 期，规划前的任职时间计入。",
        en=(
            "A post that a person leaves, other than by retiring, was held for at least min_stay periods, "
            "earlier time included."
        ),
        source=("docs/contract.md, Rotation; stems from the 2006 provisions on terms of leading posts, art. 4 (P-E2)"),
    ),
    Rule(
        id="ROT-02",
        name_zh="职数",
        name_en="Seats",
        zh="任何一期，一个岗位的任职人数不超过职数；期初已超配的，在首次符合职数之前不得超过期初人数。",
        en=(
            "Holders of a post fit its seats; where it starts overbooked, no more than at the start until they "
            "first fit."
        ),
        source="docs/contract.md, Rotation",
    ),
    Rule(
        id="ROT-03",
        name_zh="职级",
        name_en="Level",
        zh=(
            "只能进入与本人职级相同或高一级的岗位；高一级须任现职级满 promotion_stay 期且距退休不少于 "
            "promotion_left 期。"
        ),
        en=(
            "A post entered has the person's level or one more; one more only after promotion_stay periods at "
            "the level held and promotion_left before retirement."
        ),
        source=(
            "docs/contract.md, Rotation; stems from the regulations on selecting leading cadres, arts. 8 and 9 "
            "(P-S3, P-S6)"
        ),
    ),
    Rule(
        id="ROT-04",
        name_zh="交流范围",
        name_en="Reach",
        zh="只在本人交流圈内任新职；范围为本市的还须同城；不交流的留任原岗且不待岗；不轮岗的岗位不进人。",
        en=(
            "A post entered lies in the person's circle, with mobility city in the same city; with none the "
            "person stays; nobody enters a fixed post."
        ),
        source="docs/contract.md, Rotation",
    ),
    Rule(
        id="ROT-05",
        name_zh="班子稳定",
        name_en="Steadiness",
        zh="一个单位每期调入（含单位内换岗）不超过其可轮岗职数的 entry_share，至少允许 1 人。",
        en="Entries into a unit in a period are at most entry_share of its seats, and at least one is allowed.",
        source="docs/contract.md, Rotation",
    ),
    Rule(
        id="ROT-06",
        name_zh="两个一把手",
        name_en="Both heads",
        zh="同一单位的书记岗位和总经理岗位（不同岗位）不在同一期换人。",
        en="The secretary's and the manager's posts of a unit are not both entered in one period.",
        source=(
            "docs/contract.md, Rotation; stems from the regulations on selecting leading cadres (2014), art. 54 (P-E5)"
        ),
    ),
    Rule(
        id="ROT-07",
        name_zh="任职回避",
        name_en="Avoidance",
        zh="有亲属关系的两人不在同一期同在一个单位，除非两人都从未离开期初岗位。",
        en=("Two kin are not in one unit in the same period, unless neither has ever left the post of the start."),
        source="docs/contract.md, Rotation; stems from the provisions on avoidance of civil servants (P-A1, P-A2)",
    ),
    Rule(
        id="ROT-08",
        name_zh="地域回避",
        name_en="Home",
        zh="启用籍贯地回避时，不进入籍贯所在城市单位的书记、董事长、总经理、纪委书记岗位。",
        en=(
            "With home avoidance nobody enters a secretary, chair, manager or discipline post in a unit of the "
            "home city."
        ),
        source="docs/contract.md, Rotation; stems from the provisions on avoidance of civil servants (P-A3)",
    ),
    Rule(
        id="ROT-09",
        name_zh="锁定",
        name_en="Locks",
        zh=(
            "已定的任职在退休前一律保持；由此必须的调入不受职级、范围、稳定约束，"
            "由此引起的离任不受最短任职约束，另行列出。"
        ),
        en=(
            "Every decision already taken is kept until retirement; the entry it forces and the leaving this "
            "causes are excused and listed."
        ),
        source="docs/contract.md, Rotation",
    ),
)
