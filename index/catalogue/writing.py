"""What an ingestion writes. Every write is one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, delete, insert, select, update

from index.catalogue import codec
from index.catalogue.access import chunks, now
from index.catalogue.generations import Generations
from index.catalogue.labels import Label, marked
from index.catalogue.removing import source_key
from index.catalogue.reporting import recorded
from index.catalogue.rows import document_row, passage_of_row, passage_row
from index.catalogue.schema import BESIDE, DOCUMENTS, FAILURES, FILES, PAGES, PASSAGES, PATHS, REMOVALS
from index.types import Passage
from ingest.types import Document


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file as it was read: SHA-256, size, type, by which version of the reader, and whether a tool was missing."""

    id: str
    size_bytes: int
    media_type: str
    reader_version: str
    degraded: bool


class Writing(Generations):
    """Files, documents, passages, paths, labels: for ingestion alone."""

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
            cut = self._bound(connection).cut
            connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.file_id == file.id))
            known = connection.execute(select(FILES.c.id).where(FILES.c.id == file.id)).first()
            values = {
                "size_bytes": file.size_bytes,
                "media_type": file.media_type,
                "reader_version": file.reader_version,
                "degraded": file.degraded,
                "read_at": now(),
            }
            if known:
                connection.execute(update(FILES).where(FILES.c.id == file.id).values(**values))
            else:
                connection.execute(insert(FILES).values(id=file.id, **values))
            for document, its_passages in zip(documents, passages, strict=True):
                connection.execute(insert(DOCUMENTS).values(document_row(file.id, document, len(its_passages), label)))
                if document.pages:
                    connection.execute(insert(PAGES), [codec.page_row(document.id, page) for page in document.pages])
                if its_passages:
                    connection.execute(insert(PASSAGES), [passage_row(p, cut) for p in its_passages])

    def link(self, source: str, name: str, file_id: str) -> None:
        """From now on this path leads to this file; a failure or a removal recorded for it is history."""
        with self._engine.begin() as connection:
            connection.execute(delete(FAILURES).where(FAILURES.c.source.in_(recorded(source))))
            connection.execute(delete(REMOVALS).where(REMOVALS.c.source_key == source_key(source)))
            known = connection.execute(select(PATHS.c.source).where(PATHS.c.source == source)).first()
            if known:
                connection.execute(update(PATHS).where(PATHS.c.source == source).values(name=name, file_id=file_id))
            else:
                connection.execute(insert(PATHS).values(source=source, name=name, file_id=file_id))

    def pending(self, batch_passages: int) -> list[list[str]]:
        """Documents whose points this generation's store lacks, or may lose, in batches of at least so many passages.

        Those of a file that is on its way out are left aside.
        """
        with self._engine.connect() as connection:
            missing = self._bound(connection).lacks
        query = (
            select(DOCUMENTS.c.id, DOCUMENTS.c.passage_count)
            .join(FILES, FILES.c.id == DOCUMENTS.c.file_id)
            .where(missing, FILES.c.reader_version != "")
            .order_by(DOCUMENTS.c.id)
        )
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
        """This generation's store holds these documents durably, as they are now; unknown ids are ignored."""
        with self._engine.begin() as connection:
            bound = self._bound(connection)
            for chunk in chunks(list(document_ids)):
                if bound.is_current:
                    connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.id.in_(chunk)).values(indexed=True))
                else:
                    _mark_beside(connection, bound.number, chunk)

    def document_ids(self, file_id: str | None = None) -> list[str]:
        """Every document, or those of one file, in id order."""
        query = select(DOCUMENTS.c.id).order_by(DOCUMENTS.c.id)
        return self._column(query if file_id is None else query.where(DOCUMENTS.c.file_id == file_id))

    def file_ids(self) -> set[str]:
        """Every file that was read, whether or not a path leads to it."""
        return set(self._column(select(FILES.c.id)))

    def put_passages(self, document_id: str, passages: Sequence[Passage]) -> None:
        """Replace a document's passages; it counts as not indexed until its points are durable.

        Generations that are cut otherwise keep theirs.
        """
        with self._engine.begin() as connection:
            bound = self._bound(connection)
            mine = and_(PASSAGES.c.document_id == document_id, PASSAGES.c.cut == bound.cut)
            connection.execute(delete(PASSAGES).where(mine))
            if passages:
                connection.execute(insert(PASSAGES), [passage_row(passage, bound.cut) for passage in passages])
            connection.execute(delete(BESIDE).where(BESIDE.c.document_id == document_id, bound.shares_cut))
            if bound.holds_current_cut:
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
            for chunk in chunks(sorted(file_ids)):
                chosen = and_(FILES.c.id.in_(chunk), FILES.c.id.not_in(led_to))
                gone += connection.execute(select(FILES.c.id).where(chosen)).scalars()
                connection.execute(delete(FILES).where(chosen))
        return gone

    def passages_of(self, document_id: str) -> list[Passage]:
        """A document's passages in reading order."""
        mine = and_(PASSAGES.c.document_id == document_id, PASSAGES.c.cut == self.cut)
        query = select(PASSAGES).where(mine).order_by(PASSAGES.c.start)
        return [passage_of_row(row) for row in self._rows(query)]

    # Labels ---------------------------------------------------------------------------------------------------------

    def label_of_file(self, file_id: str) -> Label | None:
        """The strictest label among a file's documents, marks in their mastheads included; None for an unknown file."""
        columns = (DOCUMENTS.c.clearance, DOCUMENTS.c.organisation)
        query = select(*columns).where(DOCUMENTS.c.file_id == file_id).order_by(DOCUMENTS.c.clearance.desc())
        row = self._first(query)
        return None if row is None else Label(row.clearance, row.organisation)

    def marked_clearance(self, file_id: str) -> int:
        """The highest secrecy mark read from the mastheads of a file's documents; 0 for none."""
        rows = self._column(select(DOCUMENTS.c.facts).where(DOCUMENTS.c.file_id == file_id))
        return max((marked(codec.facts_of_json(facts)) for facts in rows), default=0)

    def relabel(self, file_id: str, label: Label) -> None:
        """Give a file's documents another label; those it changes count as not indexed until a store has it too."""
        with self._engine.begin() as connection:
            chosen = select(DOCUMENTS).where(DOCUMENTS.c.file_id == file_id)
            for row in connection.execute(chosen).all():
                clearance = max(marked(codec.facts_of_json(row.facts)), label.clearance)
                if (clearance, label.organisation) != (row.clearance, row.organisation):
                    changed = {"clearance": clearance, "organisation": label.organisation, "indexed": False}
                    connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.id == row.id).values(**changed))
                    connection.execute(delete(BESIDE).where(BESIDE.c.document_id == row.id))

    def label_of(self, document_id: str) -> tuple[Label, dt.date | None]:
        """Access label and date of issue, as the store filters by them. Raises LookupError for an unknown id."""
        columns = (DOCUMENTS.c.clearance, DOCUMENTS.c.organisation, DOCUMENTS.c.issued_on)
        row = self._first(select(*columns).where(DOCUMENTS.c.id == document_id))
        if row is None:
            raise LookupError(document_id)
        return Label(row.clearance, row.organisation), row.issued_on


def _mark_beside(connection: Connection, generation: int, document_ids: Sequence[str]) -> None:
    known = list(connection.execute(select(DOCUMENTS.c.id).where(DOCUMENTS.c.id.in_(document_ids))).scalars())
    connection.execute(delete(BESIDE).where(BESIDE.c.generation == generation, BESIDE.c.document_id.in_(known)))
    if known:
        connection.execute(insert(BESIDE), [{"generation": generation, "document_id": key} for key in known])
