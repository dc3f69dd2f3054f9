"""Reading in worker processes, so that a file that hangs, eats memory or kills its reader is only a failed file.

A worker reads file after file; over its time or memory it is ended with everything that it started (LibreOffice,
Tesseract), and another takes its place. When the program itself is killed, a warden ends the workers.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import time
import uuid
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from queue import LifoQueue
from threading import Lock
from typing import Protocol

from ingest import processes
from ingest.errors import IngestError, ReaderCrashed, ReadingFailed
from ingest.read import ReadLimits, read
from ingest.scratch import scratch_folder
from ingest.types import Document
from ingest.worker import Answer, Bounds, Reader, Worker

_LOG = logging.getLogger(__name__)
_FAT = 0.25
"""A worker that keeps this part of its memory between files is replaced: what it leaks counts against the next."""
_HELD_BYTES = 256 * 1024 * 1024
_ROUND_S = 0.02
_STOPPED = "việc đọc đã được dừng"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading one file gave: its documents, or one of our errors. `seconds` are of reading, not of waiting.

    `peak_mib` is the most that the worker with all that it started held meanwhile, sampled ten times a second; of the
    worker alone it is exact. 0 when nothing was started.
    """

    path: Path
    documents: tuple[Document, ...] = ()
    error: IngestError | None = None
    seconds: float = 0.0
    peak_mib: float = 0.0


class Pending(Protocol):
    """A file that is being read or waits for it."""

    @property
    def is_ready(self) -> bool:
        """Whether `outcome` answers at once."""
        ...

    def outcome(self, timeout_s: float | None = None) -> Outcome:
        """Waits for it. Raises TimeoutError when it takes longer than `timeout_s`; it may be asked again."""
        ...


class Reading(Protocol):
    """Reads files, now or later, here or elsewhere."""

    def begin(self, path: Path) -> Pending:
        """Begin to read; failures are in the outcome."""
        ...

    @property
    def has_room(self) -> bool:
        """Whether more may be begun before outcomes are taken."""
        ...

    def current(self) -> tuple[Path, ...]:
        """The files that are being read right now."""
        ...


class Readers:
    """A `Reading` by `workers` processes; use it as a context manager. Processes start when the first file comes.

    `file_s`: seconds for a file, counted anew at every page recognised (see `Worker.read`). `memory_mib`: for a worker
    with all that it started. `ahead`: files read before their outcomes are taken. May be used from several threads.
    """

    def __init__(
        self,
        limits: ReadLimits | None = None,
        *,
        workers: int = 2,
        file_s: float = 600.0,
        memory_mib: int = 2048,
        ahead: int = 16,
        reader: Reader = read,
    ) -> None:
        self._limits = limits or ReadLimits()
        self._bounds = Bounds(file_s, memory_mib)
        self._workers, self._ahead, self._reader = workers, ahead, reader
        self._mark = uuid.uuid4().hex
        self._numbers = count()
        self._lock = Lock()
        self._current: dict[int, Path] = {}
        self._open = self._held_bytes = 0
        self._is_ending = False

    def __enter__(self) -> Readers:
        with ExitStack() as stack:
            self._folder = stack.enter_context(scratch_folder())
            stack.callback(_dismiss, _warden(self._mark, self._folder))
            self._pool = ThreadPoolExecutor(self._workers, "reading")
            self._idle: LifoQueue[Worker | None] = LifoQueue()
            for _ in range(self._workers):
                self._idle.put(None)
            stack.callback(self._end)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def has_room(self) -> bool:
        """See `Reading.has_room`."""
        return self._open < self._ahead and self._held_bytes < _HELD_BYTES

    def current(self) -> tuple[Path, ...]:
        """See `Reading.current`; in the order they were begun."""
        with self._lock:
            return tuple(self._current[number] for number in sorted(self._current))

    def begin(self, path: Path) -> Pending:
        """See `Reading.begin`."""
        with self._lock:
            self._open += 1
        return _Begun(self, path, self._pool.submit(self._read, path))

    def read(self, paths: Iterable[Path]) -> Iterator[Outcome]:
        """The outcomes in the order of `paths`, which is consumed as there is room."""
        waiting: deque[Pending] = deque()
        for path in paths:
            waiting.append(self.begin(path))
            while waiting and (waiting[0].is_ready or not self.has_room):
                yield waiting.popleft().outcome()
        while waiting:
            yield waiting.popleft().outcome()

    def _read(self, path: Path) -> Answer:
        number = next(self._numbers)
        with self._lock:
            if self._is_ending:
                return Answer(0.0, 0.0, error=ReaderCrashed(path, _STOPPED))
            self._current[number] = path
        worker = self._idle.get()
        try:
            if worker is not None and not worker.is_alive:
                # Dead between two files; what it had started may live on.
                worker.kill()
                worker = None
            worker = worker or self._started(number)
            answer = worker.read(path)
            if worker.is_alive and worker.mib > _FAT * self._bounds.memory_mib:
                worker.kill()
        except OSError as error:
            return Answer(0.0, 0.0, error=ReaderCrashed(path, "không khởi động được"), log=str(error))
        finally:
            with self._lock:
                del self._current[number]
            self._idle.put(worker)
        with self._lock:
            self._held_bytes += len(answer.pickled)
        return answer

    def _started(self, number: int) -> Worker:
        folder = self._folder / str(number)
        return Worker(self._reader, self._limits, self._bounds, folder, f"{self._mark}.{number}.")

    def taken(self, answer: Answer) -> None:
        """An outcome was taken: there is room for another."""
        with self._lock:
            self._open -= 1
            self._held_bytes -= len(answer.pickled)

    def _end(self) -> None:
        """Nothing new is begun; what runs is ended."""
        with self._lock:
            self._is_ending = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        while self.current():
            processes.kill_marked(self._mark)
            time.sleep(_ROUND_S)
        self._pool.shutdown(wait=True)
        while not self._idle.empty():
            worker = self._idle.get()
            if worker is not None:
                worker.kill()


