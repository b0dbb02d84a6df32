"""What a blank tier and a blank circle mean."""

from genhun.core.tree import circles, cycles, tiers

PARENT = {"leaf": "plant", "plant": "company", "company": "root", "root": "", "bureau": "root", "alone": ""}


def test_a_blank_tier_is_the_depth() -> None:
    assert tiers(PARENT, {"plant": 7}) == {"leaf": 4, "plant": 7, "company": 2, "root": 1, "bureau": 2, "alone": 1}


def test_a_blank_circle_is_the_nearest_tier_two_upwards_else_the_root() -> None:
    tier = tiers(PARENT, {"bureau": 3})
    assert circles(PARENT, tier, {"plant": "别圈"}) == {
        "leaf": "company",
        "plant": "别圈",
        "company": "company",
        "root": "root",
        "bureau": "root",
        "alone": "alone",
    }


def test_cycles_come_once_in_the_order_given() -> None:
    assert cycles({"a": "c", "b": "a", "c": "b", "d": "a", "e": "e", "f": ""}) == [("a", "b", "c"), ("e",)]
    assert cycles(PARENT) == []
