"""What people have said about their own next posts: recorded in their words, withdrawn when they say so."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.models import Account, Person
from genhun.records.policies import Refused
from genhun.rooms.rotation.models import Wish
from genhun.rooms.rotation.policies import check_can_record_wish, check_can_withdraw

MOST_STANDING = 5


@transaction.atomic
def record_wish(person: Person, said: Wish, account: Account) -> Wish:
    """Keep a wish. The audit says that one was recorded, not what it is: wishes are sealed."""
    check_can_record_wish(person, account)
    if Wish.objects.filter(person=person, ended_on=None).count() >= MOST_STANDING:
        raise Refused(_("At most %(n)s wishes stand at a time. Withdraw one first.") % {"n": MOST_STANDING})
    said.person, said.by = person, account
    said.save(force_insert=True)
    audit.record(account, "record_wish", f"person:{person.pk}")
    return said


@transaction.atomic
def withdraw_wish(wish: Wish, today: date, account: Account) -> None:
    """Let a wish stand no longer."""
    wish = Wish.objects.select_for_update(of=("self",)).select_related("person").get(pk=wish.pk)
    check_can_withdraw(wish, account)
    wish.ended_on = today
    wish.save(update_fields=["ended_on"])
    audit.record(account, "withdraw_wish", f"person:{wish.person_id}")
