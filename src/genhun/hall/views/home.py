"""The home page: what needs me before when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from genhun.records.pages import page
from genhun.records.policies import EVERYONE


@page(name="home", roles=EVERYONE)
def home(request: HttpRequest) -> HttpResponse:
    """What needs me before when."""
    return render(request, "hall/home.html", {})
