"""The first draft of a yearly report on duty, in the words of such papers: from the records, for its author to mend."""

from decimal import Decimal

from genhun.records.models import Activity, Objective
from genhun.rooms.responsibility.models import Finding
from genhun.rooms.responsibility.queries.reports import NAMED, YearOfDuty


def plain(number: Decimal | None) -> str:
    """A number without the zeros that the records keep behind it."""
    return "" if number is None else f"{number:.4f}".rstrip("0").rstrip(".")


def draft(year: YearOfDuty) -> dict[str, str]:
    """The three parts of a report as the records tell them."""
    return {"results": _results(year), "problems": _problems(year), "next_steps": _next_steps(year)}


def _results(year: YearOfDuty) -> str:
    tied = sum(duty.tied for duty in year.duties)
    closed = len(year.measured) + year.unchanged
    lines = [
        f"{year.year}年，年度责任清单共{len(year.duties)}项，其中与生产经营目标挂钩{tied}项；"
        f"完成并登记结果的工作{closed}项，其中有实测结果{len(year.measured)}项，未见变化{year.unchanged}项。"
    ]
    lines += [_objective(objective) for objective in year.objectives if getattr(objective, "reached", None) is not None]
    lines += [_activity(activity) for activity in year.measured[:NAMED]]
    if len(year.measured) > NAMED:
        lines.append(f"其余{len(year.measured) - NAMED}项实测结果见责任清单。")
    return "\n".join(lines)


def _objective(objective: Objective) -> str:
    reached, month = objective.reached, objective.reached_in  # type: ignore[attr-defined]  # annotated by the query
    way = objective.way(reached)
    return (
        f"{objective.title}：由{plain(objective.baseline)}{objective.measured_in}到{month.year}年{month.month}月的"
        f"{plain(reached)}{objective.measured_in}（目标{plain(objective.target)}{objective.measured_in}，"
        f"完成目标进度{way:.0%}）。"
    )


def _activity(activity: Activity) -> str:
    objective = activity.duty.objective
    what, unit = (objective.title, objective.measured_in) if objective else (activity.measure, "")
    sure = {"sure": "较有把握", "likely": "可能", "unsure": "把握不大"}.get(activity.sureness, "")
    return (
        f"{activity.title}（{activity.on.month}月）：{what}由{plain(activity.before)}变为{plain(activity.after)}{unit}，"
        f"{sure}与该项工作有关。"
    )


def _problems(year: YearOfDuty) -> str:
    lines = []
    if year.open:
        lines.append(f"有{year.open}项工作尚未登记结果。")
    if year.unchanged:
        lines.append(f"有{year.unchanged}项工作未见变化，需研究原因、调整做法。")
    behind = [objective for objective in year.objectives if _behind(objective)]
    lines += [f"{objective.title}未达到基期水平。" for objective in behind]
    left = [finding for finding in year.findings if finding.state != Finding.State.CLOSED]
    if year.findings:
        lines.append(f"检查发现问题{len(year.findings)}项，已销号{len(year.findings) - len(left)}项。")
    return "\n".join(lines) or "（请填写）"


def _behind(objective: Objective) -> bool:
    reached = getattr(objective, "reached", None)
    return reached is not None and objective.way(reached) < 0


def _next_steps(year: YearOfDuty) -> str:
    left = [finding for finding in year.findings if finding.state != Finding.State.CLOSED]
    lines = [
        f"{finding.due.year}年{finding.due.month}月{finding.due.day}日前完成整改：{finding.text}。" for finding in left
    ]
    short = [o for o in year.objectives if (r := getattr(o, "reached", None)) is not None and o.way(r) < 1]
    lines += [f"围绕“{objective.title}”目标继续推进。" for objective in short]
    return "\n".join(lines) or "（请填写）"
