"""The discipline commission's word on people whom a plan would move."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.models import Account, Person, Plan
from genhun.records.policies import Refused
from genhun.rooms.responsibility.models import Opinion
from genhun.rooms.responsibility.policies import check_can_give_opinion
from genhun.rooms.responsibility.queries.supervision import moved_people


@transaction.atomic
def give_opinions(account: Account, plan: Plan, people: Sequence[Person], word: str) -> int:
    """One word on some people of a plan; a later word takes the place of an earlier one. Only word and day are kept."""
    check_can_give_opinion(plan, account)
    chosen = list(moved_people(account, plan).filter(pk__in=[person.pk for person in people]).order_by("code"))
    if not chosen:
        raise Refused(_("Choose at least one person."))
    today = timezone.localdate()
    Opinion.objects.bulk_create(
        [Opinion(plan=plan, person=person, word=word, on=today, by=account) for person in chosen],
        update_conflicts=True,
        unique_fields=["plan", "person"],
        update_fields=["word", "on", "by"],
    )
    detail = {"word": word, "people": [person.code for person in chosen]}
    audit.record(account, "give_opinions", f"plan:{plan.pk}", detail)
    return len(chosen)
