"""Sign-in and out, language, my account."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from genhun.hall.forms.session import Look, SignIn
from genhun.hall.shell import ROWS, THEME, choice
from genhun.records.actions.accounts import choose_language
from genhun.records.pages import page, reader
from genhun.records.policies import EVERYONE


def _next(request: HttpRequest) -> str:
    """Where to go on: only addresses of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"


@page(name="sign-in", roles=(), methods=("GET", "POST"))
def sign_in(request: HttpRequest) -> HttpResponse:
    """Enter."""
    if request.user.is_authenticated:
        return redirect(_next(request))
    form = SignIn(request, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())
        return redirect(_next(request))
    status = 422 if form.errors else 200
    return render(request, "hall/sign_in.html", {"form": form, "next": _next(request)}, status=status)


@page(name="sign-out", roles=(), methods=("POST",))
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave."""
    logout(request)
    return redirect("hall:sign-in")


@page(name="language", roles=(), methods=("POST",))
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language: kept in the account, before sign-in in a cookie."""
    wanted = request.POST.get("language", "")
    if wanted not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest()
    answer = redirect(_next(request))
    if request.user.is_authenticated:
        choose_language(request.user, wanted)
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        wanted,
        max_age=365 * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return answer


@page(name="account", roles=EVERYONE, methods=("GET", "POST"))
def account(request: HttpRequest) -> HttpResponse:
    """My account: who I am here, what I may see, how I like to see it."""
    held = {"theme": choice(request, THEME), "rows": choice(request, ROWS)}
    form = Look(request.POST or None, initial=held)
    if request.method == "POST" and form.is_valid():
        form.keep(request.session)
        messages.success(request, _("Saved."))
        return redirect("hall:account")
    context = {"form": form, "unit": reader(request).unit}
    return render(request, "hall/account.html", context, status=422 if form.errors else 200)
