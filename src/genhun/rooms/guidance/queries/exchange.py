"""Problems, practices, meetings and what follows them, as far as the reader may see them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from genhun.core.likeness import Match, Stock
from genhun.records.models import Account, Norm
from genhun.records.scope import has_part, own
from genhun.rooms.guidance.models import FollowUp, Matter, Meeting, Practice, Problem
from genhun.rooms.guidance.queries.norms import norms_of

PROBLEM, PRACTICE, NORM = "problem", "practice", "norm"
MOST_ALIKE = 6


@dataclass(frozen=True, slots=True)
class Found:
    """A problem, practice or norm that says something alike, how alike it is (0-1), and what solved that problem."""

    kind: str
    record: Problem | Practice | Norm
    score: float
    solved_by: tuple[Practice, ...] = ()

    @property
    def percent(self) -> int:
        """The likeness in percent."""
        return round(100 * self.score)


def problems_of(account: Account) -> QuerySet[Problem]:
    """Problems of the whole group, but for those that other units keep to their own part."""
    return _open_to(account, Problem.objects.select_related("unit"))


def practices_of(account: Account) -> QuerySet[Practice]:
    """Practices of the whole group, but for those that other units keep to their own part."""
    return _open_to(account, Practice.objects.select_related("unit"))


def _open_to(account: Account, records: QuerySet) -> QuerySet:  # type: ignore[type-arg]  # of either
    if not has_part(account):
        return records.none()
    return records.filter(own(account, "unit__path") | Q(kept_own=False))


def meetings_of(account: Account) -> QuerySet[Meeting]:
    """Meetings that a unit of the own part holds or hosts, or that left it something to do."""
    here = Meeting.objects.filter(own(account, "unit__path") | own(account, "host__path"))
    asked = FollowUp.objects.filter(own(account, "unit__path")).values("meeting")
    return Meeting.objects.filter(Q(pk__in=here.values("pk")) | Q(pk__in=asked)).select_related("unit", "host")


def follow_ups_of(account: Account) -> QuerySet[FollowUp]:
    """What units of the own part are to do after meetings."""
    return FollowUp.objects.filter(own(account, "unit__path")).select_related("meeting", "unit")


def follow_ups_due(account: Account, until: date) -> QuerySet[FollowUp]:
    """What is still to be done by a day, the most urgent first."""
    return follow_ups_of(account).filter(closed_on=None, due__lte=until)


def matters_of(account: Account) -> QuerySet[Matter]:
    """Matters of the own part."""
    return Matter.objects.filter(own(account, "unit__path")).select_related("unit")


def solved_already(account: Account, text: str, without: Problem | None = None) -> list[Found]:
    """Problems, practices and norms that say something alike, the most alike first; six queries at most."""
    return _look_up(account, text, without, by_words=False)


def told_of(account: Account, words: str) -> list[Found]:
    """Problems, practices and norms in which these words stand."""
    return _look_up(account, words, None, by_words=True)


def _look_up(account: Account, text: str, without: Problem | None, *, by_words: bool) -> list[Found]:
    rows = _texts(account, without)
    stock = Stock([row[2] for row in rows])
    matches = stock.naming(text) if by_words else stock.alike(text, most=MOST_ALIKE)
    return _with_records(account, rows, matches)


def _texts(account: Account, without: Problem | None) -> list[tuple[str, int, str]]:
    """(kind, id, what it says) of everything that the reader may see."""
    problems = problems_of(account).exclude(pk=without.pk if without else 0).order_by()
    practices = practices_of(account).order_by()
    norms = norms_of(account).exclude(stage=Norm.Stage.RETIRED).order_by()
    rows = [(PROBLEM, pk, f"{a}。{b}") for pk, a, b in problems.values_list("pk", "title", "text")]
    rows += [
        (PRACTICE, pk, f"{a}。{b}。{c}") for pk, a, b, c in practices.values_list("pk", "title", "text", "changed")
    ]
    return rows + [(NORM, pk, f"{a}。{b}") for pk, a, b in norms.values_list("pk", "title", "scope")]


def _with_records(account: Account, rows: list[tuple[str, int, str]], matches: list[Match]) -> list[Found]:
    wanted = {(rows[match.place][0], rows[match.place][1]): match.score for match in matches}
    records: dict[tuple[str, int], Problem | Practice | Norm] = {}
    for kind, model in ((PROBLEM, Problem), (PRACTICE, Practice), (NORM, Norm)):
        numbers = [number for found, number in wanted if found == kind]
        if numbers:
            held = model.objects.filter(pk__in=numbers).select_related("unit")
            records.update({(kind, one.pk): one for one in held})
    solved = _solved_by(account, [number for kind, number in wanted if kind == PROBLEM])
    return [
        Found(kind, records[kind, number], score, tuple(solved.get(number, ())) if kind == PROBLEM else ())
        for (kind, number), score in wanted.items()
    ]


def _solved_by(account: Account, problems: list[int]) -> dict[int, list[Practice]]:
    """The practices that solve some problems, by problem."""
    found: dict[int, list[Practice]] = defaultdict(list)
    for practice in practices_of(account).filter(problems__in=problems).annotate(of=F("problems")) if problems else ():
        found[practice.of].append(practice)
    return found
