"""The planning board: moves of a plan tried by menu, keys or drag, each checked at once; saved as a plan of its own."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from genhun.records.bridge import group_below
from genhun.records.models import Account, Person, PlanLine
from genhun.records.pages import page, reader
from genhun.records.policies import Refused, Stale, why_not
from genhun.records.scope import one, people_of
from genhun.rooms.rotation.actions.drafts import begin_draft, discard_draft, edit_draft, save_draft, take_back
from genhun.rooms.rotation.bridge.keep import worked_out
from genhun.rooms.rotation.bridge.whynot import moved_on
from genhun.rooms.rotation.bridge.word import word_on
from genhun.rooms.rotation.forms.drafts import BoardFilter, Keep, Move
from genhun.rooms.rotation.models import MoveDraft, Span
from genhun.rooms.rotation.pictures.bars import cost_bars
from genhun.rooms.rotation.pictures.board import Beside, board
from genhun.rooms.rotation.policies import PLANNERS, check_can_edit, check_can_save, check_spans
from genhun.rooms.rotation.queries import drafts as queries
from genhun.rooms.rotation.queries.plans import horizon_of, posts_near, visible_plans
from genhun.rooms.rotation.words import cost_rows, edit_words, lamp_words, repair_words, wish_words


@page(name="begin-draft", roles=PLANNERS, methods=("POST",), about="plan")
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin to edit a plan's moves, or go on where the reader left off."""
    plan = one(visible_plans(reader(request)), pk=pk)
    try:
        check_can_edit(plan, reader(request))
        draft = begin_draft(plan, reader(request), moved_on=moved_on(plan, group_below(plan.unit)))
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("rotation:plan", pk)
    return redirect("rotation:draft", draft.pk)


