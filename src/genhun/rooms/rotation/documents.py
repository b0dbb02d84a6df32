"""What leaves the room: a plan as a workbook, the proposal in the official layout, a calendar, appointment forms.

The proposal is an official document and therefore Chinese, whatever the reader's language.
"""

import io
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genhun.core.calendar import month_of_date
from genhun.formats.form import AppointmentForm
from genhun.formats.ics import CalendarEvent, write_calendar
from genhun.formats.lrmx import write_lrmx
from genhun.formats.official import Attachment, Block, Heading, OfficialDocument, Paragraph, Table, write_official
from genhun.formats.resume import ResumeEntry, write_resume
from genhun.planning.rotation.rules import RULES
from genhun.records.models import Plan, PlanLine, Post, Tenure
from genhun.rooms.rotation.queries.plans import Horizon
from genhun.rooms.rotation.words import PLANNERS, cost_rows, with_figures
from genhun.tables.write import Cell, write_sheets

MOST_IN_PROPOSAL = 2_000
CHINESE_PARTS = {
    "vacancy": "岗位空缺",
    "move": "调动及距离",
    "unfamiliar": "新序列或新行业",
    "overdue": "任职过长",
    "reserve": "待岗",
    "not_dual": "年轻干部未成双能",
    "thin": "书记后备不足",
}


def plan_workbook(plan: Plan, lines: Iterable[PlanLine], horizon: Horizon) -> bytes:
    """A plan as a workbook: its lines with names and reasons, and its costs."""
    head, rows = _sheet(plan, lines, horizon)
    costs: list[list[Cell]] = [[str(row["label"]), row["value"]] for row in cost_rows(plan.parts)]
    costs += [[_("Cost in all"), plan.cost], [_("Proven bound"), plan.bound]]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "plan.xlsx"
        sheets = [(str(PLANNERS[plan.planner]), head, rows), (_("Costs"), [_("Part"), _("Points")], costs)]
        write_sheets(target, sheets)
        return target.read_bytes()


def _sheet(plan: Plan, lines: Iterable[PlanLine], horizon: Horizon) -> tuple[list[str], list[list[Cell]]]:
    head = [_("Unit"), _("Person code"), _("Person")]
    if plan.planner == "rotation":
        head += [_("Post code"), _("Post"), _("Unit of the post"), _("From"), _("Until"), _("Move"), _("Reason")]
        return head, [_rotation_row(line, horizon) for line in lines]
    head += [_("With or to"), _("Code"), _("Readiness"), _("Reason")]
    return head, [_other_row(line) for line in lines]


def _who(line: PlanLine) -> list[Cell]:
    return [line.unit.name, line.person.code if line.person else "", line.person.name if line.person else ""]


def _rotation_row(line: PlanLine, horizon: Horizon) -> list[Cell]:
    post = line.post
    where: list[Cell] = [post.code, post.title, post.unit.name] if post else ["", _place(line.place), ""]
    days = [horizon.day(line.from_period or 0), horizon.day(line.to_period or 0)]
    move = _("yes") if line.entry else ""
    return [*_who(line), *where, *(f"{day:%Y-%m}" for day in days), move, said(line)]


def _other_row(line: PlanLine) -> list[Cell]:
    if line.training_class:
        other: list[Cell] = [line.training_class.title, line.training_class.code]
    elif line.other:
        other = [line.other.name, line.other.code]
    elif line.host:
        other = [line.host.name, line.host.code]
    else:
        other = [line.post.title if line.post else "", line.post.code if line.post else ""]
    return [*_who(line), *other, line.readiness, said(line)]


def said(line: PlanLine) -> str:
    """The reason of a line in the reader's language, empty if it has none."""
    return str(line.reason.get("en" if get_language() == "en" else "zh", ""))


def _place(place: str) -> str:
    return {"reserve": _("In reserve"), "retired": _("Retired")}.get(place, place)


def rotation_proposal(plan: Plan, moves: Sequence[PlanLine], horizon: Horizon, signed_on: date) -> bytes:
    """The proposal of a rotation plan to the party committee, in the layout of GB/T 9704; all moves are attached."""
    people = len({line.person_id for line in moves})
    first, end = horizon.day(0), horizon.day(horizon.periods) - timedelta(days=1)
    span = f"{first.year}年{first.month}月至{end.year}年{end.month}月"
    parts = tuple((CHINESE_PARTS.get(key, key), str(value)) for key, value in plan.parts.items() if value)
    blocks: tuple[Block, ...] = (
        Paragraph(f"为推进党务岗位与生产经营岗位之间的交流任职，现提出{plan.unit.name}{span}轮岗交流方案，请审议。"),
        Heading(1, "方案概况"),
        Paragraph(f"本方案涉及调整{people}人、{len(moves)}人次。{_proof(plan)}"),
        Table(("代价构成", "数值"), parts, (3, 1), numeric=frozenset({1})),
        Heading(1, "遵守的规则"),
        *(Paragraph(with_figures(rule.zh, horizon.policy), lead=f"{rule.name_zh}。") for rule in RULES),
        Paragraph(_excused(plan)),
        Heading(1, "审议事项"),
        Paragraph("本方案由系统测算提出，请党委研究决定；不同意的可逐条退回，退回的调整在下一次测算中不再安排。"),
    )
    title = f"关于{plan.unit.name}\n轮岗交流方案的请示"
    document = OfficialDocument(
        title, blocks, signer="组织人事部", signed_on=signed_on, attachments=(_list(moves, horizon),)
    )
    return write_official(document)


