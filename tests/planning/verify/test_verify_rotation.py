"""The verifier of rotation plans: it names exactly the rule that is broken and recomputes every point."""

from collections.abc import Callable

import pytest
from tests.planning.verify.hand import START, broken, holds, lock, person, policy, post, unit, way, with_tables

from genhun.core.group import Appointment, Group, Kin
from genhun.planning.lines import Stint
from genhun.planning.rotation.verify import verify

Case = tuple[Group, list[Stint]]

UNITS = (
    unit("A", industry="机械"),
    unit("B", "近城", parent="A", industry="冶金"),
    unit("C", "远城", circle="C", industry="机械"),
    unit("D", "北城", parent="A"),
)
POSTS = (
    post("a1", "A", 2, "party"),
    post("a2", "A", 2, "production"),
    post("a3", "A", 3, "party"),
    post("b1", "B", 2, "party"),
    post("b2", "B", 2, "production"),
    post("c1", "C", 2, "party"),
    post("d1", "D", 2, "both"),
    post("f1", "B", 2, "party", fixed=True),
)
SHORT = policy(periods=4, min_stay=2, promotion_stay=2, promotion_left=3)


def group(*people: object, **tables: object) -> Group:
    """The units and posts above with people, four periods, two of least stay."""
    base = Group(units=UNITS, posts=POSTS, people=people, policy=SHORT)  # type: ignore[arg-type]  # people only
    return with_tables(base, **tables)


def one(*states: str, periods: int = 8, start: str = "a1", policy_: object = SHORT, **facts: object) -> Case:
    """One person who starts in `start` and does what the words say."""
    tables = {"appointments": [holds("p", start, periods)], "policy": policy_}
    return group(person("p", **facts), **tables), way("p", *states)  # type: ignore[arg-type]  # facts of person()


def two(first: list[str], second: list[str], **tables: object) -> Case:
    """Two people p and q who start in a1 and b1."""
    starts = [holds("p", "a1"), holds("q", "b1")]
    return group(person("p"), person("q"), appointments=starts, **tables), way("p", *first) + way("q", *second)


def seats_taken_twice() -> Case:
    return two(["b1"] * 4, ["b1"] * 4)


def overbooked_again() -> Case:
    """Two start on one seat, one leaves, the other may not be joined again."""
    tables = [holds("p", "a1"), holds("q", "a1")]
    rows = way("p", *["a1"] * 4) + way("q", "a1", "a2", "a2", "a1")
    return group(person("p"), person("q"), appointments=tables), rows


def both_heads_at_once() -> Case:
    heads = [post("d2", "D", 2, roles="secretary"), post("d3", "D", 2, roles="manager")]
    wide = policy(periods=4, min_stay=2, entry_share="1")
    return two(["a1", "d2", "d2", "d2"], ["b1", "d3", "d3", "d3"], posts=heads, policy=wide)


def kin_meet() -> Case:
    return two(["a1", "b2", "b2", "b2"], ["b1"] * 4, kin=[Kin("q", "p")])


def kin_come_back() -> Case:
    """Two kin who start in one unit: one leaves it and comes back."""
    tables = {"appointments": [holds("p", "a1"), holds("q", "a2")], "kin": [Kin("p", "q")]}
    rows = way("p", "a1", "d1", "d1", "a1") + way("q", *["a2"] * 4)
    return group(person("p"), person("q"), **tables), rows


def kin_of_an_outsider() -> Case:
    plan = one("a1", "b2", "b2", "b2")
    outsider = {"people": [person("z")], "appointments": [holds("z", "f1")], "kin": [Kin("z", "p")]}
    return with_tables(plan[0], **outsider), plan[1]


def home_head() -> Case:
    posts = [post("b3", "B", 2, roles="discipline")]
    strict = policy(periods=4, min_stay=2, home_avoidance=1)
    case = one("b3", "b3", "b3", "b3", home="近城", policy_=strict)
    return with_tables(case[0], posts=posts), case[1]


def home_head_locked() -> Case:
    case = home_head()
    return with_tables(case[0], locks=[lock("p", "b3", 0)]), case[1]


def lock_not_kept() -> Case:
    case = one(*["a1"] * 4)
    return with_tables(case[0], locks=[lock("p", "b1", 2, 3)]), case[1]


