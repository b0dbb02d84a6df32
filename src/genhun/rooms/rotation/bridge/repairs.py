"""What would mend an edit that breaks a rule: other times, other posts, a swap, each checked before it is offered.

A repair changes the ways of one or two people so that the verifier finds nothing newly broken about them, and nothing
else broken that was not before.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from genhun.core.group import lanes_of
from genhun.planning.lines import RESERVE, RETIRED, Stint
from genhun.planning.rotation.accounts import Itinerary, stints_of
from genhun.rooms.rotation.bridge.trial import Trial, Verdict, Ways
from genhun.rooms.rotation.models import Span

OFFERED, SHIFTS, TRIED = 3, 4, 24


@dataclass(frozen=True, slots=True)
class Repair:
    """One way out: what kind, the spans that make it, what the plan then costs against the plan as it was edited.

    Kinds: `later` and `earlier` (the move), `longer` and `shorter` (the stay), `other` (another post of the lane),
    `stay` (in the post held before), `swap` (whoever is in the way takes the post that becomes free), `aside` (they
    take another free one), `back` (as the plan has it).
    """

    kind: str
    spans: tuple[Span, ...]
    cost: int


def repairs(trial: Trial, ways: Ways, now: Verdict, person: str) -> list[Repair]:
    """The three best ways out for one person: the cheapest of each kind first, each confirmed by the verifier."""
    offers = sorted(_priced(trial, ways, person), key=lambda repair: repair.cost)
    firsts = list({repair.kind: repair for repair in reversed(offers)}.values())
    firsts.sort(key=lambda repair: repair.cost)
    rest = [repair for repair in offers if repair not in firsts]
    found: list[Repair] = []
    for repair in [*firsts, *rest][:TRIED]:
        verdict = trial.verdict(_with(trial, ways, repair.spans))
        if verdict.breaches < now.breaches and not any(b.person == person for b in verdict.broken):
            found.append(Repair(repair.kind, repair.spans, verdict.cost - now.cost))
        if len(found) == OFFERED:
            break
    return found


def _with(trial: Trial, ways: Ways, spans: Iterable[Span]) -> dict[str, Itinerary]:
    changed = dict(ways)
    for span in spans:
        changed[span[0]] = trial.laid(changed, span)
    return {p: way for p, way in changed.items() if way != trial.accounts.itinerary[p]}


def _priced(trial: Trial, ways: Ways, person: str) -> Iterator[Repair]:
    """What the room's own books find lawful for this person, with its cost; the verifier has the last word."""
    before = sum(trial.accounts.change(ways).values())
    others = {p: way for p, way in ways.items() if p != person}
    known = set(trial.checks.shared(others)) if others else set()
    seen: set[frozenset[tuple[str, Itinerary]]] = set()
    for kind, spans in _offers(trial, ways, person):
        changed = _with(trial, ways, spans)
        mark = frozenset(changed.items())
        if mark in seen or changed == ways:
            continue
        seen.add(mark)
        touched = {span[0] for span in spans} & changed.keys()
        own = any(trial.checks.own(p, changed[p]) for p in touched)
        if not own and set(trial.checks.shared(changed)) <= known:
            yield Repair(kind, spans, sum(trial.accounts.change(changed).values()) - before)


def _offers(trial: Trial, ways: Ways, person: str) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Every way out that comes to mind for the stints in which a person strays from the plan."""
    way, plan = ways[person], trial.accounts.itinerary[person]
    for line in stints_of(person, way):
        if line.post_id == RETIRED or way[line.from_period : line.to_period] == plan[line.from_period : line.to_period]:
            continue
        before = trial.accounts.people[person].post_id if not line.from_period else way[line.from_period - 1]
        after = way[line.to_period] if line.to_period < len(way) else RETIRED
        yield from _shifted(line, before, after)
        if line.post_id != RESERVE:
            for start in {line.from_period, _lawful_start(trial, way, line, before)}:
                wait = ((person, before, line.from_period, start),) if start > line.from_period else ()
                late = Stint(person, line.post_id, start, line.to_period)
                for kind, spans in (*_other_posts(trial, late), *_ways_free(trial, ways, late, before)):
                    stays = kind == "other" and spans[0][1] == before
                    yield "stay" if stays else kind, (*wait, *spans)
    yield "back", tuple((s.person_id, s.post_id, s.from_period, s.to_period) for s in stints_of(person, plan))


def _lawful_start(trial: Trial, way: Itinerary, line: Stint, before: str) -> int:
    """The first half-year in which the stint breaks no rule that binds the person alone; as asked if there is none."""
    for start in range(line.from_period, line.to_period):
        late = trial.laid({line.person_id: way}, (line.person_id, before, line.from_period, start))
        if not trial.checks.own(line.person_id, late):
            return start
    return line.from_period


def _shifted(line: Stint, before: str, after: str) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """The same stint begun or ended some half-years earlier or later; what follows may move along."""
    who, post, begin, end = line.person_id, line.post_id, line.from_period, line.to_period
    for n in range(1, SHIFTS + 1):
        if begin + n < end:
            yield "later", ((who, before, begin, begin + n),)
        if begin - n >= 0:
            yield "earlier", ((who, post, begin - n, begin),)
        if after != RETIRED:
            yield "longer", ((who, post, end, end + n),)
            if end - n > begin:
                yield "shorter", ((who, after, end - n, end),)
            if begin + n < end:
                yield "later", ((who, before, begin, begin + n), (who, post, end, end + n))


def _other_posts(trial: Trial, line: Stint) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """The other posts of the same lane in the person's circle and at a level within reach."""
    person, post = trial.accounts.people[line.person_id], trial.group.post[line.post_id]
    level = person.person.level
    for other in trial.group.posts:
        lane = set(lanes_of(other.track)) & set(lanes_of(post.track))
        near = trial.group.unit[other.unit_id].circle == person.circle and level <= other.level <= level + 2
        if other.post_id != post.post_id and lane and near and not other.fixed:
            yield "other", ((line.person_id, other.post_id, line.from_period, line.to_period),)


def _ways_free(trial: Trial, ways: Ways, line: Stint, before: str) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Whoever holds the post in these half-years takes the one that becomes free, or another with a free seat."""
    for holder in trial.accounts.itinerary:
        theirs = ways.get(holder, trial.accounts.itinerary[holder])
        if holder == line.person_id or line.post_id not in theirs[line.from_period : line.to_period]:
            continue
        for held in stints_of(holder, theirs):
            if held.post_id == line.post_id and held.to_period > line.from_period:
                start = max(held.from_period, line.from_period)
                if before not in (RESERVE, line.post_id):
                    yield "swap", ((holder, before, start, held.to_period),)
                for free in _free_posts(trial, holder, start, held.to_period):
                    yield "aside", ((holder, free, start, held.to_period),)


def _free_posts(trial: Trial, person: str, begin: int, end: int) -> Iterator[str]:
    """Posts of a person's circle that have a seat free in all these half-years."""
    circle, held = trial.accounts.people[person].circle, trial.accounts.holders
    for post in trial.group.posts:
        near = trial.group.unit[post.unit_id].circle == circle and not post.fixed
        if near and all(held[post.post_id, t] < post.seats for t in range(begin, end)):
            yield post.post_id
