"""What an account has to do or will meet, and when: each room tells its own in its `agenda`."""

from dataclasses import dataclass
from datetime import date

NOW = None
"""The day of what waits already."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing with its day (`NOW`: it waits already) and its address.

    `kind`: `decide` waits for the account's own word, `fault` went wrong, `due` has a deadline, `move`, `class` and
    `retire` come by themselves.
    """

    due: date | None
    kind: str
    text: str
    url: str
    note: str = ""
