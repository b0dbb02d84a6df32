"""Made-up content of the room of secretaries, for the demo."""

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from genhun.core.days import months_after
from genhun.records.actions.own_file import ask_correction, keep_view, wish_to_attend
from genhun.records.governance import MANAGER_DEPUTY, State, arrangements
from genhun.records.models import Account, Post, Role, TrainingClass, Unit
from genhun.records.scope import units_below
from genhun.rooms.secretaries.actions.elections import do_step, start_election
from genhun.rooms.secretaries.actions.exemptions import Approval, record_exemption
from genhun.rooms.secretaries.actions.terms import extend_term, record_term
from genhun.rooms.secretaries.models import Term
from genhun.rooms.secretaries.queries.terms import rules_now, units_without_term
from genhun.rooms.secretaries.steps import STEP

LEFT_OUT, STEPS_DONE = 3, (0, 2, 3)


def fill(root: Unit) -> None:
    """Fill an empty room for the group below `root`: terms, one extended, elections under way, approved exceptions."""
    officer = Account.objects.filter(unit=root, role=Role.PERSONNEL_OFFICER).order_by("pk").first()
    if officer is None or Term.objects.exists():
        return
    draw = Random("terms")
    _managers_as_deputies(root, draw)
    terms = _terms(officer, root, draw)
    due = sorted((term for term in terms if term.ends > timezone.localdate() + timedelta(days=20)), key=_ends)
    if due:
        extend_term(due[0], officer, months_after(due[0].ends, 6), "集团党委〔2026〕18号", "重组期间班子未定", 1)
    for steps, term in zip(STEPS_DONE, due[1:], strict=False):
        _election(officer, term, steps)
    _exceptions(officer, root)
    _own_files(officer, root)


def _ends(term: Term) -> date:
    return term.ends


def _managers_as_deputies(root: Unit, draw: Random) -> None:
    """In most companies the manager is deputy secretary as well; the invented group leaves that open."""
    managers = Post.objects.filter(unit__in=units_below(root), roles="director;manager").order_by("code")
    for post in managers:
        if draw.random() < 0.8:
            post.roles, post.title = "deputy_secretary;director;manager", "总经理、党委副书记"
            post.save(update_fields=["roles", "title"])


def _terms(officer: Account, root: Unit, draw: Random) -> list[Term]:
    """A running term for all but a few units, begun within the years of its kind; a few are over already."""
    rules, today = rules_now(), timezone.localdate()
    made = []
    for unit in list(units_without_term(units_below(root)))[LEFT_OUT:]:
        kind = "committee" if unit.tier <= 3 else "general_branch" if unit.tier == 4 else "branch"
        months = 12 * rules[f"{kind}_years"]
        start = months_after(today, -draw.randint(1, months)) + timedelta(days=draw.randint(1, 27))
        made.append(record_term(officer, unit, kind, min(start, today)))
    return made


def _election(officer: Account, term: Term, steps: int) -> None:
    """An election under way with some steps done, the last of them in the past few weeks."""
    today = timezone.localdate()
    election = start_election(term, officer, min(term.last_day, today + timedelta(days=75)), term.version)
    for step in election.steps.order_by("place")[:steps]:
        known = STEP[step.key]
        election.refresh_from_db()
        day = today - timedelta(days=7 * (steps - step.place) + 3)
        papers = {key: f"{term.unit.name}党字〔{day.year}〕{day.month}{step.place}号" for key, _name in known.papers}
        do_step(step, officer, day, "集团党委" if known.above else "党委会", papers, election.version)


def _exceptions(officer: Account, root: Unit) -> None:
    """Approved exceptions for some of the units where an arrangement is otherwise."""
    today = timezone.localdate()
    since, until = date(today.year, 1, 15), date(today.year + 1, 1, 15)
    otherwise = [a.unit for a in arrangements(units_below(root), today) if a.states[MANAGER_DEPUTY] == State.OTHERWISE]
    for unit in otherwise[::2]:
        approval = Approval("集团党委〔2026〕7号", since, until, "总经理为非中共党员")
        record_exemption(officer, unit, MANAGER_DEPUTY, approval)


def _own_files(officer: Account, root: Unit) -> None:
    """What a cadre finds on the own page: a request under way, a wish for a class, who looked at the file."""
    ahead = TrainingClass.objects.filter(start__gt=timezone.localdate(), min_level=None, max_level=None)
    for cadre in Account.objects.filter(unit__in=units_below(root), role=Role.CADRE).select_related("person"):
        if cadre.person is None:
            continue
        ask_correction(cadre, "training", "2026年9月参加班组长培训3天，未计入", "结业证书")
        wanted = ahead.order_by("start", "code").first()
        if wanted:
            wish_to_attend(cadre, wanted)
        for page in ("secretaries:post", "hall:people"):
            keep_view(cadre.person, officer, page)
