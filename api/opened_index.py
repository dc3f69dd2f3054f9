"""The index that is open: opened on first use, and again after another process has switched to a new one."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Lock

from index.errors import IndexingError
from index.search import Index

log = logging.getLogger(__name__)

LOOK_EVERY_S = 2.0
"""So long may a running server go on with the index before a switch; asking the catalogue takes 0.2 ms."""


class OpenedIndex:
    """Safe to use from several threads. `open_` gives the current index and its version."""

    def __init__(self, open_: Callable[[], tuple[Index, str]], clock: Callable[[], float] = time.monotonic) -> None:
        self._open = open_
        self._clock = clock
        self._lock = Lock()
        self._opened: tuple[Index, str] | None = None
        self._looked_at = 0.0

    def get(self) -> tuple[Index, str]:
        """Raises what opening raises. An index that takes another's place and cannot be opened leaves the old one."""
        with self._lock:
            if self._opened is None:
                self._opened = self._open()
                self._looked_at = self._clock()
            elif self._clock() - self._looked_at >= LOOK_EVERY_S:
                self._looked_at = self._clock()
                if not self._opened[0].catalogue.is_followed():
                    self._opened = self._next(self._opened)
            return self._opened

    def close(self) -> None:
        """Flush and release; it opens again when it is used again."""
        with self._lock:
            if self._opened:
                self._opened[0].close_store()
                self._opened = None

    def _next(self, old: tuple[Index, str]) -> tuple[Index, str]:
        """The old store is not closed: searches may still be going on in it. It goes with the last of them."""
        try:
            return self._open()
        except IndexingError as error:
            log.warning("the index was switched, but the new one does not open with these settings: %s", error)
            return old
