"""The text of a Word, PDF or plain file, read in a process of its own that may take only so much time and memory.

What comes from outside may be made to hang or to fill the machine; the child ends, and the site does not notice.
"""

import io
import os
import re
import resource
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from genhun.core.errors import BadInput, Fault
from genhun.formats.prose.numbering import Numbering

KINDS = (".docx", ".pdf", ".txt")
MOST_BYTES = 20 * 2**20
MOST_UNPACKED, MOST_ENTRIES = 200 * 2**20, 2_000
MOST_PAGES, MOST_CHARACTERS = 500, 1_000_000
TIME_S, MEMORY = 30, 2**30
_ENDS = "。；;：:！？!?.”」）)》"
_STARTS_ANEW = re.compile(
    r"\s*(?:第[一二三四五六七八九十百千零〇两\d]+[编章节条]|[（(]?[一二三四五六七八九十\d]+[、.．）)])"
)


def text_of(name: str, content: bytes) -> str:
    """The text of an uploaded document, paragraphs apart by line ends.

    Raises BadInput, with what is wrong and what to do, for a file of another kind, too large, damaged, or without text.
    """
    kind = Path(name).suffix.lower()
    if kind not in KINDS:
        raise _bad(name, "not_a_document", kind or name, "a file ending in " + ", ".join(KINDS))
    if len(content) > MOST_BYTES:
        raise _bad(name, "too_large", f"{len(content)} bytes", f"at most {MOST_BYTES} bytes")
    text = _decoded(name, content) if kind == ".txt" else _read_apart(name, kind, content)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip("\n \t")
    if not text.strip():
        raise _bad(name, "no_text", "", "a document with text; a scanned picture has none: paste the text instead")
    if len(text) > MOST_CHARACTERS:
        raise _bad(name, "too_large", f"{len(text)} characters", f"at most {MOST_CHARACTERS} characters")
    return text


def _decoded(name: str, content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _bad(name, "not_a_text", "bytes that are no text", "a text in UTF-8 or GB 18030")


def _read_apart(name: str, kind: str, content: bytes) -> str:
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    command = [sys.executable, "-m", "genhun.formats.prose.reading", kind]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=TIME_S, env=environ, check=False)
    except subprocess.TimeoutExpired as slow:
        allowed = f"a document that can be read within {TIME_S} seconds; paste the text instead"
        raise _bad(name, "too_slow", f"more than {TIME_S} s", allowed) from slow
    if done.returncode != 0:
        why = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["the reader ended early"]
        raise _bad(name, "unreadable", why[0][:200], "an undamaged .docx or .pdf without a password; or paste the text")
    return done.stdout.decode("utf-8", "replace")


def _bad(name: str, kind: str, got: str, allowed: str) -> BadInput:
    return BadInput([Fault(name, 0, "", kind, got, allowed)])


def read_docx(content: bytes) -> str:
    """Paragraphs with the numbers that Word counts, and the rows of tables, in their order.

    Raises ValueError for an archive that unpacks to too much.
    """
    import docx  # noqa: PLC0415  (loaded in the child only)
    from docx.table import Table  # noqa: PLC0415

    _check_archive(content)
    document = docx.Document(io.BytesIO(content))
    numbering, parts = Numbering(document), []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            parts += ["\t".join(cell.text.replace("\n", " ") for cell in row.cells) for row in block.rows]
        else:
            parts.append(numbering.of(block) + block.text if block.text.strip() else block.text)
    return "\n".join(parts)


def _check_archive(content: bytes) -> None:
    """Small enough unpacked, and no entity tricks in any of its XML."""
    from defusedxml import ElementTree  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        size = sum(entry.file_size for entry in entries)
        if len(entries) > MOST_ENTRIES or size > MOST_UNPACKED:
            raise ValueError(f"{len(entries)} parts, {size} bytes unpacked: too large")
        for entry in entries:
            if entry.filename.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(entry), forbid_dtd=True)


def read_pdf(content: bytes) -> str:
    """The pages one after another, with the lines of a paragraph joined. Raises ValueError for too many pages."""
    from pypdf import PdfReader  # noqa: PLC0415

    reader = PdfReader(io.BytesIO(content))
    if len(reader.pages) > MOST_PAGES:
        raise ValueError(f"{len(reader.pages)} pages; at most {MOST_PAGES}")
    return "\n".join(unwrapped("\n".join(page.extract_text() for page in reader.pages)))


def unwrapped(text: str) -> Iterator[str]:
    """Paragraphs from the lines of pages: a line goes on unless it ends a sentence, is short, or a number follows."""
    held, widest = "", max((len(line) for line in text.splitlines()), default=0)
    for line in (line.strip(" \t\u3000") for line in text.splitlines()):
        full = len(held.rsplit("\n", 1)[-1]) >= widest * 0.75
        if held and (held[-1] in _ENDS or not full or not line or _STARTS_ANEW.match(line)):
            yield held
            held = ""
        held += line
    if held:
        yield held


READERS = {".docx": read_docx, ".pdf": read_pdf}


def main() -> None:
    """In the child: read from standard input, write the text; the limits end it if it takes too much."""
    resource.setrlimit(resource.RLIMIT_CPU, (TIME_S, TIME_S))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        sys.stdout.buffer.write(READERS[sys.argv[1]](sys.stdin.buffer.read()).encode("utf-8", "replace"))
    except Exception as error:
        sys.exit(f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