@page(name="draft", roles=PLANNERS, about="moves")
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The board of a draft."""
    return show_board(request, one(queries.drafts_of(reader(request)), pk=pk))


def show_board(
    request: HttpRequest, draft: MoveDraft, move: Move | None = None, keep: Keep | None = None
) -> HttpResponse:
    """The board, with the faults of a form that was sent."""
    account, horizon = reader(request), horizon_of(draft.plan)
    form = BoardFilter(account, draft.plan, request.GET or None)
    people = queries.board_people(request, account, draft, form.shown())
    tried, names = queries.posts_tried(draft), queries.named(draft)
    lines, wishes = queries.draft_lines(account, draft, people.rows, tried), queries.wishes_of(people.rows)
    posts = {code: f"{post.unit.name} {post.title}" for code, post in tried.items()}
    wrong = {broken["person"] for broken in draft.word.get("broken", ())}
    drawn = [line for person in people.rows for line in lines[person.pk]]
    chosen = _chosen(request, draft, move, drawn)
    beside = Beside(
        {number: wish_words(stated[0]) for number, stated in wishes.items() if stated},
        frozenset(person.pk for person in people.rows if person.code in wrong),
        (chosen["line"].person_id, chosen["line"].from_period) if chosen else None,
    )
    context = {
        "draft": draft,
        "unit": draft.unit,
        "filter": form,
        "page": people,
        "board": board(drawn, queries.half_years(horizon), lambda line: _address(request, line), beside),
        "rows": [(person, lines[person.pk], wishes[person.pk]) for person in people.rows],
        "days": [horizon.day(t) for t in range(horizon.periods + 1)],
        "lamps": _lamps(draft, names, posts, horizon),
        "edits": [edit_words(edit, names, posts, horizon) for edit in draft.edits],
        "costs": cost_bars(cost_rows(draft.word.get("parts", {}))),
        "total": draft.plan.cost + draft.word.get("cost", 0),
        "against": why_not(check_can_save, draft, account),
        "keep": keep or Keep(initial={"title": _title(draft), "version": draft.version}, auto_id="keep_%s"),
        "form": keep or move,
        "here": request.get_full_path(),
        **chosen,
    }
    return render(request, "rotation/draft.html", context, status=422 if (keep or move) else 200)


def _title(draft: MoveDraft) -> str:
    words = _("%(plan)s, edited by hand") % {"plan": draft.plan.title or draft.unit.name}
    return words[:200]


def _address(request: HttpRequest, line: PlanLine) -> str:
    """The board with one stint chosen."""
    query = request.GET.copy()
    query["person"], query["at"] = line.person.code if line.person else "", str(line.from_period)
    return f"?{query.urlencode()}#move"


def _chosen(request: HttpRequest, draft: MoveDraft, move: Move | None, drawn: list[PlanLine]) -> dict[str, Any]:
    """The stint that was chosen on the board, with the form to move it."""
    code = move.data.get("person", "") if move else request.GET.get("person", "")
    mine = [line for line in drawn if line.person and line.person.code == code]
    if not mine or mine[0].person is None:
        return {}
    person, horizon = mine[0].person, horizon_of(draft.plan)
    at = request.GET.get("at", "")
    line = next((x for x in mine if str(x.from_period) == at), mine[-1])
    posts = posts_near(draft.plan, person)
    if line.post and line.post not in posts:
        posts = [line.post, *posts]
    initial = {
        "person": code,
        "place": queries.place_of(line),
        "begin": line.from_period,
        "end": line.to_period,
        "version": draft.version,
    }
    index = mine.index(line)
    return {
        "person": person,
        "line": line,
        "line_start": horizon.day(line.from_period or 0),
        "line_end": horizon.day(line.to_period or 0),
        "move": move or Move(horizon, posts, initial=initial, auto_id="move_%s"),
        "earlier": index > 0,
        "later": index > 0 and (line.to_period or 0) - (line.from_period or 0) > 1,
    }


def _lamps(draft: MoveDraft, names: dict[str, str], posts: dict[str, str], horizon: Any) -> list[dict[str, Any]]:
    """Who breaks which rules, each sentence once, and the ways out."""
    found: dict[str, dict[str, Any]] = {}
    for broken in draft.word.get("broken", ()):
        code = broken["person"]
        offered = draft.word.get("repairs", {}).get(code, ())
        lamp = found.setdefault(
            code,
            {
                "name": names.get(code, code),
                "person": code,
                "broken": [],
                "repairs": [repair_words(repair, names, posts, horizon) for repair in offered],
            },
        )
        lamp["broken"].append({"rule": broken["rule"], "sentence": lamp_words(broken)})
    return list(found.values())


@page(name="try-move", roles=PLANNERS, methods=("POST",), about="moves")
def try_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Try one change: a post for some half-years, a stint begun earlier or later, a way out that was offered."""
    account = reader(request)
    draft = one(queries.drafts_of(account), pk=pk)
    move = _move(request, draft)
    if move is not None and not move.is_valid():
        return show_board(request, draft, move=move)
    try:
        _check_version(request, draft)
        spans = _spans(request, draft, move, account)
        check_spans(draft, spans)
        edit_draft(draft, account, draft.version, spans, word_on(draft, [*draft.edits, spans]))
    except Refused as refused:
        return _answer(request, draft, refused)
    return redirect(_back(request, draft, spans[0][0], spans[0][2]))


def _move(request: HttpRequest, draft: MoveDraft) -> Move | None:
    """The form that was sent, if the change was made by menu."""
    if "place" not in request.POST:
        return None
    person = one(people_of(reader(request)).select_related("unit"), code=request.POST.get("person", ""))
    posts = posts_near(draft.plan, person)
    if request.POST["place"] not in {post.code for post in posts}:
        posts += list(queries.posts_of_plan(draft.plan).filter(code=request.POST["place"]))
    return Move(horizon_of(draft.plan), posts, request.POST, auto_id="move_%s")


