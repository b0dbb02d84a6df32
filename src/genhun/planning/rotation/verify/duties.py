"""The hard rules of rotation, one function each: what it yields breaks the rule, or would but for a lock."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from math import floor

from genhun.core.calendar import month_text, period_start
from genhun.core.group import Person
from genhun.planning.lines import RESERVE
from genhun.planning.outcome import Breach, Override
from genhun.planning.rotation.verify.book import Book, unit_at
from genhun.planning.rotation.verify.walker import Entry, Leaving

Findings = Iterator[Breach | Override]

HEADS_FROM_ELSEWHERE = frozenset({"secretary", "chair", "manager", "discipline"})


def _judge(rule: str, move: Entry | Leaving, sentence: str) -> Breach | Override:
    person_id, post_id = move.walker.person.person_id, move.post.post_id
    if move.forced:
        return Override(rule, person_id, post_id, move.period, f"{sentence}; a lock asks for it")
    return Breach(rule, f"{person_id} {post_id}", sentence)


def minimum_stay(book: Book) -> Findings:
    """ROT-01: a post left otherwise than by retiring was held long enough."""
    least = book.group.policy["min_stay"]
    for leaving in book.leavings:
        if leaving.held < least:
            who = f"{leaving.walker.person.person_id} leaves {leaving.post.post_id} in period {leaving.period}"
            yield _judge("ROT-01", leaving, f"{who} after {leaving.held} periods, least is {least}")


def seats(book: Book) -> Findings:
    """ROT-02: holders fit the seats; at an overbooked start, the number there until they first fit."""
    at_start = Counter(w.post.post_id for w in book.walkers.values() if w.active)
    held = {post_id for post_id, _ in book.holders}
    for post in book.group.posts:
        if post.post_id not in held or post.fixed:
            continue
        allowed = max(post.seats, at_start[post.post_id])
        for t in range(book.periods):
            holders = book.holders.get((post.post_id, t), 0)
            if holders > allowed:
                sentence = f"{post.post_id} has {holders} holders in period {t}, allowed are {allowed}"
                yield Breach("ROT-02", post.post_id, sentence)
            if holders <= post.seats:
                allowed = post.seats


def level(book: Book) -> Findings:
    """ROT-03: a post entered has the person's level or one more, one more only in time."""
    stay, left = book.group.policy["promotion_stay"], book.group.policy["promotion_left"]
    for entry in book.entries:
        step = entry.post.level - entry.level
        in_time = entry.level_held >= stay and entry.periods_left >= left
        if step == 0 or (step == 1 and in_time):
            continue
        who = f"{entry.walker.person.person_id} of level {entry.level}, held {entry.level_held} periods"
        what = f"{entry.post.post_id} of level {entry.post.level} in period {entry.period}"
        yield _judge("ROT-03", entry, f"{who}, {entry.periods_left} before retirement, enters {what}")


def reach(book: Book) -> Findings:
    """ROT-04: a post entered lies within the person's reach; who does not move stays; fixed posts are not entered."""
    for entry in book.entries:
        why = _out_of_reach(book, entry)
        if why:
            who = f"{entry.walker.person.person_id} enters {entry.post.post_id} in period {entry.period}"
            yield _judge("ROT-04", entry, f"{who}: {why}")
    for walker in book.walkers.values():
        if walker.person.mobility == "none" and RESERVE in walker.states:
            person_id = walker.person.person_id
            yield Breach("ROT-04", person_id, f"{person_id} has mobility none and is sent to the reserve")


def _out_of_reach(book: Book, entry: Entry) -> str:
    walker, unit = entry.walker, book.group.unit[entry.post.unit_id]
    if entry.post.fixed:
        return "the post is fixed"
    if walker.person.mobility == "none":
        return "mobility is none"
    if unit.circle != walker.unit.circle:
        return f"circle {unit.circle} is not {walker.unit.circle}"
    if walker.person.mobility == "city" and unit.city != walker.unit.city:
        return f"city {unit.city} is not {walker.unit.city}"
    return ""


