"""The root of the addresses: the hall's pages at the top, each room below its own name."""

from django.urls import include, path

urlpatterns = [
    path("training/", include("genhun.rooms.training.urls")),
    path("secretaries/", include("genhun.rooms.secretaries.urls")),
    path("rotation/", include("genhun.rooms.rotation.urls")),
    path("", include("genhun.hall.urls")),
]