def too_many_entries() -> Case:
    posts = [post("d2", "D"), post("d3", "D")]
    return two(["a1", "d2", "d2", "d2"], ["b1", "d3", "d3", "d3"], posts=posts)


def early_for_a_lock() -> Case:
    """Entering one period before the lock asks for it is free: the circle forbids it."""
    case = one("a1", "c1", "c1", "c1")
    return with_tables(case[0], locks=[lock("p", "c1", 2)]), case[1]


BROKEN: dict[str, list[Callable[[], Case]]] = {
    "ROT-00": [
        lambda: one("a1", "a1", "a1"),
        lambda: one("a1", "a1", "a1", "nowhere"),
        lambda: one("a1", "a1", "a1", "retired"),
        lambda: one("a1", "a1", "a1", "a1", left=3),
        lambda: (one(*["a1"] * 4)[0], []),
        lambda: (one(*["a1"] * 4)[0], [*one(*["a1"] * 4)[1], Stint("p", "a1", 1, 2)]),
        lambda: (one(*["a1"] * 4)[0], [Stint("p", "a1", 0, 5)]),
        lambda: (one(*["a1"] * 4)[0], [Stint("p", "a1", 0, 4), Stint("x", "a1", 0, 4)]),
        lambda: (one(*["a1"] * 4)[0], [Stint("p", "a1", 0, 2), Stint("p", "a1", 2, 2), Stint("p", "a1", 2, 4)]),
    ],
    "ROT-01": [
        lambda: one("a2", "a2", "a2", "a2", periods=1),
        lambda: one("a1", "reserve", "reserve", "reserve", periods=0),
        lambda: one("a1", "b1", "a1", "a1"),
    ],
    "ROT-02": [seats_taken_twice, overbooked_again],
    "ROT-03": [
        lambda: one("a3", "a3", "a3", "a3", at_level=1),
        lambda: one("a1", "a1", "a3", "a3", left=4),
        lambda: one("a1", "a1", "a1", "a3", level=1),
        lambda: one("a1", "a1", "a2", "a2", level=3),
        lambda: one("a2", "a2", "b1", "b1", level=0),
    ],
    "ROT-04": [
        lambda: one("a1", "c1", "c1", "c1"),
        lambda: one("a1", "b1", "b1", "b1", mobility="city"),
        lambda: one("a1", "a2", "a2", "a2", mobility="none"),
        lambda: one("a1", "a1", "a1", "reserve", mobility="none"),
        lambda: one("a1", "a1", "f1", "f1"),
        early_for_a_lock,
    ],
    "ROT-05": [too_many_entries],
    "ROT-06": [both_heads_at_once],
    "ROT-07": [kin_meet, kin_come_back, kin_of_an_outsider],
    "ROT-08": [home_head, home_head_locked],
    "ROT-09": [lock_not_kept],
}


@pytest.mark.parametrize(("rule", "case"), [(rule, case) for rule, cases in BROKEN.items() for case in cases])
def test_a_dropped_rule_is_named_alone(rule: str, case: Callable[[], Case]) -> None:
    assert broken(verify(*case())) == {rule}


def overbooked_until_it_fits() -> Case:
    tables = [holds("p", "a1"), holds("q", "a1")]
    return group(person("p"), person("q"), appointments=tables), way("p", *["a1"] * 4) + way(
        "q", "a1", "a1", "a2", "a2"
    )


def overbooked_and_joined() -> Case:
    """Three start on one seat; while they are two or more another may join up to three."""
    people, starts = [person(p) for p in "pqr"], [holds(p, "a1") for p in "pqr"]
    rows = way("p", *["a1"] * 4) + way("q", "a1", "a1", "a1", "a1") + way("r", "a1", "d1", "d1", "a1")
    return group(*people, appointments=starts), rows


def kin_who_never_left() -> Case:
    tables = {"appointments": [holds("p", "a1"), holds("q", "a2")], "kin": [Kin("p", "q"), Kin("q", "p")]}
    return group(person("p"), person("q"), **tables), way("p", *["a1"] * 4) + way("q", *["a2"] * 4)


def kin_retired_in_time() -> Case:
    """The kin in the fixed post retires when the other comes."""
    plan = one("a1", "b2", "b2", "b2")
    outsider = {"people": [person("z", left=1)], "appointments": [holds("z", "f1")], "kin": [Kin("z", "p")]}
    return with_tables(plan[0], **outsider), plan[1]


