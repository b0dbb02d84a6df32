"""Norms: drafts, texts, steps, who applies them; the figures of the steps; targets."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genhun.core.evidence import FIGURES, Figure
from genhun.records.models import Account, Norm, NormUse, Requirement, Unit
from genhun.rooms.guidance.forms.fields import Day, PastDay, Text, UnitChoice, Versioned
from genhun.rooms.guidance.queries.trace import requirements_of
from genhun.rooms.guidance.words import ARRANGEMENT_WORDS, STEP_WORDS

LONGEST_TEXT = 60_000


class NormForm(forms.Form):
    """A way of working to be explored."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    scope = forms.CharField(
        label=gettext_lazy("What it covers"),
        max_length=300,
        help_text=gettext_lazy("Which units, which work; so that others see whether it is for them."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind of text"), choices=Norm.Kind.choices, initial=Norm.Kind.SPECIAL)
    text = Text(8, LONGEST_TEXT, label=gettext_lazy("First text"), required=False)

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitChoice(account, label=_("Holds for this unit and all below it"))
        self.fields["requirements"] = forms.ModelMultipleChoiceField(
            requirements_of(account).filter(state=Requirement.State.CONFIRMED),
            label=_("Requirements that it serves"),
            required=False,
            widget=forms.SelectMultiple(attrs={"size": 4}),
        )
        self.order_fields(["title", "unit", "scope", "kind", "text", "requirements"])

    def parts(self) -> tuple[Unit, dict[str, Any], str, list[Requirement]]:
        """The unit, the facts, the text, the requirements."""
        facts = dict(self.cleaned_data)
        unit, text, asked = facts.pop("unit"), facts.pop("text"), list(facts.pop("requirements"))
        return unit, {**facts, "since": timezone.localdate()}, text, asked


class NewText(Versioned):
    """A new text of a norm, and why."""

    text = Text(16, LONGEST_TEXT, label=gettext_lazy("Text"))
    why = forms.CharField(label=gettext_lazy("Why it was changed"), max_length=300)
    since = Day(label=gettext_lazy("In force since"))


class StepForm(Versioned):
    """What becomes of a norm, and why."""

    after = forms.ChoiceField(label=gettext_lazy("Decision"))
    reason = Text(3, 500, label=gettext_lazy("Reason"))

    def __init__(self, norm: Norm, stages: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(stage, STEP_WORDS["stay" if stage == norm.stage else stage]) for stage in stages]
        self.fields["after"].choices = words  # type: ignore[attr-defined]  # the field is a choice


class UseForm(Versioned):
    """That a unit applies a norm, where it departs from it, and what came of it."""

    since = PastDay(label=gettext_lazy("Applied since"))
    deviation = forms.CharField(label=gettext_lazy("Where it departs from the text"), max_length=500, required=False)
    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        required=False,
        choices=[("", gettext_lazy("Not yet known")), *NormUse.Outcome.choices],
    )
    measure = forms.CharField(
        label=gettext_lazy("What was measured"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Only a result with a figure before and after counts as evidence."),
    )
    before = forms.DecimalField(label=gettext_lazy("Before"), max_digits=16, decimal_places=4, required=False)
    after = forms.DecimalField(label=gettext_lazy("After"), max_digits=16, decimal_places=4, required=False)
    result = Text(2, 500, label=gettext_lazy("What came of it"), required=False)

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitChoice(account, label=_("Unit"))
        self.order_fields(["unit", *self.fields])

    def clean(self) -> dict[str, Any]:
        """Figures come in a pair, with what they measure and how it came out."""
        given: dict[str, Any] = super().clean() or {}
        figures = [given.get("before"), given.get("after")]
        if any(value is not None for value in figures):
            for name in ("before", "after", "measure", "outcome"):
                if given.get(name) in {None, ""} and name not in self.errors:
                    self.add_error(
                        name, _("A measured result needs a measure, a figure before, one after, an outcome.")
                    )
        return given

    def parts(self) -> tuple[Unit, int, dict[str, Any]]:
        """The unit, the version that the page showed, the rest."""
        facts = dict(self.cleaned_data)
        return facts.pop("unit"), facts.pop("version"), facts


class Figures(forms.Form):
    """One figure and one reason for each thing that a step asks."""

    def __init__(self, now: Mapping[str, int], reasons: Mapping[str, str], chinese: bool, *args: Any) -> None:
        super().__init__(*args)
        for key, figure in FIGURES.items():
            self.fields[key] = forms.IntegerField(
                label=figure.zh if chinese else figure.en, min_value=1, max_value=figure.most, initial=now[key]
            )
            self.fields[f"{key}-reason"] = forms.CharField(
                label=_("Reason for: %(name)s") % {"name": figure.zh if chinese else figure.en},
                max_length=200,
                initial=reasons.get(key) or figure.reason,
            )

    def rows(self) -> Iterator[tuple[Figure, BoundField, BoundField]]:
        """Each figure with its two fields."""
        for key, figure in FIGURES.items():
            yield figure, self[key], self[f"{key}-reason"]

    def wanted(self) -> dict[str, tuple[int, str]]:
        """Figure and reason by key."""
        return {key: (self.cleaned_data[key], self.cleaned_data[f"{key}-reason"].strip()) for key in FIGURES}


class TargetForm(forms.Form):
    """In which share of the units an arrangement is to be kept by when."""

    arrangement = forms.ChoiceField(label=gettext_lazy("Arrangement"), choices=list(ARRANGEMENT_WORDS.items()))
    percent = forms.IntegerField(label=gettext_lazy("Share of units in percent"), min_value=1, max_value=100)
    by = Day(label=gettext_lazy("To be reached by"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)
