"""Terms by the day on which they end, elections under way, and the rules they follow."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from genhun.core.days import months_after
from genhun.records.governance import SECRETARY
from genhun.records.models import Account, Post, Tenure, Unit
from genhun.records.scope import own
from genhun.rooms.secretaries.models import Election, ElectionStep, Exemption, Term, TermSetting
from genhun.rooms.secretaries.rules import TermRules


def rules_now() -> TermRules:
    """The figures of terms as the group has them; one query."""
    rows = list(TermSetting.objects.values_list("key", "value", "source"))
    return TermRules({key: value for key, value, _ in rows}, {key: source for key, _, source in rows})


def terms_of(account: Account) -> QuerySet[Term]:
    """Terms of the account's part."""
    return Term.objects.filter(own(account, "unit__path"))


def elections_of(account: Account) -> QuerySet[Election]:
    """Elections of the account's part."""
    return Election.objects.filter(own(account, "term__unit__path"))


def steps_of(account: Account) -> QuerySet[ElectionStep]:
    """Steps of elections of the account's part."""
    return ElectionStep.objects.filter(own(account, "election__term__unit__path"))


def next_steps_of(account: Account) -> QuerySet[ElectionStep]:
    """The first step not yet done of each election under way, the one due first at the top; one query."""
    earlier = ElectionStep.objects.filter(election=OuterRef("election"), done_on=None, place__lt=OuterRef("place"))
    steps = steps_of(account).filter(~Exists(earlier), done_on=None)
    return steps.select_related("election__term__unit").order_by("due", "election")


def exemptions_of(account: Account) -> QuerySet[Exemption]:
    """Approved exceptions of the account's part."""
    return Exemption.objects.filter(own(account, "unit__path"))


def running(terms: QuerySet[Term]) -> QuerySet[Any]:
    """Terms that run, with `due`: the day by which the next election is held."""
    return terms.filter(closed_on=None).annotate(due=Coalesce(F("extended_to"), F("ends")))


def due_within(terms: QuerySet[Any], today: date, months: int) -> QuerySet[Any]:
    """Terms that are over or end within so many months; they come from `running`."""
    return terms.filter(due__lte=months_after(today, months))


def with_election(terms: QuerySet[Any]) -> QuerySet[Any]:
    """Terms with their unit, their election if one is under way, and its steps."""
    steps = Prefetch("election__steps", ElectionStep.objects.order_by("place"))
    return terms.select_related("unit", "election").prefetch_related(steps)


def terms_of_units(units: Sequence[int]) -> dict[int, Term]:
    """The running terms of some units, by unit; one query."""
    terms = Term.objects.filter(unit__in=units, closed_on=None).select_related("election")
    return {term.unit_id: term for term in terms}


def units_without_term(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Units that have a secretary's post but no running term on record."""
    with_secretary = Post.objects.filter(secretary_role()).order_by().values("unit")
    running_now = Term.objects.filter(closed_on=None).order_by().values("unit")
    return units.filter(pk__in=with_secretary).exclude(pk__in=running_now)


def secretary_role(field: str = "roles") -> Q:
    """Posts of secretaries; a deputy's post is none."""
    words = {"": SECRETARY, "__startswith": f"{SECRETARY};", "__endswith": f";{SECRETARY}"}
    words["__contains"] = f";{SECRETARY};"
    named = Q()
    for lookup, text in words.items():
        named |= Q(**{f"{field}{lookup}": text})
    return named


def secretaries_of(unit: Unit) -> list[Tenure]:
    """Who holds the secretary's post of a unit."""
    held = Tenure.objects.filter(secretary_role("post__roles"), post__unit=unit, end=None)
    return list(held.select_related("person", "post").order_by("start", "pk"))
