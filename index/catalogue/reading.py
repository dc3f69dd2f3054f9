"""What a reader is shown. Every method takes the reader's `Scope`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select

from index.catalogue import codec
from index.catalogue.access import chunks
from index.catalogue.generations import Generations
from index.catalogue.prepared import entries_by_id, entry_keys, passages_by_id, spans_by_document
from index.catalogue.rows import (
    ENTRY_COLUMNS,
    LISTED,
    NAME,
    entry_of_row,
    is_best_copy,
    mentions,
    passage_of_row,
    visible,
)
from index.catalogue.schema import DOCUMENTS, PAGES, PATHS
from index.types import DocumentEntry, Passage, Scope
from ingest.language.numbers import number_key
from ingest.types import Document, Facts, Page, Section, Span


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
            rows = self._rows(passages_by_id(scope, folded), {"cut": cut, "ids": chunk})
            found.update((row.id, passage_of_row(row)) for row in rows)
        return found

    def numbered(self, serials: Iterable[str], scope: Scope) -> tuple[Identity, ...]:
        """Documents whose numbers begin with one of these serials ("57"), whatever follows."""
        # A key is "57/nq/tw", or the serial alone; "0" is the character after "/": a range, which the index serves.
        key, asked = DOCUMENTS.c.number_key, tuple(sorted(serials))
        chosen = [or_(key == serial, and_(key >= f"{serial}/", key < f"{serial}0")) for serial in asked]
        if not chosen:
            return ()
        return self._asked.get(("numbered", asked, scope), lambda: self._identities(or_(*chosen), scope))

    def of_kinds(self, kinds: Iterable[str], scope: Scope) -> tuple[Identity, ...]:
        """Documents of these types that have a title."""
        named = tuple(sorted(kinds))
        chosen = and_(DOCUMENTS.c.kind.in_(named), DOCUMENTS.c.title.is_not(None))
        return self._asked.get(("of_kinds", named, scope), lambda: self._identities(chosen, scope))

    def _identities(self, chosen: ColumnElement[bool], scope: Scope) -> tuple[Identity, ...]:
        columns = [DOCUMENTS.c[name] for name in ("id", "number_key", "kind", "issued_on", "title")]
        rows = self._rows(select(*columns).where(chosen, visible(scope)).order_by(DOCUMENTS.c.id))
        return tuple(Identity(row.id, row.number_key, row.kind, row.issued_on, row.title) for row in rows)

    def ids(self, scope: Scope) -> list[str]:
        """Ids of all documents that this reader may see, in order, every copy."""
        return self._column(select(DOCUMENTS.c.id).where(visible(scope)).order_by(DOCUMENTS.c.id))

    def text_of(self, document_id: str, scope: Scope) -> str:
        """The text alone; "" when unknown or outside the scope."""
        return self._scalar(select(DOCUMENTS.c.text).where(DOCUMENTS.c.id == document_id, visible(scope))) or ""

    def facts_of(self, document_ids: Sequence[str], scope: Scope) -> dict[str, Facts]:
        """What the mastheads and signatures say, by document id; what is unknown or outside the scope is left out."""
        found: dict[str, Facts] = {}
        for chunk in chunks(document_ids):
            rows = self._rows(
                select(DOCUMENTS.c.id, DOCUMENTS.c.facts).where(DOCUMENTS.c.id.in_(chunk), visible(scope))
            )
            found.update((row.id, codec.facts_of_json(row.facts)) for row in rows)
        return found

    def sections_of(self, document_id: str, scope: Scope) -> tuple[Section, ...]:
        """Sections in reading order; () for a document without any, unknown or outside the scope."""
        return self._asked.get(("sections", document_id, scope), lambda: self._sections_of(document_id, scope))

    def _sections_of(self, document_id: str, scope: Scope) -> tuple[Section, ...]:
        row = self._first(select(DOCUMENTS.c.sections).where(DOCUMENTS.c.id == document_id, visible(scope)))
        return () if row is None else codec.sections_of_json(row.sections)

    def spans_of(self, document_ids: Iterable[str], scope: Scope) -> list[tuple[str, str, Span]]:
        """(passage id, document id, span) of every passage of these documents, in reading order."""
        rows = self._rows(spans_by_document(scope), {"cut": self.cut, "ids": sorted(document_ids)})
        return [(row.id, row.document_id, Span(row.start, row.end)) for row in rows]

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
            rows = self._rows(entries_by_id(scope), entry_keys(chunk))
            found.update((row.id, entry_of_row(row)) for row in rows)
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
