"""Ways that people hold on to: an earlier plan's lines as far as each person may still keep to them alone."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

import numpy as np

from genhun.engine.kernel import kernel
from genhun.planning.lines import RESERVE as IN_RESERVE
from genhun.planning.lines import RETIRED, Stint
from genhun.planning.rotation.evaluate import own_cost, starts_here
from genhun.planning.rotation.menu import INF, clear, climb, list_post, no_offers, offer, shown
from genhun.planning.rotation.oracle import RESERVE, cheapest, home_for, hop_price, hops, scratch_for
from genhun.planning.rotation.problem import END, LEVEL, START, Array, Facts, Region

BONUS = 1_000_000_000
"""Thousandths of a point a period that outweigh every cost of a way."""


class Adopted(NamedTuple):
    """Ways that people hold on to: whoever goes another one costs `weight` more."""

    stints: Array  # (people, slots, 3)
    number: Array  # (people,): stints of each way, 0 where there is none to hold on to
    weight: Array  # (1,) thousandths


def nothing_adopted(facts: Facts) -> Adopted:
    """Nobody holds on to anything."""
    people, slots = len(facts.person), facts.periods + 1
    return Adopted(np.zeros((people, slots, 3), np.int64), np.zeros(people, np.int64), np.zeros(1, np.int64))


def adopted_from(region: Region, lines: Iterable[Stint], weight: int = 0) -> Adopted:
    """The ways of a plan's lines that each person alone may still go; `weight` in points."""
    facts, adopted = region.facts, nothing_adopted(region.facts)
    adopted.weight[0] = weight * 1000
    person_at = {person: i for i, person in enumerate(region.people)}
    post_at = {post: k for k, post in enumerate(region.posts)} | {IN_RESERVE: RESERVE}
    rows: dict[int, list[Stint]] = defaultdict(list)
    for line in lines:
        if line.person_id in person_at and line.post_id != RETIRED:
            rows[person_at[line.person_id]].append(line)
    for i, stints in rows.items():
        way = _whole(stints, int(facts.person[i, END]), post_at)
        adopted.number[i] = len(way)
        adopted.stints[i, : len(way)] = np.array(way, np.int64).reshape(len(way), 3)
    forget_unlawful(
        facts, adopted, no_offers(facts, facts.periods + 1), home_for(facts),
        np.argsort(facts.post[:, LEVEL], kind="stable").astype(np.int64), np.zeros(len(facts.bench_want), np.int64),
        scratch_for(facts, facts.periods + 1),
    )  # fmt: skip
    return adopted


def _whole(lines: list[Stint], end: int, post_at: dict[str, int]) -> list[tuple[int, int, int]]:
    """A way as rows without gaps up to the retirement, or nothing where the lines do not give one."""
    held = {t: line.post_id for line in lines for t in range(line.from_period, line.to_period)}
    if sorted(held) != list(range(end)) or any(post not in post_at for post in held.values()):
        return []
    way, t = [], 0
    for post, run in groupby(held[t] for t in range(end)):
        length = len(list(run))
        way.append((post_at[post], t, t + length))
        t += length
    return way


@kernel
def forget_unlawful(f, adopted, offers, home, by_level, no_price, s):  # type: ignore[no-untyped-def]
    """Forget the ways that break a rule which binds the person alone."""
    for i in range(len(f.person)):
        count = adopted.number[i]
        if count > 0 and not lawful(f, i, adopted.stints[i], count, offers, home, by_level, no_price, s):
            adopted.number[i] = 0


@kernel
def lawful(f, i, way, count, offers, home, by_level, no_price, s):  # type: ignore[no-untyped-def]
    """Whether the oracle finds just this way where it pays more than anything else."""
    offered = offer_way(f, i, way, count, offers, by_level)
    stays = way[0, 2] if starts_here(f, i, way, 0) else 0
    for x in range(f.periods + 1):
        home.stay[x] = INF if x > stays else 0
    home.stay[stays] = -BONUS * stays
    value, found = cheapest(f, i, shown(offers, offered), no_price, home, s)
    if value >= INF or joined(s.out, found) != count:
        return False
    same = True
    for k in range(count):
        for c in range(3):
            same = same and s.out[k, c] == way[k, c]
    return same


@kernel
def offer_way(f, i, way, count, offers, by_level):  # type: ignore[no-untyped-def]
    """Offer the stints of a way and nothing else; returns how many posts that takes."""
    n, reached = 0, 0
    clear(offers)
    for post in by_level:
        taken = False
        for k in range(count):
            if way[k, 0] != post or starts_here(f, i, way, k):
                continue
            if not taken:
                taken = True
                reached = climb(offers, reached, f.post[post, LEVEL])
                list_post(f, offers, n, post)
            offer(offers, way[k, 1], way[k, 2], -BONUS * (way[k, 2] - way[k, 1]), n)
        n += taken
    climb(offers, reached, offers.since.shape[2] - 1)
    return n


@kernel
def joined(stints, count):  # type: ignore[no-untyped-def]
    """Join neighbouring stints in one post; returns how many stints remain."""
    kept = 0
    for k in range(count):
        if kept > 0 and stints[kept - 1, 0] == stints[k, 0]:
            stints[kept - 1, 2] = stints[k, 2]
        else:
            for c in range(3):
                stints[kept, c] = stints[k, c]
            kept += 1
    return kept


@kernel
def strays(adopted, i, stints, count):  # type: ignore[no-untyped-def]
    """Whether an itinerary is another one than the adopted one of person `i`, where that weighs anything."""
    if adopted.weight[0] == 0 or adopted.number[i] == 0:
        return False
    same = adopted.number[i] == count
    for k in range(count if same else 0):
        for c in range(3):
            same = same and adopted.stints[i, k, c] == stints[k, c]
    return not same


@kernel
def price_of_way(f, i, stints, count, seat_sum, entry, bench_price, parts):  # type: ignore[no-untyped-def]
    """What an itinerary of person `i` comes to at prices, all in thousandths; `parts` is working space of five."""
    value, bench = own_cost(f, i, stints, count, parts)
    for k in range(count):
        post, t, x = stints[k, 0], stints[k, 1], stints[k, 2]
        if post != RESERVE:
            value += seat_sum[post, x] - seat_sum[post, t]
            if not starts_here(f, i, stints, k):
                value += entry[post, t]
            if hops(f, i, stints, k):
                value += hop_price(f, f.person[i, START], seat_sum, t)
    return value + bench_price[bench] if bench >= 0 else value


@kernel
def prefer_adopted(f, adopted, i, value, count, seat_sum, entry, bench_price, parts, s):  # type: ignore[no-untyped-def]
    """(value, stints) of the cheapest itinerary where straying weighs, given the cheapest where it does not."""
    if not strays(adopted, i, s.out, count):
        return value, count
    kept = adopted.number[i]
    price = price_of_way(f, i, adopted.stints[i], kept, seat_sum, entry, bench_price, parts)
    if price > value + adopted.weight[0]:
        return value + adopted.weight[0], count
    for k in range(kept):
        for c in range(3):
            s.out[k, c] = adopted.stints[i, k, c]
    return price, kept
