"""Addresses of the room of responsibility."""

from django.urls import URLPattern

app_name = "responsibility"
urlpatterns: list[URLPattern] = []
