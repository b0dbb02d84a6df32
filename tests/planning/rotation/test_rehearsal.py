"""A rehearsal runs every part of the work, so that all of them are compiled before a plan's clock runs."""

from genhun.planning.rotation.problem import Problem
from genhun.planning.rotation.region import Answer, rehearse
from genhun.planning.rotation.solve import two_posts


def test_the_rehearsal_leaves_nothing_out() -> None:
    (region,) = Problem.of(two_posts()).regions
    answer = rehearse(region)
    assert isinstance(answer, Answer)
    assert answer.passes > 0
    assert answer.loops > 0
