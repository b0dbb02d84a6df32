"""Who is put on a waiting list."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genhun.records.models import Account, Person
from genhun.rooms.training.queries.waiting import people_meant

MOST_TOGETHER = 20


class Ask(forms.Form):
    """One person, or people of one unit who go together."""

    people = forms.CharField(
        label=gettext_lazy("Names or codes"),
        max_length=1000,
        help_text=gettext_lazy("Several, separated by commas, go together and wait for so many seats."),
        error_messages={"required": gettext_lazy("Name at least one person who holds a post.")},
    )
    note = forms.CharField(label=gettext_lazy("Why this class"), max_length=200, required=False)

    def __init__(self, account: Account, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]  # the data of a form
        self.account = account

    def clean_people(self) -> list[Person]:
        """The people meant, or which word means nobody or several."""
        words = [word for word in re.split(r"[\s,，、;；]+", self.cleaned_data["people"]) if word]
        if len(words) > MOST_TOGETHER:
            raise ValidationError(_("At most %(n)s people go together.") % {"n": MOST_TOGETHER})
        found: list[Person] = []
        for word, meant in zip(words, people_meant(self.account, words), strict=True):
            if not meant:
                raise ValidationError(_("Nobody of your part has the name or code “%(word)s”.") % {"word": word})
            if len(meant) > 1:
                codes = "、".join(person.code for person in meant[:6])
                words_ = _("Several people are called “%(word)s”; give one of the codes %(codes)s.")
                raise ValidationError(words_ % {"word": word, "codes": codes})
            found += [meant[0]] if meant[0] not in found else []
        return found
