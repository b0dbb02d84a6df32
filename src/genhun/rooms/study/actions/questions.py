"""Questions to recall: drafted from a clause or written by hand, confirmed by a person."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from genhun.formats.prose.blanks import blanks
from genhun.formats.prose.clauses import words
from genhun.records import audit
from genhun.records.models import Account, Requirement
from genhun.records.policies import Refused, Stale
from genhun.rooms.study.models import Question, StudyGroup
from genhun.rooms.study.policies import check_can_lead

State = Question.State


@transaction.atomic
def draft_questions(group: StudyGroup, requirement: Requirement, account: Account) -> int:
    """Draft what can be asked of a requirement's clause; drafts made before are not made again."""
    check_can_lead(group, account)
    known = set(group.questions.values_list("prompt", "answer"))
    fresh = [b for b in blanks(words(requirement.clause.text)) if (b.prompt, b.answer) not in known]
    if not fresh:
        raise Refused(_("Nothing more can be drafted from this clause. Write a question of your own."))
    Question.objects.bulk_create(
        Question(group=group, requirement=requirement, prompt=blank.prompt, answer=blank.answer) for blank in fresh
    )
    detail = {"requirement": requirement.pk, "drafts": len(fresh)}
    audit.record(account, "draft_questions", f"study-group:{group.pk}", detail)
    return len(fresh)


@transaction.atomic
def write_question(group: StudyGroup, requirement: Requirement, account: Account, prompt: str, answer: str) -> Question:
    """A question in the group's own words."""
    check_can_lead(group, account)
    if group.questions.filter(prompt=prompt, answer=answer).exists():
        raise Refused(_("The group has this question already."))
    question = Question.objects.create(
        group=group, requirement=requirement, prompt=prompt, answer=answer, state=State.CONFIRMED
    )
    audit.record(account, "write_question", f"study-group:{group.pk}", {"question": question.pk})
    return question


@transaction.atomic
def settle_questions(group: StudyGroup, seen: Mapping[int, int], state: State, account: Account) -> int:
    """Confirm, or set aside, many questions at once. `seen` is the version by question."""
    check_can_lead(group, account)
    questions = list(Question.objects.select_for_update(of=("self",)).filter(group=group, pk__in=seen))
    if not questions:
        raise Refused(_("Choose at least one line."))
    for question in questions:
        if question.version != seen[question.pk]:
            raise Stale(
                _("“%(text)s” changed since you opened the page. Look at it again.") % {"text": question.prompt}
            )
        question.state, question.version = state, question.version + 1
        question.save(update_fields=["state", "version"])
    detail = {"questions": [question.pk for question in questions], "state": str(state)}
    audit.record(account, "settle_questions", f"study-group:{group.pk}", detail)
    return len(questions)
