"""Documents by what their mastheads and files say: which ones meet a filter, and how many there are of each value."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select, true

from index.catalogue.access import chunks
from index.catalogue.rows import visible
from index.catalogue.schema import COPIES, DOCUMENTS, TOPICS
from index.catalogue.validity import Effects, Standing, day_of, is_led_to, validity_of_row
from index.filters import MEDIA_TYPES, Facets, Filter, Tally, facets_of
from index.types import Scope
from ingest.language.normalise import match_key

_NAMED = [
    DOCUMENTS.c[name]
    for name in (
        "id", "merit", "indexed", "kind", "issuer", "issued_on", "media_type", "level", "effective_on", "ends_on",
    )
]  # fmt: skip
_MANY = 1000


class Filtering(Standing):
    """Every method takes the reader's `Scope`; a document that no path leads to any more is not there."""

    def filtered(self, where: Filter, scope: Scope) -> list[str]:
        """Ids, in order, of the documents that meet the filter; of several copies the best one that does.

        An empty filter gives every document that the reader is shown. Whether a document is in force is asked of the
        best copy that meets the other conditions.
        """
        day = day_of(where, scope)
        return list(self._unchanged.get(("filtered", where, scope, day), lambda: self._filtered(where, scope, day)))

    def _filtered(self, where: Filter, scope: Scope, day: dt.date) -> tuple[str, ...]:
        meets = and_(self._meets(where), visible(scope), is_led_to())
        rows = self._best_of(self._rows(select(*_NAMED).where(meets).order_by(DOCUMENTS.c.id)))
        if not where.validity:
            return tuple(row.id for row in rows)
        effects = self.effects(scope)
        return tuple(row.id for row in rows if validity_of_row(row, effects, day) in where.validity)

    def issued_on(self, document_ids: Sequence[str], scope: Scope) -> dict[str, dt.date | None]:
        """Dates of issue by id, None where the masthead names none; what the reader may not see is left out."""
        columns = (DOCUMENTS.c.id, DOCUMENTS.c.issued_on)
        parts = (DOCUMENTS.c.id.in_(ids) for ids in chunks(document_ids))
        rows = (row for chosen in parts for row in self._rows(select(*columns).where(chosen, visible(scope))))
        return {row.id: row.issued_on for row in rows}

    def facets(self, document_ids: Sequence[str] | None, scope: Scope, valid_on: dt.date | None = None) -> Facets:
        """Counts over these documents, or over the whole archive for None; unknown ids count for nothing.

        A copy is not counted beside a better one of its work: of these documents, or of all that the reader is shown.
        `valid_on` is the day of which it is asked what is in force, as in `Filter`.
        """
        day = day_of(Filter(valid_on=valid_on), scope)
        if document_ids is None:
            return self._unchanged.get(("facets", scope, day), lambda: self._facets_of_all(scope, day))
        rows: list[Row[Any]] = []
        for chunk in chunks(sorted(set(document_ids))):
            rows += self._rows(select(*_NAMED).where(DOCUMENTS.c.id.in_(chunk), visible(scope), is_led_to()))
        best = self._best_of(rows)
        effects = self.effects(scope, [row.id for row in best])
        topics: Counter[str] = Counter()
        for chunk in chunks([row.id for row in best]):
            topics.update(self._column(select(TOPICS.c.topic).where(TOPICS.c.document_id.in_(chunk))))
        return facets_of(_tallies(best, effects, day), topics)

    def _facets_of_all(self, scope: Scope, day: dt.date) -> Facets:
        """Of 20,000 documents in half the time that the database takes to choose the best copies and count them."""
        best = self._best_of(self._rows(select(*_NAMED).where(visible(scope), is_led_to())))
        ids = {row.id for row in best}
        topics = Counter(row.topic for row in self._rows(select(TOPICS)) if row.document_id in ids)
        return facets_of(_tallies(best, self.effects(scope), day), topics)

    def _best_of(self, rows: Sequence[Row[Any]]) -> list[Row[Any]]:
        """Documents without those of which a better copy is among them: `is_best_copy`, within a list.

        Asked as a condition, the database would look through all that meets a filter for every document that does.
        """
        by_id = {row.id: row for row in rows}
        lesser: set[str] = set()
        for pairs in self._pairs([*by_id]):
            found = ((by_id.get(pair.document_id), by_id.get(pair.other_id)) for pair in pairs)
            lesser |= {mine.id for mine, other in found if mine and other and _is_better(other, mine)}
        return [row for row in rows if row.id not in lesser]

    def _pairs(self, document_ids: Sequence[str]) -> Iterator[Sequence[Row[Any]]]:
        """All pairs of copies at once are read faster than those of some thousand documents in pieces, and are kept."""
        known = select(COPIES)
        if len(document_ids) >= _MANY:
            yield self._unchanged.get("copies", lambda: self._rows(known))
            return
        for chunk in chunks(document_ids):
            yield self._rows(known.where(COPIES.c.document_id.in_(chunk)))

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
        if where.levels:
            terms.append(columns.level.in_(sorted(where.levels)))
        if where.topics:
            about = select(TOPICS.c.document_id).where(TOPICS.c.topic.in_(sorted(where.topics)))
            terms.append(columns.id.in_(about))
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


def _tallies(rows: Sequence[Row[Any]], effects: Effects, day: dt.date) -> list[Tally]:
    counted = Counter(
        (
            row.kind,
            row.issuer,
            row.issued_on.year if row.issued_on else None,
            row.media_type,
            row.level,
            validity_of_row(row, effects, day),
        )
        for row in rows
    )
    return [
        Tally(kind, issuer, year, media_type, documents, level, validity)
        for (kind, issuer, year, media_type, level, validity), documents in counted.items()
    ]


def _is_better(one: Row[Any], other: Row[Any]) -> bool:
    """Whether `one` is shown instead of `other`: not before it is indexed."""
    return bool(one.indexed) and (one.merit > other.merit or (one.merit == other.merit and one.id < other.id))
