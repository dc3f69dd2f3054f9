"""Reading and writing the catalogue. Every write is one transaction; every read for a reader takes a `Scope`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, and_, delete, func, insert, or_, select, update

from index.catalogue import codec
from index.catalogue.schema import DOCUMENTS, FAILURES, FILES, PAGES, PASSAGES, PATHS
from index.types import DocumentEntry, Passage, Scope
from ingest.language.numbers import number_key
from ingest.types import Document, Facts, Page, Span

_CHUNK = 500  # SQLite's default bound on variables in one statement is well above this


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file as it was read: SHA-256, size, type, by which version of the reader, and whether a tool was missing."""

    id: str
    size_bytes: int
    media_type: str
    reader_version: str
    degraded: bool


@dataclass(frozen=True, slots=True)
class Label:
    """The access label of a document: clearance 0–3 and the organisation it belongs to, None for all."""

    clearance: int = 0
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What an ingestion was told of its files' labels; None leaves that part as it was, 0 and all for a new file."""

    clearance: int | None = None
    organisation: str | None = None

    def over(self, before: Label | None) -> Label:
        """The label to give, where `before` is what there was."""
        kept = before or Label()
        return Label(
            kept.clearance if self.clearance is None else self.clearance,
            kept.organisation if self.organisation is None else self.organisation,
        )


@dataclass(frozen=True, slots=True)
class Totals:
    """What the archive holds, indexed or not."""

    files: int
    documents: int
    passages: int
    findings: int


