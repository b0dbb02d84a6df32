"""A roster as it is sent: a file or pasted lines; and a coordinator's word on lines that are not clear."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genhun.core.errors import BadInput
from genhun.records.uploads import MOST_BYTES, sheets_in
from genhun.rooms.training.intake import OUT
from genhun.tables.roster import ClassLength, Line, amount_of, read_pasted, sheets_with_people

KINDS = (".xlsx", ".xlsm", ".csv")
MOST_PASTED = 200_000
LEAVE_OUT = "out"


class Sent(forms.Form):
    """The list of who attended, pasted or as a workbook."""

    file = forms.FileField(
        label=gettext_lazy("Roster workbook"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(KINDS)}),
        help_text=gettext_lazy(
            "An .xlsx or .csv with a column of names or codes; columns of days may hold marks, as on a scanned sheet."
        ),
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or paste the list"),
        required=False,
        max_length=MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One person a line: name or code, then the days missed if there were any."),
    )

    def __init__(self, length: ClassLength, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.length = length
        self.lines: list[Line] = []

    def clean(self) -> dict[str, Any]:
        """Read the list; what cannot be read at all is said at the field."""
        given: dict[str, Any] = super().clean() or {}
        sent, pasted = given.get("file"), str(given.get("pasted", "")).strip()
        if sent and pasted:
            self.add_error("pasted", _("Send the workbook or paste the list, not both."))
        elif sent:
            self.lines = self._read(sent)
        elif pasted:
            self.lines = read_pasted(pasted, self.length)
        elif not self.errors:
            self.add_error("file", _("Choose a workbook or paste the list."))
        if (sent or pasted) and not self.lines and not self.errors:
            self.add_error(
                "file" if sent else "pasted",
                _("No person was found in this list. Write one a line, or head the columns with name and code."),
            )
        return given

    def _read(self, sent: Any) -> list[Line]:
        if Path(sent.name).suffix.lower() not in KINDS:
            words = _("“%(name)s” is no file of this kind. Allowed: %(kinds)s.")
            self.add_error("file", words % {"name": sent.name, "kinds": " ".join(KINDS)})
            return []
        if sent.size > MOST_BYTES:
            self.add_error("file", _("The file is too large; at most 20 MB are taken."))
            return []
        try:
            sheets = sheets_in(sent.name, sent.read())
        except BadInput as bad:
            fault = bad.faults[0]
            words = _("The file cannot be read: %(got)s. Allowed: %(allowed)s.")
            self.add_error("file", words % {"got": fault.got or fault.kind, "allowed": fault.allowed})
            return []
        return list(sheets_with_people(((sheet.name, sheet.rows) for sheet in sheets), self.length))


class Reason(forms.Form):
    """Why something is taken back or ended, and which version of it the person saw."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Give a reason: it is kept with the decision.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


def mended(
    sent: Mapping[str, str], rows: Sequence[Mapping[str, Any]], codes: Mapping[str, int], length: ClassLength
) -> tuple[dict[int, dict[str, Any]], dict[int, str]]:
    """What a coordinator said of each line, and what of it cannot be taken, by the number of the line.

    `who-N` names a choice or leaves the line out, `code-N` is a code typed in, `absent-N` the days missed.
    """
    answers: dict[int, dict[str, Any]] = {}
    wrong: dict[int, str] = {}
    for number, row in enumerate(rows):
        answer: dict[str, Any] = {}
        who, code = sent.get(f"who-{number}", ""), sent.get(f"code-{number}", "").strip()
        if who == LEAVE_OUT:
            answer["found"] = OUT
        elif code:
            if code in codes:
                answer |= {"person": codes[code], "found": ""}
            else:
                wrong[number] = _("Nobody of your part has the code “%(code)s”.") % {"code": code}
        elif who.isascii() and who.isdigit() and int(who) in row["choices"]:
            answer |= {"person": int(who), "found": ""}
        answer |= _amount(sent.get(f"absent-{number}"), row, number, length, wrong)
        if answer:
            answers[number] = answer
    return answers, wrong


def _amount(
    text: str | None, row: Mapping[str, Any], number: int, length: ClassLength, wrong: dict[int, str]
) -> dict[str, Any]:
    if text is None or (not text.strip() and row["absent"] is None):
        return {}
    amount = amount_of(text.strip(), length)
    if amount is None or not 0 <= amount <= length.days:
        words = _("Days missed: got “%(got)s”; allowed is 0 to %(most)s.")
        wrong[number] = words % {"got": text, "most": length.days}
        return {}
    return {} if str(amount) == row["absent"] else {"absent": str(amount), "faults": []}
