"""Papers that leave the room with people's names on them: each leaves an entry in the audit."""

from django.db import transaction

from genhun.records import audit
from genhun.records.models import Account, TrainingClass

NOTICE, LIST, CERTIFICATES = "take_notice", "take_list", "take_certificates"


@transaction.atomic
def take_paper(kind: str, account: Account, offered: TrainingClass | None = None) -> None:
    """Keep who took which paper about which class; once a notice is taken the home page asks for it no more."""
    subject = subject_of(offered.pk) if offered else "training:seats"
    audit.record(account, kind, subject, {"class": offered.code} if offered else {})


def subject_of(number: int) -> str:
    """How the audit names a class."""
    return f"class:{number}"
