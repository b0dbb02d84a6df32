"""A page that is not one's own does not exist; a page says itself whose it is."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from genhun.records.models import Account, Role, Unit
from genhun.records.pages import Page, page

HERE = Unit(pk=1, code="x", path="/x/")


@page(name="desk", roles=[Role.GROUP_OFFICER], methods=("GET", "POST"), about="plan")
def desk(request: HttpRequest) -> HttpResponse:
    return HttpResponse("here")


@page(name="door", roles=())
def door(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


def asked(method: str = "GET", **headers: str) -> HttpRequest:
    return RequestFactory().generic(method, "/desk/?a=1", headers=headers)


def by(role: Role, unit: Unit | None = HERE, method: str = "GET") -> HttpRequest:
    request = asked(method)
    request.user = Account(username="x", role=role, unit=unit)
    return request


def test_a_view_carries_what_it_declares() -> None:
    assert desk.page == Page("desk", frozenset({Role.GROUP_OFFICER}), ("GET", "POST"), "plan")
    assert (desk.page.public, door.page.public) == (False, True)


def test_the_own_role_sees_the_page() -> None:
    assert desk(by(Role.GROUP_OFFICER)).content == b"here"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.GROUP_OFFICER])
def test_for_other_roles_it_does_not_exist(role: Role) -> None:
    with pytest.raises(Http404):
        desk(by(role))


def test_nor_for_an_account_that_belongs_nowhere() -> None:
    with pytest.raises(Http404):
        desk(by(Role.GROUP_OFFICER, None))


def test_a_stranger_is_sent_to_the_sign_in_and_back() -> None:
    request = asked()
    request.user = AnonymousUser()
    answer = desk(request)
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/desk/%3Fa%3D1")


def test_a_fragment_sends_the_whole_browser_there() -> None:
    request = asked(**{"HX-Request": "true"})
    request.user = AnonymousUser()
    answer = desk(request)
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/sign-in/")


@pytest.mark.parametrize(
    ("method", "code"), [("GET", 200), ("HEAD", 200), ("POST", 200), ("PUT", 405), ("DELETE", 405)]
)
def test_only_declared_methods_are_answered(method: str, code: int) -> None:
    assert desk(by(Role.GROUP_OFFICER, method=method)).status_code == code


def test_a_public_page_asks_nobody_and_takes_no_post() -> None:
    assert door(asked()).content == b"open"
    assert door(asked("POST")).status_code == 405
