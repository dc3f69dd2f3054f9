"""From paths to an indexed archive: read, catalogue, encode, store; resumable at every step.

Order per file: originals → catalogue (not indexed) → store, flushed → catalogue (indexed) → path linked. A run that is
killed anywhere is completed by the next one, with the same ids. Files are read ahead in worker processes while this one
catalogues, encodes and stores what was read, in the order of the candidates.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from index.candidates import Candidate, Item, candidates_of, items_of
from index.catalogue.catalogue import FileRecord, Told
from index.cutting import cut_missing
from index.disk import full_disk_told, require_space
from index.originals import Originals, original_of
from index.passages import Cut, passages_of
from index.places import Places
from index.removal import complete_removals, drop_files
from index.search import Index
from ingest.errors import IngestError, ReadingFailed, SecrecyTooHigh, TemporaryFolderFull, UnreadableFile
from ingest.formats.ocr_cache import OcrCache
from ingest.packed import PackedLimits
from ingest.scratch import scratch_folder
from ingest.types import Document

if TYPE_CHECKING:
    from ingest.workers import Outcome, Pending, Reading

__all__ = [
    "Candidate", "Failure", "Ingestion", "Progress", "Summary", "candidates_of", "original_of",
]  # fmt: skip

# Findings that a missing tool causes: such a file is read again once the tool may have appeared.
_DEGRADED = frozenset({"ocr_missing", "office_missing"})
_BATCH_PASSAGES = 256
_TURNS = 256
"""Files planned ahead at most: known ones wait behind one that is being read."""
_TICK_S = 1.0


@dataclass(frozen=True, slots=True)
class Failure:
    file: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Progress:
    """After each file, and every second while one is waited for.

    How many of how many (members of archives are counted as they are met), the file just done or waited for, passages
    encoded so far, failures so far, the files being read right now, and seconds since the run began.
    """

    done: int
    total: int
    file: str
    passages: int
    failed: int
    reading: tuple[str, ...] = ()
    elapsed_s: float = 0.0

    @property
    def files_per_s(self) -> float:
        """0 at the very beginning."""
        return self.done / self.elapsed_s if self.elapsed_s else 0.0

    @property
    def left_s(self) -> float | None:
        """Seconds to go at this rate; None before the first file."""
        return (self.total - self.done) / self.files_per_s if self.done and self.elapsed_s else None


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


@dataclass(slots=True)
class _Turn:
    """A file on its way: `pending` when it is being read, `staged` when its bytes lie in a folder of ours."""

    item: Item
    file_id: str = ""
    size_bytes: int = 0
    path: Path = Path()
    staged: bool = False
    pending: Pending | None = None
    error: IngestError | None = None

    @property
    def is_ready(self) -> bool:
        return self.pending is None or self.pending.is_ready


class Ingestion:
    """One run over one archive folder. `max_clearance` is the deployment's ceiling (0–3).

    `told` is what was said of access labels; what was not said stays as it was for the file, or for the one that its
    path led to before: a new version of a classified file is never open by neglect. `retry_degraded`: read again what
    an earlier run read without a tool that is here now. `limits` are those of archives; its bound on a member's size
    holds for every file.
    """

    def __init__(
        self,
        index: Index,
        places: Places,
        reading: Reading,
        *,
        reader_version: str,
        cut: Cut,
        told: Told,
        max_clearance: int,
        retry_degraded: bool,
        limits: PackedLimits | None = None,
    ) -> None:
        self._index = index
        self._places = places
        self._originals = Originals(places.originals)
        self._reading = reading
        self._reader_version = reader_version
        self._cut = cut
        self._told = told
        self._max_clearance = max_clearance
        self._retry_degraded = retry_degraded
        self._limits = limits or PackedLimits()
        self._ocr_pages = OcrCache(places.ocr_pages)
        self._superseded: set[str] = set()
        self._waiting: list[tuple[Item, str]] = []
        self._waiting_passages = 0
        self._encoded = 0
        self._planned: Counter[str] = Counter()
        self._failed: dict[str, IngestError] = {}
        self._names: dict[Path, str] = {}
        self._numbers = count()
        self._opened: set[str] = set()
        self._done = self._total = 0

    def run(self, candidates: Sequence[Candidate], on_progress: Callable[[Progress], None] | None = None) -> Summary:
        """Ingest every candidate; a file that fails is recorded and the run goes on.

        Raises DiskFull when there is no space to go on; what was ingested stays, and the next run does the rest.
        """
        self._started = time.monotonic()
        self._on_progress = on_progress or (lambda _: None)
        summary = Summary()
        with full_disk_told(self._originals.root), scratch_folder() as folder:
            run_id = self._index.catalogue.begin_run()
            self._originals.sweep()
            complete_removals(self._index, self._places)
            self._index_pending()
            self._run(candidates, folder, summary)
            self._settle()
            self._drop(self._index.catalogue.orphans())
            self._index.link_copies()
            # Pages of what was refused are gone already; a killed run may have left some that nobody asks for.
            self._ocr_pages.forget_all_but(self._index.catalogue.file_ids() | self._failed.keys())
        self._index.catalogue.end_run(
            run_id,
            read=summary.read,
            unchanged=summary.unchanged,
            replaced=summary.replaced,
            failed=len(summary.failed),
            skipped=len(summary.skipped),
        )
        totals = self._index.catalogue.totals()
        summary.documents, summary.passages, summary.findings = totals.documents, totals.passages, totals.findings
        summary.seconds = round(time.monotonic() - self._started, 2)
        return summary

    def _run(self, candidates: Sequence[Candidate], folder: Path, summary: Summary) -> None:
        self._total = len(candidates)
        turns: deque[_Turn] = deque()
        for turn in self._turns(candidates, folder, summary):
            turns.append(turn)
            while turns and (turns[0].is_ready or len(turns) >= _TURNS or not self._reading.has_room):
                self._finish(turns.popleft(), summary)
        while turns:
            self._finish(turns.popleft(), summary)
        listed = {candidate.path.parent for candidate in candidates if candidate.error is None}
        self._index.catalogue.forgive(self._opened | {Candidate(folder, "").source for folder in listed})

    # Ahead: what is there to do -------------------------------------------------------------------------------------

    def _turns(self, candidates: Sequence[Candidate], folder: Path, summary: Summary) -> Iterator[_Turn]:
        for candidate in candidates:
            met = 0
            item = None
            for item in items_of(candidate, folder, self._limits):
                if item.is_document:
                    met += 1
                    self._total += met > 1
                    yield self._turn(item, folder)
                else:
                    summary.skipped.append((item.name, "not_a_document"))
            self._total -= met == 0
            if item is not None and item.source != candidate.source:
                # What was wrong with the archive itself, before, is so no more.
                self._opened.add(candidate.source)

    def _turn(self, item: Item, folder: Path) -> _Turn:
        """Know the file by its bytes, and have it read where it is not known. Errors wait for the file's turn."""
        turn = _Turn(item)
        try:
            if item.error is not None:
                raise item.error
            self._identify(turn)
            if not self._is_read(turn.file_id):
                self._stage(turn, folder)
                if not self._planned[turn.file_id]:
                    self._names[turn.path] = item.name
                    turn.pending = self._reading.begin(turn.path)
        except IngestError as error:
            turn.error = error
        self._planned[turn.file_id] += 1
        return turn

    def _identify(self, turn: _Turn) -> None:
        digest = sha256()
        for block in turn.item.blocks(self._limits.member_mib):
            digest.update(block)
            turn.size_bytes += len(block)
        turn.file_id = digest.hexdigest()

    def _stage(self, turn: _Turn, folder: Path) -> None:
        """Members of archives are read from a folder of ours, under a name of ours."""
        if turn.item.path is not None:
            turn.path = turn.item.path
            return
        turn.path = folder / f"{next(self._numbers)}{Path(turn.item.name).suffix.lower()}"
        turn.staged = True
        with full_disk_told(folder), turn.path.open("wb") as file:
            for block in turn.item.blocks(self._limits.member_mib):
                file.write(block)

    def _is_read(self, file_id: str) -> bool:
        accept_degraded = not self._retry_degraded
        return self._index.catalogue.is_read(file_id, self._reader_version, accept_degraded=accept_degraded)

    # In turn: what becomes of it ------------------------------------------------------------------------------------

    def _finish(self, turn: _Turn, summary: Summary) -> None:
        try:
            if turn.error is not None:
                raise turn.error
            self._take(turn, summary)
        except TemporaryFolderFull:
            raise
        except IngestError as error:
            self._fail(turn.item, error, summary)
        finally:
            self._planned[turn.file_id] -= 1
            self._names.pop(turn.path, None)
            if turn.staged:
                turn.path.unlink(missing_ok=True)
        self._done += 1
        self._tell(turn.item.name, summary)

    def _take(self, turn: _Turn, summary: Summary) -> None:
        catalogue, item, file_id = self._index.catalogue, turn.item, turn.file_id
        before = catalogue.file_of_source(item.source)
        if before not in (None, file_id):
            self._superseded.add(str(before))
        if self._is_read(file_id) and turn.pending is None:
            label = self._told.over(catalogue.label_of_file(file_id))
            self._refuse_level(turn, max(catalogue.marked_clearance(file_id), label.clearance))
            catalogue.relabel(file_id, label)
            catalogue.link(item.source, item.name, file_id)
            summary.unchanged += before == file_id
            summary.replaced += before not in (None, file_id)
            summary.read += before is None
            return
        documents = self._documents_of(turn, summary)
        label = self._told.over(catalogue.label_of_file(before or file_id))
        marks = [document.facts.secrecy.value for document in documents if document.facts.secrecy]
        self._refuse_level(turn, max([label.clearance, *marks]))
        require_space(self._originals.root)
        self._originals.keep(file_id, turn.path, turn.size_bytes)
        record = FileRecord(
            id=file_id,
            size_bytes=turn.size_bytes,
            media_type=documents[0].media_type,
            reader_version=self._reader_version,
            degraded=any(finding.code in _DEGRADED for d in documents for finding in d.findings),
        )
        passages = [passages_of(document, self._cut) for document in documents]
        if catalogue.document_ids(file_id):
            # Another reading of the same bytes: the one that is found now stays until this one can take its place.
            self._index.replace(record, documents, passages, label)
            self._encoded += sum(map(len, passages))
            passages = []
        else:
            catalogue.put(record, documents, passages, label)
        summary.replaced += before not in (None, file_id)
        summary.read += before in (None, file_id)
        self._waiting.append((item, file_id))
        self._waiting_passages += sum(map(len, passages))
        if self._waiting_passages >= _BATCH_PASSAGES:
            self._settle()

    def _documents_of(self, turn: _Turn, summary: Summary) -> tuple[Document, ...]:
        """Raises what reading raised. A twin of a file that could not be read is not read again."""
        if turn.pending is None and turn.file_id in self._failed:
            raise self._failed[turn.file_id]
        outcome = self._outcome_of(turn, summary)
        if outcome.error is not None:
            self._failed[turn.file_id] = outcome.error
            raise outcome.error
        if not outcome.documents:
            raise ReadingFailed(turn.path, "không có văn bản nào")
        if any(document.file_id != turn.file_id for document in outcome.documents):
            raise UnreadableFile(turn.path, "tệp thay đổi trong lúc đọc")
        return outcome.documents

    def _outcome_of(self, turn: _Turn, summary: Summary) -> Outcome:
        pending = turn.pending or self._reading.begin(turn.path)
        while True:
            try:
                return pending.outcome(_TICK_S)
            except TimeoutError:
                self._tell(turn.item.name, summary)

    def _tell(self, name: str, summary: Summary) -> None:
        reading = tuple(self._names[path] for path in self._reading.current() if path in self._names)
        elapsed_s = time.monotonic() - self._started
        failed = len(summary.failed)
        self._on_progress(Progress(self._done, self._total, name, self._encoded, failed, reading, elapsed_s))

    def _settle(self) -> None:
        """Index what waits, then let the paths lead to it and drop what no path leads to any more."""
        self._index_pending()
        for item, file_id in self._waiting:
            self._index.catalogue.link(item.source, item.name, file_id)
        self._encoded += self._waiting_passages
        self._waiting, self._waiting_passages = [], 0
        # What another path is about to lead to stays.
        gone = {file_id for file_id in self._superseded if not self._planned[file_id]}
        self._drop([key for key in self._index.catalogue.orphans() if key.rpartition("-")[0] in gone])
        self._superseded -= gone

    def _index_pending(self) -> None:
        for batch in self._index.catalogue.pending(_BATCH_PASSAGES):
            require_space(self._originals.root)
            cut_missing(self._index.catalogue, batch, self._cut)
            self._index.index_documents(batch)

    def _drop(self, orphans: Sequence[str]) -> None:
        """Forget documents that no path leads to, points first: a kill in between leaves them to the next run."""
        files = {key.rpartition("-")[0] for key in orphans}
        drop_files(self._index, self._places, files)

    def _refuse_level(self, turn: _Turn, level: int) -> None:
        if level > self._max_clearance:
            self._ocr_pages.forget(turn.file_id)
            raise SecrecyTooHigh(turn.path, level, self._max_clearance)

    def _fail(self, item: Item, error: IngestError, summary: Summary) -> None:
        self._index.catalogue.fail(item.source, item.name, error.code, str(error))
        summary.failed.append(Failure(item.name, error.code, str(error)))
