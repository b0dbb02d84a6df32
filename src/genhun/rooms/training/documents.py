"""What the room gives away: the training notice, class lists, calendars. Plain data in, bytes out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from genhun.formats.certificate import Certificate, write_certificates
from genhun.formats.ics import CalendarEvent, write_calendar
from genhun.formats.official import Attachment, Heading, OfficialDocument, Paragraph, Table, write_official
from genhun.formats.official.numbering import day_span
from genhun.formats.sheets import ListSheet, write_list
from genhun.records.models import Person, Plan, PlanLine, TrainingClass, Unit

Posts = Mapping[int, str]


def notice(offered: TrainingClass, plan: Plan, lines: Sequence[PlanLine], posts: Posts, today: date) -> bytes:
    """The notice that a class is held, with the list of those who attend; a draft until the plan is adopted.

    It is an official document and stands in Chinese whatever language the page has.
    """
    draft = "" if plan.state == Plan.State.ADOPTED else "\n（征求意见稿）"
    units = len({line.unit_id for line in lines})
    place = f"{offered.city}，{offered.school}" if offered.school else offered.city
    document = OfficialDocument(
        title=f"关于举办{offered.title}的通知{draft}",
        addressee="各有关单位党组织",
        blocks=(
            Paragraph(
                f"根据{offered.start.year}年度党务工作者培训计划，定于{day_span(offered.start, offered.end)}"
                f"举办{offered.title}。现将有关事项通知如下。"
            ),
            Heading(1, "时间和地点"),
            Paragraph(f"{day_span(offered.start, offered.end)}，共{offered.days}天。", lead="时间。"),
            Paragraph(f"{place}。", lead="地点。"),
            Heading(1, "参训人员"),
            Paragraph(f"{units}个单位的党务工作者共{len(lines)}人，名单见附件。"),
            Heading(1, "有关要求"),
            Paragraph("请各单位将本通知告知本单位参训人员，并安排好其离岗期间的工作。"),
            Paragraph("因工作确需调整的，请在开班前说明原因，由主办部门按培训计划统一调整，单位不自行换人。"),
        ),
        signer=f"中共{plan.unit.name}委员会",
        signed_on=today,
        attachments=(Attachment(f"{offered.title}参训人员名单", (_attendance(lines, posts),)),),
    )
    return write_official(document)


def _attendance(lines: Sequence[PlanLine], posts: Posts) -> Table:
    rows = tuple(
        (str(n), line.person.name if line.person else "", line.unit.name, posts.get(line.person_id or 0, ""))
        for n, line in enumerate(lines, 1)
    )
    return Table(("序号", "姓名", "单位", "职务"), rows, (1, 1.7, 4.6, 3.4), numeric=frozenset({0}))


def class_list(offered: TrainingClass, lines: Sequence[PlanLine], posts: Posts) -> bytes:
    """The list of one class for the school."""
    head = (_("No."), _("Code"), pgettext("of a person", "Name"), _("Unit"), _("Post"))
    rows = [
        (n, line.person.code, line.person.name, line.unit.name, posts.get(line.person_id or 0, ""))
        for n, line in enumerate(lines, 1)
        if line.person
    ]
    title = f"{offered.title} {offered.start} – {offered.end} {offered.city}"
    return write_list([ListSheet(_("Class list"), head, rows, title)])


def seat_list(lines: Iterable[PlanLine], posts: Posts) -> bytes:
    """Every seat of a training plan: who attends what when."""
    who = (_("Unit"), _("Code"), pgettext("of a person", "Name"), _("Post"))
    what = (_("Class code"), _("Class"), _("First day"), _("Last day"), _("Days"), _("City"))
    rows = [
        (
            *(line.unit.name, line.person.code, line.person.name, posts.get(line.person_id or 0, "")),
            *(offered.code, offered.title, offered.start.isoformat(), offered.end.isoformat()),
            *(offered.days, offered.city),
        )
        for line in lines
        if line.person and (offered := line.training_class)
    ]
    return write_list([ListSheet(_("Training plan"), (*who, *what), rows)])


def class_calendar(name: str, classes: Iterable[TrainingClass], stamped: datetime) -> bytes:
    """Classes as whole-day events; how many seats they have, and nobody's name."""
    return write_calendar(name, [_event(offered, "") for offered in classes], stamped)


def feed_calendar(name: str, classes: Iterable[tuple[TrainingClass, int]], stamped: datetime) -> bytes:
    """Classes of a secret address, with how many people of it attend where it is about several; nobody's name."""
    words = _("People of this part: %(n)s")
    events = [_event(offered, words % {"n": people} if people else "") for offered, people in classes]
    return write_calendar(name, events, stamped)


def certificates(offered: TrainingClass, people: Iterable[tuple[Person, str]], signer: Unit, today: date) -> bytes:
    """One certificate a page for those who completed a class, with their units; in Chinese, as official papers are."""
    rows = [
        Certificate(
            *(person.name, unit, offered.title, offered.start, offered.end, offered.days),
            *(f"{offered.code}-{n:03d}", f"中共{signer.name}委员会", max(today, offered.end)),
        )
        for n, (person, unit) in enumerate(people, 1)
    ]
    return write_certificates(rows)


def unit_calendar(unit: Unit, lines: Iterable[PlanLine], stamped: datetime) -> bytes:
    """The classes that people of a part attend, each with how many of them are away."""
    found = [line.training_class for line in lines if line.training_class]
    people = Counter(offered.pk for offered in found)
    classes = sorted({offered.pk: offered for offered in found}.values(), key=lambda c: (c.start, c.code))
    events = [_event(offered, _("People of this part: %(n)s") % {"n": people[offered.pk]}) for offered in classes]
    return write_calendar(unit.name, events, stamped)


def _event(offered: TrainingClass, more: str) -> CalendarEvent:
    about = _("%(days)s days, %(seats)s seats") % {"days": offered.days, "seats": offered.seats}
    place = f"{offered.city} {offered.school}".strip()
    described = "\n".join(part for part in (about, more) if part)
    return CalendarEvent("class", offered.code, offered.title, offered.start, offered.end, place, described)
