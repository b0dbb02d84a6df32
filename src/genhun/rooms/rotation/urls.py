"""Addresses of the room of rotation."""

from django.urls import URLPattern, URLResolver

app_name = "rotation"
urlpatterns: list[URLPattern | URLResolver] = []
