"""What people send about locks and wishes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Post
from genhun.records.models.organisation import Track
from genhun.rooms.rotation.forms.drafts import posts_by_unit
from genhun.rooms.rotation.models import Wish


class MonthField(forms.CharField):
    """A month as `2027-01`; the value is its first day."""

    def to_python(self, value: Any) -> Any:
        """The first day of the month."""
        text = str(super().to_python(value) or "").strip()
        if not text:
            return None
        year, _dash, month = text.partition("-")
        try:
            return date(int(year), int(month), 1)
        except ValueError as error:
            raise ValidationError(_("Write the month as 2027-01.")) from error


class NewLock(forms.Form):
    """To which post, from when until when, and why."""

    post = forms.ChoiceField(label=_("Post"))
    start = MonthField(label=_("From"), help_text=_("Month, e.g. 2027-01"))
    end = MonthField(label=_("Until"), required=False, help_text=_("Month before which it ends; blank: for good"))
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, posts: Sequence[Post], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = posts_by_unit(posts)  # type: ignore[attr-defined]  # the field is a choice

    def clean(self) -> dict[str, Any]:
        """The end lies after the beginning."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("start") and given.get("end") and given["end"] <= given["start"]:
            self.add_error("end", _("The end lies after the beginning."))
        return given


class EndLock(forms.Form):
    """From which month a lock binds no longer, and why."""

    end = MonthField(label=_("Binds no longer from"), help_text=_("Month, e.g. 2027-01"))
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class NewWish(forms.ModelForm):  # type: ignore[type-arg]  # of wishes
    """A wish as the person states it."""

    class Meta:
        model = Wish
        fields = ("kind", "city", "track", "words", "stated_on")
        widgets = {
            "words": forms.Textarea(attrs={"rows": 2}),
            "stated_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {"city": _("Only for a wish about a place"), "track": _("Only for a wish about a lane")}

    def clean(self) -> dict[str, Any]:
        """A wish about a place names it, one about a lane says which."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("kind") == Wish.Kind.PLACE and not given.get("city"):
            self.add_error("city", _("Name the city."))
        if given.get("kind") == Wish.Kind.LANE and given.get("track") not in Track.values:
            self.add_error("track", _("Choose the lane."))
        return given
