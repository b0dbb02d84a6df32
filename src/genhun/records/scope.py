"""What an account can see: the own unit and all below it. The query is limited; what lies outside does not exist.

A cadre's account has no part of the organisation, only the own file.

A plan made above is visible from below once it is proposed or adopted, but only the lines that touch the own part.
"""

from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.http import Http404

from genhun.records.models import (
    Account,
    AuditEntry,
    Document,
    ImportBatch,
    Job,
    Measure,
    Person,
    Plan,
    PlanLine,
    Post,
    Requirement,
    Role,
    Tenure,
    TrainingClass,
    Unit,
)

M = TypeVar("M", bound=Model)

SHOWN_BELOW = (Plan.State.PROPOSED, Plan.State.ADOPTED)


def within(field: str, path: str) -> Q:
    """Rows whose path in `field` is `path` or lies below it, by the index and to the letter on each database.

    Paths end with "/", so everything below sorts before the same path ending with the next character, "0". SQLite's
    LIKE ignores case and the index; PostgreSQL's order of letters depends on the server, but its LIKE does not.
    """
    if connection.vendor == "sqlite":
        return Q(**{f"{field}__gte": path, f"{field}__lt": path[:-1] + "0"})
    return Q(**{f"{field}__startswith": path})


def own(account: Account, field: str) -> Q:
    """Rows whose path in `field` lies in the account's part; nothing for an account that has none."""
    return within(field, account.unit.path) if account.unit and has_part(account) else Q(pk__in=[])


def has_part(account: Account) -> bool:
    """Whether the account works with a part of the organisation at all."""
    return account.unit is not None and account.role != Role.CADRE


def sees_all(account: Account) -> bool:
    """Whether the account's part is a whole tree; only then are people without a post its own."""
    return has_part(account) and account.unit is not None and account.unit.parent_id is None


def units_of(account: Account) -> QuerySet[Unit]:
    """The account's unit and all below it, in the order of the tree."""
    return Unit.objects.filter(own(account, "path"))


def units_below(unit: Unit) -> QuerySet[Unit]:
    """A unit and all below it."""
    return Unit.objects.filter(within("path", unit.path))


def posts_of(account: Account) -> QuerySet[Post]:
    """Posts of the account's part."""
    return Post.objects.filter(own(account, "unit__path"))


def people_of(account: Account) -> QuerySet[Person]:
    """People of the account's part."""
    here = own(account, "unit__path")
    return Person.objects.filter(here | Q(unit=None) if sees_all(account) else here)


def tenures_of(account: Account) -> QuerySet[Tenure]:
    """The careers of the people of the account's part, wherever they were spent."""
    here = own(account, "person__unit__path")
    return Tenure.objects.filter(here | Q(person__unit=None) if sees_all(account) else here)


def classes_of(account: Account) -> QuerySet[TrainingClass]:
    """Classes are open to the whole group."""
    return TrainingClass.objects.all() if account.unit else TrainingClass.objects.none()


def plans_of(account: Account) -> QuerySet[Plan]:
    """Plans made for a unit of the account's part, and those made above that are proposed or adopted."""
    here = own(account, "unit__path")
    if account.unit is None or not has_part(account):
        return Plan.objects.filter(here)
    return Plan.objects.filter(here | Q(unit__path__in=paths_above(account.unit), state__in=SHOWN_BELOW))


def lines_of(account: Account, plan: Plan | None = None) -> QuerySet[PlanLine]:
    """Lines of visible plans that touch the account's part: its people, its posts, its visits, its guests."""
    here = own(account, "unit__path") | own(account, "post__unit__path") | own(account, "host__path")
    lines = PlanLine.objects.filter(here)
    return lines.filter(plan=plan) if plan else lines.filter(plan__in=plans_of(account))


def jobs_of(account: Account) -> QuerySet[Job]:
    """Jobs that were asked for from the account's part."""
    return Job.objects.filter(own(account, "asked_by__unit__path"))


def imports_of(account: Account) -> QuerySet[ImportBatch]:
    """Files that were sent in from the account's part."""
    return ImportBatch.objects.filter(own(account, "sent_by__unit__path"))


def accounts_of(account: Account) -> QuerySet[Account]:
    """Accounts of the account's part."""
    return Account.objects.filter(own(account, "unit__path"))


def audit_of(account: Account) -> QuerySet[AuditEntry]:
    """What was done from the account's part; the system's own entries are seen from the top."""
    here = own(account, "actor__unit__path")
    return AuditEntry.objects.filter(here | Q(actor=None) if sees_all(account) else here)


def requirements_of(account: Account) -> QuerySet[Requirement]:
    """Requirements laid down in the account's part, and those from above that are in force."""
    return Requirement.objects.filter(own(account, "unit__path") | _in_force_above(account))


def _in_force_above(account: Account) -> Q:
    if account.unit is None or not has_part(account):
        return Q(pk__in=[])
    return Q(unit__path__in=paths_above(account.unit), state=Requirement.State.CONFIRMED)


def documents_of(account: Account) -> QuerySet[Document]:
    """Documents of the account's part, and those from above with a requirement that is in force."""
    from_above = Requirement.objects.filter(_in_force_above(account)).values("clause__version__document")
    return Document.objects.filter(own(account, "unit__path") | Q(pk__in=from_above))


def measures_of(account: Account) -> QuerySet[Measure]:
    """Measures of the units of the account's part."""
    return Measure.objects.filter(own(account, "unit__path"))


def paths_above(unit: Unit) -> list[str]:
    """The paths of the units above, the root first."""
    steps = unit.path.strip("/").split("/")[:-1]
    return ["/" + "/".join(steps[: n + 1]) + "/" for n in range(len(steps))]


def one(records: QuerySet[M], **chosen: Any) -> M:
    """The one record, or a page that does not exist: whether it is missing or not the reader's makes no difference."""
    found = records.filter(**chosen).first()
    if found is None:
        raise Http404
    return found
