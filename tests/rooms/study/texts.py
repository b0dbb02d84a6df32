"""Made-up texts and shortcuts that the tests of the room share."""

from datetime import date
from typing import Any

from django.test import Client

from genhun.records.models import Account, Document, Measure, Requirement, Unit
from genhun.rooms.study.actions.documents import take_document
from genhun.rooms.study.actions.requirements import settle_many

FIRST = """第一条　各单位应当每季度集中学习一次。
第二条　鼓励党支部结对共建。
第三条　书记应当每半年谈话不少于2次。
第四条　不得以留痕评价工作。
第五条　本规定由集团党委解释。
"""
SECOND = """第一条　各单位应当每季度集中学习一次。
第二条　书记应当每季度谈话不少于3次。
第三条　鼓励党支部结对共建。
第四条　应当在2027年6月底前明确责任人。
第五条　本规定由集团党委解释。
"""
SAID: dict[str, Any] = {"title": "季度学习", "state": "running", "evidence": "", "missing": "场次未定", "due": None}
WORDED: dict[str, Any] = {"text": "每季度学习", "binding": True, "due": None, "cycle": "quarter", "reach": "all"}


def taken(account: Account, unit: Unit, text: str = FIRST) -> Document:
    """A document taken in for a unit."""
    return take_document(account, unit, "若干规定", text, date(2026, 1, 1))


def confirmed(account: Account, unit: Unit, text: str = FIRST) -> list[Requirement]:
    """A document taken in with everything that it asks for in force, in the order of its clauses."""
    document = taken(account, unit, text)
    proposed = Requirement.objects.filter(clause__version__document=document)
    settle_many(document, {one.pk: one.version for one in proposed}, Requirement.State.CONFIRMED, account)
    return list(proposed.order_by("clause__position"))


def measured(unit: Unit, *requirements: Requirement, state: str = "running") -> Measure:
    """A measure that stands in the records."""
    measure = Measure.objects.create(unit=unit, title="季度学习", state=state)
    measure.requirements.set(requirements)
    return measure


def signed_in(account: Account, language: str = "en") -> Client:
    """A browser in the hands of somebody."""
    client = Client()
    account.language = language
    account.save()
    client.force_login(account, "django.contrib.auth.backends.ModelBackend")
    return client
