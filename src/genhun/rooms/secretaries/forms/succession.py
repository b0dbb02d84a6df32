"""What the next plan should do so that somebody becomes ready."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genhun.records.models import Post, TrainingClass


class PersonSearch(forms.Form):
    """People by their name or code."""

    q = forms.CharField(label=_("Name or code"), required=False, max_length=60)


class Foresee(forms.Form):
    """Keep somebody on the post, move somebody, or ask for a seat in a class; with the reason."""

    kind = forms.ChoiceField(choices=[("stay", "stay"), ("move", "move"), ("class", "class")])
    post = forms.ModelChoiceField(label=_("Post"), queryset=Post.objects.none(), required=False, empty_label=None)
    wanted = forms.ModelChoiceField(
        label=_("Class"), queryset=TrainingClass.objects.none(), required=False, empty_label=None
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, posts: Any, classes: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]  # a choice of records
        self.fields["wanted"].queryset = classes  # type: ignore[attr-defined]  # a choice of records
