"""The planners' parameters as text rows and back, exact in both directions."""

from collections.abc import Iterable
from dataclasses import dataclass

from genhun.core.policy import PARAMETERS, Policy
from genhun.tables.cells import policy_text, policy_value


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the `policy` table, its value in the contract's own form."""

    key: str
    value: str
    source: str = ""


def policy_rows(policy: Policy) -> tuple[Setting, ...]:
    """The settings of a policy as rows, in the order in which they were set."""
    return tuple(Setting(k, policy_text(k, v), policy.sources.get(k, "")) for k, v in policy.settings.items())


def policy_from(rows: Iterable[Setting]) -> Policy:
    """The policy that rows set; keys the planners do not know are left out."""
    known = [row for row in rows if row.key in PARAMETERS]
    return Policy(
        {row.key: policy_value(row.value, PARAMETERS[row.key]) for row in known},
        {row.key: row.source for row in known if row.source},
    )
