"""Units and posts: a group, its companies (one exchange circle each), their plants, workshops and sections."""

from dataclasses import dataclass, field
from random import Random

from genhun.core.group import BOTH, PARTY, PRODUCTION, Post, Unit
from genhun.madeup.names import CITIES, INDUSTRIES, near

CHAIR = frozenset({"secretary", "chair", "director"})
CHIEF = frozenset({"manager", "director"})
DEPUTY = frozenset({"deputy_secretary", "director"})
DISCIPLINE = frozenset({"discipline"})
NOBODY: frozenset[str] = frozenset()

STAFF = (
    ("党务干事", PARTY),
    ("党建主管", PARTY),
    ("宣传干事", PARTY),
    ("组织部部长", PARTY),
    ("党委办公室主任", PARTY),
    ("工会主席", BOTH),
    ("生产部部长", PRODUCTION),
    ("安全主管", PRODUCTION),
    ("经营主管", PRODUCTION),
    ("值班长", PRODUCTION),
    ("技术主管", PRODUCTION),
)
LINE_STAFF = tuple(post for post in STAFF if post[1] == PRODUCTION)
WORKSHOPS = ("生产", "检修", "运营", "安全", "建设", "项目")
SEATS_A_CIRCLE = 330
NO_COORDINATES = 0.01


@dataclass(slots=True)
class Ground:
    """Units and posts as they are built, with the seats a company has so far."""

    draw: Random
    staff: tuple[tuple[str, str], ...] = STAFF
    units: list[Unit] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    seats: int = 0

    def unit(self, name: str, parent: Unit | None, city: str, industry: str, circle: str = "") -> Unit:
        """Add a unit; a blank circle is the parent's, or the own id at tier 2."""
        unit_id = f"U{len(self.units) + 1:05d}"
        tier = parent.tier + 1 if parent else 1
        lat, lon = CITIES.get(city, (None, None))
        circle = circle or (parent.circle if parent and tier > 2 else unit_id)
        made = Unit(unit_id, name, city, parent.unit_id if parent else "", tier, industry, lat, lon, circle)
        self.units.append(made)
        return made

    def fill(self, unit: Unit) -> None:
        """Add the posts that a unit of its tier has: heads, deputies, staff."""
        heads = list(_heads(unit.tier, self.draw))
        staff_level = {1: (3, 4), 2: (2, 3), 3: (1, 2)}.get(unit.tier, (1, 1))
        staff = [
            (title, track, self.draw.choice(staff_level), NOBODY)
            for title, track in self.draw.sample(self.staff, self.draw.choice((2, 3, 4, 4, 5)))
        ]
        for number, (title, track, level, roles) in enumerate([*heads, *staff], 1):
            top = unit.tier == 1 and number <= 4
            seats = 1 if number <= len(heads) else self.draw.choices((1, 2, 3), (90, 6, 4))[0]
            fixed = top or (number > len(heads) and self.draw.random() < 0.02)
            post_id = f"{unit.unit_id}-{number:02d}"
            self.posts.append(Post(post_id, unit.unit_id, title, track, level, seats, roles, unit.tier >= 4, fixed))
            self.seats += seats


def _heads(tier: int, draw: Random) -> list[tuple[str, str, int, frozenset[str]]]:
    """Title, track, level and roles of the posts that lead a unit."""
    if tier <= 3:
        top = {1: 6, 2: 5, 3: 4}[tier]
        second = top if tier == 1 else top - 1
        heads = [
            ("党委书记、董事长", BOTH, top, CHAIR),
            ("总经理", PRODUCTION, top, CHIEF),
            ("专职副书记", PARTY, second, DEPUTY),
            ("纪委书记", PARTY, top - 1, DISCIPLINE),
            ("副总经理", PRODUCTION, top - 1, NOBODY),
        ]
        return heads + ([("总工程师", PRODUCTION, top - 1, NOBODY)] if draw.random() < 0.5 or tier == 1 else [])
    top = 3 if tier == 4 else 2
    titles = ("党总支书记", "经理") if tier == 4 else ("党支部书记", "工段长")
    heads = [
        (titles[0], PARTY, top, frozenset({"secretary"})),
        (titles[1], PRODUCTION, top, frozenset({"manager"})),
        ("副经理", PRODUCTION, top - 1, NOBODY),
    ]
    heads += [("纪检委员", PARTY, top - 1, DISCIPLINE)] if tier == 4 and draw.random() < 0.4 else []
    heads += [("技术负责人", PRODUCTION, top - 1, NOBODY)] if draw.random() < 0.5 else []
    return heads + ([("党总支副书记兼副经理", BOTH, top - 1, NOBODY)] if draw.random() < 0.15 else [])


def build_ground(draw: Random, seats: int, *, one_circle: bool, few_party_posts: bool) -> Ground:
    """Units and posts with about the asked number of seats, in companies of a few hundred seats each."""
    ground = Ground(draw, LINE_STAFF if few_party_posts else STAFF)
    city = draw.choice(list(CITIES))
    root = ground.unit("华岳能源控股集团有限公司", None, city, "综合")
    ground.fill(root)
    companies = 1 if one_circle else max(1, round(seats / SEATS_A_CIRCLE))
    left = seats - ground.seats
    for number in range(1, companies + 1):
        share = left / (companies - number + 1)
        aim = share if one_circle or number == companies else share * draw.uniform(0.6, 1.4)
        before = ground.seats
        _company(ground, root, number, aim)
        left -= ground.seats - before
    return ground


def _company(ground: Ground, root: Unit, number: int, aim: float) -> None:
    draw = ground.draw
    city, industry = draw.choice(list(CITIES)), draw.choice(INDUSTRIES)
    company = ground.unit(f"{city}{industry}第{number}有限公司", root, city, industry)
    goal = ground.seats + aim
    ground.fill(company)
    plants = 0
    while ground.seats < goal:
        plants += 1
        here = draw.choice(near(city, 6))
        own = industry if draw.random() < 0.7 else draw.choice(INDUSTRIES)
        plant = ground.unit(f"{company.name}第{plants}分公司", company, here, own)
        ground.fill(plant)
        for place in range(1, draw.randint(2, 5)):
            if ground.seats >= goal:
                return
            _workshop(ground, plant, place)


def _workshop(ground: Ground, plant: Unit, number: int) -> None:
    draw = ground.draw
    city = f"{plant.city}{number}号矿区" if draw.random() < NO_COORDINATES else plant.city
    workshop = ground.unit(f"{plant.name}{draw.choice(WORKSHOPS)}{number}部", plant, city, plant.industry)
    ground.fill(workshop)
    if draw.random() < 0.23:
        section = ground.unit(f"{workshop.name}1工段", workshop, city, plant.industry)
        ground.fill(section)
