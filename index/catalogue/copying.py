"""Works: which documents are copies of which. A pair is a fact of two texts; who sees it, a matter of his scope."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import and_, case, delete, false, func, insert, or_, select, update

from index.catalogue.access import Tables, chunks
from index.catalogue.prepared import entries_by_id, entry_keys
from index.catalogue.rows import entry_of_row, visible
from index.catalogue.schema import BANDS, COPIES, DOCUMENTS, PATHS
from index.types import DocumentEntry, Scope

# A form that thousands of documents share meets them all; the likeliest are compared, and the rest is said to differ.
_MOST_CANDIDATES = 60


class Copying(Tables):
    """Finding, keeping and showing the copies of a document."""

    def uncompared(self) -> list[str]:
        """Documents that can be shown and whose copies are not yet looked for, in id order."""
        led_to = select(PATHS.c.file_id)
        chosen = and_(~DOCUMENTS.c.compared, DOCUMENTS.c.indexed, DOCUMENTS.c.file_id.in_(led_to))
        return self._column(select(DOCUMENTS.c.id).where(chosen).order_by(DOCUMENTS.c.id))

    def candidates(self, document_id: str, number: str | None, bands: Iterable[int]) -> list[str]:
        """Compared documents of that number key or with a band of the text in common; the likeliest first."""
        shared = func.count(BANDS.c.hash)
        alike = (
            select(BANDS.c.document_id, shared.label("shared"))
            .where(BANDS.c.hash.in_(sorted(bands)))
            .group_by(BANDS.c.document_id)
            .subquery()
        )
        same_number = DOCUMENTS.c.number_key == number if number else false()
        query = (
            select(DOCUMENTS.c.id)
            .outerjoin(alike, alike.c.document_id == DOCUMENTS.c.id)
            .where(DOCUMENTS.c.compared, DOCUMENTS.c.id != document_id)
            .where(or_(alike.c.shared.is_not(None), same_number))
            .order_by(case((same_number, 0), else_=1), func.coalesce(alike.c.shared, 0).desc(), DOCUMENTS.c.id)
            .limit(_MOST_CANDIDATES)
        )
        return self._column(query)

    def put_copies(self, document_id: str, bands: Iterable[int], merit: str, copies: Sequence[str]) -> None:
        """What was found out about a document; from now on it is a candidate for others. Replaces what was known."""
        pairs = [(document_id, other) for other in copies] + [(other, document_id) for other in copies]
        with self._engine.begin() as connection:
            connection.execute(delete(BANDS).where(BANDS.c.document_id == document_id))
            mine = or_(COPIES.c.document_id == document_id, COPIES.c.other_id == document_id)
            connection.execute(delete(COPIES).where(mine))
            if rows := [{"document_id": document_id, "hash": band} for band in sorted(bands)]:
                connection.execute(insert(BANDS), rows)
            if pairs:
                connection.execute(insert(COPIES), [{"document_id": a, "other_id": b} for a, b in pairs])
            done = update(DOCUMENTS).where(DOCUMENTS.c.id == document_id)
            connection.execute(done.values(compared=True, merit=merit))

    def copies_of(self, document_id: str, scope: Scope) -> list[DocumentEntry]:
        """The other copies of a work that this reader may see, the best first; what he may not see links none."""
        known, waiting = {document_id}, [document_id]
        while waiting:
            query = (
                select(COPIES.c.other_id)
                .join(DOCUMENTS, DOCUMENTS.c.id == COPIES.c.other_id)
                .where(COPIES.c.document_id == waiting.pop(), visible(scope))
            )
            new = set(self._column(query)) - known
            known |= new
            waiting += new
        others = sorted(known - {document_id})
        return self._by_merit(others, scope) if others else []

    def copy_counts(self, document_ids: Sequence[str], scope: Scope) -> dict[str, int]:
        """How many other copies of each document this reader may see; documents without one are left out."""
        found: dict[str, int] = {}
        for chunk in chunks(document_ids):
            paired = set(self._column(select(COPIES.c.document_id).where(COPIES.c.document_id.in_(chunk)).distinct()))
            counts = {key: len(self.copies_of(key, scope)) for key in sorted(paired)}
            found |= {key: count for key, count in counts.items() if count}
        return found

    def _by_merit(self, document_ids: Sequence[str], scope: Scope) -> list[DocumentEntry]:
        query = entries_by_id(scope).order_by(DOCUMENTS.c.merit.desc(), DOCUMENTS.c.id)
        return [entry_of_row(row) for row in self._rows(query, entry_keys(document_ids))]