def _spans(request: HttpRequest, draft: MoveDraft, move: Move | None, account: Account) -> list[Span]:
    if move is not None:
        given = move.cleaned_data
        return [(given["person"], given["place"], given["begin"], given["end"])]
    person = request.POST.get("person", "")
    if "take" in request.POST:
        offered = draft.word.get("repairs", {}).get(person, [])
        number = _number(request.POST["take"])
        if not 0 <= number < len(offered):
            raise Refused(_("This way out is not offered any more."))
        return [(who, place, begin, end) for who, place, begin, end in offered[number]["spans"]]
    chosen = Person.objects.filter(code=person).select_related("unit").first()
    if chosen is None:
        raise Refused(_("This plan knows no such person or post."))
    lines = queries.draft_lines(account, draft, [chosen], queries.posts_tried(draft))[chosen.pk]
    return [_shift(lines, person, _number(request.POST.get("at", "")), _number(request.POST.get("shift", "")))]


def _shift(lines: list[PlanLine], person: str, at: int, by: int) -> Span:
    """A stint begun some half-years earlier or later; the one before it ends when it begins."""
    number = next((n for n, line in enumerate(lines) if line.from_period == at), 0)
    if not number or not by:
        raise Refused(_("Only a move can be made earlier or later."))
    line, before = lines[number], lines[number - 1]
    begin, end = line.from_period or 0, line.to_period or 0
    if by < 0:
        return person, queries.place_of(line), max(0, begin + by), begin
    return person, queries.place_of(before), begin, min(end, begin + by)


def _number(text: str) -> int:
    return int(text) if text.lstrip("-").isdigit() else 0


@page(name="take-back", roles=PLANNERS, methods=("POST",), about="moves")
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one change back."""
    draft = one(queries.drafts_of(reader(request)), pk=pk)
    number = _number(request.POST.get("number", "-1"))
    try:
        _check_version(request, draft)
        left = [edit for n, edit in enumerate(draft.edits) if n != number]
        take_back(draft, reader(request), draft.version, number, word_on(draft, left))
    except Refused as refused:
        return _answer(request, draft, refused)
    return redirect(_back(request, draft))


@page(name="save-draft", roles=PLANNERS, methods=("POST",), about="moves")
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Save a draft as a new verified plan."""
    draft = one(queries.drafts_of(reader(request)), pk=pk)
    form = Keep(request.POST, auto_id="keep_%s")
    if not form.is_valid():
        return show_board(request, draft, keep=form)
    words = form.cleaned_data["title"], form.cleaned_data["reason"]
    try:
        check_can_save(draft, reader(request))
        plan = save_draft(draft, reader(request), form.cleaned_data["version"], words, worked_out(draft))
    except Stale as stale:
        return _answer(request, draft, stale)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return show_board(request, draft, keep=form)
    messages.success(request, _("The draft is a plan of its own now, verified. The plan before it stays as it is."))
    return redirect("rotation:plan", plan.pk)


@page(name="discard-draft", roles=PLANNERS, methods=("POST",), about="moves")
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    draft = one(queries.drafts_of(reader(request)), pk=pk)
    try:
        discard_draft(draft, reader(request), _number(request.POST.get("version", "")))
    except Refused as refused:
        return _answer(request, draft, refused)
    messages.success(request, _("The draft is thrown away; the plan is as it was."))
    return redirect("rotation:plan", draft.plan_id)


def _check_version(request: HttpRequest, draft: MoveDraft) -> None:
    if _number(request.POST.get("version", "")) != draft.version:
        raise Stale(_("Somebody else has worked on this in the meantime. Look at it anew."))


def _answer(request: HttpRequest, draft: MoveDraft, refused: Refused) -> HttpResponse:
    """Why nothing was done, on the board as it is now."""
    messages.error(request, refused.reason)
    return redirect(_back(request, draft))


def _back(request: HttpRequest, draft: MoveDraft, person: str = "", at: int | None = None) -> str:
    """The board as the reader had it, the person who was edited still chosen."""
    asked = request.POST.get("shown", "")
    query = {key: value for key, value in parse_qsl(asked) if key not in {"person", "at"}}
    if person:
        query |= {"person": person, "at": str(at)}
    return f"{reverse('rotation:draft', args=[draft.pk])}?{urlencode(query)}" + ("#move" if person else "#word")
