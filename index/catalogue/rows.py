"""Documents and passages as rows, and what a reader may see of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, Select, and_, exists, false, func, or_, select

from index.catalogue import codec
from index.catalogue.labels import Label, marked
from index.catalogue.schema import COPIES, DOCUMENTS, PASSAGES, PATHS
from index.levels import level_of
from index.standing import ends_on
from index.types import DocumentEntry, Passage, Scope
from ingest.language.numbers import number_key
from ingest.types import Document, Span


def named_files() -> Select[Any]:
    """Files with one name each: of several paths that lead to one, the first in name order."""
    return select(PATHS.c.file_id, func.min(PATHS.c.name).label("name")).group_by(PATHS.c.file_id)


NAME = named_files().subquery("shown")
LISTED = DOCUMENTS.join(NAME, NAME.c.file_id == DOCUMENTS.c.file_id)
ENTRY_COLUMNS = (
    DOCUMENTS.c.id,
    NAME.c.name,
    DOCUMENTS.c.media_type,
    DOCUMENTS.c.number,
    DOCUMENTS.c.kind,
    DOCUMENTS.c.issuer,
    DOCUMENTS.c.issued_on,
    DOCUMENTS.c.title,
    DOCUMENTS.c.page_count,
    DOCUMENTS.c.passage_count,
    DOCUMENTS.c.finding_count,
    DOCUMENTS.c.clearance,
    DOCUMENTS.c.organisation,
)


def entry_of_row(row: Row[Any]) -> DocumentEntry:
    return DocumentEntry(*tuple(row))


def visible(scope: Scope, documents: FromClause = DOCUMENTS) -> ColumnElement[bool]:
    """Whether a reader of this scope may see a row of `documents`."""
    terms: list[ColumnElement[bool]] = [documents.c.clearance <= scope.clearance]
    if scope.organisations is not None:
        mine = documents.c.organisation.in_(sorted(scope.organisations))
        terms.append(or_(documents.c.organisation.is_(None), mine))
    if scope.as_of is not None:
        terms.append(or_(documents.c.issued_on.is_(None), documents.c.issued_on <= scope.as_of))
    return and_(*terms)


def mentions(query: str, documents: FromClause = DOCUMENTS, name: FromClause = NAME) -> ColumnElement[bool]:
    """Whether the words stand in the name, number or title."""
    columns = (name.c.name, documents.c.number, documents.c.title)
    return or_(*(column.icontains(query, autoescape=True) for column in columns))


def is_best_copy(scope: Scope, query: str = "") -> ColumnElement[bool]:
    """Whether no better copy of a document can be shown to this reader instead of it.

    A copy can when the reader may see it, a path leads to it, it is indexed, and it too mentions what is asked for. A
    copy outside the scope counts for nothing, so that nobody learns of it. Of equal merit the smaller id is better.
    """
    other, name = DOCUMENTS.alias("other"), named_files().subquery("other_name")
    better = or_(
        other.c.merit > DOCUMENTS.c.merit, and_(other.c.merit == DOCUMENTS.c.merit, other.c.id < DOCUMENTS.c.id)
    )
    pair = COPIES.join(other, other.c.id == COPIES.c.other_id).join(PATHS, PATHS.c.file_id == other.c.file_id)
    # "IS NOT false", which no index serves: SQLite would go through all that is indexed for every row, not its copies.
    terms = [COPIES.c.document_id == DOCUMENTS.c.id, better, other.c.indexed.is_not(false()), visible(scope, other)]
    if query:
        pair = pair.join(name, name.c.file_id == other.c.file_id)
        terms.append(mentions(query, other, name))
    return ~exists().select_from(pair).where(*terms).correlate(DOCUMENTS)


def of_cut(cut: ColumnElement[int] | int) -> ColumnElement[bool]:
    """Of passages that are looked up by their document: that they are of this cut.

    Written so that no index serves it: SQLite would take the cut for the way in, which all passages there are share
    (65 ms for one document among 20,000 passages, 0.6 ms by the document).
    """
    return (PASSAGES.c.cut + 0) == cut


def document_row(file_id: str, document: Document, passages: int, label: Label) -> dict[str, Any]:
    facts = document.facts
    number, kind, issuer = (fact.value if fact else None for fact in (facts.number, facts.kind, facts.issuer))
    return {
        "id": document.id,
        "file_id": file_id,
        "media_type": document.media_type,
        "text": document.text,
        "facts": codec.facts_json(facts),
        "sections": codec.sections_json(document.sections),
        "reference_list": codec.references_json(document.references),
        "findings": codec.findings_json(document.findings),
        "finding_count": len(document.findings),
        "number": number,
        "number_key": number_key(number) if number else None,
        "kind": kind,
        "issuer": issuer,
        "issued_on": facts.issued_on.value if facts.issued_on else None,
        "title": facts.title.value if facts.title else None,
        "page_count": len(document.pages),
        "passage_count": passages,
        "clearance": max(marked(facts), label.clearance),
        "organisation": label.organisation,
        "indexed": False,
        "compared": False,
        "merit": "",
        "level": level_of(issuer, number, kind),
        "effective_on": facts.effective_on.value if facts.effective_on else None,
        "ends_on": ends_on(document.text, facts),
        "described": "",
    }


def passage_row(passage: Passage, cut: int) -> dict[str, Any]:
    return {
        "cut": cut,
        "id": passage.id,
        "document_id": passage.document_id,
        "start": passage.span.start,
        "end": passage.span.end,
        "heading": passage.heading,
        "text": passage.text,
    }


def passage_of_row(row: Row[Any]) -> Passage:
    return Passage(row.id, row.document_id, Span(row.start, row.end), row.text, row.heading)
