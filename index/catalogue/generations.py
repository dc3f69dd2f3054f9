"""The index in generations: the current one, the one before it, one being built beside them; switched in one step.

A `Catalogue` reads and writes for the generation that it is bound to (`at`), so that whoever opened the index before a
switch goes on with what he opened, passages and store alike; unbound it speaks of the current one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from sqlalchemy import ColumnElement, Connection, Engine, Row, and_, delete, func, insert, literal, select, update

from index.catalogue.access import Tables, chunks, now
from index.catalogue.rows import of_cut
from index.catalogue.schema import BESIDE, DOCUMENTS, FILES, GENERATIONS, PASSAGES

BUILDING, CURRENT, PREVIOUS, DROPPED = "building", "current", "previous", "dropped"


@dataclass(frozen=True, slots=True)
class Generation:
    """One index of the archive.

    `state`: building, current, previous, or dropped (its store may still have to be taken away). `store`: embedded or
    server; `place`: its folder's or collection's name there. `cut`: which passages it holds. `manifest`: what it was
    built with. `origin`: the generation that it is copied from, and `copied_to` the last point that was.
    """

    number: int
    state: str
    store: str
    place: str
    cut: int
    manifest: Mapping[str, str] = field(default_factory=dict)
    origin: int | None = None
    copied_to: str | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """The generation that a catalogue works for, as it stands in this transaction."""

    number: int
    cut: int
    current: int
    current_cut: int

    @property
    def is_current(self) -> bool:
        return self.number == self.current

    @property
    def holds_current_cut(self) -> bool:
        return self.cut == self.current_cut

    @property
    def lacks(self) -> ColumnElement[bool]:
        """Of a document: this generation's store does not hold it as it is now."""
        if self.is_current:
            return ~DOCUMENTS.c.indexed
        return DOCUMENTS.c.id.not_in(select(BESIDE.c.document_id).where(BESIDE.c.generation == self.number))

    @property
    def shares_cut(self) -> ColumnElement[bool]:
        """Of a mark: it is of a generation with the passages of this one."""
        return BESIDE.c.generation.in_(select(GENERATIONS.c.number).where(GENERATIONS.c.cut == self.cut))


