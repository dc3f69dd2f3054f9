"""What documents do to each other, as far as a reader may know: what `index.standing.validity_of` decides by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, Select, exists, select

from index.catalogue.access import Tables, chunks
from index.catalogue.rows import visible
from index.catalogue.schema import COPIES, DOCUMENTS, EFFECTS, PATHS
from index.filters import Filter
from index.standing import Effect, Validity, validity_of
from index.types import Scope

Effects = Mapping[str, Sequence[tuple[Effect, dt.date | None]]]
"""By document id, what others do to it and since when."""

# SQLite would go by the primary key to a row, and through its texts to what stands behind them: 20 times as long.
_NARROW = "INDEXED BY ix_documents_filtered"


def day_of(where: Filter, scope: Scope) -> dt.date:
    """The day of which validity is asked: the filter's, the scope's, or today."""
    return where.valid_on or scope.as_of or dt.date.today()


def validity_of_row(row: Row[Any], effects: Effects, day: dt.date) -> Validity:
    """Of a row with id, effective_on and ends_on."""
    return validity_of(row.effective_on, row.ends_on, effects.get(row.id, ()), day)


def is_led_to(documents: FromClause = DOCUMENTS) -> ColumnElement[bool]:
    """Whether a path leads to the file of a row of `documents`.

    Asked for every row: as a list of files SQLite would take it for the way in, and read every row of every file.
    """
    return exists().where(PATHS.c.file_id == documents.c.file_id).correlate(documents)


class Standing(Tables):
    """Effects, each asked with the reader's `Scope`."""

    def effects(self, scope: Scope, document_ids: Sequence[str] | None = None) -> Effects:
        """The effects on these documents, or on all; documents without any are left out.

        Only documents that this reader may see, and that a path leads to, change others. What is changed passes to the
        copies that he may see, as one of them may lack the number by which it was named.
        """
        if document_ids is None:
            return self._unchanged.get(("effects", scope), lambda: self._effects(scope, None))
        return self._effects(scope, document_ids)

    def validities(
        self, document_ids: Sequence[str], scope: Scope, valid_on: dt.date | None = None
    ) -> dict[str, Validity]:
        """What is known of these documents on a day, as in `Filter`; what the reader may not see is left out."""
        day = day_of(Filter(valid_on=valid_on), scope)
        columns = (DOCUMENTS.c.id, DOCUMENTS.c.effective_on, DOCUMENTS.c.ends_on)
        parts = (DOCUMENTS.c.id.in_(ids) for ids in chunks(document_ids))
        rows = [row for chosen in parts for row in self._rows(select(*columns).where(chosen, visible(scope)))]
        effects = self.effects(scope, [row.id for row in rows]) if rows else {}
        return {row.id: validity_of_row(row, effects, day) for row in rows}

    def _effects(self, scope: Scope, document_ids: Sequence[str] | None) -> Effects:
        found: dict[str, list[tuple[Effect, dt.date | None]]] = {}
        for query, changed in (_own(scope), _of_copies(scope)):
            parts = [query] if document_ids is None else [query.where(changed.in_(ids)) for ids in chunks(document_ids)]
            for row in (row for part in parts for row in self._rows(part)):
                found.setdefault(row.id, []).append((Effect(row.effect), row.since))
        return found


def _own(scope: Scope) -> tuple[Select[Any], ColumnElement[str]]:
    changed = EFFECTS.c.changed_id
    return _caused(select(changed.label("id"), EFFECTS.c.effect, EFFECTS.c.since), EFFECTS, scope), changed


def _of_copies(scope: Scope) -> tuple[Select[Any], ColumnElement[str]]:
    other = DOCUMENTS.alias("other")
    copied = EFFECTS.join(COPIES, COPIES.c.other_id == EFFECTS.c.changed_id).join(
        other, other.c.id == EFFECTS.c.changed_id
    )
    query = select(COPIES.c.document_id.label("id"), EFFECTS.c.effect, EFFECTS.c.since)
    return _caused(query, copied, scope).where(visible(scope, other)), COPIES.c.document_id


def _caused(query: Select[Any], effects: FromClause, scope: Scope) -> Select[Any]:
    source = DOCUMENTS.alias("source")
    joined = effects.join(source, source.c.id == EFFECTS.c.document_id)
    return (
        query.select_from(joined).where(visible(scope, source), is_led_to(source)).with_hint(source, _NARROW, "sqlite")
    )
