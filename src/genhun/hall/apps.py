"""The hall as a Django app."""

from django.apps import AppConfig


class HallConfig(AppConfig):
    """Pages that belong to no single room, and the templates that every room extends."""

    name = "genhun.hall"
    label = "hall"
