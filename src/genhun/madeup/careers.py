"""People and their careers: who holds which seat, since when, and what came before."""

from collections import defaultdict
from dataclasses import dataclass, field
from random import Random

from genhun.core.calendar import Month
from genhun.core.group import Appointment, Kin, Lock, Person, Post, Unit
from genhun.core.retirement import retirement_month
from genhun.madeup.names import CITIES, INDUSTRIES, person_name
from genhun.madeup.units import Ground

FILLED = 0.965
MEAN_AGE = {1: 37, 2: 41, 3: 44, 4: 47, 5: 50, 6: 55}
FIRST_JOB_MONTHS = 22 * 12


@dataclass(slots=True)
class Staff:
    """People, their appointments, kin and locks as they are invented, for a plan that starts in `start`."""

    draw: Random
    ground: Ground
    start: Month
    people: list[Person] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    kin: list[Kin] = field(default_factory=list)
    locks: list[Lock] = field(default_factory=list)
    vacant: list[Post] = field(default_factory=list)
    _ids: list[int] = field(default_factory=list)
    _unit: dict[str, Unit] = field(default_factory=dict)
    _posts: dict[str, list[Post]] = field(default_factory=lambda: defaultdict(list))

    def settle(self, number: int) -> None:
        """Fill the seats with about `number` people; a few more hold no post any longer."""
        draw = self.draw
        self._ids = draw.sample(range(100001, 100001 + 10 * number + 1000), number)
        self._unit = {u.unit_id: u for u in self.ground.units}
        for post in self.ground.posts:
            self._posts[self._unit[post.unit_id].circle].append(post)
        seats = [post for post in self.ground.posts for _ in range(post.seats)]
        outside = max(0, round(number * 0.005))
        holders = min(len(seats), number - outside)
        held = set(draw.sample(range(len(seats)), holders))
        for index, post in enumerate(seats):
            if index in held:
                self._holder(post)
            else:
                self.vacant.append(post)
        for _ in range(number - holders):
            self._former(draw.choice(seats))

    def _holder(self, post: Post) -> None:
        draw = self.draw
        level = post.level + (1 if draw.random() < 0.05 else 0)
        person = self._person(post, level)
        began = self._since(person.birth, min(draw.gammavariate(2.2, 15), 180))
        self._career(person, post, began)
        self.appointments.append(Appointment(person.person_id, post.post_id, began))

    def _former(self, post: Post) -> None:
        person = self._person(post, post.level)
        self._career(person, post, Month(self.start - self.draw.randint(1, 24)))

    def _since(self, birth: Month, months: float) -> Month:
        """So many months before the start, but not before working age."""
        return Month(min(self.start - 1, max(birth + FIRST_JOB_MONTHS, self.start - 1 - int(months))))

    def _person(self, post: Post, level: int) -> Person:
        draw, unit = self.draw, self._unit[post.unit_id]
        sex = draw.choices("mf", (71, 29))[0]
        birth = self._birth(sex, level)
        age = (self.start - birth) // 12
        rule = retirement_month(sex, birth, level, 1)
        home = unit.city if draw.random() < 0.3 and unit.city in CITIES else draw.choice(list(CITIES))
        person = Person(
            person_id=str(self._ids[len(self.people)]),
            name=person_name(draw),
            sex=sex,
            birth=birth,
            level=level,
            level_since=self._since(birth, draw.triangular(2, 240, 60)),
            home_city=home if draw.random() < 0.94 else "",
            mobility=draw.choices(("circle", "city", "none"), (83, 13, 4))[0],
            young=age < 40 and level <= 3 and draw.random() < 0.6,
            retire=Month(max(self.start, rule - draw.randint(0, 12))) if draw.random() < 0.1 else None,
        )
        self.people.append(person)
        return person

    def _birth(self, sex: str, level: int) -> Month:
        """A birth month so that hardly anybody is past retirement at the start."""
        while True:
            months = int(self.draw.gauss(MEAN_AGE.get(level, 55), 8) * 12)
            birth = Month(self.start - months)
            if months >= FIRST_JOB_MONTHS + 12 and (
                retirement_month(sex, birth, level, 1) > self.start or self.draw.random() < 0.03
            ):
                return birth

    def _career(self, person: Person, post: Post, until: Month) -> None:
        """Past appointments, back to back before `until`, in the circle's posts or outside the table."""
        draw = self.draw
        ends = until
        for _ in range(draw.choices(range(5), (10, 30, 27, 20, 13))[0]):
            began = Month(ends - draw.randint(10, 60))
            if began < person.birth + FIRST_JOB_MONTHS:
                return
            self.appointments.append(self._past(person, post, began, ends))
            ends = began

    def _past(self, person: Person, post: Post, began: Month, ends: Month) -> Appointment:
        draw = self.draw
        if draw.random() < 0.4:
            earlier = draw.choice(self._posts[self._unit[post.unit_id].circle])
            if earlier.level <= person.level:
                return Appointment(person.person_id, earlier.post_id, began, ends)
        track = draw.choices(("party", "production", "both"), (46, 50, 4))[0]
        level = max(1, person.level - draw.choice((0, 0, 1)))
        return Appointment(
            person.person_id, "", began, ends, track, level, draw.choice(INDUSTRIES), level == 1 and draw.random() < 0.5
        )

    def relate(self) -> None:
        """Kin among the people, a few in a thousand."""
        relations = ("夫妻", "兄妹", "姐弟", "连襟", "父子")
        for _ in range(round(len(self.people) * 0.006)):
            one, other = self.draw.sample(self.people, 2)
            self.kin.append(Kin(one.person_id, other.person_id, self.draw.choice(relations)))

    def lock(self) -> None:
        """Decisions already taken, none clashing: some stay, some go to a vacant seat of their circle."""
        post = {p.post_id: p for p in self.ground.posts}
        bound = {k.person_id for k in self.kin} | {k.kin_id for k in self.kin}
        holders = [a for a in self.appointments if a.end is None and not post[a.post_id].fixed]
        free = [p for p in self.vacant if not p.fixed and p.seats == 1]
        person = {p.person_id: p for p in self.people}
        for seat in self.draw.sample(holders, min(len(holders), round(len(self.people) * 0.003) + 1)):
            one = person[seat.person_id]
            retires = one.retire or retirement_month(one.sex, one.birth, one.level, 1)
            if one.person_id in bound or retires < self.start + 60:
                continue
            circle = self._unit[post[seat.post_id].unit_id].circle
            goals = [p for p in free if self._unit[p.unit_id].circle == circle and abs(p.level - one.level) <= 1]
            goal = self.draw.choice(goals) if goals and self.draw.random() < 0.6 else post[seat.post_id]
            if goal in free:
                free.remove(goal)
            self.locks.append(
                Lock(one.person_id, goal.post_id, self.start, Month(self.start + self.draw.choice((12, 23, 29))))
            )
