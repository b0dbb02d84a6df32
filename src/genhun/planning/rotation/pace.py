"""How a region's time after the prices is shared out, and how the search spends its loops: in rounds, each cooling
from hot to cold.

A search now and then walks into a corner early on: a head who is left without a post for years, and no chain of moves
short enough to mend it. No later heat leads out. So several short searches scout from the same first plan, and only
the best of them is gone on with.
"""

from dataclasses import dataclass

from genhun.engine.watch import Watch
from genhun.planning.rotation.problem import Region

LOOP_US = 100.0
"""Microseconds that one loop of the search is reckoned at when the work is fixed beforehand."""

CHUNK = 500
"""Loops between two looks at the clock."""

HOT, REHEAT, COLD = 10_000.0, 5_000.0, 1_000.0
WARM = 2_500.0
"""Heat from which an earlier plan is gone on with: hotter would melt it."""

PROGRAM_S = 0.5
"""Seconds that one program is reckoned at then."""
ASK_US, ASK_PLACE_US = 25.0, 1.5
"""Microseconds that asking one person for the cheapest itinerary is reckoned at, and for each place to go to."""

LEAST_SEARCH, SEARCH_S = 0.5, 0.045
"""Of the time for plans, what the search gets at least, and seconds a person that it gets before programs do."""

LEAST_CASES, CASES_BY_TIME = 0.05, 1.0
"""The part of the time after the prices that goes into telling cases apart: at least, and for each second a person. The
longer a region is searched, the less is left to find, and the more there is to prove."""

LOOPS_A_ROUND = 600
SCOUTS, SCOUTING, LOOPS_A_SCOUT = 5, 0.5, 120
"""At most so many scouts in this share of the work, each with at least so many loops a person."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a worker on a region is after: the part of the time that goes into prices, and of the rest, at most, into
    telling cases apart."""

    prices: float
    cases: float


BOTH, PLAN, PROOF = Aim(0.4, 0.2), Aim(0.35, 0.05), Aim(0.7, 0.6)
"""A plan and a bound; mostly the plan, and mostly the bound, where another worker is after the other."""


def ask_us(region: Region) -> float:
    """Microseconds that asking one person is reckoned at when the work is fixed beforehand."""
    return ASK_US + ASK_PLACE_US * len(region.facts.place)


def pass_s(region: Region) -> float:
    """Seconds that asking everybody once is reckoned at."""
    return max(1, region.size) * ask_us(region) / 1e6


@dataclass(frozen=True, slots=True)
class Shares:
    """Seconds after the prices, for the search, for programs and for telling cases apart."""

    search: float
    programs: float
    cases: float

    @staticmethod
    def of(seconds: float, people: int, most_cases: float) -> "Shares":
        """So many seconds shared out for so many people, at most a part of them for cases."""
        part = CASES_BY_TIME * seconds / max(1, people)
        cases = seconds * min(most_cases, max(LEAST_CASES, part))
        plans = seconds - cases
        search = min(plans, max(LEAST_SEARCH * plans, SEARCH_S * people))
        return Shares(search, plans - search, cases)


@dataclass(frozen=True, slots=True)
class Round:
    """A stretch of the work up to the share `until`, from the heat `hot`; a `scout` begins at the first plan."""

    until: float
    hot: float
    scout: bool = False


def rounds_of(loops: float, warm: bool) -> list[Round]:
    """The rounds for so many loops a person."""
    scouts = 0 if warm else min(SCOUTS, int(loops * SCOUTING / LOOPS_A_SCOUT))
    if scouts < 2:
        count = max(1, round(loops / LOOPS_A_ROUND))
        first = Round(1 / count, WARM if warm else HOT)
        return [first] + [Round(n / count, WARM if warm else REHEAT) for n in range(2, count + 1)]
    count = max(1, round(loops * (1 - SCOUTING) / LOOPS_A_ROUND))
    scouting = [Round(SCOUTING * n / scouts, HOT, scout=True) for n in range(1, scouts + 1)]
    return scouting + [Round(SCOUTING + (1 - SCOUTING) * n / count, REHEAT) for n in range(1, count + 1)]


class Pace:
    """How far the search has come, by the clock or by the loops planned, in which round, and how hot it is there.

    `turned` says that the last step led into a round that begins at another plan than the last one ended with. By the
    clock alone the rounds are laid down once the speed is known.
    """

    def __init__(self, people: int, warm: bool, watch: Watch, planned: float | None) -> None:
        self.people, self.warm, self.watch, self.planned = max(1, people), warm, watch, planned
        self.began, self.loops, self.done = watch.elapsed, 0, 0.0
        self.rounds = [] if planned is None else rounds_of(planned / self.people, warm)
        self.at, self.turned = 0, False

    @property
    def round(self) -> Round:
        """The round that the search is in."""
        return self.rounds[self.at] if self.rounds else Round(1.0, WARM if self.warm else HOT)

    def go_on(self) -> bool:
        """Whether there is time or work left; moves to the round that is due."""
        spent = self.watch.elapsed - self.began
        by_clock = 1.0 if self.watch.over else spent / max(1e-9, self.watch.seconds - self.began)
        self.done = by_clock if self.planned is None else max(by_clock, self.loops / self.planned)
        if not self.rounds and self.loops >= 4 * CHUNK and by_clock > 0.01:
            self.rounds = rounds_of(self.loops / by_clock / self.people, self.warm)
        self.turned = False
        while self.done >= self.round.until and self.at + 1 < len(self.rounds):
            self.turned = self.turned or self.round.scout
            self.at += 1
        return self.done < 1.0

    @property
    def heat(self) -> float:
        """The temperature in thousandths of a point."""
        begin = self.rounds[self.at - 1].until if self.at else 0.0
        way = (self.done - begin) / (self.round.until - begin) if self.rounds else 0.0
        return float(self.round.hot * (COLD / self.round.hot) ** min(1.0, way))