def steadiness(book: Book) -> Findings:
    """ROT-05: entries into a unit in a period stay within its share; locked ones may exceed it, free ones must fit."""
    total: Counter[str] = Counter()
    for post in book.group.posts:
        if not post.fixed:
            total[post.unit_id] += post.seats
    share = book.group.policy.share("entry_share")
    for (unit_id, period), entries in book.entries_by_unit_period().items():
        cap = max(1, floor(share * total[unit_id]))
        locked = [e for e in entries if e.forced]
        free = len(entries) - len(locked)
        if free > max(0, cap - len(locked)):
            sentence = f"{unit_id} takes {free} free and {len(locked)} locked entries in period {period}, cap is {cap}"
            yield Breach("ROT-05", unit_id, sentence)
        elif len(locked) > cap:
            for entry in locked:
                sentence = f"{unit_id} takes {len(locked)} locked entries in period {period}, cap is {cap}"
                yield Override("ROT-05", entry.walker.person.person_id, unit_id, period, sentence)


def both_heads(book: Book) -> Findings:
    """ROT-06: the secretary's and the manager's posts of a unit are not both entered in one period."""
    for (unit_id, period), entries in book.entries_by_unit_period().items():
        pairs = [
            (first, second)
            for first in entries
            for second in entries
            if "secretary" in first.post.roles and "manager" in second.post.roles and first.post != second.post
        ]
        sentence = f"both heads of {unit_id} are entered in period {period}"
        if not all(first.forced and second.forced for first, second in pairs):
            yield Breach("ROT-06", unit_id, sentence)
            continue
        for person_id in sorted({e.walker.person.person_id for pair in pairs for e in pair}):
            yield Override("ROT-06", person_id, unit_id, period, f"{sentence}; locks ask for both")


def avoidance(book: Book) -> Findings:
    """ROT-07: two kin are not in one unit in a period unless neither has ever left the starting post."""
    seen: set[frozenset[str]] = set()
    for person_id, relatives in book.kin.items():
        for kin_id in sorted(relatives):
            pair = frozenset((person_id, kin_id))
            if pair in seen or not pair & book.walkers.keys():
                continue
            seen.add(pair)
            for t in range(book.periods):
                shared = _units_of(book, person_id, t) & _units_of(book, kin_id, t)
                if shared and (_has_left(book, person_id, t) or _has_left(book, kin_id, t)):
                    sentence = f"{person_id} and {kin_id} are kin and both in {min(shared)} in period {t}"
                    yield Breach("ROT-07", f"{min(pair)} {max(pair)}", sentence)
                    break


def _units_of(book: Book, person_id: str, period: int) -> set[str]:
    """Units in which a person is: of the post held, or outside the scope of every open post until retirement."""
    walker = book.walkers.get(person_id)
    if walker is not None:
        unit = unit_at(book, walker, period)
        return set() if unit is None else {unit.unit_id}
    person: Person = book.group.person[person_id]
    held = book.holdings.get(person_id, ())
    if book.group.retires(person) <= period_start(book.start, period) or any(not h.post.fixed for h in held):
        return set()  # retired, or in the scope with rows that are no itinerary
    return {h.post.unit_id for h in held}


def _has_left(book: Book, person_id: str, period: int) -> bool:
    walker = book.walkers.get(person_id)
    return walker is not None and walker.left_start_by(period)


def home(book: Book) -> Findings:
    """ROT-08: with home avoidance nobody enters a leading post in the home city; no lock excuses it."""
    if not book.group.policy["home_avoidance"]:
        return
    for entry in book.entries:
        person = entry.walker.person
        city = book.group.unit[entry.post.unit_id].city
        if person.home_city == city and entry.post.roles & HEADS_FROM_ELSEWHERE:
            sentence = (
                f"{person.person_id} enters {entry.post.post_id} in the home city {city} in period {entry.period}"
            )
            yield Breach("ROT-08", f"{person.person_id} {entry.post.post_id}", sentence)


def locks(book: Book) -> Findings:
    """ROT-09: in every period that a lock covers before retirement, the person holds the post."""
    for walker in book.walkers.values():
        missed: dict[str, list[int]] = defaultdict(list)
        for t, asked in walker.locked.items():
            for post_id in asked - {walker.states[t]}:
                missed[post_id].append(t)
        for post_id, periods in sorted(missed.items()):
            first = month_text(period_start(book.start, min(periods)))
            person_id = walker.person.person_id
            sentence = f"{person_id} is locked to {post_id} but is elsewhere in {len(periods)} periods from {first}"
            yield Breach("ROT-09", f"{person_id} {post_id}", sentence)


CHECKS: Mapping[str, Callable[[Book], Findings]] = {
    "ROT-01": minimum_stay,
    "ROT-02": seats,
    "ROT-03": level,
    "ROT-04": reach,
    "ROT-05": steadiness,
    "ROT-06": both_heads,
    "ROT-07": avoidance,
    "ROT-08": home,
    "ROT-09": locks,
}
