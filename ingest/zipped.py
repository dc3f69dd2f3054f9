"""Opening a ZIP that may be made to harm: its directory is read only up to a bound."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OverflowError)
"""What zipfile raises for files that are no ZIP, or are damaged."""

DIRECTORY_BYTES = 16 * 1024 * 1024
"""An entry takes 46 bytes, its name and extra fields; Office files have some hundred entries."""


class DirectoryTooLong(zipfile.BadZipFile):
    """The directory of the archive is over the bound."""


class _Frugal(io.FileIO):
    """A file that gives at most so much at once: zipfile reads a directory whole, however long it claims to be."""

    most_bytes = 0

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > self.most_bytes:
            raise DirectoryTooLong
        return super().read(self.most_bytes if size is None or size < 0 else size)


@contextmanager
def opened_zip(path: Path, directory_bytes: int = DIRECTORY_BYTES) -> Iterator[zipfile.ZipFile]:
    """The archive at `path`. Raises OSError, DirectoryTooLong, and what `BROKEN` lists."""
    with _Frugal(path) as raw:
        raw.most_bytes = max(directory_bytes, 2**20)
        with zipfile.ZipFile(raw) as package:
            yield package
