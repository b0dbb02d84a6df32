"""Rows of the rotation model over the stints of all people: seats, entries, heads, kin, experience, benches."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor

from benchmarks.linear import Linear
from genhun.core.calendar import period_start
from genhun.core.group import Post, lanes_of
from genhun.planning.rotation.verify.book import Book
from genhun.planning.rotation.verify.walker import Walker
from genhun.planning.witness import LANES

Ends = Mapping[str, Sequence[tuple[int, int, bool]]]
Variables = list[int]


@dataclass(frozen=True, slots=True)
class Stay:
    """Variable x: a person in a post in [first, end); `started` in it, or entered it (`forced` by a lock)."""

    x: int
    walker: Walker
    post: Post
    first: int
    end: int
    started: bool
    forced: bool


def add_shared_rows(linear: Linear, book: Book, stays: Sequence[Stay], ends: Ends) -> None:
    """Everything that is not in the flows."""
    _seats(linear, book, stays)
    _entries(linear, book, stays)
    _heads(linear, book, stays)
    _kin(linear, book, stays)
    by_person: dict[str, list[Stay]] = defaultdict(list)
    for stay in stays:
        by_person[stay.walker.person.person_id].append(stay)
    wanted = _wanted(book)
    supply: dict[tuple[str, int], Variables] = defaultdict(list)
    for person_id, own in by_person.items():
        _unfamiliar(linear, book, own)
        _dual(linear, book, own, ends[person_id], wanted, supply)
    for key, need in wanted.items():
        shortage = linear.var(book.group.policy["thin"], need)
        linear.follow(shortage, max(0, need - linear.hinted(supply[key])))
        linear.row(([shortage, *supply[key]], 1), lo=need)


def _seats(linear: Linear, book: Book, stays: Sequence[Stay]) -> None:
    policy = book.group.policy
    held: dict[tuple[str, int], Variables] = defaultdict(list)
    at_start: Counter[str] = Counter()
    for stay in stays:
        for t in range(stay.first, stay.end):
            held[stay.post.post_id, t].append(stay.x)
    for walker in book.walkers.values():
        at_start[walker.post.post_id] += walker.active > 0
    for post in book.group.posts:
        if post.fixed:
            continue
        points = (policy["vacancy_base"] + policy["vacancy_level"] * post.level) * (1 + ("secretary" in post.roles))
        extra = at_start[post.post_id] - post.seats
        over: int | None = None
        for t in range(book.periods):
            holders = held[post.post_id, t]
            vacant = linear.var(points, post.seats)
            linear.follow(vacant, max(0, post.seats - linear.hinted(holders)))
            if extra <= 0:
                linear.row((holders, 1), ([vacant], 1), lo=post.seats, hi=post.seats)
                continue
            linear.row((holders, 1), ([vacant], 1), lo=post.seats)
            before, over = over, linear.var()
            linear.follow(over, int(linear.hinted(holders) > post.seats))
            linear.row((holders, 1), ([over], -extra), hi=post.seats)
            if before is not None:  # once the holders fit, they fit for ever
                linear.row(([over], 1), ([before], -1), hi=0)
                linear.row((held[post.post_id, t - 1], 1), ([over], -post.seats - 1), lo=0)


def _entries(linear: Linear, book: Book, stays: Sequence[Stay]) -> None:
    seats: Counter[str] = Counter()
    for post in book.group.posts:
        if not post.fixed:
            seats[post.unit_id] += post.seats
    share = book.group.policy.share("entry_share")
    free: dict[tuple[str, int], Variables] = defaultdict(list)
    forced: dict[tuple[str, int], list[Stay]] = defaultdict(list)
    for stay in stays:
        if not stay.started:
            key = (stay.post.unit_id, stay.first)
            if stay.forced:
                forced[key].append(stay)
            else:
                free[key].append(stay.x)
    for key, entries in free.items():
        cap = max(1, floor(share * seats[key[0]]))
        locked = [s.x for s in forced[key]]
        most = len({s.walker.person.person_id for s in forced[key]})
        if most > cap:  # free entries only where the locked ones leave room
            any_free = linear.follow(linear.var(), 0)
            linear.row((entries, 1), ([any_free], -cap), hi=0)
            linear.row((entries, 1), (locked, 1), ([any_free], most), hi=cap + most)
        else:
            linear.row((entries, 1), (locked, 1), hi=cap)


def _heads(linear: Linear, book: Book, stays: Sequence[Stay]) -> None:
    entered: dict[tuple[str, int], dict[str, list[Stay]]] = defaultdict(lambda: defaultdict(list))
    for stay in stays:
        if not stay.started:
            entered[stay.post.unit_id, stay.first][stay.post.post_id].append(stay)
    post, holders = book.group.post, _most_holders(book)
    for by_post in entered.values():
        seconds = [p for p in by_post if "manager" in post[p].roles]
        for a in by_post:
            for b in seconds if "secretary" in post[a].roles else ():
                if a != b:
                    _not_both(linear, by_post[a], by_post[b], holders)
                    _not_both(linear, by_post[b], by_post[a], holders)


def _most_holders(book: Book) -> dict[str, int]:
    """Holders that a post can ever have: its seats, or those at an overbooked start."""
    at_start = Counter(w.post.post_id for w in book.walkers.values() if w.active)
    return {p.post_id: max(p.seats, at_start[p.post_id]) for p in book.group.posts}


def _not_both(linear: Linear, one: Sequence[Stay], other: Sequence[Stay], holders: Mapping[str, int]) -> None:
    """No free entry of one with any entry of the other."""
    free = [s for s in one if not s.forced]
    if not free or not other:
        return
    most = [
        min(holders[side[0].post.post_id], len({s.walker.person.person_id for s in side})) for side in (free, other)
    ]
    if most == [1, 1]:
        linear.row(([s.x for s in (*free, *other)], 1), hi=1)
        return
    pick = linear.follow(linear.var(), 0)
    linear.row(([s.x for s in free], 1), ([pick], -most[0]), hi=0)
    linear.row(([s.x for s in other], 1), ([pick], most[1]), hi=most[1])


def _kin(linear: Linear, book: Book, stays: Sequence[Stay]) -> None:
    related = {frozenset((a, b)) for a, others in book.kin.items() for b in others}
    wanted = {p for pair in related for p in pair}
    moved: dict[tuple[str, str, int], Variables] = defaultdict(list)
    present: dict[tuple[str, str, int], Variables] = defaultdict(list)
    for stay in stays:
        person_id = stay.walker.person.person_id
        for t in range(stay.first, stay.end) if person_id in wanted else ():
            key = (person_id, stay.post.unit_id, t)
            present[key].append(stay.x)
            if not stay.started:
                moved[key].append(stay.x)
    for pair in related:
        for person_id in pair:
            (other,) = pair - {person_id}
            for (mover, unit_id, t), arrived in list(moved.items()):
                if mover == person_id:
                    met = present[other, unit_id, t]
                    always = unit_id in _always_in(book, other, t)
                    if always or met:
                        linear.row((arrived, 1), (met, 1), hi=0 if always else 1)


def _always_in(book: Book, person_id: str, period: int) -> set[str]:
    """Units of somebody outside the scope, who stays until the retirement."""
    if person_id in book.walkers or book.group.retires(book.group.person[person_id]) <= period_start(
        book.start, period
    ):
        return set()
    return {h.post.unit_id for h in book.holdings.get(person_id, ())}


def _unfamiliar(linear: Linear, book: Book, own: Sequence[Stay]) -> None:
    walker = own[0].walker
    new_lanes = [lane for lane in LANES if walker.experience[lane] == 0]
    begun = {lane: _begun_by_period(linear, own, lane) for lane in new_lanes}
    for t in range(walker.active):
        entries = [s for s in own if not s.started and s.first == t] if new_lanes else []
        if entries:
            new = linear.follow(linear.var(book.group.policy["new_track"]), 0)
            for lane in new_lanes:
                entering = [s.x for s in entries if lane in lanes_of(s.post.track)]
                linear.row((entering, 1), ([new], -1), (begun[lane][t], -1), hi=0)
    _new_industries(linear, book, own)


def _begun_by_period(linear: Linear, own: Sequence[Stay], lane: str) -> list[Variables]:
    """For each period a variable that counts the stays on a lane begun before it (none for period 0)."""
    periods = own[0].walker.active
    beginning: dict[int, Variables] = defaultdict(list)
    for stay in own:
        if stay.end > stay.first and lane in lanes_of(stay.post.track):
            beginning[stay.first].append(stay.x)
    begun: list[Variables] = [[]]
    for t in range(1, periods):
        count = linear.follow(linear.var(upper=t), linear.hinted([*begun[-1], *beginning[t - 1]]))
        linear.row(([count], -1), (begun[-1], 1), (beginning[t - 1], 1), lo=0, hi=0)
        begun.append([count])
    return begun


def _new_industries(linear: Linear, book: Book, own: Sequence[Stay]) -> None:
    policy, walker = book.group.policy, own[0].walker
    by_industry: dict[str, dict[int, Variables]] = defaultdict(lambda: defaultdict(list))
    for stay in own:
        industry = book.group.unit[stay.post.unit_id].industry
        if not stay.started and industry and industry not in walker.industries:
            by_industry[industry][stay.first].append(stay.x)
    for by_period in by_industry.values():
        new = linear.follow(linear.var(policy["new_industry"]), 0)
        for entering in by_period.values():
            linear.row((entering, 1), ([new], -1), hi=0)


def _wanted(book: Book) -> dict[tuple[str, int], int]:
    """Successors wanted by (circle, level)."""
    wanted: Counter[tuple[str, int]] = Counter()
    for post in book.group.posts:
        if "secretary" in post.roles:
            circle = book.group.unit[post.unit_id].circle
            wanted[circle, post.level] += book.group.policy["bench"] * post.seats
    return dict(wanted)


def _dual(
    linear: Linear,
    book: Book,
    own: Sequence[Stay],
    ends: Sequence[tuple[int, int, bool]],
    wanted: Mapping[tuple[str, int], int],
    supply: dict[tuple[str, int], Variables],
) -> None:
    """Whether the person ends dual, what it costs not to, and on which bench the person counts."""
    policy, walker = book.group.policy, own[0].walker
    if walker.active < book.periods:
        return
    lacks = linear.follow(linear.var(policy["not_dual"] if walker.person.young else 0), 0)
    for lane in LANES:
        missing = policy["dual_periods"] - walker.experience[lane]
        if missing > 0:
            terms = [([s.x], s.end - s.first) for s in own if lane in lanes_of(s.post.track)]
            linear.row(*terms, ([lacks], missing), lo=missing)
            if sum(weight * linear.hinted(xs) for xs, weight in terms) < missing:
                linear.follow(lacks, 1)
    circle = walker.unit.circle
    final: dict[tuple[str, int], Variables] = defaultdict(list)
    for x, level, secretary in ends:
        key = (circle, level + 1 if (circle, level + 1) in wanted else level)
        if key in wanted and not secretary:
            final[key].append(x)
    for key, reached in final.items():
        counts = linear.follow(linear.var(), min(linear.hinted(reached), 1 - linear.hinted([lacks])))
        linear.row(([counts], 1), (reached, -1), hi=0)
        linear.row(([counts, lacks], 1), hi=1)
        supply[key].append(counts)
