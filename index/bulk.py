"""Reading, cutting and encoding large archives on an existing Ray cluster; one writer, here, as ever.

The ordinary ingestion asks a `BulkReading` instead of worker processes of its own. What comes back with the documents
are the vectors and words of their passages, which `embedder` and `words` hand to the index: ids, order, labels and
failures are the ordinary ingestion's, as it is the same code. Files travel as bytes: nodes need no common file system.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from index.errors import BulkUnavailable
from index.passages import SPLITTER_VERSION, Cut, passages_of
from index.precomputed import Kept, PrecomputedEmbedder, PrecomputedWords
from index.search import indexed_text
from index.sparse import SPARSE_VERSION, Words, terms_of
from index.types import Embedder
from ingest.errors import IngestError, ReaderCrashed, UnreadableFile
from ingest.read import READER_VERSION, ReadLimits
from ingest.scratch import scratch_folder
from ingest.workers import Outcome, Pending, Readers

Encoders = Callable[[], tuple[Embedder, Words]]

_IN_FLIGHT_BYTES = 512 * 1024 * 1024
_AHEAD = 3
"""Files begun for each worker, so that none waits for the next."""
_TRIES = 2
_RESTARTS = 4
_START_S = 300.0


@dataclass(frozen=True, slots=True)
class Task:
    """How every file is read and cut; `file_s` and `memory_mib` as for `Readers`."""

    limits: ReadLimits
    file_s: float
    memory_mib: int
    cut: Cut


@dataclass(frozen=True, slots=True)
class Taken:
    """A file read; the vector of every passage by its indexed text, and the words of every text that was segmented."""

    outcome: Outcome
    dense: dict[str, npt.NDArray[np.float32]] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)


class Taker:
    """What runs on the cluster: one reader process, one encoder, one segmenter."""

    def __init__(self, task: Task, encoders: Encoders) -> None:
        self._task = task
        self._embedder, self._words = encoders()
        self._stack = ExitStack()
        self._folder = self._stack.enter_context(scratch_folder())
        reading = Readers(task.limits, workers=1, file_s=task.file_s, memory_mib=task.memory_mib)
        self._reading = self._stack.enter_context(reading)

    def versions(self) -> dict[str, str]:
        """What must be the same here and there."""
        return versions_of(self._embedder)

    def take(self, name: str, content: bytes) -> Taken:
        """Read, cut and encode a file of these bytes; its name tells the reader what it may be."""
        path = self._folder / name
        path.write_bytes(content)
        try:
            outcome = self._reading.begin(path).outcome()
        finally:
            path.unlink(missing_ok=True)
        return encoded(outcome, self._task.cut, self._embedder, self._words)

    def close(self) -> None:
        self._stack.close()


def encoded(outcome: Outcome, cut: Cut, embedder: Embedder, words: Words) -> Taken:
    """What was read, with the vectors and words of its passages. Pure but for the two models."""
    texts = [indexed_text(passage) for document in outcome.documents for passage in passages_of(document, cut)]
    heard = _Heard(words)
    for text in texts:
        terms_of(text, heard)
    vectors = embedder.encode_passages(texts)
    return Taken(outcome, dict(zip(texts, np.asarray(vectors, dtype=np.float32), strict=True)), heard.said)


class _Heard:
    """A segmenter that remembers what it was asked and what it said."""

    def __init__(self, other: Words) -> None:
        self._other = other
        self.said: dict[str, list[str]] = {}

    def words_of(self, text: str) -> list[str]:
        self.said[text] = self._other.words_of(text)
        return self.said[text]


def versions_of(embedder: Embedder) -> dict[str, str]:
    return {
        "reader": READER_VERSION,
        "splitter": SPLITTER_VERSION,
        "sparse": SPARSE_VERSION,
        "embedder": embedder.name,
        "dimension": str(embedder.dimension),
    }


class BulkReading:
    """A `Reading` on the Ray cluster at `address`; use it as a context manager.

    `workers`: how many, 0 for one a processor of the cluster. Raises BulkUnavailable when Ray is not installed, the
    cluster does not answer, or what runs there is another version than this program.
    """

    def __init__(
        self, address: str, task: Task, encoders: Encoders, embedder: Embedder, words: Words, *, workers: int = 0
    ) -> None:
        self._address = address
        # Pages recognised are kept on this machine; those of other machines are recognised anew.
        self._task = replace(task, limits=replace(task.limits, ocr_cache=None))
        self._encoders = encoders
        self._count = workers
        self._dense: Kept[npt.NDArray[np.float32]] = Kept()
        self._said: Kept[list[str]] = Kept()
        self.embedder = PrecomputedEmbedder(embedder, self._dense)
        self.words = PrecomputedWords(words, self._said)
        self._lock = Lock()
        self._open: dict[_Sent, int] = {}
        self._takers: list[Any] = []

    def __enter__(self) -> BulkReading:
        # Nothing of a closed office's archive is told to anybody.
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        try:
            import ray
        except ImportError as error:
            raise BulkUnavailable("máy này chưa cài Ray", "Hãy chạy: pip install 'vanban[bulk]'") from error
        self._ray: Any = ray
        self._owns = not ray.is_initialized()
        try:
            if self._owns:
                self._ray.init(address=self._address, log_to_driver=False, configure_logging=False)
            self._start()
        except BulkUnavailable:
            self.__exit__()
            raise
        except Exception as error:  # Ray's own, gRPC's, and ConnectionError share no root
            self.__exit__()
            raise BulkUnavailable(
                f"cụm tại “{self._address}” không trả lời: {_line_of(error)}",
                "Hãy kiểm tra địa chỉ, mạng, và rằng mọi máy trong cụm cùng một bản Ray và Python.",
            ) from error
        return self

    def __exit__(self, *_: object) -> None:
        for taker in self._takers:
            self._ray.kill(taker)
        self._takers = []
        if self._owns:
            self._ray.shutdown()

    def _start(self) -> None:
        count = self._count or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        kind = self._ray.remote(Taker).options(num_cpus=1, max_restarts=_RESTARTS, max_task_retries=1)
        self._takers = [kind.remote(self._task, self._encoders) for _ in range(count)]
        mine = versions_of(self.embedder)
        for theirs in self._ray.get([taker.versions.remote() for taker in self._takers], timeout=_START_S):
            if theirs != mine:
                other = next(part for part in mine if theirs.get(part) != mine[part])
                raise BulkUnavailable(
                    f"máy trong cụm chạy bản khác, {other}: {theirs.get(other)}, ở đây {mine[other]}",
                    "Hãy cài cùng một bản vanban trên mọi máy.",
                )

    def begin(self, path: Path) -> Pending:
        """See `Reading.begin`."""
        sent = _Sent(self, path)
        try:
            content = path.read_bytes()
        except OSError as error:
            sent.failed = UnreadableFile(path, error.strerror or "không đọc được")
            return sent
        with self._lock:
            self._open[sent] = len(content)
        sent.send(content)
        return sent

    @property
    def has_room(self) -> bool:
        """See `Reading.has_room`."""
        with self._lock:
            return len(self._open) < _AHEAD * len(self._takers) and sum(self._open.values()) < _IN_FLIGHT_BYTES

    def current(self) -> tuple[Path, ...]:
        """See `Reading.current`: what was begun and is not done."""
        with self._lock:
            return tuple(sent.path for sent in self._open if not sent.is_ready)

    def least_busy(self) -> Any:
        """The worker with the fewest files before it."""
        with self._lock:
            waiting = [sum(sent.taker is taker for sent in self._open) for taker in self._takers]
        return self._takers[waiting.index(min(waiting))]

    def taken(self, sent: _Sent, taken: Taken) -> None:
        """An outcome was taken: its vectors wait for the index, and there is room for another file."""
        self._dense.update(taken.dense)
        self._said.update(taken.words)
        with self._lock:
            self._open.pop(sent, None)

    @property
    def ray(self) -> Any:
        return self._ray


class _Sent:
    """A file on its way through the cluster."""

    def __init__(self, reading: BulkReading, path: Path) -> None:
        self._reading = reading
        self.path = path
        self.taker: Any = None
        self.failed: IngestError | None = None
        self._content: Any = None
        self._answer: Any = None
        self._tries = 0

    def send(self, content: bytes) -> None:
        self._content = self._reading.ray.put(content)
        self._ask()

    @property
    def is_ready(self) -> bool:
        if self.failed is not None or self._answer is None:
            return True
        return bool(self._reading.ray.wait([self._answer], timeout=0)[0])

    def outcome(self, timeout_s: float | None = None) -> Outcome:
        """See `Pending.outcome`. A worker that was lost is tried once more; then the file is what failed."""
        ray = self._reading.ray
        while self.failed is None:
            try:
                return self._told(ray.get(self._answer, timeout=timeout_s))
            except ray.exceptions.GetTimeoutError as error:
                raise TimeoutError from error
            except ray.exceptions.RayError as error:
                self._tries += 1
                if self._tries < _TRIES:
                    self._ask()
                    continue
                self.failed = ReaderCrashed(self.path, f"máy trong cụm Ray: {_line_of(error)}")
                self._reading.taken(self, Taken(Outcome(self.path)))
        return Outcome(self.path, error=self.failed)

    def _ask(self) -> None:
        self.taker = self._reading.least_busy()
        self._answer = self.taker.take.remote(self.path.name, self._content)

    def _told(self, taken: Taken) -> Outcome:
        self._reading.taken(self, taken)
        self._content = None
        outcome = replace(taken.outcome, path=self.path)
        if outcome.error is not None:
            outcome.error.path = self.path
        return outcome


def _line_of(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
