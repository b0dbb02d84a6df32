"""Decisions already taken: that somebody holds a post in some months. They bind every later run of the planner."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.models import Account, Lock, Person, Post
from genhun.records.policies import Refused
from genhun.records.scope import posts_of
from genhun.rooms.rotation.policies import check_can_end, check_can_lock


@transaction.atomic
def add_lock(person: Person, post: Post, span: tuple[date, date | None], reason: str, account: Account) -> Lock:
    """Fix a person to a post from a month until before another, or for good."""
    check_can_lock(person, account)
    if not posts_of(account).filter(pk=post.pk).exists():
        raise Refused(_("This lies outside your part of the organisation."))
    if post.fixed:
        raise Refused(_("Posts that do not rotate need no lock: nobody enters or leaves them by a plan."))
    start, end = span
    if not reason.strip():
        raise Refused(_("Give a reason: it is kept with the decision."))
    _check_alone(person, post, start, end)
    lock = Lock.objects.create(person=person, post=post, start=start, end=end, reason=reason.strip(), by=account)
    detail = {"person": person.code, "post": post.code, "start": f"{start:%Y-%m}", "end": f"{end:%Y-%m}" if end else ""}
    audit.record(account, "add_lock", f"person:{person.pk}", detail, reason)
    return lock


def _check_alone(person: Person, post: Post, start: date, end: date | None) -> None:
    """Nobody is asked to hold two posts at once."""
    others = Lock.objects.filter(person=person).exclude(post=post).select_related("post__unit")
    for other in others:
        if (end is None or other.start < end) and (other.end is None or start < other.end):
            words = {"post": f"{other.post.unit.name} {other.post.title}", "start": f"{other.start:%Y-%m}"}
            raise Refused(
                _("In these months the person is fixed to %(post)s already, from %(start)s. End that first.") % words
            )


@transaction.atomic
def end_lock(lock: Lock, end: date, reason: str, account: Account) -> None:
    """End a lock with a month; one that has not begun by then is taken out. The audit keeps what it was."""
    lock = Lock.objects.select_for_update(of=("self",)).select_related("person", "post").get(pk=lock.pk)
    check_can_end(lock, account)
    if not reason.strip():
        raise Refused(_("Give a reason: it is kept with the decision."))
    if lock.end is not None and lock.end <= end:
        raise Refused(_("This lock ends before that anyway."))
    detail = {"person": lock.person.code, "post": lock.post.code, "start": f"{lock.start:%Y-%m}", "end": f"{end:%Y-%m}"}
    audit.record(account, "end_lock", f"person:{lock.person_id}", detail, reason)
    if end <= lock.start:
        lock.delete()
        return
    lock.end = end
    lock.save(update_fields=["end"])