def _list(moves: Sequence[PlanLine], horizon: Horizon) -> Attachment:
    """The list of moves as an attachment; a long one ends with a word on where the rest stands."""
    rows = tuple(_move(line, horizon) for line in moves[:MOST_IN_PROPOSAL])
    blocks: tuple[Block, ...] = (Table(("姓名", "现单位", "拟任单位及岗位", "时间"), rows, (2, 5, 6, 2)),)
    if left := len(moves) - len(rows):
        blocks += (Paragraph(f"另有{left}人次，见方案工作簿。"),)
    return Attachment("轮岗交流调整名单", blocks)


def _proof(plan: Plan) -> str:
    if plan.cost <= plan.bound:
        return "方案遵守全部规则，并已证明不存在更优的方案。"
    return f"方案遵守全部规则，并已证明任何方案都不可能比它更优超过{plan.gap * 100:.2f}%。"


def _excused(plan: Plan) -> str:
    if not plan.overridden:
        return "本方案没有因既定任职决定而突破规则的情形。"
    return f"因既定任职决定（锁定），有{len(plan.overridden)}处不受个别规则限制，均在系统方案页逐条列明。"


def _move(line: PlanLine, horizon: Horizon) -> tuple[str, str, str, str]:
    day = horizon.day(line.from_period or 0)
    post = f"{line.post.unit.name}{line.post.title}" if line.post else "待岗"
    return (line.person.name if line.person else "", line.unit.name, post, f"{day.year}.{day.month:02d}")


def moves_calendar(plan: Plan, moves: Sequence[PlanLine], horizon: Horizon, stamped: datetime) -> bytes:
    """A calendar of moves: for each half-year and unit how many come in; it names nobody."""
    counts = Counter((line.from_period or 0, line.post.unit.code, line.post.unit.name) for line in moves if line.post)
    events = [
        CalendarEvent(
            kind="rotation",
            id=f"{plan.pk}-{period}-{code}",
            title=_("Rotation: %(count)s to take up posts in %(unit)s") % {"count": count, "unit": unit},
            first_day=horizon.day(period),
            last_day=horizon.day(period),
            place=unit,
        )
        for (period, code, unit), count in sorted(counts.items())
    ]
    return write_calendar(plan.title or _("Rotation"), events, stamped)


def appointment_form(line: PlanLine, career: Sequence[Tenure], horizon: Horizon, filled_on: date, by: str) -> bytes:
    """The appointment form (.lrmx) of a move, as far as the records know the person; what they do not know stays blank.

    `career` holds the person's appointments in the order of time.
    """
    person = line.person
    if person is None:
        raise ValueError(f"line {line.pk} moves nobody")
    held = [t for t in career if t.end is None and t.post]
    day = horizon.day(line.from_period or 0)
    form = AppointmentForm(
        name=person.name,
        sex="男" if person.sex == "m" else "女",
        birth=f"{person.birth:%Y%m}",
        native_place=person.home_city,
        present_post="，".join(_post_words(t.post) for t in held),
        proposed_post=_post_words(line.post) if line.post else "",
        removed_post="，".join(_post_words(t.post) for t in held if t.post and not t.post.fixed),
        resume=write_resume(tuple(_resume_entry(t) for t in career)),
        grounds=f"按{line.plan.unit.name}轮岗交流方案，拟于{day.year}年{day.month}月任职。{line.reason.get('zh', '')}",
        submitting_unit=line.plan.unit.name,
        age_as_of=f"{filled_on:%Y%m}",
        filled_on=f"{filled_on:%Y%m%d}",
        filled_by=by,
    )
    return write_lrmx(form)


def _post_words(post: Post | None) -> str:
    return f"{post.unit.name}{post.title}" if post else ""


def _resume_entry(tenure: Tenure) -> ResumeEntry:
    lane = {"party": "党务岗位", "production": "生产经营岗位", "both": "党务兼生产经营岗位"}.get(tenure.track, "")
    words = _post_words(tenure.post) or f"{tenure.industry}{lane}"
    end = month_of_date(tenure.end) if tenure.end else None
    return ResumeEntry(words, month_of_date(tenure.start), end)


def forms_archive(forms: Iterable[tuple[PlanLine, bytes]]) -> bytes:
    """Appointment forms of many people in one archive, each named by person and code."""
    archive = io.BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as pages:
        for line, content in forms:
            person = line.person
            if person is not None:
                safe = "".join(c for c in person.name if c not in '\\/:*?"<>|')
                pages.writestr(f"{safe}_{person.code}.lrmx", content)
    return archive.getvalue()
