"""Asking the tables: what every part of the catalogue shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, Row

from index.catalogue.unchanged import UntilChanged

_CHUNK = 500  # SQLite's default bound on variables in one statement is well above this


class Tables:
    """The tables behind one engine. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # Of the whole archive, and of one question: of 20,000 documents one list of ids takes 2 MB.
        self._unchanged, self._asked = UntilChanged(engine, 16), UntilChanged(engine, 256)

    def close(self) -> None:
        self._unchanged.close()
        self._asked.close()
        self._engine.dispose()

    def _rows(self, query: Any, values: Mapping[str, Any] | None = None) -> Sequence[Row[Any]]:
        """`values` are those of a statement's own parameters."""
        with self._engine.connect() as connection:
            return connection.execute(query, values).all()

    def _first(self, query: Any) -> Row[Any] | None:
        with self._engine.connect() as connection:
            return connection.execute(query).first()

    def _scalar(self, query: Any) -> Any:
        with self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def _column(self, query: Any) -> list[str]:
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())


def chunks(items: Sequence[str]) -> Iterable[Sequence[str]]:
    """The items in pieces that one statement can carry."""
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))


def now() -> dt.datetime:
    """The time as the catalogue keeps it: UTC, without a zone."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
