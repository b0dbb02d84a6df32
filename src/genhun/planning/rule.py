"""A rule of the contract as people read it. Its id stands in three places: here, in the solver, in the verifier."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A hard rule: its id in the contract, one sentence in each language, and where it comes from."""

    id: str
    name_zh: str
    name_en: str
    zh: str
    en: str
    source: str
