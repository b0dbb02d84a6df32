"""What people choose from: single posts, or sets of posts that differ in price only.

A menu is an array `(options, 7)` sorted by level: the columns that posts alike share (level, circle, track, place,
secretary, headship) and the post, or -1 for a set of posts.
"""

from typing import NamedTuple

import numpy as np

from genhun.engine.kernel import inlined, kernel
from genhun.planning.rotation.problem import ALIKE, LEVEL, OPTION_POST, TRACK, Array, Facts

INF = np.int64(1) << 60


class Members(NamedTuple):
    """The posts of each option: option `k` holds `post[since[k]:since[k + 1]]`."""

    since: Array
    post: Array


def menu_of_posts(facts: Facts) -> tuple[Array, Members]:
    """Every post an option of its own, sorted by level."""
    order = np.argsort(facts.post[:, LEVEL], kind="stable").astype(np.int64)
    return _menu(facts, order, order), Members(np.arange(len(order) + 1, dtype=np.int64), order)


def menu_of_kinds(facts: Facts) -> tuple[Array, Members]:
    """Posts alike in everything but their prices are one option."""
    kinds: dict[tuple[int, ...], list[int]] = {}
    for post in range(len(facts.post)):
        kinds.setdefault(tuple(facts.post[post, :ALIKE].tolist()), []).append(post)
    groups = [kinds[key] for key in sorted(kinds)]
    since = np.concatenate([[0], np.cumsum([len(g) for g in groups])]).astype(np.int64)
    first = np.array([g[0] for g in groups], np.int64)
    members = Members(since, np.array([p for g in groups for p in g], np.int64))
    return _menu(facts, first, np.full(len(groups), -1, np.int64)), members


def _menu(facts: Facts, sample: Array, post: Array) -> Array:
    return np.column_stack([facts.post[sample, :ALIKE], post]).astype(np.int64).reshape(len(post), ALIKE + 1)


def levels_of(facts: Facts) -> int:
    """The number of levels that have to be told apart: up to two above the highest."""
    return int(max(facts.post[:, LEVEL].max(initial=0), facts.person[:, LEVEL].max(initial=0))) + 3


class Offers(NamedTuple):
    """Stints on offer, by the period of entry and that of leaving, and there by level.

    The rows of level `l` are `row[t, x, since[t, x, l]:since[t, x, l + 1]]`; their columns are named below.
    """

    menu: Array  # (options, 7)
    row: Array  # (periods, periods + 1, options, 5)
    since: Array  # (periods, periods + 1, levels + 1)
    rungs: Array  # (periods, periods + 1): one bit for each level and track on offer, see `rung`


PRICE, POST, NEXT_PRICE, NEXT_POST, OPTION = range(5)
"""Columns of a stint on offer: the cheapest post of the option and the one after it, and the option."""


def no_offers(facts: Facts, options: int) -> Offers:
    """Room for a menu that changes, nothing on offer yet."""
    t, levels = facts.periods, levels_of(facts)
    row, since = np.zeros((t, t + 1, options, 5), np.int64), np.zeros((t, t + 1, levels + 1), np.int64)
    return Offers(np.zeros((options, ALIKE + 1), np.int64), row, since, np.zeros((t, t + 1), np.int64))


def offers_of(facts: Facts, menu: Array) -> Offers:
    """Room for the stints of a whole menu, row by option; `price_offers` gives the prices."""
    offers = no_offers(facts, len(menu))
    since = np.searchsorted(menu[:, LEVEL], np.arange(levels_of(facts) + 1))
    offers.since[:], offers.rungs[:] = since, np.bitwise_or.reduce([rung(k[LEVEL], k[TRACK]) for k in menu] + [0])
    return offers._replace(menu=menu)


@inlined
def rung(level, track):  # type: ignore[no-untyped-def]
    """The bit of a level and track; rungs far apart may share one, which hides nothing."""
    return 1 << (3 * level + track) % 63


@inlined
def shown(offers, options):  # type: ignore[no-untyped-def]
    """The offers with so many options in the menu."""
    return Offers(offers.menu[:options], offers.row, offers.since, offers.rungs)


@kernel
def clear(offers):  # type: ignore[no-untyped-def]
    """Offer nothing."""
    offers.since[:] = 0
    offers.rungs[:] = 0


@kernel
def climb(offers, level, to):  # type: ignore[no-untyped-def]
    """Offers added from now on are of level `to`, those since the last climb of `level`; returns `to`."""
    if to == level:
        return to
    top = offers.since.shape[2] - 1
    for t in range(offers.since.shape[0]):
        for x in range(t + 1, offers.since.shape[1]):
            for k in range(level + 1, min(to, top - 1) + 1):
                offers.since[t, x, k] = offers.since[t, x, top]
    return to


@kernel
def list_post(f, offers, option, post):  # type: ignore[no-untyped-def]
    """Put a single post on the menu."""
    for c in range(ALIKE):
        offers.menu[option, c] = f.post[post, c]
    offers.menu[option, OPTION_POST] = post


@kernel
def offer(offers, t, x, price, option):  # type: ignore[no-untyped-def]
    """Add a stint of a post that is on the menu; offers come by level."""
    menu = offers.menu[option]
    top = offers.since.shape[2] - 1
    q = offers.since[t, x, top]
    offers.since[t, x, top] = q + 1
    offers.rungs[t, x] |= rung(menu[LEVEL], menu[TRACK])
    row = offers.row[t, x, q]
    row[PRICE], row[POST], row[NEXT_PRICE], row[NEXT_POST], row[OPTION] = price, menu[OPTION_POST], INF, -1, option


@kernel
def price_offers(row, members, seat_sum, entry):  # type: ignore[no-untyped-def]
    """Fill the rows of a whole menu from prices.

    `seat_sum`: `(posts, periods + 1)` prefix sums of the price of a seat; `entry`: `(posts, periods)` the price of
    an entry.
    """
    periods = entry.shape[1]
    for k in range(len(members.since) - 1):
        for t in range(periods):
            for x in range(t + 1, periods + 1):
                best, best_post, second, second_post = INF, -1, INF, -1
                for m in range(members.since[k], members.since[k + 1]):
                    post = members.post[m]
                    price = entry[post, t] + seat_sum[post, x] - seat_sum[post, t]
                    if price < best:
                        second, second_post = best, best_post
                        best, best_post = price, post
                    elif price < second:
                        second, second_post = price, post
                line = row[t, x, k]
                line[PRICE], line[POST], line[OPTION] = best, best_post, k
                line[NEXT_PRICE], line[NEXT_POST] = second, second_post
