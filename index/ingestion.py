"""From paths to an indexed archive: read, catalogue, encode, store; resumable at every step.

Order per file: originals → catalogue (not indexed) → store, flushed → catalogue (indexed) → path linked. A run that is
killed anywhere is completed by the next one, with the same ids.
"""

from __future__ import annotations

import errno
import logging
import os
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from index.catalogue.catalogue import FileRecord, Told
from index.passages import Cut, passages_of
from index.search import Index
from ingest.errors import IngestError, ReadingFailed, SecrecyTooHigh, UnreadableFile
from ingest.types import Document

# Findings that a missing tool causes: such a file is read again once the tool may have appeared.
_DEGRADED = frozenset({"ocr_missing", "office_missing"})
_BATCH_PASSAGES = 256
_LOG = logging.getLogger(__name__)
_REASONS = {
    errno.EACCES: "không có quyền đọc",
    errno.EPERM: "không có quyền đọc",
    errno.ENOENT: "tệp không còn ở đó",
    errno.EISDIR: "đây là thư mục",
    errno.EIO: "lỗi đọc đĩa",
}

Reader = Callable[[Path], tuple[Document, ...]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to ingest: where it is, and the name that the archive shows for it."""

    path: Path
    name: str

    @property
    def source(self) -> str:
        """The absolute path, as text that any database keeps."""
        return _text_of(str(self.path.absolute()))


@dataclass(frozen=True, slots=True)
class Failure:
    file: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Progress:
    """After each file: how many of how many, the file, passages encoded so far, failures so far."""

    done: int
    total: int
    file: str
    passages: int
    failed: int


@dataclass(slots=True)
class Summary:
    """What one run did. `documents`, `passages` and `findings` are totals of the archive afterwards."""

    read: int = 0
    unchanged: int = 0
    replaced: int = 0
    failed: list[Failure] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    findings: int = 0
    documents: int = 0
    passages: int = 0
    seconds: float = 0.0


def candidates_of(roots: Sequence[Path], is_candidate: Callable[[Path], bool]) -> tuple[list[Candidate], list[str]]:
    """Files under the roots in name order, and the names of those that are no documents.

    A file given by itself is always a candidate. Names are relative to their root; with several roots they begin with
    the root's own name. Links that lead out of a root are skipped. Raises FileNotFoundError for a missing root.
    """
    found: list[Candidate] = []
    skipped: list[str] = []
    for root in roots:
        if not root.exists():
            raise FileNotFoundError(root)
        prefix = f"{root.resolve().name}/" if len(roots) > 1 else ""
        if root.is_file():
            found.append(Candidate(root, root.name))
            continue
        for path in _walk(root):
            name = prefix + _text_of(path.relative_to(root).as_posix())
            if is_candidate(path) and path.resolve().is_relative_to(root.resolve()):
                found.append(Candidate(path, name))
            else:
                skipped.append(name)
    return found, skipped


class Ingestion:
    """One run over one archive folder. `max_clearance` is the deployment's ceiling (0–3).

    `told` is what was said of access labels; what was not said stays as it was for the file, or for the one that its
    path led to before: a new version of a classified file is never open by neglect. `retry_degraded`: read again what
    an earlier run read without a tool that is here now.
    """

    def __init__(
        self,
        index: Index,
        originals: Path,
        read: Reader,
        *,
        reader_version: str,
        cut: Cut,
        told: Told,
        max_clearance: int,
        retry_degraded: bool,
    ) -> None:
        self._index = index
        self._originals = originals
        self._read = read
        self._reader_version = reader_version
        self._cut = cut
        self._told = told
        self._max_clearance = max_clearance
        self._retry_degraded = retry_degraded
        self._superseded: set[str] = set()
        self._waiting: list[tuple[Candidate, str]] = []
        self._waiting_passages = 0
        self._encoded = 0

    def run(self, candidates: Sequence[Candidate], on_progress: Callable[[Progress], None] | None = None) -> Summary:
        """Ingest every candidate; a file that fails is recorded and the run goes on."""
        started = time.monotonic()
        summary = Summary()
        self._index_pending()
        for done, candidate in enumerate(candidates, start=1):
            try:
                self._take(candidate, summary)
            except IngestError as error:
                self._fail(candidate, error, summary)
            if on_progress:
                on_progress(Progress(done, len(candidates), candidate.name, self._encoded, len(summary.failed)))
        self._settle()
        self._drop(self._index.catalogue.orphans())
        totals = self._index.catalogue.totals()
        summary.documents, summary.passages, summary.findings = totals.documents, totals.passages, totals.findings
        summary.seconds = round(time.monotonic() - started, 2)
        return summary

    def _take(self, candidate: Candidate, summary: Summary) -> None:
        catalogue = self._index.catalogue
        data = _bytes_of(candidate.path)
        file_id = sha256(data).hexdigest()
        before = catalogue.file_of_source(candidate.source)
        if before not in (None, file_id):
            self._superseded.add(str(before))
        if catalogue.is_read(file_id, self._reader_version, accept_degraded=not self._retry_degraded):
            label = self._told.over(catalogue.label_of_file(file_id))
            self._refuse_level(candidate.path, max(catalogue.marked_clearance(file_id), label.clearance))
            catalogue.relabel(file_id, label)
            catalogue.link(candidate.source, candidate.name, file_id)
            summary.unchanged += before == file_id
            summary.replaced += before not in (None, file_id)
            summary.read += before is None
            return
        documents = self._documents_of(candidate.path)
        label = self._told.over(catalogue.label_of_file(before or file_id))
        marks = [document.facts.secrecy.value for document in documents if document.facts.secrecy]
        self._refuse_level(candidate.path, max([label.clearance, *marks]))
        self._keep_original(file_id, data)
        record = FileRecord(
            id=file_id,
            size_bytes=len(data),
            media_type=documents[0].media_type,
            reader_version=self._reader_version,
            degraded=any(finding.code in _DEGRADED for d in documents for finding in d.findings),
        )
        passages = [passages_of(document, self._cut) for document in documents]
        catalogue.put(record, documents, passages, label)
        summary.replaced += before not in (None, file_id)
        summary.read += before in (None, file_id)
        self._waiting.append((candidate, file_id))
        self._waiting_passages += sum(map(len, passages))
        if self._waiting_passages >= _BATCH_PASSAGES:
            self._settle()

    def _documents_of(self, path: Path) -> tuple[Document, ...]:
        try:
            return self._read(path)
        except IngestError:
            raise
        except Exception as error:
            # One file that a reader was not made for must not stop an archive; the log keeps what happened.
            _LOG.exception("reading failed")
            raise ReadingFailed(path, type(error).__name__) from error

    def _settle(self) -> None:
        """Index what waits, then let the paths lead to it and drop what no path leads to any more."""
        self._index_pending()
        for candidate, file_id in self._waiting:
            self._index.catalogue.link(candidate.source, candidate.name, file_id)
        self._encoded += self._waiting_passages
        self._waiting, self._waiting_passages = [], 0
        self._drop([key for key in self._index.catalogue.orphans() if key.rpartition("-")[0] in self._superseded])
        self._superseded.clear()

    def _index_pending(self) -> None:
        for batch in self._index.catalogue.pending(_BATCH_PASSAGES):
            self._index.index_documents(batch)

    def _drop(self, orphans: Sequence[str]) -> None:
        """Forget documents that no path leads to, points first: a kill in between leaves them to the next run."""
        if orphans:
            self._index.forget_documents(orphans)
            for file_id in self._index.catalogue.delete_files({key.rpartition("-")[0] for key in orphans}):
                original_of(self._originals, file_id).unlink(missing_ok=True)

    def _refuse_level(self, path: Path, level: int) -> None:
        if level > self._max_clearance:
            raise SecrecyTooHigh(path, level, self._max_clearance)

    def _keep_original(self, file_id: str, data: bytes) -> None:
        place = original_of(self._originals, file_id)
        if place.exists() and place.stat().st_size == len(data):
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        building = place.with_name(f"{place.name}.new-{os.getpid()}")
        building.write_bytes(data)
        building.rename(place)

    def _fail(self, candidate: Candidate, error: IngestError, summary: Summary) -> None:
        self._index.catalogue.fail(candidate.source, candidate.name, error.code, str(error))
        summary.failed.append(Failure(candidate.name, error.code, str(error)))


def original_of(originals: Path, file_id: str) -> Path:
    """Where the bytes of a file lie in the archive."""
    return originals / file_id[:2] / file_id


def _walk(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders.sort()
        yield from (Path(folder, name) for name in sorted(files))


def _bytes_of(path: Path) -> bytes:
    try:
        # A pipe or a device would be read for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableFile(path, "không phải tệp thường")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path, _REASONS.get(error.errno or 0, "lỗi hệ thống tệp")) from error


def _text_of(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
