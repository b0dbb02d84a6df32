"""Pages that the code itself knows best: rules, tables, parameters, commands.

`python -m docs.generate` writes them; with `--check` it changes nothing and fails where one is out of date.
"""

import importlib
import sys
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import typer

from genhun.cli.main import app
from genhun.core.calendar import Month, month_text
from genhun.core.policy import PARAMETERS, Parameter
from genhun.planning.lines import PLANNERS
from genhun.planning.rule import Rule
from genhun.tables.schema import TABLES_IN

HERE = Path(__file__).parent / "generated"
NOTE = "<!-- Written by `make docs`; `make check` fails where it is out of date. -->\n"


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The lines of a Markdown table."""
    titles = list(head)
    yield "| " + " | ".join(titles) + " |"
    yield "|" + "---|" * len(titles)
    for row in rows:
        yield "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in row) + " |"


def rules() -> Iterator[str]:
    """Every hard rule by planner; the dates of study sessions are planned too, outside the contract's five."""
    yield "# The hard rules 硬性规则\n"
    for planner in (*PLANNERS, "sessions"):
        listed: tuple[Rule, ...] = importlib.import_module(f"genhun.planning.{planner}.rules").RULES
        yield f"## {planner}\n"
        rows = ((r.id, f"{r.name_zh} {r.name_en}", f"{r.zh}<br>{r.en}", r.source) for r in listed)
        yield from table(("Rule", "Name", "Sentence", "Source"), rows)
        yield ""


def tables() -> Iterator[str]:
    """Every table in and its columns."""
    yield "# Tables in 输入表\n"
    yield "`*` = must be filled. Headers may be the key or the Chinese label.\n"
    for described in TABLES_IN:
        yield f"## {described.key} {described.zh}\n"
        rows = (
            (f"`{c.key}`" + ("*" if c.required else ""), c.zh, c.kind, c.allowed, f"`{c.refers}`" if c.refers else "")
            for c in described.columns
        )
        yield from table(("Column", "Label", "Kind", "Allowed", "Refers to"), rows)
        yield ""


def shown(parameter: Parameter) -> str:
    """A parameter's default as a workbook would hold it."""
    if parameter.kind == "month":
        return month_text(Month(int(parameter.default)))
    return str(float(parameter.default)) if isinstance(parameter.default, Fraction) else str(parameter.default)


def policy() -> Iterator[str]:
    """Every parameter that a group may set."""
    yield "# Parameters of the `policy` table 规则参数\n"
    yield from table(
        ("Key", "Name", "Kind", "Default"), ((f"`{p.key}`", p.zh, p.kind, shown(p)) for p in PARAMETERS.values())
    )
    yield ""


def commands() -> Iterator[str]:
    """Every command with its arguments and options."""
    yield "# Commands 命令\n"
    listed: dict[str, Any] = getattr(typer.main.get_command(app), "commands")  # noqa: B009 - its class is typer's own
    for name, command in sorted(listed.items()):
        yield f"## genhun {name}\n\n{(command.help or '').strip()}\n"
        rows = ((" ".join([*p.opts, *p.secondary_opts]), *described(p)) for p in command.params if p.name != "help")
        yield from table(("Name", "Meaning", "Default"), rows)
        yield ""


def described(parameter: Any) -> tuple[str, str]:
    """What a parameter of a command means and its default."""
    default = "" if parameter.default in (None, "") or parameter.required else f"`{parameter.default}`"
    return parameter.help or "", default


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "rules.md": rules,
    "tables.md": tables,
    "policy.md": policy,
    "commands.md": commands,
}


def main() -> int:
    """Write the pages, or compare them; exit 1 where one is out of date."""
    check = "--check" in sys.argv[1:]
    stale = []
    for name, page in PAGES.items():
        text = NOTE + "\n".join(page()).rstrip() + "\n"
        path = HERE / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if not check:
                path.write_text(text, encoding="utf-8")
    if check and stale:
        print(f"out of date: {', '.join(stale)}; run `make docs`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
