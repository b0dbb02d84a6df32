"""Seats that are promised: every plan keeps them from then on, until the promise is taken back."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.models import Account, Person, Refusal, SeatWish, TrainingClass
from genhun.records.policies import Refused, check_in_part
from genhun.rooms.training.models import Waiting
from genhun.rooms.training.policies import check_can_promise, check_trainer

State = SeatWish.State


@transaction.atomic
def promise_seats(offered: TrainingClass, people: Sequence[Person], account: Account, answer: str = "") -> None:
    """Promise seats in a class; whoever waited for them waits no more."""
    check_can_promise(offered, account)
    _check_free(offered, people, account)
    keep_promise(offered, people, account, answer)
    audit.record(account, "promise_seats", f"class:{offered.code}", {"people": [p.code for p in people]}, answer)


def keep_promise(offered: TrainingClass, people: Sequence[Person], account: Account, answer: str) -> None:
    """Write down that people have their seats, inside the transaction of the act that gives them."""
    decided = {"state": State.PROMISED, "decided_by": account, "decided_at": timezone.now(), "answer": answer[:300]}
    for person in people:
        made = {**decided, "asked_by": account}
        SeatWish.objects.update_or_create(person=person, training_class=offered, defaults=decided, create_defaults=made)
    waiting = Waiting.objects.filter(training_class=offered, state=Waiting.State.WAITING)
    for entry in waiting.filter(people__in=people).distinct().prefetch_related("people"):
        if {*entry.people.all()} <= {*people}:
            Waiting.objects.filter(pk=entry.pk).update(state=Waiting.State.SEATED)


def _check_free(offered: TrainingClass, people: Sequence[Person], account: Account) -> None:
    """The class holds so many promises, and nobody's seat in it was refused."""
    for person in people:
        if person.unit is not None:
            check_in_part(person.unit, account)
    refused = Refusal.objects.filter(planner="training", training_class=offered, person__in=people).first()
    if refused:
        raise Refused(_("This seat was refused before: %(reason)s") % {"reason": refused.reason})
    promised = SeatWish.objects.select_for_update().filter(training_class=offered, state=State.PROMISED)
    given = {*promised.values_list("person_id", flat=True), *(person.pk for person in people)}
    if len(given) > offered.seats:
        words = _("“%(title)s” has %(seats)s seats, and they are promised already. Take a promise back first.")
        raise Refused(words % {"title": offered.title, "seats": offered.seats})


@transaction.atomic
def decline_wish(wish: SeatWish, account: Account, reason: str) -> SeatWish:
    """Say that there is no seat this time, or take a promise back, with the reason that the person reads."""
    check_trainer(account)
    held = SeatWish.objects.select_for_update(of=("self",)).select_related("person__unit").get(pk=wish.pk)
    if held.person.unit is not None:
        check_in_part(held.person.unit, account)
    if held.state == State.DECLINED:
        raise Refused(_("This wish has been answered."))
    if not reason.strip():
        raise Refused(_("Give the reason: the person reads it."))
    before, held.state = held.state, State.DECLINED
    held.decided_by, held.decided_at, held.answer = account, timezone.now(), reason.strip()[:300]
    held.save()
    detail = {"class": held.training_class.code, "from": before}
    audit.record(account, "decline_wish", f"person:{held.person.code}", detail, reason)
    return held
