"""What the next plan has to keep to, so that somebody becomes ready for a secretary post."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.models import Account, Lock, Person, Post, SeatWish, Tenure, TrainingClass
from genhun.records.policies import Refused
from genhun.rooms.secretaries.policies import check_can_foresee

State = SeatWish.State


@dataclass(frozen=True, slots=True)
class Stint:
    """A person on a post for a span of half-years: what a lock says."""

    person: Person
    post: Post
    start: date
    end: date


@transaction.atomic
def foresee_stint(account: Account, aim: Post, stint: Stint, reason: str) -> Lock:
    """Lock a stint for the next rotation plan, on the way to the post that is the aim."""
    check_can_foresee(account)
    _check_free(stint)
    lock = Lock.objects.create(
        person=stint.person, post=stint.post, start=stint.start, end=stint.end, reason=reason, by=account
    )
    detail = {
        "person": stint.person.code,
        "post": stint.post.code,
        "from": str(stint.start),
        "until": str(stint.end),
        "aim": aim.code,
    }
    audit.record(account, "foresee_stint", f"post:{aim.code}", detail, reason)
    return lock


def _check_free(stint: Stint) -> None:
    """The person is not bound elsewhere, and the seat is not taken, by decisions or by holders who stay."""
    overlap = Q(start__lt=stint.end) & (Q(end=None) | Q(end__gt=stint.start))
    bound = Lock.objects.filter(overlap, person=stint.person).select_related("post__unit").first()
    if bound:
        words = {"name": stint.person.name, "unit": bound.post.unit.name, "post": bound.post.title}
        raise Refused(_("It is already decided for this time: %(name)s holds %(unit)s %(post)s.") % words)
    others = Lock.objects.filter(overlap, post=stint.post).count()
    held = Tenure.objects.filter(post=stint.post, end=None).exclude(person=stint.person).count()
    if others + held >= stint.post.seats:
        words = {"unit": stint.post.unit.name, "post": stint.post.title}
        raise Refused(_("%(unit)s %(post)s has no empty seat any more. Choose another post.") % words)


@transaction.atomic
def wish_for_seat(account: Account, person: Person, wanted: TrainingClass, reason: str, aim: Post) -> SeatWish:
    """Promise a seat to somebody who is being prepared for a post: the next plan of seats keeps it."""
    check_can_foresee(account)
    wish = SeatWish.objects.select_for_update().filter(person=person, training_class=wanted).first()
    if wish is not None and wish.state == State.PROMISED:
        raise Refused(_("The seat in this class is already promised."))
    promised = SeatWish.objects.filter(training_class=wanted, state=State.PROMISED).count()
    if promised >= wanted.seats:
        raise Refused(_("All seats of this class are promised. Choose another class."))
    decided = {"state": State.PROMISED, "reason": reason, "decided_by": account, "decided_at": timezone.now()}
    wish, _made = SeatWish.objects.update_or_create(
        person=person, training_class=wanted, defaults=decided, create_defaults={**decided, "asked_by": account}
    )
    detail = {"person": person.code, "class": wanted.code, "aim": aim.code}
    audit.record(account, "wish_for_seat", f"post:{aim.code}", detail, reason)
    return wish
