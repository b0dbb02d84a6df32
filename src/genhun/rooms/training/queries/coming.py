"""What comes in the training year of a part, for the home page."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from genhun.records.models import Account, AuditEntry, Credit, Plan, TrainingClass
from genhun.records.scope import lines_of, own, tenures_of
from genhun.rooms.training.actions.papers import NOTICE


def classes_to_announce(account: Account, since: date, until: date) -> QuerySet[TrainingClass]:
    """Classes of the adopted plan that begin between two days and seat people of the account's part."""
    adopted = lines_of(account).filter(plan__planner="training", plan__state=Plan.State.ADOPTED, refused=False)
    chosen = adopted.filter(training_class__start__gt=since, training_class__start__lte=until)
    return TrainingClass.objects.filter(pk__in=chosen.values("training_class"))


def announced(account: Account, subjects: set[str]) -> frozenset[str]:
    """Of some classes, as the audit names them, those whose notice was taken by somebody of the account's part."""
    taken = AuditEntry.objects.filter(own(account, "actor__unit__path"), action=NOTICE, subject__in=subjects)
    return frozenset(taken.order_by().values_list("subject", flat=True))


def untrained_secretaries(account: Account, since: date) -> Iterable[tuple[int, date]]:
    """Who became a secretary on or after a day and has had no training from then on, with that day."""
    trained = Exists(Credit.objects.filter(person=OuterRef("person"), date__gte=OuterRef("start")))
    held = tenures_of(account).filter(end=None, post__roles__contains="secretary", start__gte=since)
    return held.exclude(trained).order_by("start", "person_id").values_list("person_id", "start")
