"""Zipped office packages: a look before opening, so that a small file cannot unfold to fill the memory."""

from __future__ import annotations

import zipfile
from pathlib import Path

from ingest.errors import DamagedDocument

MAX_UNPACKED_BYTES = 500 * 1024 * 1024


def check_package(path: Path, kind: str, limit_bytes: int = MAX_UNPACKED_BYTES) -> None:
    """Raises DamagedDocument when `path` is no zip file or would unpack to more than `limit_bytes`."""
    try:
        with zipfile.ZipFile(path) as package:
            size = sum(member.file_size for member in package.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DamagedDocument(path, kind) from error
    if size > limit_bytes:
        raise DamagedDocument(path, kind)
