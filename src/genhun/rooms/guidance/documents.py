"""What leaves the room: a norm, and the minutes of a visit or meeting. Plain data in, bytes out.

Official documents stand in Chinese whatever language the page has.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from genhun.formats.official import Block, Heading, OfficialDocument, Paragraph, Table, write_official
from genhun.formats.official.numbering import long_date
from genhun.records.models import Norm, NormText
from genhun.rooms.guidance.models import FollowUp, Meeting

STAGES = {
    "exploration": "（探索稿）",
    "pilot": "（试点稿）",
    "interim": "（试行）",
    "norm": "",
    "retired": "（已废止）",
}
KINDS = {"visit": "调研", "exchange": "经验交流会", "seminar": "问题研讨会"}


def norm_document(norm: Norm, text: NormText, today: date) -> bytes:
    """A norm's text as an official document that says at which stage it stands."""
    blocks: list[Block] = [
        Paragraph(f"本文本自{long_date(text.since)}起施行，适用范围：{norm.scope or norm.unit.name + '及所属单位'}。")
    ]
    blocks += [Paragraph(line) for line in _lines(text.text)]
    return write_official(
        OfficialDocument(
            title=f"{norm.title}{STAGES[norm.stage]}",
            addressee="所属各单位",
            blocks=tuple(blocks),
            signer=f"中共{norm.unit.name}委员会",
            signed_on=today,
        )
    )


def minutes(meeting: Meeting, follow_ups: Sequence[FollowUp]) -> bytes:
    """The minutes: what was asked, found and decided, and who does what by when."""
    blocks: list[Block] = [
        Paragraph(
            f"{long_date(meeting.day)}，{meeting.unit.name}在{meeting.host.name}就“{meeting.title}”"
            f"开展{KINDS[meeting.kind]}。现将有关情况纪要如下。"
        )
    ]
    parts = (("要回答的问题", meeting.questions), ("了解到的情况", meeting.findings), ("议定事项", meeting.decisions))
    for title, said in parts:
        if said.strip():
            blocks += [Heading(1, title), *(Paragraph(line) for line in _lines(said))]
    if follow_ups:
        rows = tuple(
            (str(n), task.task, task.unit.name, f"{task.due:%Y-%m-%d}", task.outcome or "办理中")
            for n, task in enumerate(follow_ups, 1)
        )
        head = ("序号", "任务", "责任单位", "期限", "结果")
        blocks += [Heading(1, "任务分工"), Table(head, rows, (1, 4, 3, 2, 3), numeric=frozenset({0}))]
    return write_official(
        OfficialDocument(
            title=f"{meeting.title}\n纪要", blocks=tuple(blocks), signer=meeting.unit.name, signed_on=meeting.day
        )
    )


def _lines(text: str) -> Iterable[str]:
    return (line.strip() for line in text.splitlines() if line.strip())
