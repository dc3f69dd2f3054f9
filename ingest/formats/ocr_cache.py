"""Pages that were recognised once, kept on disk so that they are never recognised again.

Layout of the folder: `words/KK/KEY.json` holds the words of one picture, `files/FILE_ID/KEY` (empty) says that this
file has such a page. KEY is a hash of the picture, its resolution and the engine's version. The words are a document's
content: whoever refuses or removes a document says `forget(file_id)`, after which no word of it is left here unless
another file has the very same page.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.formats.ocr import OcrWord, PageImage, VersionedOcr
from ingest.types import Box

LIMIT_BYTES = 2 * 1024**3
"""About 100,000 pages; the longest unused go first."""


@dataclass(frozen=True, slots=True)
class OcrCache:
    """A folder of recognised pages; made when first written to, readable by its owner alone. Safe to share between
    threads and processes: every write is a rename, and what cannot be read counts as not there."""

    folder: Path
    limit_bytes: int = LIMIT_BYTES

    def get(self, key: str, file_id: str) -> tuple[OcrWord, ...] | None:
        """The words kept under `key`, now also a page of this file; None when there are none, or damaged ones."""
        path = self._words(key)
        try:
            words = _words_of(path.read_bytes())
        except (OSError, ValueError, TypeError, KeyError):
            return None
        self._mark(key, file_id)
        os.utime(path)
        return words

    def put(self, key: str, file_id: str, words: tuple[OcrWord, ...]) -> None:
        """Keeps the words of a page of this file. A full or read-only disk raises OSError."""
        # The mark comes first: a page must never lie here without the file that it can be forgotten by.
        self._mark(key, file_id)
        path = self._words(key)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            file.write(_bytes_of(words))
        Path(file.name).replace(path)
        if key.startswith("000"):
            self.shrink()

    def forget(self, file_id: str) -> None:
        """Removes what is kept of this file, but for pages that another file shares. Nothing kept: nothing happens."""
        marks = self._marks(file_id)
        keys = [mark.name for mark in marks.iterdir()] if marks.is_dir() else []
        for key in keys:
            (marks / key).unlink(missing_ok=True)
            if not any((other / key).exists() for other in (self.folder / "files").iterdir()):
                self._words(key).unlink(missing_ok=True)
        if marks.is_dir():
            marks.rmdir()

    def forget_all_but(self, file_ids: Collection[str]) -> None:
        """Removes what is kept of files other than these: what an interrupted ingestion may have left behind."""
        files = self.folder / "files"
        for mark in list(files.iterdir()) if files.is_dir() else []:
            if mark.name not in file_ids:
                self.forget(mark.name)

    def shrink(self) -> None:
        """Removes the longest unused words until the folder keeps to its limit."""
        found = sorted(((path.stat().st_mtime, path.stat().st_size, path) for path in self._all()), reverse=True)
        total = 0
        for _, size, path in found:
            total += size
            if total > self.limit_bytes:
                path.unlink(missing_ok=True)

    def _all(self) -> Iterator[Path]:
        return (self.folder / "words").glob("*/*.json")

    def _words(self, key: str) -> Path:
        return self.folder / "words" / key[:2] / f"{key}.json"

    def _marks(self, file_id: str) -> Path:
        return self.folder / "files" / file_id

    def _mark(self, key: str, file_id: str) -> None:
        marks = self._marks(file_id)
        marks.mkdir(parents=True, exist_ok=True, mode=0o700)
        (marks / key).touch()


@dataclass(frozen=True, slots=True)
class KeptOcr:
    """An engine that asks the cache first. `file_id` is the SHA-256 of the file that the pictures are of."""

    engine: VersionedOcr
    cache: OcrCache
    file_id: str

    def words_of(self, image: PageImage) -> tuple[OcrWord, ...]:
        """See `ingest.formats.ocr.Ocr.words_of`. A cache that cannot be written to costs time, never the page."""
        key = key_of(image, self.engine.version())
        kept = self.cache.get(key, self.file_id)
        if kept is not None:
            return kept
        words = self.engine.words_of(image)
        try:
            self.cache.put(key, self.file_id, words)
        except OSError:
            return words
        return words

    def version(self) -> str:
        """See `ingest.formats.ocr.VersionedOcr.version`."""
        return self.engine.version()


def key_of(image: PageImage, version: str) -> str:
    """The hash that a picture's words are kept under; file and page number have no part in it."""
    told = f"{version}\n{image.dpi}\n{image.layout}\n".encode()
    return hashlib.sha256(told + hashlib.sha256(image.png).digest()).hexdigest()


def _bytes_of(words: tuple[OcrWord, ...]) -> bytes:
    rows = [
        [word.text, *(word.box.left, word.box.top, word.box.right, word.box.bottom), word.confidence, word.line]
        for word in words
    ]
    body = json.dumps(rows, ensure_ascii=False)
    return json.dumps({"sha256": hashlib.sha256(body.encode()).hexdigest(), "words": body}, ensure_ascii=False).encode()


def _words_of(data: bytes) -> tuple[OcrWord, ...]:
    """Raises ValueError, TypeError or KeyError for what `_bytes_of` did not write."""
    kept = json.loads(data)
    if hashlib.sha256(kept["words"].encode()).hexdigest() != kept["sha256"]:
        raise ValueError("damaged")
    return tuple(
        OcrWord(text, Box(left, top, right, bottom), confidence, line)
        for text, left, top, right, bottom, confidence, line in json.loads(kept["words"])
    )
