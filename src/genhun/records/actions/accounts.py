"""Accounts: who signs in, as what, and for which part."""

from django.db import transaction

from genhun.records import audit
from genhun.records.models import Account, Person, Role, Unit


@transaction.atomic
def open_account(
    username: str,
    password: str,
    *,
    role: Role,
    unit: Unit,
    actor: Account | None,
    full_name: str = "",
    person: Person | None = None,
) -> Account:
    """Open an account with one role for one unit and all below it."""
    account = Account(username=username, role=role, unit=unit, person=person, first_name=full_name)
    account.set_password(password)
    account.full_clean(exclude=["password", "last_login"])
    account.save(force_insert=True)
    audit.record(actor, "open_account", f"account:{username}", {"role": str(role), "unit": unit.code})
    return account


@transaction.atomic
def choose_language(account: Account, language: str) -> None:
    """The account's own choice of language."""
    account.language = language
    account.full_clean(exclude=["password", "last_login"])
    account.save(update_fields=["language"])
    audit.record(account, "choose_language", f"account:{account.username}", {"language": language})
