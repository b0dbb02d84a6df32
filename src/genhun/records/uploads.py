"""Files from outside: refused when they are too large or unpack to too much, then read as the contract's sheets."""

import io
import tempfile
import zipfile
import zlib
from pathlib import Path

from genhun.core.errors import BadInput, Fault
from genhun.tables.sheets import Sheet, read_sheets

MOST_BYTES = 20 * 2**20
MOST_UNPACKED = 200 * 2**20
MOST_ENTRIES = 2_000
KINDS = (".xlsx", ".xlsm", ".csv", ".zip")


def sheets_in(name: str, content: bytes) -> list[Sheet]:
    """The sheets of an uploaded workbook, csv file or zip of csv files.

    Raises BadInput for a file of another kind, too large, or not what its name says.
    """
    kind = Path(name).suffix.lower()
    if kind not in KINDS:
        raise _bad(name, "not_a_workbook", kind, "a file ending in " + ", ".join(KINDS))
    if len(content) > MOST_BYTES:
        raise _bad(
            name, "too_large", f"{len(content)} bytes", f"at most {MOST_BYTES} bytes; send fewer tables at a time"
        )
    if kind != ".csv":
        _check_archive(name, content)
    with tempfile.TemporaryDirectory(prefix="genhun-") as folder:
        return read_sheets(_laid_out(Path(folder), name, kind, content))


def packed(source: Path) -> tuple[str, bytes]:
    """A file, or a folder of csv files as a zip, as it would be uploaded: its name and content."""
    if source.is_file():
        return source.name, source.read_bytes()
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        for file in sorted(source.glob("*.csv")):
            archive.writestr(zipfile.ZipInfo(file.name), file.read_bytes(), zipfile.ZIP_DEFLATED)
    return f"{source.name}.zip", box.getvalue()


def _laid_out(folder: Path, name: str, kind: str, content: bytes) -> Path:
    """The upload as the reader wants it: a workbook, or a folder of csv files. No name from outside becomes a path."""
    if kind in {".xlsx", ".xlsm"}:
        file = folder / f"upload{kind}"
        file.write_bytes(content)
        return file
    if kind == ".csv":
        (folder / f"{Path(name).stem}.csv").write_bytes(content)
        return folder
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            if not entry.is_dir() and entry.filename.lower().endswith(".csv"):
                (folder / Path(entry.filename).name).write_bytes(archive.read(entry))
    return folder


def _check_archive(name: str, content: bytes) -> None:
    """What the archive says of itself is small enough, and true: a part that unpacks to more fails its checksum."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            size = sum(entry.file_size for entry in entries)
            if len(entries) > MOST_ENTRIES or size > MOST_UNPACKED:
                allowed = f"at most {MOST_ENTRIES} parts and {MOST_UNPACKED} bytes unpacked"
                raise _bad(name, "too_large", f"{len(entries)} parts, {size} bytes", allowed)
            broken = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise _bad(
            name, "not_a_workbook", str(error)[:200], "a .xlsx workbook or a .zip, without a password"
        ) from error
    if broken:
        raise _bad(name, "not_a_workbook", broken, "an undamaged file")
    names = [Path(entry.filename).name.lower() for entry in entries if entry.filename.lower().endswith(".csv")]
    if twice := {n for n in names if names.count(n) > 1}:
        raise _bad(name, "duplicate_table", ", ".join(sorted(twice)), "one file a table")


def _bad(name: str, kind: str, got: str, allowed: str) -> BadInput:
    return BadInput([Fault(name, 0, "", kind, got, allowed)])
