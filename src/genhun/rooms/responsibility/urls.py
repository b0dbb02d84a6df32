"""Addresses of the room of responsibility, by subject."""

from django.urls import URLPattern

DUTIES: list[URLPattern] = []

app_name = "responsibility"
urlpatterns: list[URLPattern] = [
    *DUTIES,
]
