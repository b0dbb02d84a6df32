"""Figures over a plan: who is on which lane, who crosses, which seats are empty."""

from genhun.core.policy import Policy
from genhun.rooms.rotation.figures import Stint, changed_people, five_years
from genhun.rooms.rotation.pictures.bars import cost_bars
from genhun.rooms.rotation.pictures.flows import sankey
from genhun.rooms.rotation.pictures.text import fitted
from genhun.rooms.rotation.words import with_figures

SEATS = {"shop": (1, "production"), "office": (2, "party"), "both": (1, "both")}


def stint(person: int, code: str, begin: int, end: int, left: str = "", place: str = "") -> Stint:
    track = SEATS[code][1] if code else None
    return Stint(person, code or None, track, begin, end, bool(left) and not place, place, left or None)


def test_lanes_crossings_and_empty_seats_are_counted_by_half_year() -> None:
    plan = [
        stint(1, "shop", 0, 2), stint(1, "office", 2, 4, left="shop"),
        stint(2, "office", 0, 1), stint(2, "both", 1, 4, left="office"),
        stint(3, "office", 0, 3), stint(3, "", 3, 4, left="office", place="reserve"),
    ]  # fmt: skip
    five = five_years(plan, SEATS, 4)
    assert five.production == [1, 2, 1, 1]
    assert five.party == [2, 2, 3, 2]
    assert five.to_party == [0, 0, 1, 0]
    assert five.to_production == [0, 1, 0, 0]
    assert five.moves == [0, 1, 1, 0]
    assert five.vacant == [1, 1, 1, 2]
    assert (five.people, five.moved, five.seats, five.crossings) == (3, 2, 4, 2)
    assert five.flows == {("production", "party"): 1, ("party", "both"): 1, ("party", "reserve"): 1}


def test_a_move_at_the_start_comes_from_the_post_that_it_leaves() -> None:
    five = five_years([stint(1, "office", 0, 4, left="shop")], SEATS, 4)
    assert five.to_party == [1, 0, 0, 0]
    five = five_years([stint(1, "office", 0, 4, left="elsewhere")], SEATS, 4)
    assert five.to_party == [0, 0, 0, 0]
    assert five.flows == {("outside", "party"): 1}


def test_people_differ_where_posts_or_half_years_do() -> None:
    one = [stint(1, "shop", 0, 4), stint(2, "office", 0, 4), stint(3, "office", 0, 4)]
    other = [stint(1, "shop", 0, 4), stint(2, "office", 0, 3), stint(2, "both", 3, 4, left="office")]
    assert changed_people(one, other) == [2, 3]


def test_texts_are_cut_to_the_room_they_have() -> None:
    assert fitted("Chief", 100) == "Chief"
    assert fitted("Chief engineer of the works", 80) == "Chief engi…"
    assert fitted("Chief", 10) == ""


def test_bars_share_one_scale_and_tell_savings_apart() -> None:
    bars = cost_bars([{"label": "a", "value": 100}, {"label": "b", "value": -50}])["bars"]
    assert bars[0].width == 2 * bars[1].width
    assert [bar.css for bar in bars] == ["cost", "saving"]


def test_ribbons_leave_and_reach_nodes_of_their_own_size() -> None:
    picture = sankey({("production", "party"): 3, ("party", "party"): 1}, height=170)
    assert [(n["key"], n["count"]) for n in picture["left"]] == [("production", 3), ("party", 1)]
    assert [(n["key"], n["count"], n["height"]) for n in picture["right"]] == [("party", 4, 100.0)]
    assert [ribbon["count"] for ribbon in picture["ribbons"]] == [3, 1]


def test_rules_are_told_with_the_figures_of_the_plan() -> None:
    told = with_figures("held for min_stay periods, in reserve for none, at most entry_share", Policy({"min_stay": 6}))
    assert told == "held for 6 periods, in reserve for none, at most 0.34"
