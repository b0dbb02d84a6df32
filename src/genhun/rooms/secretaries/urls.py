"""Addresses of the room of secretaries."""

from django.urls import path

from genhun.rooms.secretaries.views import posts

app_name = "secretaries"
urlpatterns = [
    path("", posts.posts, name="posts"),
]
