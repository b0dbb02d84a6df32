"""Anonymous questions to staff: asked, links handed out, answered."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.models import Account
from genhun.records.policies import Refused
from genhun.records.scope import units_below
from genhun.rooms.responsibility.models import PulseRound, PulseTally, PulseToken
from genhun.rooms.responsibility.policies import check_can_ask_staff, check_can_hand_out

SMALLEST, LARGEST = 10**23, 10**24
"""A link carries a number of 24 digits: nobody guesses one, and it can be typed from a slip of paper."""
MOST_LINKS = 50_000


@transaction.atomic
def ask_staff(account: Account, values: Mapping[str, Any]) -> PulseRound:
    """Open a round for a unit and all below it. All tallies are made now: their order tells nothing of the answers."""
    unit = values["unit"]
    check_can_ask_staff(unit, account)
    asked = PulseRound.objects.create(
        unit=unit, title=values["title"], questions=values["questions"], ends=values["ends"],
        opened=timezone.localdate(), asked_by=account,
    )  # fmt: skip
    empty = [[0] * len(choices) for _text, choices in asked.questions]
    PulseTally.objects.bulk_create(
        PulseTally(round=asked, path=one.path, name=one.name, counts=empty) for one in units_below(unit)
    )
    audit.record(account, "ask_staff", f"pulse:{asked.pk}", {"title": asked.title, "unit": unit.code})
    return asked


@transaction.atomic
def hand_out(account: Account, asked: PulseRound, links: int) -> list[tuple[str, int]]:
    """So many new links for each unit, as (unit, number): who gets this answer knows them, and nobody else.

    Only digests are kept, sorted by themselves, so that their order tells nothing.
    """
    asked = PulseRound.objects.select_for_update(of=("self",)).select_related("unit").get(pk=asked.pk)
    check_can_hand_out(asked, account)
    tallies = list(asked.tallies.order_by("path"))
    if links * len(tallies) > MOST_LINKS:
        raise Refused(
            _("%(n)s links are too many at once, at most %(most)s. Ask a smaller part, or fewer people of each unit.")
            % {"n": links * len(tallies), "most": MOST_LINKS}
        )
    made = [(t, SMALLEST + secrets.randbelow(LARGEST - SMALLEST)) for t in tallies for _n in range(links)]
    tokens = [PulseToken(digest=digest(number), round=asked, path=tally.path) for tally, number in made]
    PulseToken.objects.bulk_create(sorted(tokens, key=lambda token: token.digest), batch_size=1000)
    asked.links = links
    asked.save(update_fields=["links"])
    audit.record(account, "hand_out_links", f"pulse:{asked.pk}", {"links": links, "units": len(tallies)})
    return [(tally.name, number) for tally, number in made]


@transaction.atomic
def answer(number: int, choices: Sequence[int]) -> None:
    """Count one person's choices, and forget the link.

    This leaves no audit entry: its time and its place in the chain would tell which answer came when.
    """
    token = PulseToken.objects.select_for_update().select_related("round").filter(digest=digest(number)).first()
    if token is None or not token.round.runs(timezone.localdate()):
        raise Refused(_("This link was used already, or its time is over. Nothing more has to be done."))
    tally = PulseTally.objects.select_for_update().get(round=token.round, path=token.path)
    for question, choice in enumerate(choices):
        tally.counts[question][choice] += 1
    tally.save(update_fields=["counts"])
    token.delete()


def digest(number: int) -> str:
    """How a link is kept."""
    return hashlib.sha256(str(number).encode()).hexdigest()
