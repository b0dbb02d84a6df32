"""Addresses of the hall."""

from django.urls import path

from genhun.hall.views import data, files, home, me, organisation, overview, people, search, session, work

app_name = "hall"
urlpatterns = [
    path("", home.home, name="home"),
    path("me/", me.me, name="me"),
    path("me/classes/<int:pk>/", me.wish, name="me-wish"),
    path("me/corrections/", me.corrections, name="me-corrections"),
    path("me/views/", me.views, name="me-views"),
    path("sign-in/", session.sign_in, name="sign-in"),
    path("sign-out/", session.sign_out, name="sign-out"),
    path("language/", session.language, name="language"),
    path("account/", session.account, name="account"),
    path("overview/", overview.overview, name="overview"),
    path("units/", organisation.units, name="units"),
    path("units/<int:pk>/", organisation.unit, name="unit"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
    path("corrections/", files.corrections, name="corrections"),
    path("corrections/<int:pk>/", files.correction, name="correction"),
    path("file-views/", files.file_views, name="file-views"),
    path("search/", search.search, name="search"),
    path("data/", data.data, name="data"),
    path("data/export.xlsx", data.export, name="export"),
    path("data/template.xlsx", data.template, name="template"),
    path("data/imports/<int:pk>/", data.import_page, name="import"),
    path("data/imports/<int:pk>/commit/", data.commit, name="import-commit"),
    path("data/imports/<int:pk>/discard/", data.discard, name="import-discard"),
    path("data/imports/<int:pk>/undo/", data.undo, name="import-undo"),
    path("data/imports/<int:pk>/marked.xlsx", data.marked, name="import-marked"),
    path("runs/<int:pk>/", work.job, name="job"),
    path("runs/<int:pk>/stop/", work.stop, name="job-stop"),
    path("audit/", work.audit, name="audit"),
]
