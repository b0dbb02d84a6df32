"""The root of the addresses: the hall's pages at the top, each room below its own name."""

from django.urls import include, path

urlpatterns = [
    path("study/", include("genhun.rooms.study.urls")),
    path("guidance/", include("genhun.rooms.guidance.urls")),
    path("training/", include("genhun.rooms.training.urls")),
    path("secretaries/", include("genhun.rooms.secretaries.urls")),
    path("rotation/", include("genhun.rooms.rotation.urls")),
    path("responsibility/", include("genhun.rooms.responsibility.urls")),
    path("", include("genhun.hall.urls")),
]
