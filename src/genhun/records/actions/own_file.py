"""A person's own file: views are kept, corrections are asked for and answered, seats are wished for."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.core.calendar import Month, month_of_date, month_text
from genhun.formats.dates import read_month
from genhun.records import audit
from genhun.records.contract.write import first_day
from genhun.records.models import Account, Correction, FileView, Person, SeatWish, TrainingClass
from genhun.records.policies import Refused, Stale, check_can_answer_correction, own_person

Matter, State = Correction.Matter, Correction.State
ANSWER_DAYS = 15
MONTHS = (Matter.BIRTH, Matter.LEVEL_SINCE)
WRITTEN = (Matter.NAME, Matter.HOME_CITY, *MONTHS)
"""What the records write themselves once a correction is accepted; the rest is mended in the tables sent in."""


def keep_view(person: Person, viewer: Account, came_from: str) -> None:
    """Keep that somebody else opened a person's file."""
    if viewer.unit_id is not None and viewer.person_id != person.pk:
        FileView.objects.create(
            person=person, viewer=viewer, role=viewer.role, unit_id=viewer.unit_id, came_from=came_from[:60]
        )


def _in_file(person: Person, matter: str) -> str:
    """What the file says now of something that the records write themselves."""
    if matter not in WRITTEN:
        return ""
    value = getattr(person, matter)
    return month_text(month_of_date(value)) if isinstance(value, date) else str(value)


@transaction.atomic
def ask_correction(account: Account, matter: str, wanted: str, evidence: str) -> Correction:
    """Say what is wrong in the own file; an answer is due within fifteen days."""
    person = own_person(account)
    wanted = wanted.strip()
    if matter in MONTHS:
        wanted = month_text(_month(wanted))
    if matter in WRITTEN and wanted == _in_file(person, matter):
        raise Refused(_("The file says so already: %(value)s.") % {"value": wanted})
    if Correction.objects.filter(person=person, matter=matter, wanted=wanted, state=State.WAITING).exists():
        raise Refused(_("You have asked for this already; the answer is under way."))
    asked = Correction.objects.create(
        person=person,
        matter=matter,
        was=_in_file(person, matter),
        wanted=wanted,
        evidence=evidence,
        asked_by=account,
        due=timezone.localdate() + timedelta(days=ANSWER_DAYS),
    )
    audit.record(account, "ask_correction", f"person:{person.code}", {"matter": matter, "correction": asked.pk})
    return asked


def _month(text: str) -> Month:
    month = read_month(text)
    if month is None:
        raise Refused(_("“%(text)s” is no month. Write it as 1985-03.") % {"text": text})
    return month


@transaction.atomic
def withdraw_correction(correction: Correction, account: Account) -> None:
    """Take back a request of one's own that nobody has answered."""
    now = _held(correction)
    if now.person_id != own_person(account).pk:
        raise Refused(_("This is not your request."))
    _end(now, account, State.WITHDRAWN, "")


@transaction.atomic
def answer_correction(correction: Correction, account: Account, accept: bool, answer: str, version: int) -> Correction:
    """Accept a correction, which writes it into the file where the records can, or leave it as it is, with a reason."""
    now = _held(correction)
    if now.version != version:
        raise Stale(_("Somebody answered this request since you opened it. Look at it again."))
    check_can_answer_correction(now, account)
    if accept and now.matter in WRITTEN:
        value = first_day(_month(now.wanted)) if now.matter in MONTHS else now.wanted
        setattr(now.person, now.matter, value)
        now.person.save(update_fields=[now.matter])
    _end(now, account, State.ACCEPTED if accept else State.REFUSED, answer)
    return now


def _held(correction: Correction) -> Correction:
    rows = Correction.objects.select_for_update(of=("self",)).select_related("person__unit")
    return rows.get(pk=correction.pk)


def _end(correction: Correction, account: Account, state: Correction.State, answer: str) -> None:
    if correction.state != State.WAITING:
        raise Refused(_("This request is no longer waiting: %(state)s.") % {"state": State(correction.state).label})
    correction.state, correction.answer = state, answer
    correction.answered_by, correction.answered_at = account, timezone.now()
    correction.version += 1
    correction.save()
    detail = {"correction": correction.pk, "matter": correction.matter, "to": str(state)}
    audit.record(account, "answer_correction", f"person:{correction.person.code}", detail, answer)


@transaction.atomic
def wish_to_attend(account: Account, wanted: TrainingClass) -> SeatWish:
    """Say that one would like a seat in a class ahead that one's level is let into."""
    person = own_person(account)
    low, high = wanted.min_level, wanted.max_level
    if wanted.start <= timezone.localdate():
        raise Refused(_("This class has begun."))
    if (low is not None and person.level < low) or (high is not None and person.level > high):
        raise Refused(_("This class is for other levels."))
    wish, made = SeatWish.objects.get_or_create(person=person, training_class=wanted, defaults={"asked_by": account})
    if made:
        audit.record(account, "wish_to_attend", f"person:{person.code}", {"class": wanted.code})
    return wish


@transaction.atomic
def drop_wish(account: Account, wanted: TrainingClass) -> None:
    """Take one's own wish back."""
    person = own_person(account)
    wish = SeatWish.objects.select_for_update().filter(person=person, training_class=wanted).first()
    if wish is None:
        return
    if wish.asked_by_id != account.pk:
        raise Refused(_("An office asked for this seat. Speak with those who fill the class."))
    wish.delete()
    audit.record(account, "drop_wish", f"person:{person.code}", {"class": wanted.code, "was": wish.state})
