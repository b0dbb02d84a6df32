"""Official Word documents in the layout of GB/T 9704-2012."""

from genhun.formats.official.content import (
    Attachment,
    Block,
    Fonts,
    Heading,
    Imprint,
    OfficialDocument,
    Paragraph,
    RedHeader,
    Table,
)
from genhun.formats.official.write import write_official

__all__ = [
    "Attachment",
    "Block",
    "Fonts",
    "Heading",
    "Imprint",
    "OfficialDocument",
    "Paragraph",
    "RedHeader",
    "Table",
    "write_official",
]
