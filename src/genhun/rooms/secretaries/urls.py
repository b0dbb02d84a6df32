"""Addresses of the room of secretaries."""

from django.urls import URLPattern, URLResolver

app_name = "secretaries"
urlpatterns: list[URLPattern | URLResolver] = []