class Catalogue:
    """The tables behind one engine. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # Ingestion ------------------------------------------------------------------------------------------------------

    def file_of_source(self, source: str) -> str | None:
        """The id of the file that this path led to when it was last ingested."""
        found: str | None = self._scalar(select(PATHS.c.file_id).where(PATHS.c.source == source))
        return found

    def is_read(self, file_id: str, reader_version: str, *, accept_degraded: bool = True) -> bool:
        """Whether this file's documents are in the catalogue, read by this version of the reader."""
        row = self._first(select(FILES).where(FILES.c.id == file_id))
        return row is not None and row.reader_version == reader_version and (accept_degraded or not row.degraded)

    def put(
        self, file: FileRecord, documents: Sequence[Document], passages: Sequence[Sequence[Passage]], label: Label
    ) -> None:
        """A file with its documents, pages and passages, not yet indexed; replaces an earlier reading of the file."""
        with self._engine.begin() as connection:
            connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.file_id == file.id))
            known = connection.execute(select(FILES.c.id).where(FILES.c.id == file.id)).first()
            values = {
                "size_bytes": file.size_bytes,
                "media_type": file.media_type,
                "reader_version": file.reader_version,
                "degraded": file.degraded,
                "read_at": _now(),
            }
            if known:
                connection.execute(update(FILES).where(FILES.c.id == file.id).values(**values))
            else:
                connection.execute(insert(FILES).values(id=file.id, **values))
            for document, its_passages in zip(documents, passages, strict=True):
                connection.execute(insert(DOCUMENTS).values(_document_row(file.id, document, len(its_passages), label)))
                if document.pages:
                    connection.execute(insert(PAGES), [codec.page_row(document.id, page) for page in document.pages])
                if its_passages:
                    connection.execute(insert(PASSAGES), [_passage_row(p) for p in its_passages])

    def link(self, source: str, name: str, file_id: str) -> None:
        """From now on this path leads to this file, and a failure recorded for it is history."""
        with self._engine.begin() as connection:
            connection.execute(delete(FAILURES).where(FAILURES.c.source == source))
            known = connection.execute(select(PATHS.c.source).where(PATHS.c.source == source)).first()
            if known:
                connection.execute(update(PATHS).where(PATHS.c.source == source).values(name=name, file_id=file_id))
            else:
                connection.execute(insert(PATHS).values(source=source, name=name, file_id=file_id))

    def fail(self, source: str, name: str, code: str, message: str) -> None:
        """Record why a path could not be read; what it held before stays."""
        with self._engine.begin() as connection:
            connection.execute(delete(FAILURES).where(FAILURES.c.source == source))
            connection.execute(insert(FAILURES).values(source=source, name=name, code=code, message=message, at=_now()))

    def pending(self, batch_passages: int) -> list[list[str]]:
        """Documents whose points are not yet durable in the store, in batches of at least so many passages."""
        query = select(DOCUMENTS.c.id, DOCUMENTS.c.passage_count).where(~DOCUMENTS.c.indexed).order_by(DOCUMENTS.c.id)
        batches: list[list[str]] = [[]]
        size = 0
        for row in self._rows(query):
            if size >= batch_passages:
                batches.append([])
                size = 0
            batches[-1].append(row.id)
            size += row.passage_count
        return batches if batches[0] else []

    def mark_indexed(self, document_ids: Iterable[str]) -> None:
        with self._engine.begin() as connection:
            for chunk in _chunks(list(document_ids)):
                connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.id.in_(chunk)).values(indexed=True))

    def document_ids(self) -> list[str]:
        """Every document, in id order."""
        return self._column(select(DOCUMENTS.c.id).order_by(DOCUMENTS.c.id))

    def put_passages(self, document_id: str, passages: Sequence[Passage]) -> None:
        """Replace a document's passages; it counts as not indexed until its points are durable."""
        with self._engine.begin() as connection:
            connection.execute(delete(PASSAGES).where(PASSAGES.c.document_id == document_id))
            if passages:
                connection.execute(insert(PASSAGES), [_passage_row(passage) for passage in passages])
            changed = {"indexed": False, "passage_count": len(passages)}
            connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.id == document_id).values(**changed))

    def orphans(self) -> list[str]:
        """Ids of the documents of files that no path leads to any more."""
        led_to = select(PATHS.c.file_id)
        return self._column(select(DOCUMENTS.c.id).where(DOCUMENTS.c.file_id.not_in(led_to)))

    def delete_files(self, file_ids: Iterable[str]) -> list[str]:
        """Delete those of these files that no path leads to, with all that belongs to them; gives their ids."""
        led_to = select(PATHS.c.file_id)
        gone: list[str] = []
        with self._engine.begin() as connection:
            for chunk in _chunks(sorted(file_ids)):
                chosen = and_(FILES.c.id.in_(chunk), FILES.c.id.not_in(led_to))
                gone += connection.execute(select(FILES.c.id).where(chosen)).scalars()
                connection.execute(delete(FILES).where(chosen))
        return gone

    def passages_of(self, document_id: str) -> list[Passage]:
        """A document's passages in reading order."""
        query = select(PASSAGES).where(PASSAGES.c.document_id == document_id).order_by(PASSAGES.c.start)
        return [_passage(row) for row in self._rows(query)]

    def label_of_file(self, file_id: str) -> Label | None:
        """The strictest label among a file's documents, marks in their mastheads included; None for an unknown file."""
        columns = (DOCUMENTS.c.clearance, DOCUMENTS.c.organisation)
        query = select(*columns).where(DOCUMENTS.c.file_id == file_id).order_by(DOCUMENTS.c.clearance.desc())
        row = self._first(query)
        return None if row is None else Label(row.clearance, row.organisation)

    def marked_clearance(self, file_id: str) -> int:
        """The highest secrecy mark read from the mastheads of a file's documents; 0 for none."""
        rows = self._column(select(DOCUMENTS.c.facts).where(DOCUMENTS.c.file_id == file_id))
        return max((_marked(codec.facts_of_json(facts)) for facts in rows), default=0)

    def relabel(self, file_id: str, label: Label) -> None:
        """Give a file's documents another label; those it changes count as not indexed until the store has it too."""
        with self._engine.begin() as connection:
            chosen = select(DOCUMENTS).where(DOCUMENTS.c.file_id == file_id)
            for row in connection.execute(chosen).all():
                clearance = max(_marked(codec.facts_of_json(row.facts)), label.clearance)
                if (clearance, label.organisation) != (row.clearance, row.organisation):
                    changed = {"clearance": clearance, "organisation": label.organisation, "indexed": False}
                    connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.id == row.id).values(**changed))

    def label_of(self, document_id: str) -> tuple[Label, dt.date | None]:
        """Access label and date of issue, as the store filters by them. Raises LookupError for an unknown id."""
        columns = (DOCUMENTS.c.clearance, DOCUMENTS.c.organisation, DOCUMENTS.c.issued_on)
        row = self._first(select(*columns).where(DOCUMENTS.c.id == document_id))
        if row is None:
            raise LookupError(document_id)
        return Label(row.clearance, row.organisation), row.issued_on

    # Readers --------------------------------------------------------------------------------------------------------

    def passages(self, ids: Sequence[str], scope: Scope) -> dict[str, Passage]:
        """Passages by id; unknown ones and those of documents outside the scope are left out."""
        found: dict[str, Passage] = {}
        for chunk in _chunks(ids):
            query = (
                select(PASSAGES)
                .join(DOCUMENTS, DOCUMENTS.c.id == PASSAGES.c.document_id)
                .where(PASSAGES.c.id.in_(chunk), _visible(scope))
            )
            found.update((row.id, _passage(row)) for row in self._rows(query))
        return found

    def passage_ids_numbered(self, number_keys: Iterable[str], scope: Scope) -> list[str]:
        """Ids of the passages of documents with these number keys (see `ingest.language.numbers`)."""
        chosen = select(DOCUMENTS.c.id).where(DOCUMENTS.c.number_key.in_(sorted(number_keys)), _visible(scope))
        return self._column(select(PASSAGES.c.id).where(PASSAGES.c.document_id.in_(chosen)).order_by(PASSAGES.c.id))

    def entries(self, scope: Scope, *, limit: int, offset: int = 0, query: str = "") -> tuple[int, list[DocumentEntry]]:
        """How many documents match, and one page of them by file name. `query` is looked for in name, number, title."""
        chosen = _visible(scope)
        if query.strip():
            chosen = and_(chosen, _mentions(query.strip()))
        total = self._scalar(select(func.count()).select_from(_LISTED).where(chosen)) or 0
        page = select(*_ENTRY_COLUMNS).select_from(_LISTED).where(chosen)
        rows = self._rows(page.order_by(_NAME.c.name, DOCUMENTS.c.id).limit(limit).offset(offset))
        return total, [_entry(row) for row in rows]

    def entries_of(self, document_ids: Sequence[str], scope: Scope) -> dict[str, DocumentEntry]:
        """Entries by document id; unknown ones and those outside the scope are left out."""
        found: dict[str, DocumentEntry] = {}
        for chunk in _chunks(document_ids):
            query = select(*_ENTRY_COLUMNS).select_from(_LISTED).where(DOCUMENTS.c.id.in_(chunk), _visible(scope))
            found.update((row.id, _entry(row)) for row in self._rows(query))
        return found

    def find(self, name: str, scope: Scope) -> list[DocumentEntry]:
        """Documents by ingested path; if none, by base name; if none, by number. In file name order."""
        with_name = select(PATHS.c.file_id).where(or_(PATHS.c.name == name, PATHS.c.source == name))
        base = name.rpartition("/")[2]
        with_base = select(PATHS.c.file_id).where(
            or_(PATHS.c.name == base, PATHS.c.name.endswith(f"/{base}", autoescape=True))
        )
        for chosen in (
            DOCUMENTS.c.file_id.in_(with_name),
            DOCUMENTS.c.file_id.in_(with_base),
            DOCUMENTS.c.number_key == number_key(name),
        ):
            query = select(*_ENTRY_COLUMNS).select_from(_LISTED).where(chosen, _visible(scope))
            if rows := self._rows(query.order_by(_NAME.c.name, DOCUMENTS.c.id)):
                return [_entry(row) for row in rows]
        return []

    def document(self, document_id: str, scope: Scope, *, words: bool = True) -> Document | None:
        """The whole document; None when unknown or outside the scope. Without `words` its pages have none: faster."""
        row = self._first(select(DOCUMENTS).where(DOCUMENTS.c.id == document_id, _visible(scope)))
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

    def close(self) -> None:
        self._engine.dispose()

    def _rows(self, query: Any) -> Sequence[Row[Any]]:
        with self._engine.connect() as connection:
            return connection.execute(query).all()

    def _first(self, query: Any) -> Row[Any] | None:
        with self._engine.connect() as connection:
            return connection.execute(query).first()

    def _scalar(self, query: Any) -> Any:
        with self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def _column(self, query: Any) -> list[str]:
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())


