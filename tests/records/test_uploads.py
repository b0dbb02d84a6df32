"""Files from outside are refused before they do harm, and say why."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import SAMPLES

from genhun.core.errors import BadInput, Fault
from genhun.records import uploads
from genhun.records.uploads import packed, sheets_in


def box(*entries: tuple[str, bytes]) -> bytes:
    """A zip archive of the given files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(BadInput) as bad:
        sheets_in(name, content)
    [fault] = bad.value.faults
    return fault.kind


def faults_of(name: str, content: bytes) -> list[Fault]:
    """What is wrong with a file, nothing if it was read. Any other error than BadInput fails the test."""
    try:
        sheets_in(name, content)
    except BadInput as bad:
        return bad.faults
    return []


def test_a_folder_and_its_zip_hold_the_same_sheets() -> None:
    name, content = packed(SAMPLES / "plant")
    assert name == "plant.zip"
    assert sorted(s.name for s in sheets_in(name, content)) == sorted(p.stem for p in (SAMPLES / "plant").glob("*.csv"))


def test_the_same_folder_is_the_same_upload() -> None:
    assert packed(SAMPLES / "plant") == packed(SAMPLES / "plant")


def test_what_unpacks_to_too_much_is_refused() -> None:
    bomb = box(("units.csv", b"0" * (uploads.MOST_UNPACKED + 1)))
    assert len(bomb) < uploads.MOST_BYTES
    assert refusal("bomb.zip", bomb) == "too_large"
    assert refusal("bomb.xlsx", bomb) == "too_large"


def test_what_lies_about_its_size_is_refused() -> None:
    honest = box(("units.csv", b"0" * 100_000))
    size = struct.pack("<I", 100_000)
    assert honest.count(size) == 2
    assert refusal("liar.zip", honest.replace(size, struct.pack("<I", 10))) == "not_a_workbook"


def test_too_many_parts_are_refused() -> None:
    many = box(*((f"{n}.csv", b"") for n in range(uploads.MOST_ENTRIES + 1)))
    assert refusal("many.zip", many) == "too_large"


def test_a_table_twice_is_refused() -> None:
    assert refusal("twice.zip", box(("a/units.csv", b"x"), ("b/Units.csv", b"y"))) == "duplicate_table"


def test_a_name_in_an_archive_never_becomes_a_place(tmp_path: Path) -> None:
    escape = tmp_path / "escaped.csv"
    sheets = sheets_in("slip.zip", box((f"../../../..{escape}", b"x"), ("/etc/units.csv", b"unit_id")))
    assert sorted(sheet.name for sheet in sheets) == ["escaped", "units"]
    assert not escape.exists()


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([".xlsx", ".xlsm", ".csv", ".zip", ".exe", ""]))
def test_no_bytes_do_anything_but_be_read_or_refused(content: bytes, kind: str) -> None:
    assert all(fault.kind and fault.allowed for fault in faults_of(f"any{kind}", content))


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, 10**6), byte=st.integers(0, 255))
def test_a_workbook_with_any_byte_changed_is_read_or_refused(place: int, byte: int) -> None:
    content = bytearray((SAMPLES / "bad.xlsx").read_bytes())
    content[place % len(content)] = byte
    assert all(fault.kind and fault.allowed for fault in faults_of("a.xlsx", bytes(content)))
