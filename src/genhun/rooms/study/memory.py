"""How a memory fades and when it is due again, by FSRS."""

from datetime import datetime
from typing import Any

from fsrs import Card, Rating, Scheduler, State

from genhun.rooms.study.models import Memory

SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False)
"""No steps within a day: nobody is asked the same twice on one day."""
RATINGS = {"1": Rating.Again, "2": Rating.Hard, "3": Rating.Good, "4": Rating.Easy}


def card_of(memory: Memory) -> Card:
    """A memory as FSRS knows it."""
    return Card(
        card_id=memory.pk,
        state=State(memory.state),
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=memory.reviewed,
    )


def after_answer(memory: Memory | None, rating: Rating, now: datetime) -> dict[str, Any]:
    """What a memory becomes by an answer; a question never asked before starts one."""
    card, _log = SCHEDULER.review_card(card_of(memory) if memory else Card(), rating, now)
    return {
        "stability": card.stability,
        "difficulty": card.difficulty,
        "state": card.state.value,
        "due": card.due,
        "reviewed": now,
        "told": False,
    }


def share_of(card: Card, at: datetime) -> float:
    """The chance that it is still remembered at a time."""
    return SCHEDULER.get_card_retrievability(card, at)
