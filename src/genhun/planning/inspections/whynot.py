"""Why a unit does not visit another: the rules that forbid it, or what it would cost more.

The extra cost is that of the cheapest exchange of two or three visits that makes room for this one; where rules leave
none, of the cheapest of a few whole plans. Exact for the lines that it names; a new plan with this choice may cost
less, never more. Where nothing was found the answer says so: with a dozen units and more a plan may exist even so.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from genhun.core.group import Group
from genhun.planning.inspections.accounts import Accounts
from genhun.planning.inspections.sentences import BROKEN
from genhun.planning.lines import Visit
from genhun.planning.outcome import ExtraCost, Forbidden, Refusal

Hosts = dict[str, str]
PLANS, TRIED = 100, 50_000
"""Whole plans of which the cheapest is taken, and tries to find them."""


def why_not(group: Group, lines: Sequence[Visit], visitor_id: str, host_id: str) -> Forbidden | ExtraCost:
    """Why a unit does not visit another; `lines` are a whole plan, in which every unit visits one and hosts one."""
    return WhyNot(Accounts(group, lines)).answer(visitor_id, host_id)


class WhyNot:
    """Answers about visits that one plan does not make."""

    def __init__(self, accounts: Accounts) -> None:
        self.accounts = accounts
        self.host = accounts.host

    def answer(self, visitor: str, host: str) -> Forbidden | ExtraCost:
        """Why a unit does not visit another."""
        if refusals := tuple(self._against(visitor, host)):
            return Forbidden(refusals)
        if self.host[visitor] == host:
            return ExtraCost({}, ())
        best = self._exchange(visitor, host)
        if best is None:
            return Forbidden((BROKEN["each_other" if self.host[host] == visitor else "exchange"].refusal(),))
        lines = tuple(Visit(*pair) for pair in sorted(best.items()))
        gone = tuple(Visit(unit_id, self.host[unit_id]) for unit_id in sorted(best))
        return ExtraCost(self.accounts.change(best), lines, gone)

    def _against(self, visitor: str, host: str) -> Iterator[Refusal]:
        """Every rule that forbids the visit whatever the others do."""
        strangers = [unit_id for unit_id in dict.fromkeys((visitor, host)) if unit_id not in self.accounts.number]
        yield from (BROKEN["unit"].refusal(unit_id) for unit_id in strangers)
        if strangers:
            return
        if visitor == host:
            yield BROKEN["itself"].refusal()
        elif self.accounts.forbids(visitor, host):
            unit = self.accounts.group.unit
            parent = unit[visitor].parent_id
            yield BROKEN["parents"].refusal(unit[parent].name) if parent else BROKEN["roots"].refusal()

    def _exchange(self, visitor: str, host: str) -> Hosts | None:
        """The cheapest exchange of two or three visits; where rules leave none, the cheapest of a few whole plans."""
        found = [hosts for hosts in self._small(visitor, host) if self._sound(hosts)]
        found = found or list(islice(self._whole({visitor: host}, [TRIED]), PLANS))
        return min(found, key=self._cost, default=None)

    def _small(self, visitor: str, host: str) -> Iterator[Hosts]:
        """Exchanges of two and of three visits after which the visitor visits the host."""
        left, other = self.host[visitor], self.accounts.visitor[host]
        yield {visitor: host, other: left}
        for third, its_host in self.host.items():
            if third not in (visitor, other):
                yield {visitor: host, other: its_host, third: left}

    def _whole(self, hosts: Hosts, left: list[int]) -> Iterator[Hosts]:
        """Whole plans that hold the visits given, each unit trying its own host first; `left` counts down the tries."""
        visitor = next((unit_id for unit_id in self.host if unit_id not in hosts), None)
        if visitor is None:
            yield {unit_id: host for unit_id, host in hosts.items() if host != self.host[unit_id]}
            return
        for host in sorted(self.host, key=lambda unit_id: unit_id != self.host[visitor]):
            left[0] -= 1
            if left[0] < 0:
                return
            if host not in hosts.values() and hosts.get(host) != visitor and not self.accounts.forbids(visitor, host):
                yield from self._whole({**hosts, visitor: host}, left)

    def _sound(self, hosts: Hosts) -> bool:
        """Whether the new visits keep INS-01, INS-02 and INS-03."""
        return not any(
            self.accounts.forbids(visitor, host) or hosts.get(host, self.host[host]) == visitor
            for visitor, host in hosts.items()
        )

    def _cost(self, hosts: Hosts) -> int:
        return sum(self.accounts.change(hosts).values())
