"""What is derived of documents for the filters, and what documents do to each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert, or_, select, update

from index.catalogue.access import Tables
from index.catalogue.schema import CHANGES, DOCUMENTS, EFFECTS, TOPICS
from index.levels import OfficeLevel
from index.standing import Change, Changed, Effect, changed_of, effect_on


@dataclass(frozen=True, slots=True)
class Description:
    """What filters ask beside the masthead: see `index.levels`, `index.topics`, `index.standing`."""

    level: OfficeLevel | None
    effective_on: dt.date | None
    ends_on: dt.date | None
    topics: tuple[str, ...]
    changes: tuple[Change, ...]


class Describing(Tables):
    """Descriptions in, effects out; readers ask for both through `Filtering`."""

    def undescribed(self, version: str) -> list[str]:
        """Documents whose description was made by other rules than these, or not at all, in id order."""
        # Two ranges of the index; "not equal" would read every document.
        other = or_(DOCUMENTS.c.described < version, DOCUMENTS.c.described > version)
        return self._column(select(DOCUMENTS.c.id).where(other).order_by(DOCUMENTS.c.id))

    def put_descriptions(self, descriptions: Mapping[str, Description], version: str) -> None:
        """By document id, replacing what was there, in one transaction. Unknown ids are ignored."""
        with self._engine.begin() as connection:
            ids = sorted(descriptions)
            known = set(connection.execute(select(DOCUMENTS.c.id).where(DOCUMENTS.c.id.in_(ids))).scalars())
            for table in (TOPICS, CHANGES):
                connection.execute(delete(table).where(table.c.document_id.in_(ids)))
            for key in sorted(known):
                made = descriptions[key]
                row = {"level": made.level, "effective_on": made.effective_on, "ends_on": made.ends_on}
                connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.id == key).values(**row, described=version))
                if made.topics:
                    connection.execute(insert(TOPICS), [{"document_id": key, "topic": name} for name in made.topics])
                if made.changes:
                    connection.execute(insert(CHANGES), [_row(key, at, each) for at, each in enumerate(made.changes)])

    def settle_effects(self) -> int:
        """Find anew which documents here change which; gives the number of pairs. In one transaction."""
        named = ("id", "number", "kind", "issuer", "issued_on")
        target, source = DOCUMENTS.alias("target"), DOCUMENTS.alias("source")
        columns = [table.c[name].label(f"{table.name}_{name}") for table in (target, source) for name in named]
        query = (
            select(CHANGES, *columns)
            .join(target, target.c.number_key == CHANGES.c.number_key)
            .join(source, source.c.id == CHANGES.c.document_id)
        )
        found: dict[tuple[str, str, str], dt.date | None] = {}
        with self._engine.begin() as connection:
            for row in connection.execute(query):
                change = Change(row.number_key, row.issued_on, row.place, Effect(row.effect), row.since)
                one, other = (_changed(row, name) for name in ("source", "target"))
                if (effect := effect_on(change, one, other)) is not None:
                    found[other.id, one.id, effect] = change.since
            connection.execute(delete(EFFECTS))
            if rows := [
                {"changed_id": changed, "document_id": key, "effect": effect, "since": since}
                for (changed, key, effect), since in sorted(found.items(), key=lambda item: item[0])
            ]:
                connection.execute(insert(EFFECTS), rows)
        return len(found)


def _row(document_id: str, ordinal: int, change: Change) -> dict[str, object]:
    return {
        "document_id": document_id,
        "ordinal": ordinal,
        "number_key": change.number_key,
        "issued_on": change.issued_on,
        "place": change.place,
        "effect": change.effect,
        "since": change.since,
    }


def _changed(row: object, name: str) -> Changed:
    values = [getattr(row, f"{name}_{column}") for column in ("id", "number", "kind", "issuer", "issued_on")]
    return changed_of(*values)