class Generations(Tables):
    """Which indexes there are. An archive without any counts as its own first."""

    def __init__(self, engine: Engine, generation: Generation | None = None) -> None:
        super().__init__(engine)
        self._generation = generation

    def at(self, generation: Generation) -> Self:
        """The same catalogue, for a reader or writer of that generation."""
        return type(self)(self._engine, generation)

    @property
    def cut(self) -> int:
        """The number of the cut whose passages are read."""
        if self._generation is not None:
            return self._generation.cut
        with self._engine.connect() as connection:
            return self._bound(connection).cut

    def generations(self) -> list[Generation]:
        """All of them in order, those whose stores have yet to be taken away included."""
        return [_generation_of(row) for row in self._rows(select(GENERATIONS).order_by(GENERATIONS.c.number))]

    def generation(self, state: str) -> Generation | None:
        """The one in that state (current, previous or building); None when there is none."""
        row = self._first(select(GENERATIONS).where(GENERATIONS.c.state == state))
        return None if row is None else _generation_of(row)

    def is_followed(self) -> bool:
        """Whether what this catalogue is bound to is still the current generation."""
        current = self._scalar(select(GENERATIONS.c.number).where(GENERATIONS.c.state == CURRENT))
        return self._generation is None or current == self._generation.number

    def has_indexed(self) -> bool:
        """Whether this generation's store holds any document."""
        with self._engine.connect() as connection:
            bound = self._bound(connection)
        return self._first(select(DOCUMENTS.c.id).where(~bound.lacks).limit(1)) is not None

    def adopt(self, store: str, place: str, manifest: Mapping[str, str]) -> Generation:
        """The first generation: current from the start, with what is indexed already."""
        first = Generation(1, CURRENT, store, place, 1, dict(manifest))
        with self._engine.begin() as connection:
            connection.execute(insert(GENERATIONS).values(**_row(first), built_at=now()))
        return first

    def next_number(self) -> int:
        """What the next generation will be called."""
        with self._engine.connect() as connection:
            return _next_number(connection)

    def begin(self, store: str, place: str, manifest: Mapping[str, str], *, same_cut: bool) -> Generation:
        """A generation to be built beside the current one, under `place` with its number put in for {}.

        `same_cut`: its passages are those of the current one.
        """
        with self._engine.begin() as connection:
            return _begun(connection, Generation(0, BUILDING, store, place, 0, manifest), same_cut=same_cut)

    def begin_copy(self, store: str, place: str, origin: Generation) -> Generation:
        """A generation to be copied, point by point, from the current one. What changes meanwhile loses its mark."""
        with self._engine.begin() as connection:
            planned = Generation(0, BUILDING, store, place, 0, origin.manifest, origin.number)
            made = _begun(connection, planned, same_cut=True)
            _mark_indexed_ones(connection, made.number)
        return made

    def copied_to(self, generation: Generation, point_id: str) -> None:
        """Everything up to and with this point, in id order, is in the copy."""
        mine = update(GENERATIONS).where(GENERATIONS.c.number == generation.number)
        with self._engine.begin() as connection:
            connection.execute(mine.values(copied_to=point_id))

    def drop(self, generation: Generation) -> None:
        """From now on nobody opens it; its store can be taken away, then the line (`forget`)."""
        with self._engine.begin() as connection:
            _drop(connection, GENERATIONS.c.number == generation.number)
            _tidy(connection)

    def forget(self, generation: Generation) -> None:
        """Its store is gone."""
        with self._engine.begin() as connection:
            connection.execute(delete(BESIDE).where(BESIDE.c.generation == generation.number))
            connection.execute(delete(GENERATIONS).where(GENERATIONS.c.number == generation.number))

    def switch(self, generation: Generation) -> bool:
        """Make it current and the current one the previous; all in one transaction.

        False, and nothing done, while it lacks a document that the archive has: to be indexed first.
        """
        with self._engine.begin() as connection:
            before = _current(connection)
            mine = Bound(generation.number, generation.cut, before.current, before.current_cut)
            led = select(FILES.c.id).where(FILES.c.reader_version != "")
            lacking = select(DOCUMENTS.c.id).where(mine.lacks, DOCUMENTS.c.file_id.in_(led)).limit(1)
            if connection.execute(lacking).first() is not None:
                return False
            _swap_marks(connection, before.current, generation)
            _drop(connection, and_(GENERATIONS.c.state == PREVIOUS, GENERATIONS.c.number != generation.number))
            _set_state(connection, GENERATIONS.c.state == CURRENT, PREVIOUS)
            _set_state(connection, GENERATIONS.c.number == generation.number, CURRENT, built_at=now())
            _tidy(connection)
        return True

    def unmark(self, document_ids: Iterable[str]) -> None:
        """This generation's store does not hold these documents after all."""
        with self._engine.begin() as connection:
            bound = self._bound(connection)
            for chunk in chunks(list(document_ids)):
                mine = and_(BESIDE.c.generation == bound.number, BESIDE.c.document_id.in_(chunk))
                connection.execute(delete(BESIDE).where(mine))
                if bound.is_current:
                    connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.id.in_(chunk)).values(indexed=False))

    def passage_counts(self) -> dict[str, int]:
        """Passages of this cut by document; documents without any, or on their way out, are left out."""
        query = (
            select(PASSAGES.c.document_id, func.count().label("passages"))
            .join(DOCUMENTS, DOCUMENTS.c.id == PASSAGES.c.document_id)
            .join(FILES, FILES.c.id == DOCUMENTS.c.file_id)
            .where(PASSAGES.c.cut == self.cut, FILES.c.reader_version != "")
            .group_by(PASSAGES.c.document_id)
        )
        return {row.document_id: row.passages for row in self._rows(query)}

    def passage_ids(self) -> list[str]:
        """Ids of every passage of this cut, in order."""
        return self._column(select(PASSAGES.c.id).where(PASSAGES.c.cut == self.cut).order_by(PASSAGES.c.id))

    def uncut(self, document_ids: Sequence[str]) -> list[str]:
        """Those of these documents that have no passages of this cut."""
        cut, known = self.cut, set[str]()
        for chunk in chunks(document_ids):
            here = and_(of_cut(cut), PASSAGES.c.document_id.in_(chunk))
            known |= set(self._column(select(PASSAGES.c.document_id).where(here).distinct()))
        return [key for key in document_ids if key not in known]

    def _bound(self, connection: Connection) -> Bound:
        current = _current(connection)
        if self._generation is None:
            return current
        return Bound(self._generation.number, self._generation.cut, current.current, current.current_cut)


