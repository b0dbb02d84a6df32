"""Addresses of the room of rotation."""

from django.urls import path

from genhun.rooms.rotation.views import answers, decisions, plans, takeaway

app_name = "rotation"
urlpatterns = [
    path("", plans.plans, name="plans"),
    path("new/", plans.new_plan, name="new-plan"),
    path("compare/", answers.compare, name="compare"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/moves/", plans.moves, name="moves"),
    path("plans/<int:pk>/prices/", plans.prices, name="prices"),
    path("plans/<int:pk>/why-not/", answers.why_not, name="why-not"),
    path("plans/<int:pk>/propose/", decisions.propose, name="propose"),
    path("plans/<int:pk>/adopt/", decisions.adopt, name="adopt"),
    path("plans/<int:pk>/reject/", decisions.reject, name="reject"),
    path("plans/<int:pk>/plan.xlsx", takeaway.workbook, name="workbook"),
    path("plans/<int:pk>/proposal.docx", takeaway.proposal, name="proposal"),
    path("plans/<int:pk>/moves.ics", takeaway.calendar, name="calendar"),
    path("lines/<int:pk>/", plans.line, name="line"),
    path("lines/<int:pk>/refuse/", decisions.refuse, name="refuse"),
]
