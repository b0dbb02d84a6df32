"""What the room's pages share: their tabs, and what becomes of a form that was sent."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy

from genhun.records.policies import Refused

PARTS = (
    ("norms", gettext_lazy("Pipeline of norms")),
    ("problems", gettext_lazy("Problems and practices")),
    ("meetings", gettext_lazy("Visits and meetings")),
    ("governance", gettext_lazy("Integration into governance")),
    ("matters", gettext_lazy("Prior discussion")),
    ("trace", gettext_lazy("Chain and loose ends")),
)


def tabs(here: str) -> list[dict[str, Any]]:
    """The parts of the room."""
    return [
        {"url": reverse(f"guidance:{name}"), "label": label, "here": name == here, "count": None}
        for name, label in PARTS
    ]


def settle(request: HttpRequest, form: forms.Form, act: Callable[[], str], done: str) -> HttpResponse | None:
    """Do what a valid form asks for and go where `act` says; None if the page is to be shown again with its faults."""
    if not (form.is_bound and form.is_valid()):
        return None
    try:
        url = act()
    except Refused as refused:
        form.add_error(None, refused.reason)
        return None
    messages.success(request, done)
    return redirect(url)


def answer(request: HttpRequest, form: forms.Form, act: Callable[[], Any], back: str, done: str) -> HttpResponse:
    """Do what a short form on another page asks for; whatever is wrong is said at the top of that page."""
    if not form.is_valid():
        for name, errors in form.errors.items():
            label = form.fields[name].label if name in form.fields else ""
            messages.error(request, f"{label} {'；'.join(str(error) for error in errors)}".strip())
        return redirect(back)
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, done)
    return redirect(back)