SOUND: dict[str, Callable[[], Case]] = {
    "retiring is no leaving": lambda: one("a1", "retired", "retired", "retired", periods=0, left=1),
    "all retired, row given": lambda: one(*["retired"] * 4, left=0),
    "all retired, row left out": lambda: (one(*["retired"] * 4, left=0)[0], []),
    "retired before the start is out of scope": lambda: (one(*["retired"] * 4, left=-1)[0], []),
    "promoted in time": lambda: one("a1", "a1", "a3", "a3", at_level=0, left=5),
    "a lower start post is kept": lambda: one(*["a1"] * 4, level=4),
    "stay of exactly the least": lambda: one("a1", "a2", "a2", "a1", periods=1),
    "overbooked until it fits": overbooked_until_it_fits,
    "overbooked and joined": overbooked_and_joined,
    "kin who never left": kin_who_never_left,
    "kin retired in time": kin_retired_in_time,
    "a lock of somebody outside the scope": lambda: with_lock(one(*["a1"] * 4), "z", "b1"),
    "a lock on a fixed post": lambda: with_lock(one(*["a1"] * 4), "p", "f1"),
    "a lock ends at the retirement": lambda: with_lock(one("a1", "a1", "retired", "retired", left=2), "p", "a1"),
}


def with_lock(case: Case, person_id: str, post_id: str) -> Case:
    extra = {} if person_id == "p" else {"people": [person(person_id)]}
    return with_tables(case[0], locks=[lock(person_id, post_id, 0)], **extra), case[1]


@pytest.mark.parametrize("case", SOUND.values(), ids=SOUND.keys())
def test_what_the_contract_allows_is_sound(case: Callable[[], Case]) -> None:
    assert verify(*case()).breaches == []


def locked_far_away() -> Case:
    """A lock on a post two levels up in another circle, entered before the least stay, by one who does not move."""
    case = one("a1", "c9", "c9", "c9", periods=0, mobility="none")
    return with_tables(case[0], posts=[post("c9", "C", 4)], locks=[lock("p", "c9", 1)]), case[1]


def locked_over_the_cap() -> Case:
    """Two locked entries into a unit whose cap is one."""
    case = too_many_entries()
    return with_tables(case[0], locks=[lock("p", "d2", 1), lock("q", "d3", 1, 2)]), case[1]


def locked_heads() -> Case:
    case = both_heads_at_once()
    return with_tables(case[0], locks=[lock("p", "d2", 1), lock("q", "d3", 1)]), case[1]


OVERRIDDEN: dict[str, tuple[Callable[[], Case], set[tuple[str, str, str, int]]]] = {
    "far away": (
        locked_far_away,
        {("ROT-01", "p", "a1", 1), ("ROT-03", "p", "c9", 1), ("ROT-04", "p", "c9", 1)},
    ),
    "over the cap": (locked_over_the_cap, {("ROT-05", "p", "D", 1), ("ROT-05", "q", "D", 1)}),
    "both heads": (locked_heads, {("ROT-06", "p", "D", 1), ("ROT-06", "q", "D", 1)}),
    "nothing to excuse": (lambda: with_lock(one("a1", "a1", "a1", "a1"), "p", "a1"), set()),
}


@pytest.mark.parametrize(("case", "excused"), OVERRIDDEN.values(), ids=OVERRIDDEN.keys())
def test_locks_excuse_the_entry_they_force_and_say_so(
    case: Callable[[], Case], excused: set[tuple[str, str, str, int]]
) -> None:
    checked = verify(*case())
    assert checked.breaches == []
    assert {(o.rule, o.person_id, o.subject, o.period) for o in checked.overridden} == excused


def test_free_entries_must_fit_in_what_locks_leave_of_the_cap() -> None:
    case, rows = locked_over_the_cap()
    only_one = with_tables(too_many_entries()[0], locks=[case.locks[0]])
    assert broken(verify(only_one, rows)) == {"ROT-05"}


def test_one_locked_head_does_not_excuse_the_other() -> None:
    case, rows = both_heads_at_once()
    assert broken(verify(with_tables(case, locks=[lock("p", "d2", 1)]), rows)) == {"ROT-06"}


def parts(case: Case) -> dict[str, int]:
    checked = verify(*case)
    assert checked.breaches == []
    return {name: points for name, points in checked.parts.items() if points}


