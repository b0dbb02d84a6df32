"""Every page says who may see it, and keeps to it: every address x role x relation x method, from the URL resolver."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.pages.tree import RELATIONS, Tree, build_tree

from genhun.records.models import Person, Role
from genhun.records.pages import Address, addresses

ADDRESSES = {address.name: address for address in addresses()}
ANONYMOUS = "anonymous"
SEEN = {"own", "below"}  # what lies beside and above does not exist
SHARED = {"class", "problem", "practice", "norm", "pulse-link"}  # open to the whole group


@pytest.fixture
def tree(db: None) -> Tree:
    return build_tree()


def test_every_address_has_a_name_and_declares_who_sees_it() -> None:
    undeclared = [address.route for address in addresses() if address.page is None or address.name.endswith("None")]
    assert undeclared == []
    assert len(ADDRESSES) == len(list(addresses()))


def test_every_address_with_a_parameter_says_what_it_is_about() -> None:
    assert [a.name for a in ADDRESSES.values() if a.parameters and a.page and not a.page.about] == []


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_an_address_opens_to_its_roles_in_their_part_and_to_nobody_else(tree: Tree, name: str) -> None:
    address = ADDRESSES[name]
    wrong = [
        (role, relation, method, status, wanted)
        for role in (*Role, ANONYMOUS)
        for relation, url in _urls(address, tree)
        for method in ("GET", "POST")
        for status, wanted in [(_status(tree, role, method, url), _wanted(address, role, relation, method))]
        if not _fits(status, wanted)
    ]
    assert wrong == []


def _urls(address: Address, tree: Tree) -> Iterator[tuple[str, str]]:
    about = address.page.about if address.page else ""
    for relation in RELATIONS if about else ("own",):
        yield relation, reverse(address.name, args=[tree.things[relation][about]] if about else [])


def _status(tree: Tree, role: str, method: str, url: str) -> int:
    """The status of one request, whatever it did undone."""
    with transaction.atomic():
        client = Client(HTTP_HOST="localhost")
        if role != ANONYMOUS:
            client.force_login(tree.account(Role(role)), "django.contrib.auth.backends.ModelBackend")
        status = client.generic(method, url).status_code
        transaction.set_rollback(True)
    return status


def _wanted(address: Address, role: str, relation: str, method: str) -> str:
    page = address.page
    assert page is not None
    if not page.public and role == ANONYMOUS:
        return "sign in"
    if not page.public and Role(role) not in page.roles:
        return "nothing there"
    if method not in page.methods:
        return "no such method"
    if page.about and page.about not in SHARED and relation not in SEEN:
        return "nothing there"
    return "something there"


def _fits(status: int, wanted: str) -> bool:
    exact = {"sign in": 302, "nothing there": 404, "no such method": 405}
    if wanted in exact:
        return status == exact[wanted]
    return status < 500 and status not in {404, 405}


def test_a_person_in_reserve_belongs_to_the_top_only(tree: Tree) -> None:
    number = tree.things["own"]["person"]
    Person.objects.filter(pk=number).update(unit=None)
    url = reverse("hall:person", args=[number])
    assert _status(tree, Role.READER, "GET", url) == 404
    client = Client(HTTP_HOST="localhost")
    client.force_login(tree.account(Role.READER, "above"), "django.contrib.auth.backends.ModelBackend")
    assert client.get(url).status_code == 200
