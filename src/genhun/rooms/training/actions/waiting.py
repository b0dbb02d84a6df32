"""Waiting lists: people are put on, taken off, and given seats through a draft."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.models import Account, Person, TrainingClass
from genhun.records.policies import Refused
from genhun.rooms.training.models import Waiting
from genhun.rooms.training.policies import check_can_put_on, check_can_wait


@transaction.atomic
def wait_for_seat(offered: TrainingClass, people: Sequence[Person], note: str, account: Account) -> Waiting:
    """Put people of one unit on the list of a class; several go together or not at all."""
    check_can_put_on(offered, account)
    units = {person.unit for person in people}
    unit = next(iter(units), None)
    if unit is None or None in units:
        raise Refused(_("Name at least one person who holds a post."))
    if len(units) > 1:
        raise Refused(_("A group is of one unit. Put people of other units on the list on their own."))
    waiting = Waiting.objects.filter(training_class=offered, state=Waiting.State.WAITING)
    twice = waiting.filter(people__in=people).values_list("people__name", flat=True).first()
    if twice:
        raise Refused(_("%(who)s is on this list already.") % {"who": twice})
    entry = Waiting.objects.create(training_class=offered, unit=unit, note=note[:200], asked_by=account)
    entry.people.set(people)
    detail = {"class": offered.code, "people": [person.code for person in people]}
    audit.record(account, "wait_for_seat", f"waiting:{entry.pk}", detail, note)
    return entry


@transaction.atomic
def end_waiting(entry: Waiting, account: Account) -> Waiting:
    """Take an entry off the list."""
    entry = Waiting.objects.select_for_update().get(pk=entry.pk)
    check_can_wait(account)
    if entry.state != Waiting.State.WAITING:
        raise Refused(_("This entry is no longer on the list: %(state)s.") % {"state": entry.get_state_display()})
    entry.state = Waiting.State.ENDED
    entry.save(update_fields=["state"])
    audit.record(account, "end_waiting", f"waiting:{entry.pk}")
    return entry