# One name for a file that several paths lead to: the first in name order.
_NAME = select(PATHS.c.file_id, func.min(PATHS.c.name).label("name")).group_by(PATHS.c.file_id).subquery("shown")
_LISTED = DOCUMENTS.join(_NAME, _NAME.c.file_id == DOCUMENTS.c.file_id)
_ENTRY_COLUMNS = (
    DOCUMENTS.c.id,
    _NAME.c.name,
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


def _entry(row: Row[Any]) -> DocumentEntry:
    return DocumentEntry(*tuple(row))


def _visible(scope: Scope) -> ColumnElement[bool]:
    terms: list[ColumnElement[bool]] = [DOCUMENTS.c.clearance <= scope.clearance]
    if scope.organisations is not None:
        mine = DOCUMENTS.c.organisation.in_(sorted(scope.organisations))
        terms.append(or_(DOCUMENTS.c.organisation.is_(None), mine))
    if scope.as_of is not None:
        terms.append(or_(DOCUMENTS.c.issued_on.is_(None), DOCUMENTS.c.issued_on <= scope.as_of))
    return and_(*terms)


def _mentions(query: str) -> ColumnElement[bool]:
    columns = (_NAME.c.name, DOCUMENTS.c.number, DOCUMENTS.c.title)
    return or_(*(column.icontains(query, autoescape=True) for column in columns))


def _marked(facts: Facts) -> int:
    return facts.secrecy.value if facts.secrecy else 0


def _document_row(file_id: str, document: Document, passages: int, label: Label) -> dict[str, Any]:
    facts = document.facts
    number = facts.number.value if facts.number else None
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
        "kind": facts.kind.value if facts.kind else None,
        "issuer": facts.issuer.value if facts.issuer else None,
        "issued_on": facts.issued_on.value if facts.issued_on else None,
        "title": facts.title.value if facts.title else None,
        "page_count": len(document.pages),
        "passage_count": passages,
        "clearance": max(_marked(facts), label.clearance),
        "organisation": label.organisation,
        "indexed": False,
    }


def _passage_row(passage: Passage) -> dict[str, Any]:
    return {
        "id": passage.id,
        "document_id": passage.document_id,
        "start": passage.span.start,
        "end": passage.span.end,
        "heading": passage.heading,
        "text": passage.text,
    }


def _passage(row: Row[Any]) -> Passage:
    return Passage(row.id, row.document_id, Span(row.start, row.end), row.text, row.heading)


def _chunks(items: Sequence[str]) -> Iterable[Sequence[str]]:
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
