"""Translations: which texts the product uses, which lack their Chinese, and the catalogues compiled by Babel.

English stands in code and templates; each app keeps its Chinese in `locale/zh_Hans/LC_MESSAGES/django.po`. Compiled
catalogues are made at set-up, never committed: `python -m genhun.project.translations`.
"""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parent.parent
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
_IN_EXPRESSION = re.compile(r"""_\(\s*("(?P<double>[^"]+)"|'(?P<single>[^']+)')\s*\)""")


@dataclass(frozen=True, slots=True, order=True)
class Used:
    """A text that the product shows, with its context if it has one, and the file that uses it."""

    text: str
    context: str
    file: str

    @property
    def app(self) -> str:
        """The folder of the package whose catalogue should hold it: `hall`, `records`, `rooms/rotation` ..."""
        parts = Path(self.file).parts
        return "/".join(parts[:2] if parts[0] == "rooms" else parts[:1])


def catalogues(package: Path = PACKAGE) -> list[Path]:
    """Every Chinese catalogue of the package."""
    return sorted(package.glob("**/locale/zh_Hans/LC_MESSAGES/django.po"))


def read(file: Path) -> Catalog:
    """One catalogue. Raises PoFileError, with the line, if it cannot be read."""
    with file.open("rb") as opened:
        return read_po(opened, locale="zh_Hans", abort_invalid=True)


def compile_all(package: Path = PACKAGE) -> list[Path]:
    """Compile every catalogue that is newer than its compiled form; answer the files written."""
    written = []
    for source in catalogues(package):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            fresh = target.with_suffix(f".{os.getpid()}.tmp")
            with fresh.open("wb") as opened:
                write_mo(opened, read(source))
            fresh.replace(target)
            written.append(target)
    return written


def translated(package: Path = PACKAGE) -> dict[tuple[str, str], str]:
    """Every text with its Chinese, by (context, English)."""
    known: dict[tuple[str, str], str] = {}
    for file in catalogues(package):
        for message in read(file):
            text = message.id if isinstance(message.id, str) else message.id[0]
            strings: Any = message.string
            chinese = strings if isinstance(strings, str) else strings[0]
            if text and chinese and not message.fuzzy:
                known[str(message.context or ""), text] = chinese
    return known


def used_in_code(package: Path = PACKAGE) -> Iterator[Used]:
    """Texts marked in Python code."""
    for file in sorted(package.glob("**/*.py")):
        with file.open("rb") as opened:
            for _line, message, _comments, context in extract(
                "python", opened, KEYWORDS, options={"encoding": "utf-8"}
            ):
                text = message if isinstance(message, str) else message[0]
                yield Used(text, context or "", str(file.relative_to(package)))


def used_in_templates(package: Path = PACKAGE) -> Iterator[Used]:
    """Texts marked in templates, found in the compiled templates themselves. Django has to be set up."""
    from django.template import Template  # noqa: PLC0415  (compiling catalogues must work before Django is set up)
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode  # noqa: PLC0415

    for file in sorted(package.glob("**/templates/**/*.html")):
        source = file.read_text(encoding="utf-8")
        name = str(file.relative_to(package))
        nodes: Any = Template(source).nodelist
        for node in nodes.get_nodes_by_type(TranslateNode):
            yield Used(node.filter_expression.var.literal, _context(node), name)
        for block in nodes.get_nodes_by_type(BlockTranslateNode):
            text, _names = block.render_token_list(block.singular)
            yield Used(" ".join(text.split()) if block.trimmed else text, _context(block), name)
        for found in _IN_EXPRESSION.finditer(source):
            yield Used(found["double"] or found["single"], "", name)


def _context(node: object) -> str:
    held = getattr(node, "message_context", None)
    return str(held.var) if held is not None else ""


def missing(package: Path = PACKAGE) -> list[Used]:
    """Texts without Chinese, once each, in the order of the files. Django has to be set up."""
    known = translated(package)
    seen: dict[tuple[str, str], Used] = {}
    for used in (*used_in_code(package), *used_in_templates(package)):
        if (used.context, used.text) not in known:
            seen.setdefault((used.context, used.text), used)
    return list(seen.values())


def main() -> int:
    """Compile the catalogues; with `--missing`, list the texts without Chinese as entries to fill in, by app."""
    if "--missing" not in sys.argv:
        for file in compile_all():
            print(file.relative_to(PACKAGE))
        return 0
    import django  # noqa: PLC0415

    django.setup()
    lacking = missing()
    for app in sorted({used.app for used in lacking}):
        print(f"# {app}")
        for used in (u for u in lacking if u.app == app):
            context = f"msgctxt {_quoted(used.context)}\n" if used.context else ""
            print(f'# {used.file}\n{context}msgid {_quoted(used.text)}\nmsgstr ""\n')
    return 1 if lacking else 0


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


if __name__ == "__main__":
    sys.exit(main())
