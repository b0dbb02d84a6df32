"""A page of one's own: the path on both lanes, the next step, training, mentor, corrections, who looked at the file."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.hall.forms.own_file import AskCorrection
from genhun.hall.queries.careers import Career, careers
from genhun.hall.queries.own_file import (
    OwnPlans,
    classes_to_wish,
    is_newcomer,
    own_corrections,
    own_duties,
    own_plans,
    own_views,
    pairs_of,
)
from genhun.hall.queries.policy import policy_now
from genhun.hall.views.lanes import both_lanes
from genhun.hall.words import why_looked
from genhun.records.actions.own_file import ask_correction, drop_wish, wish_to_attend, withdraw_correction
from genhun.records.listing import listing
from genhun.records.models import Person, Tenure, TrainingClass
from genhun.records.pages import page, reader
from genhun.records.policies import EVERYONE, Refused, own_person
from genhun.records.scope import one

FEW = 5


@page(name="me", roles=EVERYONE)
def me(request: HttpRequest) -> HttpResponse:
    """The own file."""
    account, today = reader(request), timezone.localdate()
    person = account.person
    if person is None:
        return render(request, "hall/me_unlinked.html")
    tenures = list(Tenure.objects.filter(person=person).select_related("post__unit").order_by("-start", "pk"))
    plans = own_plans(person)
    context = {
        "person": person,
        "tenures": tenures,
        "next": plans.next_step(today),
        **both_lanes(careers(tenures, today).get(person.pk, Career()), plans.stints, today),
        **_training(person, tenures, plans, today),
        "pairs": [(pair, pair.mentee_id == person.pk) for pair in pairs_of(person)],
        "planned_mentor": plans.mentor,
        "corrections": own_corrections(person)[:FEW],
        "views": [(view, why_looked(view.came_from)) for view in own_views(person)[:FEW]],
    }
    return render(request, "hall/me.html", context)


def _training(person: Person, tenures: list[Tenure], plans: OwnPlans, today: date) -> dict[str, Any]:
    """Days owed rule by rule, the seats of the adopted plan, and classes to wish for."""
    seated = {line.training_class_id for line in plans.seats}
    policy = policy_now()
    ahead = classes_to_wish(person, today, is_newcomer(tenures, policy))
    classes = [offered for offered in ahead if offered.pk not in seated]
    return {
        "duties": own_duties(person, tenures, plans.seats, policy),
        "seats": [line for line in plans.seats if line.training_class and line.training_class.end >= today],
        "classes": classes,
    }


@page(name="me-wish", roles=EVERYONE, methods=("POST",), about="class")
def wish(request: HttpRequest, pk: int) -> HttpResponse:
    """Wish for a seat in a class, or take the wish back."""
    account, wanted = reader(request), one(TrainingClass.objects.all(), pk=pk)
    try:
        if request.POST.get("drop"):
            drop_wish(account, wanted)
            messages.success(request, _("Your wish is taken back."))
        else:
            wish_to_attend(account, wanted)
            messages.success(request, _("Your wish is recorded. Those who fill the class see it."))
    except Refused as refused:
        messages.warning(request, refused.reason)
    return redirect("hall:me")


@page(name="me-corrections", roles=EVERYONE, methods=("GET", "POST"))
def corrections(request: HttpRequest) -> HttpResponse:
    """What I asked to be corrected, what became of it, and a form to ask."""
    account = reader(request)
    if account.person is None:
        return render(request, "hall/me_unlinked.html")
    if request.POST.get("withdraw", "").isdigit():
        return _withdraw(request, int(request.POST["withdraw"]))
    form = AskCorrection(request.POST or None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            asked = ask_correction(account, said["matter"], said["wanted"], said["evidence"])
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Asked. An answer is due by %(day)s.") % {"day": asked.due})
            return redirect("hall:me-corrections")
    shown = listing(request, own_corrections(account.person), ("-id",))
    context = {"person": account.person, "form": form, "page": shown, "today": timezone.localdate()}
    return render(request, "hall/me_corrections.html", context, status=422 if form.errors else 200)


def _withdraw(request: HttpRequest, number: int) -> HttpResponse:
    account = reader(request)
    try:
        withdraw_correction(one(own_corrections(own_person(account)), pk=number), account)
        messages.success(request, _("The request is taken back."))
    except Refused as refused:
        messages.warning(request, refused.reason)
    return redirect("hall:me-corrections")


@page(name="me-views", roles=EVERYONE)
def views(request: HttpRequest) -> HttpResponse:
    """Everybody who looked at my file, when and why."""
    person = reader(request).person
    if person is None:
        return render(request, "hall/me_unlinked.html")
    shown = listing(request, own_views(person), ("-id",))
    rows = [(view, why_looked(view.came_from)) for view in shown.rows]
    return render(request, "hall/me_views.html", {"person": person, "page": shown, "rows": rows})
