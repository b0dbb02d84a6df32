"""Addresses of the room of guidance."""

from django.urls import path

from genhun.rooms.guidance.views import governance, meetings, norms, problems, takeaway, trace

app_name = "guidance"
urlpatterns = [
    path("", norms.norms, name="norms"),
    path("norms/new/", norms.new_norm, name="new-norm"),
    path("norms/figures/", norms.evidence, name="figures"),
    path("norms/<int:pk>/", norms.norm, name="norm"),
    path("norms/<int:pk>/step/", norms.decide, name="decide-step"),
    path("norms/<int:pk>/text/", norms.text, name="norm-text"),
    path("norms/<int:pk>/norm.docx", takeaway.norm_document, name="norm-document"),
    path("norms/<int:pk>/use/", norms.use, name="norm-use"),
    path("problems/", problems.problems, name="problems"),
    path("problems/new/", problems.new_problem, name="new-problem"),
    path("problems/alike/", problems.alike, name="alike"),
    path("problems/problems.xlsx", takeaway.problem_list, name="problem-list"),
    path("problems/<int:pk>/", problems.problem, name="problem"),
    path("problems/<int:pk>/close/", problems.close, name="close-problem"),
    path("practices/new/", problems.new_practice, name="new-practice"),
    path("practices/<int:pk>/", problems.practice, name="practice"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/new/", meetings.new_meeting, name="new-meeting"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/minutes.docx", takeaway.minutes, name="minutes"),
    path("meetings/<int:pk>/note/", meetings.note, name="note-meeting"),
    path("meetings/<int:pk>/follow-ups/", meetings.ask, name="ask-follow-up"),
    path("follow-ups/<int:pk>/close/", meetings.close, name="close-follow-up"),
    path("governance/", governance.governance, name="governance"),
    path("governance/governance.xlsx", takeaway.governance_list, name="governance-list"),
    path("governance/targets/", governance.target, name="set-target"),
    path("matters/", meetings.matters, name="matters"),
    path("matters/new/", meetings.new_matter, name="new-matter"),
    path("matters/<int:pk>/", meetings.matter, name="matter"),
    path("trace/", trace.trace, name="trace"),
    path("trace/requirements/<int:pk>/", trace.requirement, name="trace-requirement"),
    path("trace/norms/<int:pk>/", trace.norm, name="trace-norm"),
    path("trace/duties/<int:pk>/", trace.duty, name="trace-duty"),
    path("trace/activities/<int:pk>/", trace.activity, name="trace-activity"),
]
