"""What people choose from: single posts, or sets of posts that differ in price only.

A menu is an array `(options, 7)` sorted by level: the columns that posts alike share (level, circle, track, place,
secretary, headship) and the post, or -1 for a set of posts.
"""

from typing import NamedTuple

import numpy as np

from genhun.engine.kernel import inlined, kernel
from genhun.planning.rotation.problem import (
    ALIKE,
    CIRCLE,
    CITY,
    HEADSHIP,
    HOME,
    LEVEL,
    LOCKED,
    ONLY_CITY,
    OPTION_POST,
    PLACE,
    SECRETARY,
    TRACK,
    Array,
    Facts,
)

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


class Table(NamedTuple):
    """The cheapest prices on offer, by place, for people with the same reach; of no size where none is kept."""

    reach: Array  # (people,) a number for each reach: a circle, a city or all, a home where nobody heads a unit
    shown: Array  # (1,): whose prices these are, or -1
    price: Array  # (periods, periods + 1, levels, tracks, places)
    no_secretary: Array  # (periods, levels, tracks, places) to the last period, in no secretary's post


class Offers(NamedTuple):
    """Stints on offer, by the period of entry and that of leaving, and there by level.

    The rows of level `l` are `row[t, x, since[t, x, l]:since[t, x, l + 1]]`; their columns are named below.
    """

    menu: Array  # (options, 7)
    row: Array  # (periods, periods + 1, options, 5)
    since: Array  # (periods, periods + 1, levels + 1)
    rungs: Array  # (periods, periods + 1): one bit for each level and track on offer, see `rung`
    table: Table


PRICE, POST, NEXT_PRICE, NEXT_POST, OPTION = range(5)
"""Columns of a stint on offer: the cheapest post of the option and the one after it, and the option."""


def no_offers(facts: Facts, options: int) -> Offers:
    """Room for a menu that changes, nothing on offer yet."""
    t, levels = facts.periods, levels_of(facts)
    row, since = np.zeros((t, t + 1, options, 5), np.int64), np.zeros((t, t + 1, levels + 1), np.int64)
    return Offers(np.zeros((options, ALIKE + 1), np.int64), row, since, np.zeros((t, t + 1), np.int64), no_table())


def no_table() -> Table:
    """What offers have that keep none."""
    return Table(
        np.zeros(0, np.int64), np.full(1, -1), np.zeros((0, 0, 0, 0, 0), np.int64), np.zeros((0, 0, 0, 0), np.int64)
    )


def table_of(facts: Facts) -> Table:
    """Room for the table of a whole menu."""
    t, size = facts.periods, (levels_of(facts), 3, len(facts.place))
    reach = np.unique(facts.person[:, (CIRCLE, ONLY_CITY, HOME)], axis=0, return_inverse=True)[1].reshape(-1)
    return Table(reach.astype(np.int64), np.full(1, -1), np.full((t, t + 1, *size), INF), np.full((t, *size), INF))


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
    return Offers(offers.menu[:options], offers.row, offers.since, offers.rungs, offers.table)


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


@inlined
def in_reach(f, i, kind):  # type: ignore[no-untyped-def]
    """Whether an option lies in the circle and the city that person `i` is bound to (ROT-01)."""
    city = f.place[kind[PLACE], CITY]
    return kind[CIRCLE] == f.person[i, CIRCLE] and (f.person[i, ONLY_CITY] < 0 or city == f.person[i, ONLY_CITY])


@inlined
def at_home(f, i, kind):  # type: ignore[no-untyped-def]
    """Whether an option is a headship in the home city of person `i` (ROT-07)."""
    return kind[HEADSHIP] == 1 and f.place[kind[PLACE], CITY] == f.person[i, HOME]


@inlined
def is_tabled(f, i, offers):  # type: ignore[no-untyped-def]
    """Whether a table tells what person `i` is offered."""
    return len(offers.table.reach) > 0 and f.person[i, LOCKED] == 0


@kernel
def show(f, i, offers):  # type: ignore[no-untyped-def]
    """Make the table show what is in the reach of person `i`."""
    table, menu, periods = offers.table, offers.menu, f.periods
    if table.shown[0] == table.reach[i]:
        return
    table.shown[0] = table.reach[i]
    for t in range(periods):
        for kind in menu:
            table.no_secretary[t, kind[LEVEL], kind[TRACK], kind[PLACE]] = INF
        for x in range(t + 1, periods + 1):
            for kind in menu:
                table.price[t, x, kind[LEVEL], kind[TRACK], kind[PLACE]] = INF
            for k in range(len(menu)):
                kind, price = menu[k], offers.row[t, x, k, PRICE]
                if not in_reach(f, i, kind) or at_home(f, i, kind):
                    continue
                cell = table.price[t, x, kind[LEVEL], kind[TRACK]]
                cell[kind[PLACE]] = min(cell[kind[PLACE]], price)
                if x == periods and kind[SECRETARY] == 0:
                    cell = table.no_secretary[t, kind[LEVEL], kind[TRACK]]
                    cell[kind[PLACE]] = min(cell[kind[PLACE]], price)


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
