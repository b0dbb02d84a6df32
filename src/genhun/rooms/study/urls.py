"""Addresses of the room of study."""

from django.urls import path

from genhun.rooms.study.views import documents, groups, measures, programmes, recall, requirements

app_name = "study"
urlpatterns = [
    path("", requirements.requirements, name="requirements"),
    path("requirements/<int:pk>/", requirements.requirement, name="requirement"),
    path("requirements/<int:pk>/units.xlsx", requirements.units_workbook, name="units-list"),
    path("requirements/<int:pk>/words/", requirements.word, name="word"),
    path("requirements/<int:pk>/keep/", requirements.keep, name="keep"),
    path("requirements/<int:pk>/end/", requirements.end, name="end"),
    path("requirements/<int:pk>/waive/", requirements.waive, name="waive"),
    path("requirements/<int:pk>/measures/new/", measures.new_measure, name="new-measure"),
    path("measures/<int:pk>/", measures.measure, name="measure"),
    path("documents/", documents.documents, name="documents"),
    path("documents/new/", documents.new_document, name="new-document"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/proposals/", documents.proposals_page, name="proposals"),
    path("documents/<int:pk>/new-version/", documents.new_version, name="new-version"),
    path("documents/<int:pk>/compare/", documents.compare, name="compare"),
    path("groups/", groups.groups, name="groups"),
    path("groups/new/", groups.new_group, name="new-group"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("groups/<int:pk>/change/", groups.change_group, name="change-group"),
    path("groups/<int:pk>/questions/", groups.questions, name="questions"),
    path("groups/<int:pk>/questions/draft/", groups.draft, name="draft"),
    path("groups/<int:pk>/questions/write/", groups.write, name="write"),
    path("groups/<int:pk>/programmes/new/", programmes.new_programme, name="new-programme"),
    path("programmes/<int:pk>/", programmes.programme, name="programme"),
    path("programmes/<int:pk>/agree/", programmes.agree, name="programme-agree"),
    path("programmes/<int:pk>/again/", programmes.again, name="programme-again"),
    path("programmes/<int:pk>/sessions.ics", programmes.calendar, name="programme-calendar"),
    path("sessions/<int:pk>/move/", programmes.move_session, name="move-session"),
    path("sessions/<int:pk>/topic/", programmes.add_topic, name="add-topic"),
    path("recall/", recall.recall, name="recall"),
]
