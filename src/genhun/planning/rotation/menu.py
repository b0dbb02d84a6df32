"""What people choose from: single posts, or sets of posts that differ in price only.

A menu is an array `(options, 7)` sorted by level: the columns that posts alike share (level, circle, track, place,
secretary, headship) and the post, or -1 for a set of posts.
"""

from typing import NamedTuple

import numpy as np

from genhun.engine.kernel import kernel
from genhun.planning.rotation.oracle import INF
from genhun.planning.rotation.problem import ALIKE, LEVEL, Array, Facts


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


def blank_offers(options: int, periods: int) -> Array:
    """Offers for a menu, nothing on offer yet: `(options, from, to, 4)`: price, post, next price, next post."""
    offers = np.full((options, periods + 1, periods + 1, 4), -1, np.int64)
    offers[..., 0::2] = INF
    return offers


@kernel
def price_offers(offers, members, seat_sum, entry):  # type: ignore[no-untyped-def]
    """Fill the offers of a whole menu from prices.

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
                offers[k, t, x, 0], offers[k, t, x, 1] = best, best_post
                offers[k, t, x, 2], offers[k, t, x, 3] = second, second_post
