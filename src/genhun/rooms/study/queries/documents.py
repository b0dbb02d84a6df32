"""Guiding documents, and two versions of one beside each other."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from genhun.formats.prose.clauses import Piece, words
from genhun.formats.prose.compare import CHANGED, GONE, MOVED, NEW, SAME, Run, compare, word_runs
from genhun.records.models import Account, Clause, Document, DocumentVersion, Requirement
from genhun.records.scope import documents_of
from genhun.rooms.study.queries.requirements import by_clause

State = Requirement.State


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one clause, word by word, and the requirements that hang on it now."""

    kind: str
    old: Clause | None
    new: Clause | None
    runs: Sequence[Run]
    requirements: Sequence[Requirement]


def pieces_of(clauses: Sequence[Clause]) -> list[Piece]:
    """Stored clauses as the splitter gave them."""
    return [Piece(clause.label, clause.depth, clause.text) for clause in clauses]


def documents_listed(account: Account) -> QuerySet[Document]:
    """Documents with the number of their versions and of their requirements by what is to be done about them."""
    asked = "versions__clauses__requirements"
    return (
        documents_of(account)
        .select_related("unit")
        .annotate(
            texts=Count("versions", distinct=True),
            since=Max("versions__since"),
            waiting=Count(asked, filter=Q(**{f"{asked}__state": State.PROPOSED}), distinct=True),
            force=Count(asked, filter=Q(**{f"{asked}__state": State.CONFIRMED}), distinct=True),
            again=Count(asked, filter=Q(**{f"{asked}__look_again": True}), distinct=True),
        )
    )


def changes(account: Account, old: DocumentVersion, new: DocumentVersion) -> list[Change]:
    """Clause by clause what became of the old text."""
    before, after = (list(version.clauses.order_by("position")) for version in (old, new))
    held = by_clause(account, [*before, *after])
    told = []
    for pair in compare(pieces_of(before), pieces_of(after)):
        left = before[pair.old] if pair.old is not None else None
        right = after[pair.new] if pair.new is not None else None
        runs = word_runs(words(left.text) if left else "", words(right.text) if right else "")
        stands = right or left
        told.append(Change(pair.kind, left, right, runs, held.get(stands.pk, []) if stands else []))
    return told


def counts_by_kind(told: Sequence[Change]) -> Mapping[str, int]:
    """How many clauses stayed, moved, changed, came and went."""
    found = Counter(change.kind for change in told)
    return {kind: found[kind] for kind in (CHANGED, NEW, GONE, MOVED, SAME)}
