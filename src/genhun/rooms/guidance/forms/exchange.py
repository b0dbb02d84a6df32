"""Problems, practices, meetings and what follows them, matters."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genhun.records.models import Account, Unit
from genhun.rooms.guidance.forms.fields import Day, PastDay, Text, UnitChoice, Versioned
from genhun.rooms.guidance.models import Matter, Meeting, Problem
from genhun.rooms.guidance.queries.exchange import problems_of

OWN_HINT = gettext_lazy("Otherwise every unit of the group can read it and learn from it.")
MOST_PROBLEMS = 200


class Sought(forms.Form):
    """Words to look for among problems, practices and norms."""

    q = forms.CharField(label=gettext_lazy("Has somebody solved this already?"), required=False, max_length=200)

    def words(self) -> str:
        """The words, or nothing."""
        return str(self.cleaned_data.get("q", "")).strip() if self.is_valid() else ""


class ProblemForm(forms.Form):
    """What, since when, what it costs production, what was tried."""

    title = forms.CharField(label=gettext_lazy("Problem"), max_length=200)
    text = Text(4, 3000, label=gettext_lazy("What happens, where and how often"))
    since = PastDay(label=gettext_lazy("Since when"))
    cost = forms.CharField(
        label=gettext_lazy("What it costs production"),
        max_length=300,
        help_text=gettext_lazy("In hours, tonnes, money or faults, as near as you know."),
    )
    tried = Text(2, 2000, label=gettext_lazy("What was tried"), required=False)
    kept_own = forms.BooleanField(label=gettext_lazy("Only our own part sees this"), required=False, help_text=OWN_HINT)

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitChoice(account, label=_("Unit"))
        self.order_fields(["unit", *self.fields])

    def parts(self) -> tuple[Unit, dict[str, Any]]:
        """The unit, and the rest."""
        facts = dict(self.cleaned_data)
        return facts.pop("unit"), facts

    def told(self) -> str:
        """What was written so far, valid or not: enough to look for what says the same."""
        return " ".join(str(self.data.get(name, "")) for name in ("title", "text")).strip()


class Closing(Versioned):
    """How a problem ended."""

    state = forms.ChoiceField(
        label=gettext_lazy("The problem is"),
        choices=[choice for choice in Problem.State.choices if choice[0] != Problem.State.OPEN],
    )
    outcome = Text(3, 500, label=gettext_lazy("What came of it"))


class PracticeForm(forms.Form):
    """How it is done, where it was tried, what it cost, what changed."""

    title = forms.CharField(label=gettext_lazy("Practice"), max_length=200)
    text = Text(4, 3000, label=gettext_lazy("How it is done"))
    tried = forms.CharField(label=gettext_lazy("Where it was tried"), max_length=300)
    since = PastDay(label=gettext_lazy("Since when"))
    cost = forms.CharField(label=gettext_lazy("What it cost"), max_length=300)
    changed = Text(2, 500, label=gettext_lazy("What it changed"))
    kept_own = forms.BooleanField(label=gettext_lazy("Only our own part sees this"), required=False, help_text=OWN_HINT)

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitChoice(account, label=_("Unit"))
        self.fields["problems"] = _problems(account, _("Problems that it solves"))
        self.order_fields(["unit", *self.fields])

    def parts(self) -> tuple[Unit, dict[str, Any], list[Problem]]:
        """The unit, what is told, and the problems."""
        facts = dict(self.cleaned_data)
        return facts.pop("unit"), facts, list(facts.pop("problems"))


def _problems(account: Account, label: str) -> forms.ModelMultipleChoiceField:  # type: ignore[type-arg]  # of problems
    """The open problems that the account sees, the latest first."""
    seen = problems_of(account).filter(state=Problem.State.OPEN).values("pk")[:MOST_PROBLEMS]
    open_ones = Problem.objects.filter(pk__in=list(seen.values_list("pk", flat=True)))
    return forms.ModelMultipleChoiceField(
        open_ones, label=label, required=False, widget=forms.SelectMultiple(attrs={"size": 4})
    )


class MeetingForm(forms.Form):
    """What kind of meeting, on what, where, when, with which questions."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Meeting.Kind.choices)
    title = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    day = Day(label=gettext_lazy("Day"))
    questions = Text(
        4, 2000, label=gettext_lazy("Questions to answer"), help_text=gettext_lazy("What you want to know afterwards.")
    )

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitChoice(account, label=_("Who holds it"))
        self.fields["host"] = UnitChoice(account, label=_("Where"))
        self.fields["problems"] = _problems(account, _("Problems that it is about"))
        self.order_fields(["kind", "title", "day", "unit", "host", "questions", "problems"])

    def parts(self) -> tuple[Unit, dict[str, Any], list[Problem]]:
        """The unit that holds it, what is told, and the problems."""
        facts = dict(self.cleaned_data)
        return facts.pop("unit"), facts, list(facts.pop("problems"))


class Minutes(Versioned):
    """What was found and decided."""

    findings = Text(5, 3000, label=gettext_lazy("What was found"))
    decisions = Text(3, 2000, label=gettext_lazy("Decisions"), required=False)


class Asked(forms.Form):
    """Who does what by when."""

    task = forms.CharField(label=gettext_lazy("What is to be done"), max_length=300)
    due = Day(label=gettext_lazy("By when"))

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitChoice(account, label=_("Who does it"))

    def clean_due(self) -> Any:
        """What is to be done lies ahead."""
        if self.cleaned_data["due"] < timezone.localdate():
            raise forms.ValidationError(_("%(day)s is over.") % {"day": self.cleaned_data["due"]})
        return self.cleaned_data["due"]


class Outcome(Versioned):
    """What came of something."""

    outcome = Text(2, 500, label=gettext_lazy("What came of it"))


class Discussion(forms.Form):
    """When the committee discussed a matter, with which outcome, and when the board decided it."""

    discussed_on = PastDay(label=gettext_lazy("Discussed by the committee on"), required=False)
    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome of the discussion"), required=False, choices=[("", "–"), *Matter.Outcome.choices]
    )
    decided_on = PastDay(label=gettext_lazy("Decided by the board on"), required=False)

    def clean(self) -> dict[str, Any]:
        """A discussion has a day and an outcome, or neither."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("discussed_on") and not given.get("outcome"):
            self.add_error("outcome", _("Say with which outcome it was discussed."))
        if given.get("outcome") and not given.get("discussed_on") and "discussed_on" not in self.errors:
            self.add_error("discussed_on", _("Say on which day it was discussed."))
        return given


class MatterForm(Discussion):
    """A matter of the "three majors and one large"."""

    title = forms.CharField(label=gettext_lazy("Matter"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Matter.Kind.choices)

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitChoice(account, label=_("Unit"))
        self.order_fields(["unit", "title", "kind", *self.fields])

    def parts(self) -> tuple[Unit, dict[str, Any]]:
        """The unit, and the rest."""
        facts = dict(self.cleaned_data)
        return facts.pop("unit"), facts


class GoneOn(Discussion, Versioned):
    """What is added to a matter."""

    def facts(self) -> dict[str, Any]:
        """What is added."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
