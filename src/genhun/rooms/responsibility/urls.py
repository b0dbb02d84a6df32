"""Addresses of the room of responsibility, by subject."""

from django.urls import path

from genhun.rooms.responsibility.views import (
    activities,
    burden,
    duties,
    keys,
    objectives,
    pulse,
    reports,
    reviews,
    skins,
    supervision,
    takeaway,
)

DUTIES = [
    path("", activities.due, name="duties"),
    path("activities/<int:pk>/", activities.activity, name="activity"),
    path("activities/<int:pk>/reopen/", activities.reopen, name="reopen"),
    path("list/", duties.yearly_list, name="list"),
    path("list.xlsx", takeaway.list_sheet, name="list-sheet"),
    path("list.docx", takeaway.list_document, name="list-document"),
    path("units/<int:pk>/propose/", duties.propose, name="propose"),
    path("units/<int:pk>/confirm-tied/", duties.confirm_all_tied, name="confirm-tied"),
    path("units/<int:pk>/duties/new/", duties.new_duty, name="new-duty"),
    path("duties/<int:pk>/", duties.duty, name="duty"),
    path("duties/<int:pk>/confirm/", duties.confirm, name="confirm"),
    path("duties/<int:pk>/set-aside/", duties.set_aside, name="set-aside"),
    path("duties/<int:pk>/start/", duties.start, name="start"),
    path("hand-overs/<int:pk>/", duties.taken_over, name="take-over"),
]
OBJECTIVES = [
    path("objectives/", objectives.objectives, name="objectives"),
    path("objectives/import/", objectives.take_in, name="objectives-import"),
    path("objectives.xlsx", takeaway.objectives_template, name="objectives-template"),
    path("units/<int:pk>/objectives/new/", objectives.new_objective, name="new-objective"),
    path("objectives/<int:pk>/", objectives.objective, name="objective"),
    path("objectives/keys/", keys.keys, name="keys"),
    path("objectives/keys/revoke/", keys.revoke, name="revoke-key"),
    path("api/objectives/", keys.objectives_api, name="objectives-api"),
    path("two-skins/", skins.two_skins, name="two-skins"),
]
REVIEWS = [
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/new/", reviews.new_review, name="new-review"),
    path("reviews/<int:pk>/", reviews.review, name="review"),
    path("reviews/<int:pk>/merge/", reviews.merge, name="merge"),
    path("reviews/<int:pk>/hold/", reviews.hold, name="hold"),
    path("reviews/<int:pk>/call-off/", reviews.call_off, name="call-off"),
    path("findings/<int:pk>/", reviews.finding, name="finding"),
    path("findings/<int:pk>/mend/", reviews.mend, name="mend"),
    path("findings/<int:pk>/close/", reviews.close_finding, name="close-finding"),
    path("findings/<int:pk>/send-back/", reviews.send_back, name="send-back"),
    path("reports/", reports.reports, name="reports"),
    path("units/<int:pk>/report/", reports.report, name="report"),
    path("units/<int:pk>/report.docx", takeaway.report_document, name="report-document"),
    path("supervision/", supervision.supervision, name="supervision"),
    path("plans/<int:pk>/opinions/", supervision.opinions, name="opinions"),
    path("plans/<int:pk>/opinions.docx", takeaway.opinion_letter, name="opinion-letter"),
    path("findings.xlsx", takeaway.findings_sheet, name="findings-sheet"),
]
BURDEN = [
    path("burden/", burden.burden, name="burden"),
    path("burden/budget/", burden.budget, name="budget"),
    path("burden/new/", burden.new_demand, name="new-demand"),
    path("burden/<int:pk>/", burden.demand, name="demand"),
    path("burden/<int:pk>/send/", burden.send, name="send-demand"),
    path("burden/<int:pk>/decide/", burden.decide, name="decide-demand"),
    path("burden/<int:pk>/join/", burden.join, name="join-demand"),
    path("burden/<int:pk>/discard/", burden.discard, name="discard-demand"),
    path("burden/<int:pk>/answer/", burden.answer, name="answer-demand"),
    path("burden/<int:pk>/needless/", burden.needless, name="needless"),
]

PULSE = [
    path("pulse/", pulse.pulse, name="pulse"),
    path("pulse/new/", pulse.new_pulse, name="new-pulse"),
    path("pulse/<int:pk>/", pulse.pulse_round, name="pulse-round"),
    path("pulse/<int:pk>/links/", pulse.links, name="pulse-links"),
    path("pulse/answer/<int:number>/", pulse.answer, name="pulse-answer"),
    path("pulse/thanks/", pulse.thanks, name="pulse-thanks"),
]

app_name = "responsibility"
urlpatterns = [*DUTIES, *OBJECTIVES, *REVIEWS, *BURDEN, *PULSE]
