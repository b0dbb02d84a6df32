"""Drafts of the papers of an election beside its request: replies, the election method, the report of the result.

What the records do not know is left open.
"""

from collections.abc import Callable, Mapping
from datetime import date

from genhun.formats.official import Block, Heading, OfficialDocument, Paragraph, write_official
from genhun.rooms.secretaries.documents import MEETINGS, ORGANISATIONS, REGULATIONS, body_of, day_of
from genhun.rooms.secretaries.models import Election, ElectionStep, Term


class _Words:
    """What the papers of one election call things."""

    def __init__(self, election: Election) -> None:
        term = election.term
        kind = Term.Kind(term.kind)
        self.unit = term.unit.name
        self.organisation = ORGANISATIONS[kind]
        self.own = f"中共{self.unit}{self.organisation}"
        self.above = f"中共{term.unit.parent.name}党委" if term.unit.parent else "上级党委"
        self.meeting = MEETINGS.get(kind, "党员大会")
        self.body = body_of(kind)
        self.day = day_of(election.meeting)


def _approval(words: _Words, signed_on: date) -> OfficialDocument:
    """The reply that approves the request."""
    name = f"{words.unit}{words.organisation}"
    return OfficialDocument(
        f"关于同意{name}\n换届选举的批复",
        (
            Paragraph(f"你{words.organisation}《关于{name}换届选举的请示》收悉。经研究，批复如下："),
            Paragraph(f"同意你{words.organisation}于{words.day}召开{words.meeting}进行换届选举。"),
            Paragraph(f"同意新一届{words.body}由______名委员组成，其中书记1名、副书记______名。"),
            Paragraph(f"请按照{REGULATIONS}规定的程序做好筹备工作，候选人预备人选和选举结果及时报批。"),
            Paragraph("此复。"),
        ),
        addressee=words.own,
        signer=words.above,
        signed_on=signed_on,
    )


def _method(words: _Words, signed_on: date) -> OfficialDocument:
    """The draft of the election method."""
    blocks: tuple[Block, ...] = (
        Paragraph(f"根据{REGULATIONS}，制定本办法。"),
        Heading(1, "名额"),
        Paragraph(
            f"新一届{words.body}设委员______名。候选人______名，差额______名，差额不少于应选人数的20％。"
            "候选人按姓氏笔画为序排列。"
        ),
        Heading(1, "方式"),
        Paragraph("选举采用无记名投票的方式，差额选举。有选举权的到会人数不少于应到会人数的五分之四，方可进行选举。"),
        Paragraph("选举人可以投赞成票、不赞成票或者弃权，投不赞成票的可以另选他人；不得委托他人代为投票。"),
        Heading(1, "当选"),
        Paragraph(
            "被选举人获得的赞成票超过实到会有选举权人数的一半，始得当选。"
            "获得赞成票超过半数的人数多于应选名额时，以得票多少为序；票数相等不能确定的，就票数相等的被选举人再次投票。"
        ),
        Heading(1, "监票和计票"),
        Paragraph(
            "设监票人______名、计票人______名，由大会通过；候选人不得担任。收回的选票等于或者少于发出的选票，选举有效。"
        ),
        Paragraph("本办法经大会通过后施行。"),
    )
    title = f"{words.unit}{words.organisation}\n换届选举办法（草案）"
    return OfficialDocument(title, blocks, signer=words.own, signed_on=signed_on)


def _report(words: _Words, signed_on: date) -> OfficialDocument:
    """The report of the result."""
    name = f"{words.unit}{words.organisation}"
    return OfficialDocument(
        f"关于{name}\n换届选举结果的报告",
        (
            Paragraph(f"{words.organisation}于{words.day}召开{words.meeting}进行换届选举，现将结果报告如下："),
            Paragraph("大会应到会有选举权的______人，实到会______人，符合规定人数。"),
            Paragraph(
                f"大会以无记名投票、差额选举的方式选举产生新一届{words.body}，当选委员为（按姓氏笔画为序）：______。"
            ),
            Paragraph(f"新一届{words.body}第一次全体会议选举______为书记，______为副书记。"),
            Paragraph("妥否，请批示。"),
        ),
        addressee=words.above,
        signer=words.own,
        signed_on=signed_on,
    )


def _ratified(words: _Words, signed_on: date) -> OfficialDocument:
    """The reply that approves the result."""
    name = f"{words.unit}{words.organisation}"
    return OfficialDocument(
        f"关于{name}\n选举结果的批复",
        (
            Paragraph(f"你{words.organisation}《关于{name}换届选举结果的报告》收悉。经研究，批复如下："),
            Paragraph(f"同意______等______名同志为新一届{words.body}委员。"),
            Paragraph("同意______任书记，______任副书记。"),
            Paragraph("此复。"),
        ),
        addressee=words.own,
        signer=words.above,
        signed_on=signed_on,
    )


DRAFTS: Mapping[str, tuple[str, Callable[[_Words, date], OfficialDocument]]] = {
    "approval": ("换届请示的批复", _approval),
    "preparation": ("选举办法（草案）", _method),
    "report": ("选举结果的报告", _report),
    "ratified": ("选举结果的批复", _ratified),
}
"""By the key of the step: the name of its file, and what makes it."""


def draft_of(step: ElectionStep, signed_on: date) -> tuple[str, bytes]:
    """The name and the content of the paper that a step needs, as a draft to complete."""
    name, made = DRAFTS[step.key]
    return f"{name}.docx", write_official(made(_Words(step.election), signed_on))
