"""What the planning board reads: a draft, some people of its plan with their lines as the draft has them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from genhun.planning.lines import RESERVE, RETIRED
from genhun.records.listing import Listing, listing
from genhun.records.models import Account, Person, Plan, PlanLine, Post, Unit
from genhun.records.scope import lines_of, own, people_of, within
from genhun.rooms.rotation.models import MoveDraft, Span, Wish
from genhun.rooms.rotation.queries.plans import LINE_PARTS, Horizon

PEOPLE_A_BOARD = 12


def drafts_of(account: Account) -> QuerySet[MoveDraft]:
    """Drafts of plans of the account's part that are still open."""
    drafts = MoveDraft.objects.filter(own(account, "unit__path"), saved_as=None)
    return drafts.select_related("plan__unit", "unit", "owner")


def people_tried(draft: MoveDraft) -> set[str]:
    """The codes of everybody whom an edit names."""
    return {str(span[0]) for edit in draft.edits for span in edit}


def circles_of(draft: MoveDraft, edits: Sequence[Sequence[Span]]) -> set[str]:
    """The circles that edits of a draft concern: where the people start, and where the posts lie."""
    people = {span[0] for edit in edits for span in edit}
    posts = {span[1] for edit in edits for span in edit} - {RESERVE, RETIRED}
    starts = draft.plan.lines.filter(person__code__in=people).values_list("unit__circle", flat=True)
    places = Post.objects.filter(code__in=posts).values_list("unit__circle", flat=True)
    return {*starts.order_by(), *places.order_by()}


@dataclass(frozen=True, slots=True)
class Shown:
    """Whom a reader wants on the board: a unit and all below it, names or codes, and which of them."""

    unit: Unit | None = None
    names: Sequence[str] = ()
    who: str = "moved"


def board_people(request: HttpRequest, account: Account, draft: MoveDraft, shown: Shown) -> Listing[Person]:
    """One page of people of a draft's plan in the order of the tree; two queries however large the plan is."""
    lines = draft.plan.lines.filter(person__isnull=False)
    tried = Q(code__in=people_tried(draft))
    people = people_of(account).filter(within("unit__path", draft.unit.path))
    if shown.names:
        named = Q(code__in=shown.names)
        for name in shown.names:
            named |= Q(name__icontains=name)
        people = people.filter(named, pk__in=lines.values("person"))
    elif shown.who == "tried":
        people = people.filter(tried)
    elif shown.who == "moved":
        people = people.filter(tried | Q(pk__in=lines.filter(entry=True).values("person")))
    else:
        people = people.filter(pk__in=lines.values("person"))
    if shown.unit:
        people = people.filter(within("unit__path", shown.unit.path))
    return listing(request, people.select_related("unit"), ("unit__path", "code"), PEOPLE_A_BOARD)


def draft_lines(
    account: Account, draft: MoveDraft, people: Sequence[Person], tried: Mapping[str, Post]
) -> dict[int, list[PlanLine]]:
    """The lines of some people as a draft has them, in the order of the people; lines that it makes have no number.

    `tried` holds the posts that its edits name, by code.
    """
    rows = lines_of(account, draft.plan).filter(person__in=[p.pk for p in people]).select_related(*LINE_PARTS)
    given: dict[int, list[PlanLine]] = {p.pk: [] for p in people}
    for line in rows.order_by("from_period"):
        given[line.person_id or 0].append(line)
    posts = dict(tried) | {line.post.code: line.post for lines in given.values() for line in lines if line.post}
    return {p.pk: _tried(draft, p, given[p.pk], posts) for p in people}


def posts_tried(draft: MoveDraft) -> dict[str, Post]:
    """The posts that a draft's edits and the ways out speak of, by code; one query."""
    spans = [span for edit in draft.edits for span in edit]
    spans += [span for repair in _repairs(draft) for span in repair["spans"]]
    posts = Post.objects.filter(code__in={span[1] for span in spans})
    return {post.code: post for post in posts.select_related("unit")} if spans else {}


def _tried(draft: MoveDraft, person: Person, lines: list[PlanLine], posts: dict[str, Post]) -> list[PlanLine]:
    """A person's lines with the edits laid over them; a line that stays as it is stays itself."""
    spans = [span for edit in draft.edits for span in edit if span[0] == person.code]
    if not spans or not lines:
        return lines
    way = [place_of(line) for line in lines for _t in range(line.from_period or 0, line.to_period or 0)]
    plan = list(way)
    active = way.index(RETIRED) if RETIRED in way else len(way)
    for _person, place, begin, end in spans:
        way[begin : min(end, active)] = [place] * max(0, min(end, active) - begin)
    if way == plan:
        return lines
    start = _start_of(lines[0])
    same = {(place_of(line), line.from_period, line.to_period): line for line in lines}
    return [
        same.get((place, begin, end)) or _line(draft, person, posts.get(place), (place, begin, end), start)
        for place, begin, end in runs(way)
    ]


def place_of(line: PlanLine) -> str:
    """The code of a line's post, or the word for where else the person is."""
    return line.post.code if line.post else line.place


def _start_of(line: PlanLine) -> str:
    """The post where the person starts: that of the first line, or the one that a move at the start leaves."""
    moves = line.entry or line.post is None
    return str(line.reason.get("left", "")) if moves else place_of(line)


def runs(way: Sequence[str]) -> Iterable[tuple[str, int, int]]:
    """Equal half-years that follow one another, as (place, first, after the last)."""
    begin = 0
    for t in range(1, len(way) + 1):
        if t == len(way) or way[t] != way[begin]:
            yield way[begin], begin, t
            begin = t


def _line(draft: MoveDraft, person: Person, post: Post | None, span: tuple[str, int, int], start: str) -> PlanLine:
    place, begin, end = span
    return PlanLine(
        plan=draft.plan,
        unit=person.unit or draft.unit,
        person=person,
        post=post,
        place="" if post else place,
        from_period=begin,
        to_period=end,
        entry=bool(post) and not (begin == 0 and place == start),
        reason={},
    )


def wishes_of(people: Sequence[Person]) -> dict[int, list[Wish]]:
    """The wishes of some people that still stand, the latest first; one query."""
    found: dict[int, list[Wish]] = {p.pk: [] for p in people}
    for wish in Wish.objects.filter(person__in=found, ended_on=None):
        found[wish.person_id].append(wish)
    return found


def named(draft: MoveDraft) -> dict[str, str]:
    """The names of the people whom a draft's edits and repairs speak of, by code; one query."""
    codes = people_tried(draft) | {str(s[0]) for repair in _repairs(draft) for s in repair["spans"]}
    return dict(Person.objects.filter(code__in=codes).values_list("code", "name"))


def _repairs(draft: MoveDraft) -> Iterable[dict[str, list[list[str]]]]:
    return (repair for offered in draft.word.get("repairs", {}).values() for repair in offered)


def open_draft(account: Account, plan: Plan) -> MoveDraft | None:
    """The account's own draft of a plan, if it has begun one."""
    return MoveDraft.objects.filter(plan=plan, owner=account, saved_as=None).first()


def half_years(horizon: Horizon) -> list[str]:
    """The starts of the half-years as words."""
    return [word for _t, word in horizon.choices()]


def posts_of_plan(plan: Plan) -> QuerySet[Post]:
    """The posts of the part that a plan was made for."""
    return Post.objects.filter(within("unit__path", plan.unit.path)).select_related("unit")
