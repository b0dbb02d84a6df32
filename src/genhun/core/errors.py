"""The error tree. Every error says what, where, what was got, what is allowed and what to do next."""

from dataclasses import dataclass


class GenhunError(Exception):
    """The root of every error that a user may see."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with one cell, row or table of an input.

    `row` is the spreadsheet's own row number (title and header rows counted), 0 for a whole table; `other_row` names
    the partner of a clash of two rows; `column` is the column's key.
    """

    sheet: str
    row: int
    column: str
    kind: str
    got: str
    allowed: str
    other_row: int = 0

    @property
    def sentence(self) -> str:
        """The fault in one line: where, what was got, what is allowed."""
        rows = f"{self.row}, {self.other_row}" if self.other_row else str(self.row)
        where = f"{self.sheet}, row {rows}" if self.row else self.sheet
        column = f", column {self.column}" if self.column else ""
        return f"{where}{column}: {self.kind.replace('_', ' ')}: got {self.got!r}, allowed: {self.allowed}"


class BadInput(GenhunError):  # noqa: N818 - it names the input, as NoPlan names the answer
    """An input that cannot be planned from, with every fault found in one pass."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__(f"{len(self.faults)} faults in the input; nothing was written")
