"""Asking the tables: what every part of the catalogue shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Engine, Row

_CHUNK = 500  # SQLite's default bound on variables in one statement is well above this


class Tables:
    """The tables behind one engine. Safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

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


def chunks(items: Sequence[str]) -> Iterable[Sequence[str]]:
    """The items in pieces that one statement can carry."""
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))


def now() -> dt.datetime:
    """The time as the catalogue keeps it: UTC, without a zone."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
