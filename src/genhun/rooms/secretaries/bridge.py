"""From the records to the planner's own words: what each person has of what a secretary post asks, and what is missing.

Readiness and periods come from the planner itself, so that a page never says otherwise than a plan.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from genhun.core.calendar import MONTHS_A_PERIOD, Month, month_of_date, whole_periods
from genhun.core.group import PARTY, PRODUCTION, Appointment, Group, lanes_of
from genhun.core.group import Peak as PeakRow
from genhun.core.group import Person as PersonRow
from genhun.core.group import Post as PostRow
from genhun.core.group import TrainingClass as ClassRow
from genhun.core.group import Unit as UnitRow
from genhun.core.policy import Policy
from genhun.planning.benches.problem import PERIODS_LEFT, problem_of
from genhun.planning.staff import lane_months
from genhun.planning.training.problem import problem_of as training_problem
from genhun.records.contract.write import first_day
from genhun.records.models import Lock, Person, Post, Tenure, TrainingClass, Unit
from genhun.records.models.organisation import Mobility
from genhun.rooms.secretaries.queries.succession import files_of, locks_of, peaks_over, policy_now, units_of_kin

LANES = (PRODUCTION, PARTY)
DUAL, LEVEL, LEFT, KIN, REACH = "dual", "level", "left", "kin", "reach"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a post: how many half-years somebody has and needs, or whether it is met at all."""

    key: str
    met: bool
    have: int = 0
    need: int = 0

    @property
    def short(self) -> int:
        """Half-years still missing."""
        return max(0, self.need - self.have)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one person has of what a post asks. `readiness` is empty where a rule keeps the person off the bench."""

    person: Person
    held: Sequence[Tenure]
    conditions: Mapping[str, Condition]
    readiness: str
    growing: frozenset[str] = frozenset()
    one_below: bool = False
    locks: Sequence[Lock] = ()
    kin_in: frozenset[int] = frozenset()
    stayed: int = 0  # whole half-years on the post held now, when the plan starts

    @property
    def missing(self) -> list[Condition]:
        """The conditions that are not met."""
        return [condition for condition in self.conditions.values() if not condition.met]

    @property
    def moves(self) -> Tenure | None:
        """The post that a rotation plan could move the person from."""
        return next((t for t in self.held if t.post and not t.post.fixed), None)

    @property
    def periods_by_staying(self) -> int | None:
        """Half-years after which staying on the post makes the person ready; None if staying does not."""
        ahead = 0
        for condition in self.missing:
            if condition.key in (*LANES, LEVEL) and (condition.key == LEVEL or condition.key in self.growing):
                ahead = max(ahead, condition.short)
            else:
                return None
        return ahead


@dataclass(frozen=True)
class Files:
    """What the evidence on some people is read from."""

    post: Post
    policy: Policy
    tenures: Sequence[Tenure]
    kin_in: Mapping[int, set[int]] = field(default_factory=dict)
    locks: Mapping[int, Sequence[Lock]] = field(default_factory=dict)

    @property
    def holders(self) -> list[Tenure]:
        """Who holds the post."""
        return [t for t in self.tenures if t.post_id == self.post.pk and t.end is None]

    def day(self, period: int) -> date:
        """The first day of a half-year of the next plan."""
        return first_day(Month(self.policy.rotation_start + period * MONTHS_A_PERIOD))


def read_files(post: Post, people: Sequence[int]) -> Files:
    """The files of some people with regard to a post; four queries."""
    return Files(post, policy_now(), files_of(people, post), units_of_kin(people), locks_of(people))


def evidence(files: Files, people: Sequence[Person]) -> list[Evidence]:
    """The evidence on each person, in the order given."""
    by_person: dict[int, list[Tenure]] = defaultdict(list)
    for tenure in files.tenures:
        by_person[tenure.person_id].append(tenure)
    group = _group(files, people, by_person)
    candidates = problem_of(group).candidates
    found = []
    for person in people:
        own = by_person[person.pk]
        conditions = _conditions(files, group, person, own)
        candidate = candidates.get(person.code)
        barred = candidate is None or not conditions[KIN].met
        found.append(
            Evidence(
                person=person,
                held=[t for t in own if t.end is None],
                conditions=conditions,
                readiness="" if barred or candidate is None else candidate.readiness(files.post.level),
                growing=frozenset(lane for t in own if t.end is None for lane in lanes_of(_track(t))),
                one_below=person.level < files.post.level,
                locks=files.locks.get(person.pk, ()),
                kin_in=frozenset(files.kin_in.get(person.pk, ())),
                stayed=_stayed(files, own),
            )
        )
    return found


def _conditions(files: Files, group: Group, person: Person, own: Sequence[Tenure]) -> dict[str, Condition]:
    policy, start, row = files.policy, files.policy.rotation_start, group.person[person.code]
    appointments = [_appointment(tenure) for tenure in own]
    found = {}
    for lane in LANES:
        have = whole_periods(lane_months(group, appointments, lane, start))
        found[lane] = Condition(lane, have >= policy["dual_periods"], have, policy["dual_periods"])
    have = whole_periods(start - row.level_since)
    need = policy["promotion_stay"] if person.level < files.post.level else 0
    found[LEVEL] = Condition(LEVEL, have >= need, have, need)
    left = whole_periods(group.retires(row) - start)
    found[LEFT] = Condition(LEFT, left >= PERIODS_LEFT, left, PERIODS_LEFT)
    found[KIN] = Condition(KIN, files.post.unit_id not in files.kin_in.get(person.pk, ()))
    found[REACH] = Condition(REACH, within_reach(person, files.post))
    return found


def seatable(files: Files, person: Person, classes: Sequence[TrainingClass]) -> list[TrainingClass]:
    """The classes in which a plan can seat somebody by every rule: none for who holds no party post; one query."""
    own = [tenure for tenure in files.tenures if tenure.person_id == person.pk]
    group = _group(files, [person], {person.pk: own})
    problem = training_problem(replace(group, classes=tuple(_class(offered) for offered in classes)))
    worker = problem.workers.get(person.code)
    if worker is None:
        return []
    peaks = tuple(PeakRow(worker.unit.unit_id, peak.start, peak.end) for peak in peaks_over(person.unit))
    problem = replace(problem, peaks={worker.unit.unit_id: peaks})
    return [c for c in classes if not problem.forbidding_rule(worker, problem.classes[c.code])]


def within_reach(person: Person, post: Post) -> bool:
    """Whether a person may be moved to a post of the own circle."""
    if person.unit_id == post.unit_id:
        return True
    same_city = person.unit is not None and person.unit.city == post.unit.city
    return person.mobility == Mobility.CIRCLE or (person.mobility == Mobility.CITY and same_city)


def _stayed(files: Files, own: Sequence[Tenure]) -> int:
    starts = [t.start for t in own if t.end is None and t.post and not t.post.fixed]
    return whole_periods(files.policy.rotation_start - month_of_date(starts[0])) if starts else 0


def _track(tenure: Tenure) -> str:
    return tenure.post.track if tenure.post else tenure.track


def _group(files: Files, people: Sequence[Person], by_person: Mapping[int, Sequence[Tenure]]) -> Group:
    """The people with their appointments as the planner knows them; kin are looked at apart."""
    chosen = [tenure for person in people for tenure in by_person[person.pk]]
    posts = {t.post.code: t.post for t in chosen if t.post} | {files.post.code: files.post}
    units = {post.unit.code: post.unit for post in posts.values()}
    return Group(
        units=tuple(_unit(unit) for unit in units.values()),
        posts=tuple(_post(post) for post in posts.values()),
        people=tuple(_person(person) for person in people),
        appointments=tuple(_appointment(tenure) for tenure in chosen),
        policy=files.policy,
    )


def _unit(unit: Unit) -> UnitRow:
    return UnitRow(unit.code, unit.name, unit.city, "", unit.tier, unit.industry, unit.lat, unit.lon, unit.circle)


def _post(post: Post) -> PostRow:
    roles = frozenset(filter(None, post.roles.split(";")))
    return PostRow(
        post.code, post.unit.code, post.title, post.track, post.level, post.seats, roles, post.grassroots, post.fixed
    )


def _class(offered: TrainingClass) -> ClassRow:
    return ClassRow(
        *(offered.code, offered.title, offered.kind, offered.city, offered.start, offered.end),
        *(offered.days, offered.seats, offered.school, offered.lat, offered.lon),
        *(offered.min_level, offered.max_level),
    )


def _person(person: Person) -> PersonRow:
    retire = None if person.retire is None else month_of_date(person.retire)
    return PersonRow(
        person_id=person.code,
        name=person.name,
        sex=person.sex,
        birth=month_of_date(person.birth),
        level=person.level,
        level_since=month_of_date(person.level_since),
        home_city=person.home_city,
        mobility=person.mobility,
        young=person.young,
        retire=retire,
    )


def _appointment(tenure: Tenure) -> Appointment:
    return Appointment(
        person_id=tenure.person.code,
        post_id=tenure.post.code if tenure.post else "",
        start=month_of_date(tenure.start),
        end=None if tenure.end is None else month_of_date(tenure.end),
        track=tenure.track,
        level=tenure.level,
        industry=tenure.industry,
        grassroots=tenure.grassroots,
    )
