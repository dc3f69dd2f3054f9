"""Documents by what their mastheads and files say: which ones meet a filter, and how many there are of each value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, extract, func, or_, select, true

from index.catalogue.access import Tables, chunks
from index.catalogue.rows import is_best_copy, visible
from index.catalogue.schema import COPIES, DOCUMENTS, PATHS
from index.filters import MEDIA_TYPES, Facets, Filter, Tally, facets_of
from index.types import Scope
from ingest.language.normalise import match_key

_NAMED = [DOCUMENTS.c[name] for name in ("id", "merit", "indexed", "kind", "issuer", "issued_on", "media_type")]


class Filtering(Tables):
    """Every method takes the reader's `Scope`; a document that no path leads to any more is not there."""

    def filtered(self, where: Filter, scope: Scope) -> list[str]:
        """Ids, in order, of the documents that meet the filter; of several copies the best one that does.

        An empty filter gives every document that the reader is shown.
        """
        meets = and_(self._meets(where), visible(scope), _is_led_to())
        rows = self._rows(select(*_NAMED[:3]).where(meets).order_by(DOCUMENTS.c.id))
        return [row.id for row in self._best_of(rows)]

    def facets(self, document_ids: Sequence[str] | None, scope: Scope) -> Facets:
        """Counts over these documents, or over the whole archive for None; unknown ids count for nothing.

        A copy is not counted beside a better one of its work: of these documents, or of all that the reader is shown.
        """
        if document_ids is None:
            return facets_of(self._tallies(and_(visible(scope), is_best_copy(scope), _is_led_to())))
        rows: list[Row[Any]] = []
        for chunk in chunks(sorted(set(document_ids))):
            rows += self._rows(select(*_NAMED).where(DOCUMENTS.c.id.in_(chunk), visible(scope), _is_led_to()))
        return facets_of(
            Tally(row.kind, row.issuer, row.issued_on.year if row.issued_on else None, row.media_type, 1)
            for row in self._best_of(rows)
        )

    def _best_of(self, rows: Sequence[Row[Any]]) -> list[Row[Any]]:
        """Documents without those of which a better copy is among them: `is_best_copy`, within a list.

        Asked as a condition, the database would look through all that meets a filter for every document that does.
        """
        by_id = {row.id: row for row in rows}
        lesser: set[str] = set()
        for chunk in chunks([*by_id]):
            pairs = self._rows(select(COPIES).where(COPIES.c.document_id.in_(chunk)))
            found = ((by_id[pair.document_id], by_id.get(pair.other_id)) for pair in pairs)
            lesser |= {mine.id for mine, other in found if other is not None and _is_better(other, mine)}
        return [row for row in rows if row.id not in lesser]

    def _tallies(self, chosen: ColumnElement[bool]) -> list[Tally]:
        year = extract("year", DOCUMENTS.c.issued_on)
        values = (DOCUMENTS.c.kind, DOCUMENTS.c.issuer, year.label("year"), DOCUMENTS.c.media_type)
        query = select(*values, func.count().label("documents")).where(chosen)
        return [
            Tally(row.kind, row.issuer, None if row.year is None else int(row.year), row.media_type, row.documents)
            for row in self._rows(query.group_by(DOCUMENTS.c.kind, DOCUMENTS.c.issuer, year, DOCUMENTS.c.media_type))
        ]

    def _meets(self, where: Filter) -> ColumnElement[bool]:
        columns = DOCUMENTS.c
        terms: list[ColumnElement[bool]] = [true()]
        if where.kinds:
            terms.append(columns.kind.in_(sorted(where.kinds)))
        if where.issuers:
            terms.append(columns.issuer.in_(self._printings(where.issuers)))
        if where.issued_from is not None:
            terms.append(columns.issued_on >= where.issued_from)
        if where.issued_to is not None:
            terms.append(columns.issued_on <= where.issued_to)
        if where.formats:
            types = [media_type for name in sorted(where.formats) for media_type in MEDIA_TYPES.get(name, ())]
            terms.append(columns.media_type.in_(types))
        if where.findings:
            # As `codec.findings_json` writes a code; inside a message its quotes would be escaped.
            marks = [f'["{code}",' for code in sorted(where.findings)]
            terms.append(or_(*(columns.findings.contains(mark, autoescape=True) for mark in marks)))
        return and_(*terms)

    def _printings(self, issuers: frozenset[str]) -> list[str]:
        """These names as documents print them: "TỈNH ỦY", "Tỉnh uỷ"."""
        if not issuers:
            return []
        keys = set(map(match_key, issuers))
        printed = self._column(select(DOCUMENTS.c.issuer).where(DOCUMENTS.c.issuer.is_not(None)).distinct())
        return sorted(name for name in printed if match_key(name) in keys)


def _is_led_to() -> ColumnElement[bool]:
    return DOCUMENTS.c.file_id.in_(select(PATHS.c.file_id))


def _is_better(one: Row[Any], other: Row[Any]) -> bool:
    """Whether `one` is shown instead of `other`: not before it is indexed."""
    return bool(one.indexed) and (one.merit > other.merit or (one.merit == other.merit and one.id < other.id))
