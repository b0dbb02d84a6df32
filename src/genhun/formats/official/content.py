"""What an official document says, apart from how it looks."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1-4; its number (一、（一） 1. （1）) is set by the writer."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body; `lead` is its opening words, set in the face of second-level headings."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head repeats on each page.

    `widths` are shares of the line, one a column (even where empty); `numeric` names the columns set flush right.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    caption: str = ""
    numeric: frozenset[int] = frozenset()


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment: named below the body, and set on pages of its own."""

    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class RedHeader:
    """The head of a formal issue: the agency's name in red, the document number, the red rule. Urgency: 特急 …"""

    agency: str
    number: str = ""
    urgency: str = ""


@dataclass(frozen=True, slots=True)
class Imprint:
    """The block at the foot of the last page."""

    issuer: str
    issued_on: date
    copies_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fonts:
    """The faces by name; they are referenced, never embedded. `instead` names the face to take where one is missing."""

    body: str = "仿宋_GB2312"
    second: str = "楷体_GB2312"
    first: str = "黑体"
    title: str = "方正小标宋简体"
    figures: str = "宋体"
    instead: dict[str, str] = field(
        default_factory=lambda: {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "宋体"}
    )


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """One document. A line break in `title` is kept, so that a long title breaks where sense does."""

    title: str
    blocks: tuple[Block, ...]
    addressee: str = ""
    signer: str = ""
    signed_on: date | None = None
    attachments: tuple[Attachment, ...] = ()
    header: RedHeader | None = None
    imprint: Imprint | None = None
