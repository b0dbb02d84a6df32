"""What people send to the planning board: whom to show, a move to try, words for saving."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genhun.planning.lines import RESERVE
from genhun.records.models import Account, Plan, Post, Unit
from genhun.records.scope import units_of, within
from genhun.rooms.rotation.forms.plans import UnitChoice
from genhun.rooms.rotation.queries.drafts import Shown
from genhun.rooms.rotation.queries.plans import Horizon

MOST_NAMES = 50


class BoardFilter(forms.Form):
    """Whom the board shows: a unit and all below it, or a list of people."""

    unit = UnitChoice(label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=_("All units"))
    people = forms.CharField(
        label=_("People"), required=False, widget=forms.TextInput(attrs={"placeholder": _("Names or codes")})
    )
    who = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("moved", _("Who moves")), ("all", _("Everybody")), ("tried", _("Changed in this draft"))],
    )

    def __init__(self, account: Account, plan: Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = within("path", plan.unit.path)
        self.fields["unit"].queryset = units_of(account).filter(inside)  # type: ignore[attr-defined]  # the field is a choice of records

    def shown(self) -> Shown:
        """Whom the reader wants to see; a value that does not hold is left out."""
        if not self.is_bound:
            return Shown()
        self.full_clean()
        given = self.cleaned_data
        names = str(given.get("people", "")).replace("、", " ").replace(",", " ").replace("，", " ").split()
        return Shown(given.get("unit"), names[:MOST_NAMES], str(given.get("who") or "moved"))


class Move(forms.Form):
    """One person to one place from one half-year until another."""

    person = forms.CharField(widget=forms.HiddenInput)
    place = forms.ChoiceField(label=_("Post"))
    begin = forms.TypedChoiceField(label=_("From"), coerce=int)
    end = forms.TypedChoiceField(label=_("Until"), coerce=int)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, horizon: Horizon, posts: Sequence[Post], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        starts = [(t, horizon.day(t).strftime("%Y-%m")) for t in range(horizon.periods + 1)]
        self.fields["place"].choices = [*posts_by_unit(posts), (RESERVE, _("In reserve"))]  # type: ignore[attr-defined]  # a choice
        self.fields["begin"].choices = starts[:-1]  # type: ignore[attr-defined]  # a choice
        self.fields["end"].choices = starts[1:]  # type: ignore[attr-defined]  # a choice

    def clean(self) -> dict[str, Any]:
        """The end lies after the beginning."""
        given: dict[str, Any] = super().clean() or {}
        begin, end = given.get("begin"), given.get("end")
        if begin is not None and end is not None and begin >= end:
            self.add_error("end", _("The end lies after the beginning. Choose a later half-year."))
        return given


def posts_by_unit(posts: Sequence[Post]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for post in posts:
        groups.setdefault(post.unit.name, []).append((post.code, post.title))
    return list(groups.items())


class Keep(forms.Form):
    """Under which name and why a draft becomes a plan."""

    title = forms.CharField(label=_("Title"), max_length=200)
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)
