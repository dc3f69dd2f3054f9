"""A full disk, told from other troubles wherever it strikes: files, SQLite, the store, temporary folders."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import DiskFull
from ingest.errors import TemporaryFolderFull

RESERVE_BYTES = 128 * 1024 * 1024
"""Nothing is begun with less than this free. Qdrant Edge writes through mapped files: where the disk ends under one,
the kernel kills the program, and it lays out 32 MiB of log at a time."""

_FULL = (errno.ENOSPC, errno.EDQUOT)
# Qdrant's engine and SQLAlchemy carry the system's words on, and nothing else.
_WORDS = ("No space left on device", "os error 28", "Disk quota exceeded", "database or disk is full")


def is_disk_full(error: BaseException | None) -> bool:
    """Whether a full disk or quota is what lies at the bottom of this."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _FULL:
            return True
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL or isinstance(error, TemporaryFolderFull):
            return True
        if any(words in str(error) for words in _WORDS):
            return True
        error = error.__cause__ or getattr(error, "orig", None)
    return False


@contextmanager
def full_disk_told(place: Path) -> Iterator[None]:
    """Whatever a full disk makes of the block becomes DiskFull, naming `place` or the temporary folder."""
    try:
        yield
    except DiskFull:
        raise
    except TemporaryFolderFull as error:
        raise DiskFull(error.folder) from error
    except Exception as error:
        if is_disk_full(error):
            raise DiskFull(place) from error
        raise


def require_space(place: Path, reserve_bytes: int = RESERVE_BYTES) -> None:
    """Raises DiskFull when the disk of `place`, which need not exist yet, has less than the reserve."""
    while not place.exists():
        place = place.parent
    if shutil.disk_usage(place).free < reserve_bytes:
        raise DiskFull(place)
