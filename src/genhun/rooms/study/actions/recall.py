"""One answer of one person. It leaves no audit entry: who answered what, and when, is nobody else's business."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from genhun.records.models import Person
from genhun.records.policies import Refused
from genhun.rooms.study.crowd import let_out
from genhun.rooms.study.memory import RATINGS, after_answer
from genhun.rooms.study.models import Memory, Question, StudyGroup
from genhun.rooms.study.queries.recall import today_of


@transaction.atomic
def answer(person: Person, question: Question, rating: str, now: datetime) -> Memory:
    """Keep how well the person remembered; the group's figure follows once enough people have answered."""
    group = StudyGroup.objects.select_for_update().get(pk=question.group_id)
    if rating not in RATINGS or question.pk not in {asked.pk for asked in today_of(person, now).questions}:
        raise Refused(_("This question is not asked today, or was just answered."))
    before = Memory.objects.filter(person=person, question=question).first()
    became = after_answer(before, RATINGS[rating], now)
    memory, _made = Memory.objects.update_or_create(person=person, question=question, defaults=became)
    let_out(group, question.requirement, now)
    return memory
