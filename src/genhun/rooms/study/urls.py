"""Addresses of the room of study."""

from django.urls import URLPattern

app_name = "study"
urlpatterns: list[URLPattern] = []
