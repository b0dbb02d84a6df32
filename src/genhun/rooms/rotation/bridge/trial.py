"""A plan tried with other ways for a few people: the verifier's word on it, who breaks what, what it costs.

Only the circles concerned are read: no rule of the rotation reaches beyond them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, override

from genhun.core.calendar import period_start
from genhun.core.group import Group
from genhun.planning.lines import RESERVE, RETIRED, Stint
from genhun.planning.outcome import Breach, Checked
from genhun.planning.rotation.accounts import Accounts, Itinerary, stints_of
from genhun.planning.rotation.checks import Checks, Finding
from genhun.planning.rotation.rules import RULES
from genhun.planning.rotation.sentences import Sentences
from genhun.planning.rotation.situation import Situation, situations
from genhun.planning.rotation.verify import verify
from genhun.records.bridge import circles_below, joined_circles
from genhun.records.models import Plan
from genhun.records.scope import within
from genhun.rooms.rotation.models import Span
from genhun.rooms.rotation.queries.plans import horizon_of

Ways = Mapping[str, Itinerary]


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that the tried plan breaks and the plan itself does not; `person` is who brings it about."""

    rule: str
    person: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verifier's word on a tried plan: what is newly broken, and what it costs more (less: negative) by part."""

    breaches: frozenset[Breach]
    broken: tuple[Broken, ...]
    parts: Mapping[str, int]

    @property
    def cost(self) -> int:
        """What it costs more in all, in points."""
        return sum(self.parts.values())


class Trial:
    """Some circles of a plan, in which other ways are tried."""

    def __init__(self, plan: Plan, circles: Iterable[str]) -> None:
        joined = joined_circles(plan.unit, circles)
        self.group = circles_below(plan.unit, joined, horizon_of(plan).policy)
        rows = plan.lines.filter(within("unit__path", plan.unit.path), unit__circle__in=joined)
        lines = rows.values_list("person__code", "post__code", "place", "from_period", "to_period")
        self.lines = _fitting(self.group, [Stint(w or "", p or place, a or 0, b or 0) for w, p, place, a, b in lines])
        self.accounts = Accounts(self.group, self.lines)
        self.checks = Checks(self.accounts)
        self.sentences = Sentences(self.group)
        self.base = verify(self.group, self.lines)

    def ways(self, edits: Iterable[Iterable[Span]]) -> dict[str, Itinerary]:
        """The ways of everybody whom edits send somewhere else than the plan does."""
        found: dict[str, Itinerary] = {}
        for edit in edits:
            for person, place, begin, end in edit:
                if person in self.accounts.people:
                    found[person] = self.laid(found, (person, place, begin, end))
        return {p: way for p, way in found.items() if way != self.accounts.itinerary[p]}

    def laid(self, ways: Ways, span: Span) -> Itinerary:
        """A person's way with one span laid over it; nobody leaves retirement."""
        person, place, begin, end = span
        way = ways.get(person, self.accounts.itinerary[person])
        end = min(end, self.accounts.people[person].retires)
        return (*way[:begin], *[place] * (end - begin), *way[end:]) if begin < end else way

    def checked(self, ways: Ways) -> Checked:
        """The verifier's word on the plan with these ways instead."""
        return verify(self.group, self.lines_with(ways))

    def lines_with(self, ways: Ways) -> list[Stint]:
        """The plan's lines with these ways instead."""
        kept = [line for line in self.lines if line.person_id not in ways]
        return kept + [line for person, way in ways.items() for line in stints_of(person, way)]

    def verdict(self, ways: Ways) -> Verdict:
        """What these ways newly break, by the verifier's word, and what they cost."""
        checked = self.checked(ways)
        fresh = frozenset(checked.breaches) - frozenset(self.base.breaches)
        parts = {part: checked.parts[part] - self.base.parts[part] for part in checked.parts}
        return Verdict(fresh, tuple(self._told(fresh, ways)), {part: n for part, n in parts.items() if n})

    def _told(self, fresh: frozenset[Breach], ways: Ways) -> list[Broken]:
        """The breaches in words: with the figures where these are known, else as the rule itself says it."""
        found = [(person, f) for person, way in ways.items() for f in self.checks.own(person, way)]
        found += [(self._whose(f, ways), f) for f in self.checks.shared(ways)]
        rules = {breach.rule for breach in fresh}
        told = [Broken(f.rule, person, *self.sentence(person, f)) for person, f in found if f.rule in rules]
        named = {broken.rule for broken in told}
        told += [
            Broken(rule.id, next(iter(ways), ""), rule.zh, rule.en)
            for rule in RULES
            if rule.id in rules - named
        ]  # fmt: skip
        return list(dict.fromkeys(told))

    def _whose(self, finding: Finding, ways: Ways) -> str:
        """Which of the people tried brings a breach of several people about."""
        for person, way in ways.items():
            here = way[finding.period]
            post = self.group.post.get(here)
            kin = finding.subject in self.checks.kin.get(person, ())
            if finding.subject in (here, post.unit_id if post else "") or kin:
                return person
        return next(iter(ways))

    def sentence(self, person: str, finding: Finding) -> tuple[str, str]:
        """A breach in both languages; a stay in months, as offices count it."""
        if finding.kind != "stay":
            return self.sentences.broken(finding)
        held, least = self._months_held(person, finding), 6 * int(finding.allowed)
        place = self.sentences.place(finding.subject)
        return _stay_words("zh-hans", held, least, place), _stay_words("en", held, least, place)

    def _months_held(self, person: str, finding: Finding) -> int:
        """Whole months in the post that is left; those before the plan are counted from the day of appointment."""
        month = period_start(self.group.policy.rotation_start, finding.period)
        for a in self.group.appointments:
            if a.person_id == person and a.post_id == finding.subject and a.end is None:
                elapsed = month - a.start
                if elapsed // 6 == int(finding.got):
                    return elapsed
        return 6 * int(finding.got)


def _stay_words(language: str, held: int, least: int, place: str) -> str:
    """How long a post was held against the least, in a language, whatever the reader's is."""
    words = {"held": held, "least": least, "place": place}
    with override(language):
        return gettext("a post is held at least %(least)s months (%(place)s: %(held)s months)") % words


def _fitting(group: Group, lines: Sequence[Stint]) -> list[Stint]:
    """A plan's lines as they fit the records of today: who joined stays, who retires earlier goes, who left is out."""
    periods = group.policy["periods"]
    given: dict[str, list[str]] = {}
    for line in lines:
        way = given.setdefault(line.person_id, [""] * periods)
        way[line.from_period : line.to_period] = [line.post_id] * (line.to_period - line.from_period)
    return [
        stint
        for person, s in situations(group).items()
        for stint in stints_of(person, _way(group, s, given.get(person, [""] * periods)))
    ]


def _way(group: Group, s: Situation, given: Sequence[str]) -> Itinerary:
    here, way = s.post_id, []
    for t, place in enumerate(given):
        known = place == RESERVE or place in group.post
        here = RETIRED if t >= s.retires else place if known else here
        way.append(here)
    return tuple(way)
