"""Terms of party organisations: recorded, extended once with a decision, closed by the next election."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genhun.records import audit
from genhun.records.models import Account, Unit
from genhun.records.policies import Refused, Stale
from genhun.rooms.secretaries.models import Term, TermSetting
from genhun.rooms.secretaries.policies import check_can_extend, check_can_record_term, check_can_set_rules
from genhun.rooms.secretaries.queries.terms import rules_now
from genhun.rooms.secretaries.rules import FIGURES


@transaction.atomic
def set_figure(account: Account, key: str, value: int, source: str) -> TermSetting:
    """Set one figure of the rules for the whole group; terms already recorded keep their end."""
    check_can_set_rules(account)
    figure = FIGURES[key]
    if not figure.least <= value <= figure.most:
        words = {"name": figure.name, "value": value, "least": figure.least, "most": figure.most}
        raise Refused(_("%(name)s: %(value)s. Allowed: %(least)s to %(most)s.") % words)
    setting, _made = TermSetting.objects.update_or_create(key=key, defaults={"value": value, "source": source})
    audit.record(account, "set_term_figure", f"term-figure:{key}", {"value": value}, source)
    return setting


@transaction.atomic
def record_term(account: Account, unit: Unit, kind: str, start: date) -> Term:
    """Write down the running term of a unit's party organisation; its end follows from the rules."""
    check_can_record_term(unit, account)
    if start > timezone.localdate():
        raise Refused(_("The election on %(day)s lies ahead. A term is recorded once it has begun.") % {"day": start})
    return open_term(account, unit, kind, start)


def open_term(account: Account, unit: Unit, kind: str, start: date) -> Term:
    """A new term in the transaction of whoever begins it."""
    term = Term.objects.create(unit=unit, kind=kind, start=start, ends=rules_now().end_of(kind, start))
    detail = {"unit": unit.code, "kind": kind, "start": str(start), "ends": str(term.ends)}
    audit.record(account, "record_term", f"term:{term.pk}", detail)
    return term


@transaction.atomic
def extend_term(term: Term, account: Account, until: date, decision: str, reason: str, version: int) -> Term:
    """Extend a term, by a decision of the committee above, within what the rules allow."""
    term = current_term(term, version)
    check_can_extend(term, account)
    latest = rules_now().latest(term)
    if not term.ends < until <= latest:
        words = {"until": until, "ends": term.ends, "latest": latest}
        raise Refused(
            _("%(until)s is no extension of a term that ends on %(ends)s. The latest day allowed is %(latest)s.")
            % words
        )
    term.extended_to, term.extension_decision, term.extension_reason = until, decision, reason
    term.version += 1
    term.save()
    audit.record(account, "extend_term", f"term:{term.pk}", {"until": str(until), "decision": decision}, reason)
    return term


def current_term(term: Term, version: int) -> Term:
    """The term as it now is, held until the transaction ends. Raises Stale if it is not what the person saw."""
    now = Term.objects.select_for_update(of=("self",)).select_related("unit").get(pk=term.pk)
    if now.version != version:
        raise Stale(_("Somebody changed this term since you opened it. Look at it again."))
    return now
