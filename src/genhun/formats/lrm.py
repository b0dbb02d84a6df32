"""The .lrm file of the appointment form (version 2): one GB18030 record of 33 quoted fields.

The photo lies beside it as `<stem>.pic`, a plain JPEG; whoever reads or writes files carries that along.
"""

from collections.abc import Sequence

from genhun.formats.form import AppointmentForm, FamilyMember, FormError

FIELD_COUNT = 33
FAMILY_SLOTS = 12
TEXTS = {
    "name": 0,
    "sex": 1,
    "birth": 2,
    "nation": 3,
    "native_place": 4,
    "joined_party": 5,
    "health": 6,
    "birthplace": 7,
    "began_work": 8,
    "professional_title": 11,
    "strengths": 16,
    "resume": 17,
    "rewards": 18,
    "appraisals": 19,
    "present_post": 25,
    "proposed_post": 26,
    "removed_post": 27,
    "grounds": 28,
    "submitting_unit": 29,
    "age_as_of": 30,
    "filled_by": 31,
    "filled_on": 32,
}
EDUCATION = {
    9: ("full_time_level", "full_time_degree", "on_job_level", "on_job_degree"),
    10: ("full_time_level_school", "full_time_degree_school", "on_job_level_school", "on_job_degree_school"),
}
FAMILY = {20: "relation", 21: "name", 22: "birth", 23: "politics", 24: "employer"}
NOT_CARRIED = ("politics", "retirement_due", "age_limit_before_reform", "id_number", "photo", "version")
_JOINT = '","'


def read_lrm(content: bytes) -> AppointmentForm:
    """The form in an .lrm record. Raises `FormError` where the bytes are no such record."""
    record = _record(content)
    values: dict[str, str] = {name: _text(record[index]) for name, index in TEXTS.items()}
    for index, names in EDUCATION.items():
        values |= dict(zip(names, _four(record[index]), strict=True))
    return AppointmentForm(**values, family=_family(record), record=record)  # type: ignore[arg-type]  # the names are the fields'


def write_lrm(form: AppointmentForm) -> bytes:
    """The form as an .lrm record. Only what differs from the record read is written anew.

    Raises `FormError` where a value holds the marks by which the record is divided. What the record cannot hold is
    named by `lost_in_lrm`.
    """
    record = list(form.record) or [""] * FIELD_COUNT
    before = read_lrm(_joined(record))
    for name, index in TEXTS.items():
        if getattr(form, name) != getattr(before, name):
            record[index] = _checked(name, getattr(form, name), _JOINT)
    for index, names in EDUCATION.items():
        four = [getattr(form, name) for name in names]
        if four != [getattr(before, name) for name in names]:
            a, b, c, d = (_checked(name, value, "#", "@", _JOINT) for name, value in zip(names, four, strict=True))
            record[index] = f"{a}#{b}@{c}#{d}"
    if form.family != before.family or not form.record:
        _set_family(record, form.family)
    content = _joined(record)
    if _record(content) != tuple(record):
        raise FormError(".lrm: got a text that ends in '\",', allowed: text that the joints do not cut")
    return content


def lost_in_lrm(form: AppointmentForm) -> tuple[str, ...]:
    """The fields of a form that hold something an .lrm record has no place for."""
    return tuple(name for name in NOT_CARRIED if getattr(form, name))


def _record(content: bytes) -> tuple[str, ...]:
    encoding = "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "gb18030"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise FormError(
            f".lrm, byte {error.start}: got bytes that are not {encoding}, allowed: a GB18030 record; save it again"
        ) from error
    text = text.strip("\r\n\t \x1a\x00")
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        raise FormError('.lrm: got a text without the outer quotes, allowed: fields quoted and joined by ","')
    record = tuple(text[1:-1].split(_JOINT))
    if len(record) < FIELD_COUNT:
        raise FormError(f".lrm: got {len(record)} fields, allowed: {FIELD_COUNT}; save the form again in the editor")
    return record


def _joined(record: Sequence[str]) -> bytes:
    return f'"{_JOINT.join(record)}"'.encode("gb18030")


def _text(cell: str) -> str:
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.strip() else ""


def _four(cell: str) -> list[str]:
    """`a#b@c#d` as its four values; what is missing is empty."""
    full_time, _, on_job = cell.partition("@")
    halves = [*full_time.partition("#")[::2], *on_job.partition("#")[::2]]
    return [_text(value) for value in halves]


def _family(record: tuple[str, ...]) -> tuple[FamilyMember, ...]:
    columns = {name: record[index].split("@") for index, name in FAMILY.items()}
    slots = max(len(column) for column in columns.values())
    rows = (
        FamilyMember(**{name: _text(column[slot]) if slot < len(column) else "" for name, column in columns.items()})
        for slot in range(slots)
    )
    return tuple(member for member in rows if not member.blank)


def _set_family(record: list[str], family: tuple[FamilyMember, ...]) -> None:
    for index, name in FAMILY.items():
        slots = max(FAMILY_SLOTS, record[index].count("@") + 1, len(family))
        column = [_checked(name, getattr(member, name), "@", _JOINT) for member in family]
        record[index] = "@".join(column + [""] * (slots - len(column)))


def _checked(name: str, value: str, *marks: str) -> str:
    for mark in marks:
        if mark in value:
            raise FormError(
                f".lrm, {name}: got {mark!r} inside the text, allowed: any text without it, as it divides the record; "
                "write a full-width mark instead, or use .lrmx"
            )
    try:
        value.encode("gb18030")
    except UnicodeEncodeError as error:
        raise FormError(
            f".lrm, {name}: got the character {value[error.start]!r}, allowed: text that GB18030 can hold"
        ) from error
    return value
