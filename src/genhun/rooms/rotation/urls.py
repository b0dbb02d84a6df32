"""Addresses of the room of rotation."""

from django.urls import path

from genhun.rooms.rotation.views import answers, decisions, drafts, onward, plans, scenarios, standing, takeaway

app_name = "rotation"
urlpatterns = [
    path("", plans.plans, name="plans"),
    path("new/", plans.new_plan, name="new-plan"),
    path("compare/", scenarios.compare, name="compare"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/moves/", plans.moves, name="moves"),
    path("plans/<int:pk>/prices/", plans.prices, name="prices"),
    path("plans/<int:pk>/why-not/", answers.why_not, name="why-not"),
    path("plans/<int:pk>/propose/", decisions.propose, name="propose"),
    path("plans/<int:pk>/adopt/", decisions.adopt, name="adopt"),
    path("plans/<int:pk>/reject/", decisions.reject, name="reject"),
    path("plans/<int:pk>/plan.xlsx", takeaway.workbook, name="workbook"),
    path("plans/<int:pk>/proposal.docx", takeaway.proposal, name="proposal"),
    path("plans/<int:pk>/forms.zip", takeaway.forms, name="forms"),
    path("lines/<int:pk>/form.lrmx", takeaway.form, name="form"),
    path("plans/<int:pk>/moves.ics", takeaway.calendar, name="calendar"),
    path("plans/<int:pk>/edit/", drafts.begin, name="begin-draft"),
    path("plans/<int:pk>/onward/", onward.onward, name="onward"),
    path("drafts/<int:pk>/", drafts.draft, name="draft"),
    path("drafts/<int:pk>/try/", drafts.try_move, name="try-move"),
    path("drafts/<int:pk>/back/", drafts.back, name="take-back"),
    path("drafts/<int:pk>/save/", drafts.save, name="save-draft"),
    path("drafts/<int:pk>/discard/", drafts.discard, name="discard-draft"),
    path("locks/", standing.locks, name="locks"),
    path("locks/new/", standing.new_lock, name="new-lock"),
    path("locks/<int:pk>/end/", standing.end, name="end-lock"),
    path("wishes/", standing.wishes, name="wishes"),
    path("wishes/new/", standing.new_wish, name="new-wish"),
    path("wishes/withdraw/", standing.withdraw, name="withdraw-wish"),
    path("lines/<int:pk>/", plans.line, name="line"),
    path("lines/<int:pk>/refuse/", decisions.refuse, name="refuse"),
]
