"""Locks and wishes: decisions already taken and what people have said, in the reader's part."""

from datetime import date

from django.db.models import Q, QuerySet

from genhun.records.models import Account, Lock, Person, Post, Role
from genhun.records.scope import own, people_of, posts_of
from genhun.rooms.rotation.models import Wish

MOST_NAMED = 20


def locks_of(account: Account, today: date, ended: bool = False) -> QuerySet[Lock]:
    """Locks of people of the part: those that still bind, or those that have ended."""
    locks = Lock.objects.filter(person__in=people_of(account)).select_related("person__unit", "post__unit", "by")
    standing = Q(end=None) | Q(end__gt=today)
    return locks.exclude(standing) if ended else locks.filter(standing)


def wishes_seen_by(account: Account) -> QuerySet[Wish]:
    """The wishes that an account may read: the own ones, or those of the part for which it plans."""
    wishes = Wish.objects.filter(ended_on=None).select_related("person__unit", "by")
    if account.role == Role.CADRE:
        return wishes.filter(person=account.person) if account.person_id else wishes.none()
    return wishes.filter(own(account, "person__unit__path"))


def people_named(account: Account, text: str) -> list[Person]:
    """People of the part with this name or code; one more than are shown, so that one knows."""
    named = people_of(account).filter(Q(name__icontains=text) | Q(code=text)) if text else Person.objects.none()
    return list(named.select_related("unit").order_by("code")[: MOST_NAMED + 1])


def posts_for(account: Account, person: Person) -> list[Post]:
    """The rotating posts of a person's circle in the part, in the order of the tree."""
    circle = person.unit.circle if person.unit else ""
    posts = posts_of(account).filter(unit__circle=circle, fixed=False).select_related("unit")
    return list(posts.order_by("unit__path", "code"))
