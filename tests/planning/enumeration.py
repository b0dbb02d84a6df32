"""The least cost of tiny problems by trying everything; every lawfulness and every point is the verifiers' own word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations, product
from typing import Any

from genhun.core.group import Group
from genhun.planning.benches import verify as benches
from genhun.planning.inspections import verify as inspections
from genhun.planning.lines import RESERVE, RETIRED, Attendance, BenchPlace, Pairing, Stint, Visit
from genhun.planning.mentoring import verify as mentoring
from genhun.planning.outcome import Checked
from genhun.planning.rotation import verify as rotation
from genhun.planning.rotation.verify.book import read_book
from genhun.planning.training import verify as training


@dataclass(frozen=True, slots=True)
class Choice:
    """What one person may do: the lines, points of its own, the most points of vacancy that it can save."""

    lines: tuple[Any, ...]
    own: int
    saves: int = 0


def alone(group: Group, person_id: str) -> Group:
    """The group with one person only."""
    return replace(
        group,
        people=tuple(p for p in group.people if p.person_id == person_id),
        appointments=tuple(a for a in group.appointments if a.person_id == person_id),
        locks=tuple(k for k in group.locks if k.person_id == person_id),
        credits=tuple(c for c in group.credits if c.person_id == person_id),
        kin=(),
    )


def least_rotation_cost(group: Group, at_most: int) -> int:
    """The least cost of a rotation plan, given that some plan costs `at_most`."""
    book = read_book(group, [])
    malformed = {b.subject for b in book.malformed}
    people = sorted(malformed | book.walkers.keys())
    menus = [rotation_menu(group, person_id) for person_id in people]
    vacant = rotation.verify(replace(group, people=(), appointments=(), locks=(), kin=()), []).parts["vacancy"]

    def judge(lines: Sequence[Stint]) -> Checked:
        return rotation.verify(group, lines)

    return Descent(menus, vacant, judge, at_most).least()


def rotation_menu(group: Group, person_id: str) -> list[Choice]:
    """Every lawful itinerary of one person."""
    own = alone(group, person_id)
    roomy = replace(own, posts=tuple(replace(p, seats=p.seats + len(group.people)) for p in own.posts))
    book = read_book(own, [])
    periods = group.policy["periods"]
    active = next((book.active_periods(p) for p in own.people), 0)
    states = [p.post_id for p in group.posts if not p.fixed] + [RESERVE]
    empty = rotation.verify(replace(own, people=(), appointments=(), locks=()), []).parts["vacancy"]
    menu = []
    for way in product(states, repeat=active):
        lines = tuple(Stint(person_id, s, t, t + 1) for t, s in enumerate((*way, *[RETIRED] * (periods - active))))
        if rotation.verify(roomy, lines).sound:  # whether the seats suffice is for all together to say
            checked = rotation.verify(own, lines)
            points = sum(v for part, v in checked.parts.items() if part not in ("vacancy", "thin"))
            menu.append(Choice(lines, points, empty - checked.parts["vacancy"]))
    return menu


def least_training_cost(group: Group, at_most: int) -> int:
    """The least cost of a training plan, given that some plan costs `at_most`."""
    people = sorted(training.read_register(group, []).workers)
    menus = []
    for person_id in people:
        own, menu = alone(group, person_id), []
        for chosen in _subsets([c.class_id for c in group.classes]):
            lines = tuple(Attendance(person_id, class_id) for class_id in chosen)
            checked = training.verify(own, lines)
            if checked.sound:
                menu.append(Choice(lines, checked.cost))
        menus.append(menu)
    return Descent(menus, 0, lambda lines: training.verify(group, lines), at_most).least()


def _subsets(items: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for size in range(len(items) + 1):
        yield from combinations(items, size)


class Descent:
    """Depth-first over people; a branch ends where its points less all that can still be saved reach the best cost."""

    def __init__(self, menus: list[list[Choice]], base: int, judge: Any, at_most: int) -> None:
        self.menus = [sorted(menu, key=lambda c: c.own - c.saves) for menu in menus]
        self.after = [0] * (len(menus) + 1)
        for n in range(len(menus) - 1, -1, -1):
            best = min((c.own - c.saves for c in menus[n]), default=0)
            self.after[n] = self.after[n + 1] + best
        self.base, self.judge, self.best = base, judge, at_most + 1

    def least(self) -> int:
        """The least cost of a sound plan."""
        self._go(0, self.base, [])
        return self.best

    def _go(self, n: int, points: int, lines: list[Any]) -> None:
        if n == len(self.menus):
            checked = self.judge(lines)
            if checked.sound:
                self.best = min(self.best, checked.cost)
            return
        for choice in self.menus[n]:
            reached = points + choice.own - choice.saves
            if reached + self.after[n + 1] >= self.best:
                return
            self._go(n + 1, reached, [*lines, *choice.lines])


def least_mentoring_cost(group: Group) -> int:
    """The least cost of pairing each newcomer with any worker or none."""
    workers = mentoring.read_register(group, []).workers
    mentees = [p for p, w in workers.items() if w.newcomer]
    mentors = [None, *(p for p, w in workers.items() if not w.newcomer)]
    plans = (
        [Pairing(a, b) for a, b in zip(mentees, chosen, strict=True) if b is not None]
        for chosen in product(mentors, repeat=len(mentees))
    )
    return min(checked.cost for plan in plans if (checked := mentoring.verify(group, plan)).sound)


def least_bench_cost(group: Group) -> int:
    """The least cost of seating any people on the benches; readiness is the one that the verifier accepts."""
    places = []
    for post in group.posts:
        if "secretary" not in post.roles:
            continue
        fit = []
        for person in group.people:
            words = [w for w in ("now", "soon", "later") if _may_sit(group, post.post_id, person.person_id, w)]
            fit += [(person.person_id, word) for word in words]
        sizes = range(group.policy["bench_size"] + 1)
        places.append([(post.post_id, chosen) for n in sizes for chosen in combinations(fit, n)])
    plans = (
        [BenchPlace(post_id, n + 1, *seat) for post_id, chosen in plan for n, seat in enumerate(chosen)]
        for plan in product(*places)
    )
    return min(checked.cost for plan in plans if (checked := benches.verify(group, plan)).sound)


def _may_sit(group: Group, post_id: str, person_id: str, readiness: str) -> bool:
    return benches.verify(group, [BenchPlace(post_id, 1, person_id, readiness)]).sound


def least_inspection_cost(group: Group) -> int:
    """The least cost of any visits."""
    units = list(inspections.read_register(group, []).values)
    plans = ([Visit(a, b) for a, b in zip(units, hosts, strict=True)] for hosts in permutations(units))
    return min(checked.cost for plan in plans if (checked := inspections.verify(group, plan)).sound)
