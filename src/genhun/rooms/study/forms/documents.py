"""A document as it is sent in: a file or its text, and where it comes from."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from genhun.core.errors import BadInput
from genhun.formats.prose.reading import KINDS, MOST_BYTES, MOST_CHARACTERS, text_of

WRONG = {
    "not_a_document": _("Files of this kind cannot be read: %(got)s. Allowed: .docx, .pdf, .txt; or paste the text."),
    "too_large": _("This is too large: %(got)s. Send the document without its annexes, or paste the text."),
    "no_text": _("There is no text in this file. A scanned picture has none: paste the text instead."),
    "not_a_text": _("These bytes are no text. Save the file as UTF-8 or GB 18030, or paste the text."),
    "too_slow": _("This file takes too long to read: %(got)s. Paste the text instead."),
    "unreadable": _("This file cannot be read: %(got)s. Send an undamaged one without a password, or paste the text."),
}


class Text(forms.Form):
    """The text of a version: a file, or pasted."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(KINDS)}),
        help_text=_("Word (.docx), PDF with text, or .txt; at most 20 MB. Only its text is kept."),
    )
    text = forms.CharField(
        label=_("Or paste the text"),
        required=False,
        max_length=MOST_CHARACTERS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    since = forms.DateField(
        label=_("In force since"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def clean(self) -> dict[str, Any]:
        """The text from the one or the other, and the name of the file."""
        given = super().clean() or {}
        sent, pasted = given.get("file"), given.get("text", "").replace("\r\n", "\n").strip("\n")
        if sent is None and not pasted.strip():
            if "file" not in self.errors:
                self.add_error("file", _("Send a file, or paste the text."))
        elif sent is not None and sent.size > MOST_BYTES:
            self.add_error("file", WRONG["too_large"] % {"got": f"{sent.size // 2**20} MB"})
        elif sent is not None:
            try:
                given["text"] = text_of(sent.name, sent.read())
            except BadInput as bad:
                fault = bad.faults[0]
                self.add_error("file", ValidationError(WRONG[fault.kind], params={"got": fault.got}))
        else:
            given["text"] = pasted
        given["source"] = sent.name[:200] if sent is not None else ""
        return given


class NewDocument(Text):
    """A document with its first version."""

    title = forms.CharField(label=_("Title"), max_length=200)
    number = forms.CharField(label=_("Document number"), max_length=80, required=False)
    issuer = forms.CharField(label=_("Issued by"), max_length=120, required=False)
    field_order = ["title", "file", "text", "since", "number", "issuer"]
