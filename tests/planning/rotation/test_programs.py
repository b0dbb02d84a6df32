"""Integer programs over many people: from a poor plan to a better one that keeps every rule."""

from random import Random

from tests.planning.planted import planted_rotation
from tests.planning.planted.rotation import Size

from genhun.engine.dual import Steps, ascend
from genhun.engine.rows import SCALE
from genhun.engine.watch import Watch
from genhun.planning.rotation.problem import Problem
from genhun.planning.rotation.programs import Programs
from genhun.planning.rotation.region import Answer, Task, itineraries_of, known_of
from genhun.planning.rotation.relaxed import Relaxed
from genhun.planning.rotation.roster import Roster, scratch_of
from genhun.planning.rotation.search import best_of
from genhun.planning.rotation.solve import solved_of
from genhun.planning.rotation.start import first_plan
from genhun.planning.rotation.verify import verify


def test_programs_better_plans_and_keep_every_rule() -> None:
    assert sum(gain(seed) > 0 for seed in range(8)) >= 4


def gain(seed: int) -> int:
    """Points by which a few programs better the first plan of a group; the better plan is sound."""
    group, _ = planted_rotation(Random(seed), 40, Size(periods=8, units=8, posts=40))
    problem, answers, first = Problem.of(group), [], 0
    for number, region in enumerate(problem.regions):
        known = known_of(Task(region, number, 1, None))
        roster = first_plan(region, known, scratch_of(region.facts), Watch(60.0))
        assert isinstance(roster, Roster)
        relaxed, best = Relaxed(region.facts, known.adopted), best_of(roster)
        first += int(best.total[0]) // SCALE
        ascent = ascend(relaxed, relaxed.guess(), Steps(200, 0.5, 0.02, 0.9, scaled=True))
        programs = Programs(relaxed, region.ties, roster, ascent.prices, best, seed)
        programs.run(Watch(60.0), 12, ascent.points)
        cost = int(best.total[0]) // SCALE
        answers.append(Answer(itineraries_of(best), cost, min(cost, ascent.points), {}, 0, 0, programs.solved, 0))
    solved = solved_of(problem, answers, sum(a.bound for a in answers), Watch(1.0))
    checked = verify(group, solved.lines)
    assert checked.breaches == []
    assert checked.cost == solved.cost == sum(a.cost for a in answers)
    assert solved.bound <= solved.cost
    return first - solved.cost
