"""The request with which an election begins (换届请示), in the layout of official documents."""

from collections.abc import Sequence
from datetime import date

from genhun.formats.official import Block, Heading, OfficialDocument, Paragraph, Table, write_official
from genhun.records.models import Tenure
from genhun.rooms.secretaries.models import Election, Term
from genhun.rooms.secretaries.rules import TermRules

FILE_NAME = "换届请示.docx"
ORGANISATIONS = {Term.Kind.COMMITTEE: "党委", Term.Kind.GENERAL_BRANCH: "党总支", Term.Kind.BRANCH: "党支部"}
YEARS = {
    Term.Kind.COMMITTEE: "committee_years",
    Term.Kind.GENERAL_BRANCH: "general_branch_years",
    Term.Kind.BRANCH: "branch_years",
}
REGULATIONS = "《中国共产党国有企业基层组织工作条例（试行）》和《中国共产党基层组织选举工作条例》"
MEETINGS = {Term.Kind.COMMITTEE: "党员大会（党员代表大会）"}


def election_request(election: Election, secretaries: Sequence[Tenure], rules: TermRules, signed_on: date) -> bytes:
    """The request of a unit's party organisation to the committee above; what the records do not know is left open."""
    term = election.term
    kind = Term.Kind(term.kind)
    organisation, above = f"中共{term.unit.name}{ORGANISATIONS[kind]}", term.unit.parent
    meeting = MEETINGS.get(kind, "党员大会")
    blocks: tuple[Block, ...] = (
        Paragraph(_opening(term, kind, rules)),
        Paragraph(f"经研究，拟于{day_of(election.meeting)}召开{meeting}进行换届选举。现将有关事项请示如下："),
        Heading(1, "会议的主要任务"),
        Paragraph(f"听取和审查本届{body_of(kind)}的工作报告，选举产生新一届{body_of(kind)}。"),
        Heading(1, f"新一届{body_of(kind)}的组成"),
        Paragraph(
            f"新一届{body_of(kind)}拟由______名委员组成，其中书记1名、副书记______名，委员候选人按不少于应选人数20％的差额提名。"
        ),
        *_present(secretaries),
        Heading(1, "筹备工作安排"),
        Table(("环节", "完成时间"), tuple(_steps(election)), (3, 2)),
        Paragraph("妥否，请批示。"),
    )
    document = OfficialDocument(
        f"关于{term.unit.name}{ORGANISATIONS[kind]}\n换届选举的请示",
        blocks,
        addressee=f"中共{above.name}党委" if above else "上级党委",
        signer=organisation,
        signed_on=signed_on,
    )
    return write_official(document)


def body_of(kind: Term.Kind) -> str:
    """What the organisation elects."""
    return "委员会" if kind != Term.Kind.BRANCH else "支部委员会"


def _opening(term: Term, kind: Term.Kind, rules: TermRules) -> str:
    """Since when the term runs, when it ends, and by which decision it was extended."""
    years = rules[YEARS[kind]]
    text = (
        f"本届{ORGANISATIONS[kind]}于{day_of(term.start)}选举产生，按照{REGULATIONS}关于每届任期一般为{years}年的规定，"
        f"至{day_of(term.ends)}任期届满"
    )
    if term.extended_to:
        text += f"；经{term.extension_decision}同意，延期至{day_of(term.extended_to)}"
    return f"{text}。"


def _present(secretaries: Sequence[Tenure]) -> tuple[Paragraph, ...]:
    if not secretaries:
        return (Paragraph("现书记岗位空缺。"),)
    names = "、".join(
        f"{tenure.person.name}（{tenure.start.year}年{tenure.start.month}月任职）" for tenure in secretaries
    )
    return (Paragraph(f"现任书记：{names}。"),)


STEP_NAMES = {
    "request": "呈报换届请示",
    "approval": "上级党委批复",
    "preparation": "起草工作报告和选举办法、酝酿候选人预备人选并报批",
    "meeting": "召开大会",
    "election": "大会选举",
    "report": "呈报选举结果",
    "ratified": "上级党委批复选举结果",
}


def _steps(election: Election) -> list[tuple[str, str]]:
    return [(STEP_NAMES[step.key], day_of(step.done_on or step.due)) for step in election.steps.order_by("place")]


def day_of(day: date) -> str:
    """A day as official documents write it."""
    return f"{day.year}年{day.month}月{day.day}日"
