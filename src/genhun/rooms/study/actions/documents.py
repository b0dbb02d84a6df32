"""Taking in a guiding document, and a new version of it. What is required is proposed; people confirm it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from genhun.formats.prose.clauses import Piece, split
from genhun.formats.prose.compare import GONE, MOVED, SAME, compare
from genhun.formats.prose.demands import Demand, demands
from genhun.records import audit
from genhun.records.models import Account, Clause, Document, DocumentVersion, Requirement, Unit
from genhun.records.policies import Refused
from genhun.rooms.study.models import Question
from genhun.rooms.study.policies import check_can_keep, check_can_renew
from genhun.rooms.study.queries.documents import pieces_of

State = Requirement.State


@transaction.atomic
def take_document(
    account: Account,
    unit: Unit,
    title: str,
    text: str,
    since: date,
    *,
    number: str = "",
    issuer: str = "",
    source: str = "",
) -> Document:
    """Take a document in for a unit and all below it, and propose what its clauses require."""
    check_can_keep(unit, account)
    document = Document.objects.create(title=title, number=number, issuer=issuer, unit=unit)
    version, pieces = _store(document, 1, text, since, source, account)
    proposed = _propose(version, demands(pieces), set())
    detail = {"title": title, "clauses": len(pieces), "proposed": proposed}
    audit.record(account, "take_document", f"document:{document.pk}", detail)
    return document


@transaction.atomic
def take_version(document: Document, account: Account, text: str, since: date, *, source: str = "") -> DocumentVersion:
    """Take in a new version: what is required follows its clauses; what changed or went is to be looked at again."""
    document = Document.objects.select_for_update(of=("self",)).select_related("unit").get(pk=document.pk)
    check_can_renew(document, account)
    last = document.versions.order_by("-ordinal")[0]
    if since < last.since:
        raise Refused(
            _("The version before is in force since %(day)s; this one cannot be older.") % {"day": last.since}
        )
    before = list(last.clauses.order_by("position"))
    if "".join(clause.text for clause in before) == text:
        raise Refused(_("This is the text of the version before, to the letter. Nothing was taken in."))
    version, pieces = _store(document, last.ordinal + 1, text, since, source, account)
    asked = demands(pieces)
    counts, settled = _carry(before, version, pieces, asked)
    counts["proposed"] += _propose(version, asked, settled)
    audit.record(account, "take_version", f"document:{document.pk}", {"ordinal": version.ordinal, **counts})
    return version


def _store(
    document: Document, ordinal: int, text: str, since: date, source: str, account: Account
) -> tuple[DocumentVersion, list[Piece]]:
    version = DocumentVersion.objects.create(
        document=document, ordinal=ordinal, since=since, source=source, taken_by=account
    )
    pieces = split(text)
    Clause.objects.bulk_create(
        Clause(version=version, position=n, label=piece.label, depth=piece.depth, text=piece.text)
        for n, piece in enumerate(pieces)
    )
    return version, pieces


def _propose(version: DocumentVersion, asked: Sequence[Demand], settled: set[int]) -> int:
    """Propose what clauses ask for, unless somebody has already said what they require."""
    clauses = {clause.position: clause for clause in version.clauses.all()}
    fresh = [demand for demand in asked if demand.index not in settled]
    Requirement.objects.bulk_create(
        Requirement(
            clause=clauses[demand.index],
            text=demand.text,
            binding=demand.binding,
            unit=version.document.unit,
            due=demand.due,
            cycle=demand.cycle,
        )
        for demand in fresh
    )
    return len(fresh)


def _carry(
    before: Sequence[Clause], version: DocumentVersion, pieces: Sequence[Piece], asked: Sequence[Demand]
) -> tuple[Counter[str], set[int]]:
    """Move requirements to the clauses that took the old ones' place. Returns counts, and the clauses spoken for."""
    now = {clause.position: clause for clause in version.clauses.all()}
    demand_at = {demand.index: demand for demand in asked}
    standing: dict[int, list[Requirement]] = {}
    for requirement in Requirement.objects.filter(clause__in=before).exclude(state=State.ENDED).order_by("pk"):
        standing.setdefault(requirement.clause_id, []).append(requirement)
    counts: Counter[str] = Counter(kept=0, again=0, proposed=0, dropped=0)
    settled: set[int] = set()
    touched: list[Requirement] = []
    for pair in compare(pieces_of(before), pieces):
        for requirement in standing.get(before[pair.old].pk, []) if pair.old is not None else []:
            clause = None if pair.new is None else now[pair.new]
            demand = None if pair.new is None else demand_at.get(pair.new)
            counts[_follow(requirement, pair.kind, clause, demand)] += 1
            if pair.kind not in {SAME, MOVED}:
                touched.append(requirement)
            if pair.new is not None:
                settled.add(pair.new)
    counts["questions"] = _ask_again(touched)
    return counts, settled


def _ask_again(touched: Sequence[Requirement]) -> int:
    """Nobody is asked about words that no longer stand: such questions wait to be confirmed anew."""
    asked = Question.objects.filter(requirement__in=touched, state=Question.State.CONFIRMED)
    return asked.update(state=Question.State.PROPOSED, version=F("version") + 1)


def _follow(requirement: Requirement, kind: str, clause: Clause | None, demand: Demand | None) -> str:
    """What the change of its clause means for one requirement: kept, again, proposed or dropped."""
    if kind in {SAME, MOVED}:
        outcome = "kept"
    elif requirement.state == State.CONFIRMED:
        outcome = "again"
        requirement.before = requirement.before if requirement.look_again else requirement.clause
        requirement.look_again = True
    elif kind == GONE or demand is None:
        outcome = "dropped"
        requirement.state = State.ENDED
    else:
        outcome = "proposed"
        requirement.state, requirement.text = State.PROPOSED, demand.text
        requirement.binding, requirement.due, requirement.cycle = demand.binding, demand.due, demand.cycle
    requirement.clause = clause or requirement.clause
    requirement.version += 1
    requirement.save()
    return outcome
