"""What people type about activities: only what the system cannot know."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Activity
from genhun.rooms.responsibility.forms.duties import DAY


class StartForm(forms.ModelForm):  # type: ignore[type-arg]  # of activities
    """One more activity for a duty."""

    class Meta:
        model = Activity
        fields = ("title", "expected", "on", "hours")
        widgets = {"on": DAY}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expected"].required = False
        self.fields["expected"].help_text = _("Left blank: what the objective expects.")

    def values(self) -> dict[str, Any]:
        """What an action takes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class ResultForm(forms.ModelForm):  # type: ignore[type-arg]  # of activities
    """The result of an activity: a measurement, or that no change was seen."""

    outcome = forms.ChoiceField(label=_("Result"), choices=Activity.Outcome.choices, widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Activity
        fields = ("outcome", "measure", "before", "after", "sureness", "hours")

    def __init__(self, activity: Activity, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "instance": activity})
        fields: Any = self.fields
        self.tied = activity.duty.objective_id is not None
        if self.tied:
            del fields["measure"]
        fields["sureness"].choices = Activity.Sureness.choices
        fields["sureness"].required = False
        self.initial["version"] = activity.version

    def clean(self) -> dict[str, Any]:
        """A measurement is whole."""
        given = super().clean() or {}
        if given.get("outcome") == Activity.Outcome.MEASURED:
            for name in ("before", "after"):
                if given.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Give the value, or choose “No change seen”."))
            if not self.tied and not given.get("measure"):
                self.add_error("measure", _("Say what was measured, or choose “No change seen”."))
        return given

    def values(self) -> dict[str, Any]:
        """What an action takes."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "version"}