def _current(connection: Connection) -> Bound:
    row = connection.execute(
        select(GENERATIONS.c.number, GENERATIONS.c.cut).where(GENERATIONS.c.state == CURRENT)
    ).first()
    number, cut = (1, 1) if row is None else row
    return Bound(number, cut, number, cut)


def _swap_marks(connection: Connection, before: int, generation: Generation) -> None:
    """What the documents say of the current generation, written down beside; what was beside, said of them."""
    connection.execute(delete(BESIDE).where(BESIDE.c.generation == before))
    _mark_indexed_ones(connection, before)
    marked = select(BESIDE.c.document_id).where(BESIDE.c.generation == generation.number)
    cut = and_(PASSAGES.c.document_id == DOCUMENTS.c.id, PASSAGES.c.cut == generation.cut)
    count = select(func.count()).select_from(PASSAGES).where(cut).correlate(DOCUMENTS).scalar_subquery()
    connection.execute(update(DOCUMENTS).values(indexed=DOCUMENTS.c.id.in_(marked), passage_count=count))
    connection.execute(delete(BESIDE).where(BESIDE.c.generation == generation.number))


def _mark_indexed_ones(connection: Connection, number: int) -> None:
    held = select(literal(number), DOCUMENTS.c.id).where(DOCUMENTS.c.indexed)
    connection.execute(insert(BESIDE).from_select(["generation", "document_id"], held))


def _next_number(connection: Connection) -> int:
    return int(connection.execute(select(func.max(GENERATIONS.c.number))).scalar() or 1) + 1


def _begun(connection: Connection, planned: Generation, *, same_cut: bool) -> Generation:
    number = _next_number(connection)
    cut = _current(connection).cut if same_cut else number
    made = replace(planned, number=number, place=planned.place.format(number), cut=cut)
    connection.execute(insert(GENERATIONS).values(**_row(made)))
    return made


def _set_state(connection: Connection, chosen: ColumnElement[bool], state: str, **more: Any) -> None:
    connection.execute(update(GENERATIONS).where(chosen).values(state=state, **more))


def _drop(connection: Connection, chosen: ColumnElement[bool]) -> None:
    _set_state(connection, chosen, DROPPED)


def _tidy(connection: Connection) -> None:
    """Marks and passages of generations that nobody opens any more."""
    alive = GENERATIONS.c.state != DROPPED
    connection.execute(delete(BESIDE).where(BESIDE.c.generation.not_in(select(GENERATIONS.c.number).where(alive))))
    cuts = set(connection.execute(select(GENERATIONS.c.cut).where(alive)).scalars()) | {_current(connection).cut}
    connection.execute(delete(PASSAGES).where(PASSAGES.c.cut.not_in(cuts)))


def _row(generation: Generation) -> dict[str, Any]:
    return {
        "number": generation.number,
        "state": generation.state,
        "store": generation.store,
        "place": generation.place,
        "cut": generation.cut,
        "manifest": json.dumps(dict(generation.manifest), ensure_ascii=False),
        "origin": generation.origin,
    }


def _generation_of(row: Row[Any]) -> Generation:
    manifest = json.loads(row.manifest)
    return Generation(row.number, row.state, row.store, row.place, row.cut, manifest, row.origin, row.copied_to)
