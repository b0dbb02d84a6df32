"""Addresses of the hall."""

from django.urls import path

from genhun.hall.views import home, session

app_name = "hall"
urlpatterns = [
    path("", home.home, name="home"),
    path("sign-in/", session.sign_in, name="sign-in"),
    path("sign-out/", session.sign_out, name="sign-out"),
    path("language/", session.language, name="language"),
    path("account/", session.account, name="account"),
]
