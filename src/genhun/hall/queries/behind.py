"""What is furthest behind as sentences, each with the one thing to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genhun.core.aspects import Aspect
from genhun.hall.queries.aspects import Behind
from genhun.hall.shell import may_open
from genhun.hall.words import ASPECTS
from genhun.records.models import Account


@dataclass(frozen=True, slots=True)
class Figure:
    """How an aspect is told: what is counted, the sentence for one unit, what to do next and where."""

    counted: Any
    sentence: Any
    next: Any
    page: str


FIGURES: Mapping[Aspect, Figure] = {
    Aspect.STUDY: Figure(
        gettext_lazy("Confirmed requirements that reach the unit and are not waived: the share with a measure of it."),
        gettext_lazy("%(unit)s has a measure for %(done)d of %(of)d requirements."),
        gettext_lazy("See the requirements"),
        "study:requirements",
    ),
    Aspect.GUIDANCE: Figure(
        gettext_lazy("Interim provisions and norms in whose scope the unit lies: the share that it applies."),
        gettext_lazy("%(unit)s applies %(done)d of %(of)d norms."),
        gettext_lazy("See the norms"),
        "guidance:norms",
    ),
    Aspect.TRAINING: Figure(
        gettext_lazy(
            "Days that its party-affairs workers owe in the training year: the share had, or planned by the "
            "adopted plan."
        ),
        gettext_lazy("%(unit)s: %(done)d of %(of)d owed training days are had or planned."),
        gettext_lazy("See who owes days"),
        "training:gaps",
    ),
    Aspect.SECRETARIES: Figure(
        gettext_lazy("Its secretary posts: the share with somebody on the bench who could take over now."),
        gettext_lazy("%(unit)s: %(done)d of %(of)d secretary posts have a successor who is ready."),
        gettext_lazy("See the secretary posts"),
        "secretaries:posts",
    ),
    Aspect.ROTATION: Figure(
        gettext_lazy("Its young cadres: the share who will have served on both lanes when the adopted plan ends."),
        gettext_lazy("%(unit)s: %(done)d of %(of)d young cadres will be dual-capable."),
        gettext_lazy("See the rotation plans"),
        "rotation:plans",
    ),
    Aspect.RESPONSIBILITY: Figure(
        gettext_lazy(
            "This year's duties and the activities whose day has come: the share tied to an objective, or closed "
            "with a result."
        ),
        gettext_lazy("%(unit)s: %(done)d of %(of)d duties and activities are tied to an objective or closed."),
        gettext_lazy("See the duties"),
        "responsibility:duties",
    ),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One cell that is behind, in words, and where to go."""

    text: str
    next: str
    url: str


def sentence_of(behind: Behind, account: Account) -> Sentence:
    """A cell that is behind as a sentence; the next step leads to the room, or to the unit where there is no way."""
    figure, cell = FIGURES[behind.aspect], behind.cell
    if cell.counted:
        text = figure.sentence % {"unit": behind.unit.name, "done": cell.done, "of": cell.of}
    else:
        words = {"unit": behind.unit.name, "value": cell.value, "aspect": ASPECTS[behind.aspect]}
        text = _("%(unit)s reported %(value)s for %(aspect)s.") % words
    if may_open(account, figure.page):
        return Sentence(text, str(figure.next), f"{reverse(figure.page)}?unit={behind.unit.pk}")
    return Sentence(text, _("Look at the unit"), reverse("hall:unit", args=[behind.unit.pk]))
