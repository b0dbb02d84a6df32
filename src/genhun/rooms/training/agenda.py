"""What the room of training adds to a home page."""

from collections.abc import Iterable
from datetime import date

from genhun.records.agenda import Item
from genhun.records.models import Account


def to_decide(account: Account) -> Iterable[Item]:
    """What waits for the account's own word."""
    return ()


def coming(account: Account, today: date) -> Iterable[Item]:
    """What comes in the next twelve months."""
    return ()
