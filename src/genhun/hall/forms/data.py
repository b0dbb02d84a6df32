"""What is sent in: a workbook with tables or an appointment form, and the reason of an undo."""

from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from genhun.records.uploads import KINDS, MOST_BYTES

FILES = (*KINDS, ".lrmx", ".lrm")


class _File(forms.FileField):
    """A file of one of the allowed kinds, not too large."""

    def __init__(self, kinds: tuple[str, ...], most: int, **more: Any) -> None:
        self.kinds, self.most = kinds, most
        super().__init__(widget=forms.ClearableFileInput(attrs={"accept": ",".join(kinds)}), **more)
        self.error_messages["required"] = _("Choose a file.")
        self.error_messages["empty"] = _("The file is empty. Choose another one.")

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, or what is wrong with it and what is allowed."""
        sent = super().clean(data, initial)
        kind = Path(sent.name).suffix.lower()
        if kind not in self.kinds:
            raise ValidationError(
                _("“%(name)s” is no file of this kind. Allowed: %(kinds)s."),
                params={"name": sent.name, "kinds": " ".join(self.kinds)},
            )
        if sent.size > self.most:
            raise ValidationError(
                _("The file has %(size)s MB; at most %(most)s MB are taken. Send fewer tables at a time."),
                params={"size": sent.size // 2**20 + 1, "most": self.most // 2**20},
            )
        return sent


class Upload(forms.Form):
    """A workbook with the contract's tables, or one person's appointment form."""

    file = _File(
        FILES,
        MOST_BYTES,
        label=_("Workbook or appointment form"),
        help_text=_(
            "An .xlsx workbook with one sheet for each table, a .csv, a .zip of .csv files, or one person's .lrmx or "
            ".lrm appointment form. At most 20 MB."
        ),
    )


class Undo(forms.Form):
    """Why an import is taken back."""

    reason = forms.CharField(
        label=_("Why is this import taken back?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Give a reason: it is kept with the decision.")},
    )
