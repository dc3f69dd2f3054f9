"""What was read of the whole catalogue, kept in memory until anything is written to it, by whatever process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

Value = TypeVar("Value")


class UntilChanged:
    """The last `most` results by key. Safe to use from several threads; two that miss at the same time both make it.

    SQLite's `data_version` on a connection that never writes itself changes with every commit of any other one, in
    this process or elsewhere. Another database is not watched: nothing is kept of it.
    """

    def __init__(self, engine: Engine, most: int) -> None:
        self._engine = engine
        self._most = most
        self._lock = Lock()
        self._watching: Connection | None = None
        self._version: object = None
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """What `make` gave for the key, or gives now. Callers share the value and must not change it."""
        if self._engine.dialect.name != "sqlite" or not self._engine.url.database:
            return make()
        with self._lock:
            version = self._now()
            if version != self._version:
                self._kept.clear()
                self._version = version
            if key in self._kept:
                self._kept.move_to_end(key)
                kept: Value = self._kept[key]
                return kept
        value = make()
        with self._lock:
            # Read after `version` was, it may be newer than that says, never older.
            if version == self._version:
                self._kept[key] = value
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return value

    def close(self) -> None:
        """Let go of the connection; it is opened again when it is used again."""
        with self._lock:
            if self._watching is not None:
                self._watching.close()
                self._watching = None
            self._kept.clear()
            self._version = None

    def _now(self) -> object:
        if self._watching is None:
            # Its own: one of the pool would be lent to writers, and would then not count what they write.
            self._watching = self._engine.connect()
            self._watching.detach()
        cursor = self._watching.connection.cursor()
        try:
            return cursor.execute("PRAGMA data_version").fetchone()[0]
        finally:
            cursor.close()
