"""The appointment form (干部任免审批表) as one record, whichever of its two file forms it came from.

Every text stands as the file holds it: padded names, month forms and leading spaces are kept, and read through the
methods here. A blank element reads as an empty text. `frame` and `record` hold the file itself, so that writing back
changes only what was changed.
"""

import re
from dataclasses import dataclass, field, replace

from genhun.core.calendar import Month
from genhun.core.errors import GenhunError
from genhun.formats.dates import read_month
from genhun.formats.resume import ResumeEntry, read_resume, write_resume

_HAN_PADDING = re.compile(r"(?<=[㐀-鿿])[\s　]+(?=[㐀-鿿])")


class FormError(GenhunError):
    """A form that cannot be read or written, with the place and what to do."""


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """One row of the family table, as written."""

    relation: str = ""
    name: str = ""
    birth: str = ""
    politics: str = ""
    employer: str = ""

    @property
    def blank(self) -> bool:
        """Whether the row says nothing."""
        return not any(text.strip() for text in (self.relation, self.name, self.birth, self.politics, self.employer))


@dataclass(frozen=True, slots=True)
class PartyStanding:
    """What the field "joined the party" says: the month if any, and the other words (群众, a democratic party)."""

    joined: Month | None
    other: str


@dataclass(frozen=True, slots=True)
class AppointmentForm:
    """One person's appointment form."""

    name: str = ""
    sex: str = ""
    birth: str = ""
    nation: str = ""
    native_place: str = ""
    birthplace: str = ""
    joined_party: str = ""
    politics: str = ""
    began_work: str = ""
    retirement_due: str = ""
    health: str = ""
    professional_title: str = ""
    strengths: str = ""
    full_time_level: str = ""
    full_time_degree: str = ""
    full_time_level_school: str = ""
    full_time_degree_school: str = ""
    on_job_level: str = ""
    on_job_degree: str = ""
    on_job_level_school: str = ""
    on_job_degree_school: str = ""
    present_post: str = ""
    proposed_post: str = ""
    removed_post: str = ""
    resume: str = ""
    rewards: str = ""
    appraisals: str = ""
    grounds: str = ""
    family: tuple[FamilyMember, ...] = ()
    submitting_unit: str = ""
    age_limit_before_reform: str = ""
    age_as_of: str = ""
    filled_on: str = ""
    filled_by: str = ""
    id_number: str = ""
    photo: bytes = field(default=b"", repr=False)
    version: str = ""
    frame: str = field(default="", repr=False)
    """The .lrmx text that was read, with unknown tags in their places; empty where the form did not come from one."""
    record: tuple[str, ...] = field(default=(), repr=False)
    """The fields of the .lrm record that was read; empty where the form did not come from one."""

    @property
    def plain_name(self) -> str:
        """The name without the padding that two-character names carry."""
        return plain_name(self.name)

    @property
    def birth_month(self) -> Month | None:
        """The month of birth, None where the field holds no month."""
        return read_month(self.birth)

    @property
    def party_standing(self) -> PartyStanding:
        """The field "joined the party" taken apart: `yyyyMM；民盟`, ` 群众`, `1995.05`."""
        parts = [part.strip() for part in re.split(r"[；;、,，\s]+", self.joined_party) if part.strip()]
        months = [month for month in map(read_month, parts) if month is not None]
        return PartyStanding(
            joined=months[0] if months else None, other="；".join(part for part in parts if read_month(part) is None)
        )

    @property
    def resume_entries(self) -> tuple[ResumeEntry, ...]:
        """The dated resume, taken apart."""
        return read_resume(self.resume)

    def with_resume(self, entries: tuple[ResumeEntry, ...]) -> "AppointmentForm":
        """The same form with its resume replaced, written in the 18-column form."""
        return replace(self, resume=write_resume(entries))


def plain_name(name: str) -> str:
    """A person's name without outer blanks and without the padding between Han characters."""
    return _HAN_PADDING.sub("", name.strip().strip("　").strip())