ALL_VACANT = 4 * (6 * (20 + 10 * 2) + 1 * (20 + 10 * 3))
"""Four periods of six posts of level 2 and one of level 3; the fixed post is never vacant."""


def test_a_move_costs_by_distance_track_and_industry() -> None:
    """北城 to 近城 is band 1; production and 冶金 are new; held 10 periods at the start of the second period."""
    assert parts(one("a1", "a1", "b2", "b2", periods=9)) == {
        "vacancy": ALL_VACANT - 4 * 40,
        "move": 6 + 8,
        "unfamiliar": 3 + 4,
        "overdue": 6,
    }


def test_coming_from_the_reserve_counts_the_distance_from_the_last_unit() -> None:
    assert parts(one("a1", "reserve", "b1", "b1", periods=8)) == {
        "vacancy": ALL_VACANT - 3 * 40,
        "move": 6 + 8,
        "unfamiliar": 4,
        "reserve": 40,
    }


def test_what_the_plan_has_taught_is_no_longer_new() -> None:
    """To B and back to D's unit without an industry, then to B again: 冶金 and production cost once."""
    quick = policy(periods=4, min_stay=1, max_stay=20)
    assert parts(one("b2", "d1", "b2", "a1", policy_=quick, start="d1")) == {
        "vacancy": ALL_VACANT - 4 * 40,
        "move": 4 * 6 + 8 + 8 + 8 + 8,
        "unfamiliar": 4 + 4,
    }


def test_past_appointments_teach_too() -> None:
    """Seven months of production elsewhere are one whole period, one month of an industry is enough."""
    case, rows = one("a1", "a1", "b2", "b2")
    past = [
        Appointment("p", "", START - 30, START - 26, "production", 1),
        Appointment("p", "", START - 28, START - 23, "production", 1),
        Appointment("p", "f1", START - 20, START - 19),
    ]
    assert parts((with_tables(case, appointments=past), rows)).get("unfamiliar") is None
    assert parts((with_tables(case, appointments=past[1:]), rows))["unfamiliar"] == 3
    assert parts((with_tables(case, appointments=past[:2]), rows))["unfamiliar"] == 4


def test_a_young_person_who_does_not_end_dual_costs() -> None:
    assert parts(one(*["a1"] * 4, periods=2, young=True)) == {"vacancy": ALL_VACANT - 160, "not_dual": 120}
    assert parts(one(*["d1"] * 4, start="d1", periods=0, young=True)) == {"vacancy": ALL_VACANT - 160}
    assert "not_dual" not in parts(one(*["a1"] * 3, "retired", young=True, left=3))


SECRETARIES = (
    post("s3", "D", 3, "both", roles="secretary chair", seats=1),
    post("s4", "C", 2, "party", roles="secretary", fixed=True),
)
VACANT_HEADS = 4 * 2 * (20 + 10 * 3)


def thin(*states: str, start: str = "d1", **facts: object) -> int:
    """Points for thin benches: circle A needs two for level 3, circle C two for level 2."""
    case, rows = one(*states, start=start, periods=8, **facts)
    checked = verify(with_tables(case, posts=SECRETARIES), rows)
    assert checked.breaches == []
    return checked.parts["thin"]


def test_who_ends_dual_one_level_below_or_at_the_level_counts_for_the_bench() -> None:
    assert thin("a1", "a1", "a1", "a1", start="a1") == 4 * 80
    assert thin("d1", "d1", "d1", "d1") == 3 * 80
    assert thin("d1", "d1", "d1", "reserve") == 3 * 80
    assert thin("d1", "d1", "a3", "a3") == 3 * 80
    assert thin("d1", "d1", "d1", "d1", level=4) == 4 * 80
    assert thin("d1", "d1", "d1", "d1", level=1) == 4 * 80
    assert thin("d1", "d1", "s3", "s3") == 4 * 80
    assert thin("d1", "d1", "d1", "retired", left=3) == 4 * 80


def test_a_secretary_seat_costs_double_while_vacant() -> None:
    case, rows = one("d1", "d1", "s3", "s3", start="d1")
    vacancy = verify(with_tables(case, posts=SECRETARIES), rows).parts["vacancy"]
    assert vacancy == ALL_VACANT - 2 * 40 + VACANT_HEADS // 2
