"""The planners' parameters as text rows and back, exact in both directions."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from genhun.core.calendar import Month, month_of, month_text
from genhun.core.policy import PARAMETERS, Policy, Value


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the `policy` table, its value in the contract's own form."""

    key: str
    value: str
    source: str = ""


def policy_rows(policy: Policy) -> tuple[Setting, ...]:
    """The settings of a policy as rows, in the order in which they were set."""
    return tuple(Setting(k, value_text(k, v), policy.sources.get(k, "")) for k, v in policy.settings.items())


def policy_from(rows: Iterable[Setting]) -> Policy:
    """The policy that rows set; keys the planners do not know are left out."""
    known = [row for row in rows if row.key in PARAMETERS]
    return Policy(
        {row.key: value_from(row.key, row.value) for row in known}, {row.key: row.source for row in known if row.source}
    )


def value_text(key: str, value: Value) -> str:
    """A value as the contract writes it: 4, 0.34, 2027-01."""
    kind = PARAMETERS[key].kind
    if kind == "month":
        return month_text(Month(int(value)))
    if kind == "share":
        share = Fraction(value)
        return format((Decimal(share.numerator) / Decimal(share.denominator)).normalize(), "f")
    return str(int(value))


def value_from(key: str, text: str) -> Value:
    """The value that a stored text stands for."""
    kind = PARAMETERS[key].kind
    if kind == "month":
        year, month = text.split("-")[:2]
        return month_of(int(year), int(month))
    return Fraction(text) if kind == "share" else int(text)
