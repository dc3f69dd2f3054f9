"""The bytes of every ingested file, by their hash."""

from __future__ import annotations

import os
import shutil
from hashlib import sha256
from pathlib import Path

from ingest.errors import UnreadableFile

_BLOCK_BYTES = 1024 * 1024


def original_of(originals: Path, file_id: str) -> Path:
    """Where the bytes of a file lie in the archive."""
    return originals / file_id[:2] / file_id


class Originals:
    """The folder of originals of one archive, for one writer."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def keep(self, file_id: str, path: Path, size_bytes: int) -> None:
        """Copy `path`, whose SHA-256 is `file_id`, unless it is there; durable when this returns.

        Raises UnreadableFile when the bytes are others by now, and OSError when they cannot be written.
        """
        place = original_of(self.root, file_id)
        if place.exists() and place.stat().st_size == size_bytes:
            return
        self._incoming.mkdir(parents=True, exist_ok=True)
        building = self._incoming / f"{file_id}-{os.getpid()}"
        try:
            if _copied(path, building) != file_id:
                raise UnreadableFile(path, "tệp thay đổi trong lúc đọc")
            place.parent.mkdir(exist_ok=True)
            building.rename(place)
        finally:
            building.unlink(missing_ok=True)

    def forget(self, file_id: str) -> None:
        """Nothing happens when it is not there."""
        original_of(self.root, file_id).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Take away copies that a killed run left half done."""
        shutil.rmtree(self._incoming, ignore_errors=True)

    @property
    def _incoming(self) -> Path:
        return self.root / "incoming"


def _copied(path: Path, to: Path) -> str:
    """The SHA-256 of what was copied. The bytes reach the disk: a catalogue that names them must not outlive them."""
    digest = sha256()
    try:
        source = path.open("rb")
    except OSError as error:
        raise UnreadableFile(path, "tệp không còn ở đó") from error
    with source, to.open("wb") as copy:
        while block := source.read(_BLOCK_BYTES):
            digest.update(block)
            copy.write(block)
        copy.flush()
        os.fsync(copy.fileno())
    return digest.hexdigest()