class _Begun:
    """A `Pending` of `Readers`."""

    def __init__(self, readers: Readers, path: Path, future: Future[Answer]) -> None:
        self._readers, self._path, self._future = readers, path, future
        self._outcome: Outcome | None = None

    @property
    def is_ready(self) -> bool:
        return self._outcome is not None or self._future.done()

    def outcome(self, timeout_s: float | None = None) -> Outcome:
        if self._outcome is None:
            if not wait([self._future], timeout_s).done:
                raise TimeoutError
            self._outcome = self._taken()
        return self._outcome

    def _taken(self) -> Outcome:
        try:
            answer = self._future.result()
        except CancelledError:
            return Outcome(self._path, error=ReaderCrashed(self._path, _STOPPED))
        self._readers.taken(answer)
        documents, error, trace, own_mib = answer.reply()
        if trace:
            _LOG.error("reading %s failed:\n%s", self._path, trace)
        if error is not None:
            # A converted file's trouble is told of the file that was asked for.
            error.path = self._path
        return Outcome(self._path, documents, error, answer.seconds, max(answer.peak_mib, own_mib))


class ReadHere:
    """A `Reading` in this process, at once and without limits: for tests, and to look for faults in a reader."""

    has_room = True

    def __init__(self, reader: Reader = read, limits: ReadLimits | None = None) -> None:
        self._reader, self._limits = reader, limits or ReadLimits()

    def current(self) -> tuple[Path, ...]:
        return ()

    def begin(self, path: Path) -> Pending:
        try:
            return _Done(Outcome(path, self._reader(path, limits=self._limits)))
        except IngestError as error:
            return _Done(Outcome(path, error=error))
        except Exception as error:
            _LOG.exception("reading %s failed", path)
            return _Done(Outcome(path, error=ReadingFailed(path, type(error).__name__)))


@dataclass(frozen=True, slots=True)
class _Done:
    """A `Pending` that is over."""

    found: Outcome
    is_ready: bool = True

    def outcome(self, timeout_s: float | None = None) -> Outcome:
        return self.found


def _warden(mark: str, folder: Path) -> subprocess.Popen[bytes]:
    """A process that outlives this one to clean up after it: it sees its standard input end."""
    # It imports nothing but the standard library: 10 ms instead of 70.
    return subprocess.Popen(
        [sys.executable, "-I", "-S", processes.__file__, mark, str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def _dismiss(warden: subprocess.Popen[bytes]) -> None:
    if warden.stdin is not None:
        warden.stdin.close()
    warden.wait()
