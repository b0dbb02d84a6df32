"""What one person is to recall today. Nobody else can ask this of a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from genhun.records.models import Person, Requirement
from genhun.rooms.study.models import Memory, Question

SECONDS_A_DAY = 120
"""Nobody is asked for longer than this on one day, by the estimated seconds of the questions."""


@dataclass(frozen=True, slots=True)
class Today:
    """What is left to recall today, in the order to ask it, the seconds already spent, and how many were asked."""

    questions: list[Question]
    spent_s: int
    asked: int

    @property
    def left_s(self) -> int:
        """About how long the rest takes."""
        return sum(question.seconds for question in self.questions)


def questions_for(person: Person) -> QuerySet[Question]:
    """Confirmed questions of the person's groups about requirements in force."""
    return Question.objects.filter(
        group__members=person, state=Question.State.CONFIRMED, requirement__state=Requirement.State.CONFIRMED
    )


def today_of(person: Person, now: datetime) -> Today:
    """What is due by tonight, the longest due first, then what was never asked, as long as the two minutes last."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    memories = list(Memory.objects.filter(person=person).select_related("question"))
    done = [memory.question for memory in memories if memory.reviewed >= midnight]
    spent = sum(question.seconds for question in done)
    due = {m.question_id: m.due for m in memories if m.reviewed < midnight and m.due < midnight + timedelta(days=1)}
    known = {memory.question_id for memory in memories}
    asked = questions_for(person).select_related("requirement__clause__version__document", "group")
    waiting = [question for question in asked if question.pk in due or question.pk not in known]
    waiting.sort(key=lambda q: (q.pk not in due, due.get(q.pk, now), q.pk))
    chosen: list[Question] = []
    for question in waiting:
        if spent + sum(q.seconds for q in chosen) + question.seconds <= SECONDS_A_DAY:
            chosen.append(question)
    return Today(chosen, spent, len(done))


def next_day(person: Person, now: datetime) -> datetime | None:
    """When the next question falls due."""
    ahead = Memory.objects.filter(person=person, question__in=questions_for(person), due__gt=now)
    return ahead.order_by("due").values_list("due", flat=True).first()
