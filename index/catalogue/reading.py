"""What a reader is shown. Every method takes the reader's `Scope`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select

from index.catalogue import codec
from index.catalogue.access import chunks
from index.catalogue.generations import Generations
from index.catalogue.rows import (
    ENTRY_COLUMNS,
    LISTED,
    NAME,
    entries_by_id,
    entry_of_row,
    is_best_copy,
    mentions,
    passage_of_row,
    visible,
)
from index.catalogue.schema import DOCUMENTS, PAGES, PASSAGES, PATHS
from index.types import DocumentEntry, Passage, Scope
from ingest.language.numbers import number_key
from ingest.types import Document, Page, Section, Span


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document may be called by: number key, type and date of issue, title; None where it has none."""

    document_id: str
    number_key: str | None
    kind: str | None
    issued_on: dt.date | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Totals:
    """What the archive holds, indexed or not; every copy counts."""

    files: int
    documents: int
    passages: int
    findings: int


class Reading(Generations):
    """Lists, searches and whole documents."""

    def passages(self, ids: Sequence[str], scope: Scope, *, folded: bool = False) -> dict[str, Passage]:
        """Passages by id; unknown ones and those of documents outside the scope are left out.

        `folded`: those of documents of which this reader is shown a better copy are left out too.
        """
        found: dict[str, Passage] = {}
        cut = self.cut
        for chunk in chunks(ids):
            query = (
                select(PASSAGES)
                .join(DOCUMENTS, DOCUMENTS.c.id == PASSAGES.c.document_id)
                .where(PASSAGES.c.cut == cut, PASSAGES.c.id.in_(chunk), visible(scope))
            )
            if folded:
                query = query.where(is_best_copy(scope))
            found.update((row.id, passage_of_row(row)) for row in self._rows(query))
        return found

    def numbered(self, serials: Iterable[str], scope: Scope) -> list[Identity]:
        """Documents whose numbers begin with one of these serials ("57"), whatever follows."""
        # A key is "57/nq/tw", or the serial alone; "0" is the character after "/": a range, which the index serves.
        key = DOCUMENTS.c.number_key
        chosen = [or_(key == serial, and_(key >= f"{serial}/", key < f"{serial}0")) for serial in sorted(serials)]
        return self._identities(or_(*chosen), scope) if chosen else []

    def of_kinds(self, kinds: Iterable[str], scope: Scope) -> list[Identity]:
        """Documents of these types that have a title."""
        return self._identities(and_(DOCUMENTS.c.kind.in_(sorted(kinds)), DOCUMENTS.c.title.is_not(None)), scope)

    def _identities(self, chosen: ColumnElement[bool], scope: Scope) -> list[Identity]:
        columns = [DOCUMENTS.c[name] for name in ("id", "number_key", "kind", "issued_on", "title")]
        rows = self._rows(select(*columns).where(chosen, visible(scope)).order_by(DOCUMENTS.c.id))
        return [Identity(row.id, row.number_key, row.kind, row.issued_on, row.title) for row in rows]

    def ids(self, scope: Scope) -> list[str]:
        """Ids of all documents that this reader may see, in order, every copy."""
        return self._column(select(DOCUMENTS.c.id).where(visible(scope)).order_by(DOCUMENTS.c.id))

    def text_of(self, document_id: str, scope: Scope) -> str:
        """The text alone; "" when unknown or outside the scope."""
        return self._scalar(select(DOCUMENTS.c.text).where(DOCUMENTS.c.id == document_id, visible(scope))) or ""

    def sections_of(self, document_id: str, scope: Scope) -> tuple[Section, ...]:
        """Sections in reading order; () for a document without any, unknown or outside the scope."""
        query = select(DOCUMENTS.c.sections).where(DOCUMENTS.c.id == document_id, visible(scope))
        row = self._first(query)
        return () if row is None else codec.sections_of_json(row.sections)

    def spans_of(self, document_ids: Iterable[str], scope: Scope) -> list[tuple[str, str, Span]]:
        """(passage id, document id, span) of every passage of these documents, in reading order."""
        query = (
            select(PASSAGES.c.id, PASSAGES.c.document_id, PASSAGES.c.start, PASSAGES.c.end)
            .join(DOCUMENTS, DOCUMENTS.c.id == PASSAGES.c.document_id)
            .where(PASSAGES.c.document_id.in_(sorted(document_ids)), PASSAGES.c.cut == self.cut, visible(scope))
            .order_by(PASSAGES.c.document_id, PASSAGES.c.start)
        )
        return [(row.id, row.document_id, Span(row.start, row.end)) for row in self._rows(query)]

    def entries(self, scope: Scope, *, limit: int, offset: int = 0, query: str = "") -> tuple[int, list[DocumentEntry]]:
        """How many documents match, and one page of them by file name; of a work the best copy that matches.

        `query` is looked for in name, number and title.
        """
        words = query.strip()
        chosen = and_(visible(scope), is_best_copy(scope, words))
        if words:
            chosen = and_(chosen, mentions(words))
        total = self._scalar(select(func.count()).select_from(LISTED).where(chosen)) or 0
        page = select(*ENTRY_COLUMNS).select_from(LISTED).where(chosen)
        rows = self._rows(page.order_by(NAME.c.name, DOCUMENTS.c.id).limit(limit).offset(offset))
        return total, [entry_of_row(row) for row in rows]

    def entries_of(self, document_ids: Sequence[str], scope: Scope) -> dict[str, DocumentEntry]:
        """Entries by document id; unknown ones and those outside the scope are left out."""
        found: dict[str, DocumentEntry] = {}
        for chunk in chunks(document_ids):
            query = entries_by_id(chunk).where(visible(scope))
            found.update((row.id, entry_of_row(row)) for row in self._rows(query))
        return found

    def find(self, name: str, scope: Scope) -> list[DocumentEntry]:
        """Documents by ingested path; if none, by base name; if none, by number. In file name order.

        A path finds the very copy that it names; a base name or a number the best copy of each work.
        """
        with_name = select(PATHS.c.file_id).where(or_(PATHS.c.name == name, PATHS.c.source == name))
        base = name.rpartition("/")[2]
        with_base = select(PATHS.c.file_id).where(
            or_(PATHS.c.name == base, PATHS.c.name.endswith(f"/{base}", autoescape=True))
        )
        best = is_best_copy(scope)
        for chosen in (
            DOCUMENTS.c.file_id.in_(with_name),
            and_(DOCUMENTS.c.file_id.in_(with_base), best),
            DOCUMENTS.c.file_id.in_(with_base),
            and_(DOCUMENTS.c.number_key == number_key(name), best),
        ):
            query = select(*ENTRY_COLUMNS).select_from(LISTED).where(chosen, visible(scope))
            if rows := self._rows(query.order_by(NAME.c.name, DOCUMENTS.c.id)):
                return [entry_of_row(row) for row in rows]
        return []

    def document(self, document_id: str, scope: Scope, *, words: bool = True) -> Document | None:
        """The whole document; None when unknown or outside the scope. Without `words` its pages have none: faster."""
        row = self._first(select(DOCUMENTS).where(DOCUMENTS.c.id == document_id, visible(scope)))
        if row is None:
            return None
        return Document(
            id=row.id,
            text=row.text,
            media_type=row.media_type,
            facts=codec.facts_of_json(row.facts),
            pages=tuple(self._pages(document_id, words)),
            sections=codec.sections_of_json(row.sections),
            references=codec.references_of_json(row.reference_list),
            findings=codec.findings_of_json(row.findings),
        )

    def _pages(self, document_id: str, words: bool) -> list[Page]:
        columns = [column for column in PAGES.c if words or column.name != "words"]
        query = select(*columns).where(PAGES.c.document_id == document_id).order_by(PAGES.c.number)
        return [codec.page_of_row(row) for row in self._rows(query)]

    def source_of(self, document_id: str, scope: Scope) -> tuple[str, str] | None:
        """File id and name to show of the file that a document came from; None when unknown or outside the scope."""
        entry = self.entries_of([document_id], scope).get(document_id)
        return None if entry is None else (document_id.rpartition("-")[0], entry.file)

    def totals(self) -> Totals:
        """Of documents that some path leads to."""
        row = self._first(
            select(
                func.count(func.distinct(DOCUMENTS.c.file_id)),
                func.count(),
                func.coalesce(func.sum(DOCUMENTS.c.passage_count), 0),
                func.coalesce(func.sum(DOCUMENTS.c.finding_count), 0),
            ).where(DOCUMENTS.c.file_id.in_(select(PATHS.c.file_id)))
        )
        return Totals(*(row or (0, 0, 0, 0)))
