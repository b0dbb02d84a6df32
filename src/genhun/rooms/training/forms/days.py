"""The figures of the rules of days, each with its source."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from genhun.core.days import PARAMETERS, DayParameter, Settings

NAMED_SOURCE = 200


class FigureField(forms.CharField):
    """A figure: a whole number, a decimal, or a share such as 1/7."""

    def __init__(self, parameter: DayParameter, **more: Any) -> None:
        self.parameter = parameter
        super().__init__(max_length=12, widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6}), **more)

    def clean(self, value: Any) -> Any:
        """The figure, or what is wrong with it and what is allowed."""
        text = str(super().clean(value)).strip()
        try:
            figure = Fraction(text)
        except (ValueError, ZeroDivisionError) as error:
            raise forms.ValidationError(self._wrong(text)) from error
        whole = figure.denominator == 1 or self.parameter.decimals
        if not whole or not 0 <= figure <= self.parameter.most or len(str(figure)) > 20:
            raise forms.ValidationError(self._wrong(text))
        return figure

    def _wrong(self, text: str) -> str:
        kind = _("a number") if self.parameter.decimals else _("a whole number")
        words = _("Got “%(got)s”; allowed is %(kind)s from 0 to %(most)s.")
        return words % {"got": text, "kind": kind, "most": self.parameter.most}


class DayFigures(forms.Form):
    """One figure and one source for each parameter."""

    def __init__(self, settings: Settings, sources: Mapping[str, str], language: str, *args: Any) -> None:
        super().__init__(*args)
        for key, parameter in PARAMETERS.items():
            name = parameter.zh if language.startswith("zh") else parameter.en
            self.fields[key] = FigureField(parameter, label=name, initial=shown(settings[key]))
            self.fields[f"{key}-source"] = forms.CharField(
                label=_("Source of: %(name)s") % {"name": name},
                max_length=NAMED_SOURCE,
                required=False,
                initial=sources.get(key, parameter.source),
            )

    def rows(self) -> Iterator[tuple[DayParameter, BoundField, BoundField]]:
        """Each parameter with its two fields."""
        for key, parameter in PARAMETERS.items():
            yield parameter, self[key], self[f"{key}-source"]

    def wanted(self) -> dict[str, tuple[Fraction, str]]:
        """What is to hold: figure and source by key; the source of a default stays the default's."""
        found = {}
        for key, parameter in PARAMETERS.items():
            source = self.cleaned_data[f"{key}-source"].strip()
            found[key] = (self.cleaned_data[key], "" if source == parameter.source else source)
        return found


def shown(value: Fraction) -> str:
    """A figure as an officer writes it: 12, 7.5, 1/7."""
    if value.denominator == 1:
        return str(value.numerator)
    exact = Fraction(str(float(value))) == value
    return f"{float(value):g}" if exact else f"{value.numerator}/{value.denominator}"
