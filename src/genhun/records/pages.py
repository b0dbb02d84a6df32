"""Every page says who may see it. A view without `@page` fails the suite; a page outside one's role does not exist."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, URLResolver, get_resolver

from genhun.records.models import Account, Role

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Page:
    """What a view declares: its name, the roles that see it (empty: everybody, signed in or not), its methods.

    `about` names the kind of record that the address holds, if any: unit, person, post, plan, line, job, import, class,
    account.
    """

    name: str
    roles: frozenset[Role]
    methods: tuple[str, ...] = ("GET",)
    about: str = ""

    @property
    def public(self) -> bool:
        """Whether nobody needs to sign in for it."""
        return not self.roles


@dataclass(frozen=True, slots=True)
class Address:
    """One address of the site: its full name for `reverse`, its route with parameters, and what its view declares."""

    name: str
    route: str
    page: Page | None
    parameters: tuple[str, ...]


def page(
    *, name: str, roles: Iterable[Role], methods: tuple[str, ...] = ("GET",), about: str = ""
) -> Callable[[View], View]:
    """Declare a view: sign-in first, then the role; what is outside the role answers 404, a wrong method 405."""
    declared = Page(name, frozenset(roles), methods, about)

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not declared.public:
                if not request.user.is_authenticated:
                    return _to_sign_in(request)
                if request.user.role not in declared.roles or request.user.unit_id is None:
                    raise Http404
            if request.method not in {*declared.methods, "HEAD", "OPTIONS"} or (
                request.method == "HEAD" and "GET" not in declared.methods
            ):
                return HttpResponseNotAllowed(declared.methods)
            return view(request, *args, **kwargs)

        guarded.page = declared  # type: ignore[attr-defined]  # the declaration travels on the view, for the matrix
        return guarded

    return declare


def reader(request: HttpRequest) -> Account:
    """The account that a page which is not public answers to; `page` has let nobody else in."""
    if not isinstance(request.user, Account):
        raise Http404
    return request.user


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; a fragment asks the browser to go there as a whole."""
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = str(settings.LOGIN_URL)
        return answer
    return redirect_to_login(request.get_full_path())


def addresses(
    patterns: Iterable[URLPattern | URLResolver] | None = None, space: str = "", route: str = "/"
) -> Iterator[Address]:
    """Every address of the site with what its view declares (None: nothing)."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        below = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry.url_patterns, inner, below)
        else:
            declared = getattr(entry.callback, "page", None)
            yield Address(f"{space}{entry.name}", below, declared, tuple(entry.pattern.converters))
