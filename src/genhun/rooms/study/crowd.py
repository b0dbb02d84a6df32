"""What a group may be told of its members' memories: a figure that nobody can take apart to fewer than five people.

A new figure is let out only when at least `ENOUGH` people have answered since the last one; until then the last one
stands, with its day. So each figure rests on answers of five people or more that no earlier figure rests on. Take any
sum or difference of figures, of whatever days and groups: in the latest of them stand five people whose new answers
stand in none of the others, and cannot cancel out. No arithmetic on figures leads to fewer than five people.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from fsrs import Card

from genhun.records.models import Requirement
from genhun.rooms.study.memory import card_of, share_of
from genhun.rooms.study.models import Memory, Question, Remembered, StudyGroup

ENOUGH = 5
FURTHEST_DAYS = 3 * 365


def let_out(group: StudyGroup, requirement: Requirement, now: datetime) -> Remembered | None:
    """The group's new figure on a requirement, if enough people have answered since the last one."""
    memories = Memory.objects.filter(
        question__group=group,
        question__requirement=requirement,
        question__state=Question.State.CONFIRMED,
        person__study_groups=group,
    )
    held = list(memories)
    if len({memory.person_id for memory in held if not memory.told}) < ENOUGH:
        return None
    cards = by_person(held)
    figure, _made = Remembered.objects.update_or_create(
        group=group,
        requirement=requirement,
        defaults={"on": now.date(), "share": round(100 * mean_share(cards, now)), "fades": fading(cards, now)},
    )
    Memory.objects.filter(pk__in=[memory.pk for memory in held]).update(told=True)
    return figure


def by_person(memories: Iterable[Memory]) -> Mapping[int, Sequence[Card]]:
    """Everybody's cards."""
    cards: dict[int, list[Card]] = defaultdict(list)
    for memory in memories:
        cards[memory.person_id].append(card_of(memory))
    return cards


def mean_share(cards: Mapping[int, Sequence[Card]], at: datetime) -> float:
    """The chance, averaged over people and their questions, that an answer is remembered at a time."""
    own = [sum(share_of(card, at) for card in held) / len(held) for held in cards.values()]
    return sum(own) / len(own)


def fading(cards: Mapping[int, Sequence[Card]], now: datetime) -> date:
    """The first day on which less than `Remembered.FADED` is remembered; memory only fades, so halving finds it."""
    soonest, latest = 0, FURTHEST_DAYS
    while soonest < latest:
        middle = (soonest + latest) // 2
        if mean_share(cards, now + timedelta(days=middle)) < Remembered.FADED:
            latest = middle
        else:
            soonest = middle + 1
    return now.date() + timedelta(days=soonest)
