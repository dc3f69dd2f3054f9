"""Calls to a Qdrant server: tried again where that can help, and what goes wrong told in our errors."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from index.disk import is_disk_full
from index.errors import DiskFull, IndexingError, StoreDamaged, StoreRefused, StoreUnreachable

Result = TypeVar("Result")

_FIRST_WAIT_S = 0.2
_MOST_WAIT_S = 5.0
_AGAIN = frozenset({429, 502, 503, 504})
"""Answers of a server or a proxy that has no time now. Others say the same when asked again."""
_REFUSED = frozenset({401, 403})


class Calls:
    """Calls about one collection. Everything that we ask for may be asked twice: points are replaced by id, documents
    deleted by name. `retries`: how often more; a read that ran out of time is not asked again, its reader waits.
    """

    def __init__(self, collection: str, retries: int, wait: Callable[[float], None] = time.sleep) -> None:
        self._collection = collection
        self._retries = retries
        self._wait = wait

    def read(self, call: Callable[[], Result]) -> Result:
        """What the call gives. Raises StoreUnreachable, StoreRefused, StoreDamaged, DiskFull."""
        return self._tried(call, after_time_out=False)

    def write(self, call: Callable[[], Result]) -> Result:
        """As `read`, tried again after a time-out too."""
        return self._tried(call, after_time_out=True)

    def _tried(self, call: Callable[[], Result], *, after_time_out: bool) -> Result:
        for attempt in range(self._retries + 1):
            try:
                return call()
            except Exception as error:
                told = self._told(error)
                if told is None:
                    raise
                may_help = _may_help(error, after_time_out)
                if attempt == self._retries or not may_help:
                    raise told from error
                self._wait(min(_FIRST_WAIT_S * 2**attempt, _MOST_WAIT_S))
        raise AssertionError("the last attempt returns or raises")

    def _told(self, error: Exception) -> IndexingError | None:
        """Our error for the client's; None for what is neither the client's nor the network's."""
        if is_disk_full(error):
            return DiskFull(Path(self._collection))
        status = _status_of(error)
        if status in _REFUSED:
            return StoreRefused(_words_of(error))
        if status == 404 or _is_missing_here(error):
            return StoreDamaged(Path(self._collection), f"máy chủ Qdrant không có bộ sưu tập “{self._collection}”")
        if status is not None and 400 <= status < 500 and status not in _AGAIN:
            return StoreDamaged(Path(self._collection), _words_of(error))
        if status is not None or _is_transport(error):
            return StoreUnreachable(_words_of(error))
        return None


def _may_help(error: Exception, after_time_out: bool) -> bool:
    status = _status_of(error)
    if status is not None:
        return status in _AGAIN
    return after_time_out or not _is_time_out(error)


def _status_of(error: Exception) -> int | None:
    """The HTTP status of an answer that was not what was asked for; of gRPC the one that means the same."""
    from grpc import RpcError, StatusCode
    from qdrant_client.common.client_exceptions import ResourceExhaustedResponse
    from qdrant_client.http.exceptions import UnexpectedResponse

    if isinstance(error, UnexpectedResponse):
        return error.status_code
    if isinstance(error, ResourceExhaustedResponse):
        return 429
    if isinstance(error, RpcError):
        meant = {
            StatusCode.UNAUTHENTICATED: 401,
            StatusCode.PERMISSION_DENIED: 403,
            StatusCode.NOT_FOUND: 404,
            StatusCode.INVALID_ARGUMENT: 400,
            StatusCode.RESOURCE_EXHAUSTED: 429,
            StatusCode.UNAVAILABLE: 503,
            StatusCode.DEADLINE_EXCEEDED: 504,
        }
        return meant.get(error.code(), 500)
    return None


def _is_transport(error: Exception) -> bool:
    from qdrant_client.http.exceptions import ApiException

    return isinstance(error, (ApiException, OSError))


def _is_time_out(error: Exception) -> bool:
    source = getattr(error, "source", error)
    return isinstance(source, TimeoutError) or "Timeout" in type(source).__name__


def _is_missing_here(error: Exception) -> bool:
    """The client's own emulation of a server raises ValueError for a collection that is not there."""
    return type(error) is ValueError and "not found" in str(error)


def _words_of(error: Exception) -> str:
    """One line for a person: what the server said, or what became of the connection."""
    status = _status_of(error)
    source = getattr(error, "source", error)
    if _is_time_out(error):
        return "hết thời gian chờ"
    words = " ".join(str(source).split())[:200] or type(source).__name__
    return words if status is None or str(status) in words else f"{status} {words}"
