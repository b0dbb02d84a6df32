"""What leaves the room: the yearly list of duties, the report on duty. Plain data in, bytes out.

Official documents stand in Chinese whatever language the page has.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from genhun.formats.official import Block, Heading, OfficialDocument, Paragraph, Table, write_official
from genhun.formats.official.numbering import long_date
from genhun.formats.sheets import ListSheet, write_list
from genhun.records.models import Duty, Person, Plan, Unit
from genhun.rooms.responsibility.models import DutyReport, Finding, Opinion
from genhun.tables.objectives import OBJECTIVES

OWNERS = {"committee": "党委主体责任", "discipline": "纪委监督责任", "member": "班子成员“一岗双责”"}
CYCLES = {"month": "每月", "quarter": "每季度", "half": "每半年", "year": "每年"}
FINDING_STATES = {"open": "待整改", "mended": "已报整改，待核实", "closed": "已销号"}
Holders = Mapping[int, str]
HEAD = (
    "序号",
    "单位",
    "责任主体",
    "责任事项",
    "责任岗位",
    "现任",
    "挂钩的生产经营目标",
    "未挂钩原因",
    "来源",
    "周期或期限",
)


def list_rows(duties: Sequence[Duty], holders: Holders) -> list[tuple[str | int, ...]]:
    """The duties as rows of the yearly list."""
    return [
        (
            *(n, duty.unit.name, OWNERS[duty.owner], duty.title),
            duty.post.title if duty.post else "领导班子集体",
            holders.get(duty.post_id or 0, ""),
            _objective(duty),
            duty.untied,
            duty.requirement.text if duty.requirement else duty.norm.title if duty.norm else "",
            when(duty),
        )
        for n, duty in enumerate(duties, 1)
    ]


def _objective(duty: Duty) -> str:
    goal = duty.objective
    return f"{goal.title}（{_plain(goal.baseline)}→{_plain(goal.target)}{goal.measured_in}）" if goal else ""


def _plain(number: object) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")


def when(duty: Duty) -> str:
    """How often or by which day."""
    return CYCLES.get(duty.cycle) or (f"{duty.due:%Y-%m-%d}" if duty.due else "")


def list_sheet(unit: Unit, year: int, duties: Sequence[Duty], holders: Holders) -> bytes:
    """The yearly list as a workbook."""
    return write_list([ListSheet("责任清单", HEAD, list_rows(duties, holders), f"{unit.name}{year}年度责任清单")])


def list_document(unit: Unit, year: int, duties: Sequence[Duty], holders: Holders, today: date) -> bytes:
    """The yearly list as an official document, one chapter for each kind of owner."""
    tied = sum(duty.tied for duty in duties)
    blocks: list[Block] = [
        Paragraph(
            f"为落实全面从严治党责任，围绕生产经营抓党建，现将{unit.name}{year}年度责任清单印发给你们。"
            f"清单共{len(duties)}项，其中与生产经营目标挂钩{tied}项，未挂钩{len(duties) - tied}项，均注明原因。"
        )
    ]
    for owner, name in OWNERS.items():
        held = [duty for duty in duties if duty.owner == owner]
        if held:
            blocks += [Heading(1, name), _table(held, holders)]
    return write_official(
        OfficialDocument(
            title=f"{unit.name}\n{year}年度责任清单",
            addressee="各有关单位党组织",
            blocks=tuple(blocks),
            signer=f"中共{unit.name}委员会",
            signed_on=today,
        )
    )


def _table(duties: Sequence[Duty], holders: Holders) -> Table:
    rows = tuple(
        (
            str(n),
            duty.title,
            "".join(
                (
                    duty.post.title if duty.post else "领导班子集体",
                    f"（{name}）" if (name := holders.get(duty.post_id or 0)) else "",
                )
            ),
            _objective(duty) or f"未挂钩：{duty.untied}",
            when(duty),
        )
        for n, duty in enumerate(duties, 1)
    )
    return Table(
        ("序号", "责任事项", "责任岗位", "生产经营目标", "期限"), rows, (1, 4, 3, 3.4, 1.8), numeric=frozenset({0})
    )


def duty_report(report: DutyReport, today: date) -> bytes:
    """The report on duty in the official layout."""
    parts = (("履职情况与成效", report.results), ("存在问题", report.problems), ("下一年打算", report.next_steps))
    blocks: list[Block] = []
    for title, text in parts:
        blocks.append(Heading(1, title))
        blocks += [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]
    kind = "专项述职报告" if report.special else "述职报告"
    return write_official(
        OfficialDocument(
            title=f"{report.unit.name}\n{report.year}年度抓基层党建工作{kind}",
            blocks=tuple(blocks),
            signer=f"中共{report.unit.name}委员会",
            signed_on=today,
        )
    )


def rectification_list(unit: Unit, findings: Sequence[Finding], today: date) -> bytes:
    """The findings of a part as a workbook: owner, day, state, how each was mended."""
    head = ("序号", "单位", "检查", "发现的问题", "责任人岗位", "整改期限", "状态", "整改情况", "核实意见")
    rows = [
        (
            *(
                n,
                finding.unit.name,
                finding.review.title,
                finding.text,
                finding.post.title if finding.post else "本单位",
            ),
            *(f"{finding.due:%Y-%m-%d}", FINDING_STATES[finding.state], finding.remedy, finding.remark),
        )
        for n, finding in enumerate(findings, 1)
    ]
    return write_list([ListSheet("整改台账", head, rows, f"{unit.name}整改台账（{long_date(today)}）")])


def opinion_letter(plan: Plan, rows: Sequence[tuple[Person, Opinion | None]], today: date) -> bytes:
    """The discipline commission's answer on a plan: the word on each person, and nothing of what it rests on."""
    words = {"none": "无异议", "objection": "有异议", "pending": "核查中"}
    table = tuple(
        (str(n), person.name, person.unit.name if person.unit else "", words[opinion.word] if opinion else "待出具")
        for n, (person, opinion) in enumerate(rows, 1)
    )
    name = plan.title or f"{plan.unit.name}轮岗方案"
    return write_official(
        OfficialDocument(
            title=f"关于“{name}”拟交流人选的回复意见",
            addressee=f"{plan.unit.name}党委组织部",
            blocks=(
                Paragraph(f"你部报送的“{name}”已收悉。经研究，对拟交流人选的意见如下。"),
                Table(("序号", "姓名", "单位", "意见"), table, (1, 2, 5, 2), numeric=frozenset({0})),
                Paragraph("本意见只列结论，有关情况按规定另行沟通。"),
            ),
            signer=f"中共{plan.unit.name}纪律检查委员会",
            signed_on=today,
        )
    )


def objectives_template() -> bytes:
    """The empty workbook of objectives, with its labels."""
    return write_list([ListSheet(OBJECTIVES.zh, [column.zh for column in OBJECTIVES.columns], [])])


def pulse_links(title: str, rows: Sequence[tuple[str, str]]) -> bytes:
    """The links of a round by unit, to be cut into slips or sent on without noting who got which."""
    return write_list([ListSheet("答题链接", ("单位", "链接（每条只能用一次，不登记发给谁）"), rows, title)])
