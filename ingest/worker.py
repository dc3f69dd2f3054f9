"""One worker process, seen from the program that it reads for: asked, watched, and ended when it goes over a limit."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Pipe
from pathlib import Path
from typing import cast

from ingest.errors import IngestError, ReaderCrashed, ReadingTimedOut, ReadingTooBig
from ingest.processes import MARK, kill_marked, usage_of
from ingest.read import ReadLimits
from ingest.types import Document
from ingest.worker_main import READY, Reply

Reader = Callable[..., tuple[Document, ...]]
"""`reader(path, limits=ReadLimits)`; a function of a module that a fresh process can import."""

_SAMPLE_S = 0.1
_START_S = 120.0
_PATIENCE = 24
_LOG_BYTES = 4000


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds for a file, and MiB for a worker with all that it starts."""

    file_s: float
    memory_mib: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one file: a pickled `Reply`, or an error that the parent found. `log` is for the log."""

    seconds: float
    peak_mib: float
    pickled: bytes = b""
    error: IngestError | None = None
    log: str = ""

    def reply(self) -> Reply:
        """Documents, error, traceback, peak."""
        if self.error is not None:
            return (), self.error, self.log, 0.0
        return cast(Reply, pickle.loads(self.pickled))


class Worker:
    """A started process. `folder` becomes its folder for temporary files and is emptied when it ends.

    `mark` is unique to it. Raises OSError when no process can be started.
    """

    def __init__(self, reader: Reader, limits: ReadLimits, bounds: Bounds, folder: Path, mark: str) -> None:
        self._bounds, self._folder, self._mark = bounds, folder, mark
        folder.mkdir()
        self._log = folder.with_suffix(".log")
        jobs, self._jobs = Pipe(duplex=False)
        self._replies, replies = Pipe(duplex=False)
        with self._log.open("wb") as log, jobs, replies:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "ingest.worker_main", *map(str, (jobs.fileno(), replies.fileno())),
                 str(bounds.memory_mib)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=(jobs.fileno(), replies.fileno()),
                env=os.environ | {MARK: mark, "TMPDIR": str(folder)}, start_new_session=True,
            )  # fmt: skip
        self._is_ready = False
        self._setup = (reader, limits)

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    @property
    def mib(self) -> float:
        """What it holds now."""
        return usage_of(self._process.pid).mib

    def read(self, path: Path) -> Answer:
        """Reads `path` within the bounds; the worker is dead afterwards when it was not kept to them.

        The time begins once the process has started. A child that ended (a page was recognised, a file converted) is
        progress and begins the time anew, at most 24 times over: a scan of 500 pages is no hang.
        """
        try:
            self._await_ready()
            self._jobs.send(path)
        except (EOFError, OSError):
            return self._crashed(path, 0.0, 0.0)
        return self._watched(path)

    def kill(self) -> None:
        """End the process and all that it has started, and empty its folder."""
        kill_marked(self._mark)
        self._process.wait()
        self._jobs.close()
        self._replies.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._log.unlink(missing_ok=True)

    def _await_ready(self) -> None:
        if not self._is_ready:
            self._jobs.send(self._setup)
            if not self._replies.poll(_START_S) or self._replies.recv_bytes() != READY:
                raise EOFError
            self._is_ready = True

    def _watched(self, path: Path) -> Answer:
        started = since = time.monotonic()
        peak, ended = 0.0, 0
        while not self._replies.poll(_SAMPLE_S):
            usage, now = usage_of(self._process.pid), time.monotonic()
            peak = max(peak, usage.mib)
            if usage.ended_ticks != ended:
                since, ended = now, usage.ended_ticks
            error = self._over(path, usage.mib, now - since, now - started)
            if error is not None:
                self.kill()
                return Answer(now - started, peak, error=error)
        try:
            pickled = self._replies.recv_bytes()
        except (EOFError, OSError):
            return self._crashed(path, time.monotonic() - started, peak)
        return Answer(time.monotonic() - started, peak, pickled)

    def _over(self, path: Path, mib: float, quiet_s: float, whole_s: float) -> IngestError | None:
        bounds = self._bounds
        if mib > bounds.memory_mib:
            return ReadingTooBig(path, bounds.memory_mib)
        if quiet_s > bounds.file_s:
            return ReadingTimedOut(path, bounds.file_s)
        return ReadingTimedOut(path, _PATIENCE * bounds.file_s) if whole_s > _PATIENCE * bounds.file_s else None

    def _crashed(self, path: Path, seconds: float, peak_mib: float) -> Answer:
        code = self._ended()
        log = _tail(self._log)
        self.kill()
        if peak_mib > 0.8 * self._bounds.memory_mib or _is_out_of_memory(code, log):
            return Answer(seconds, peak_mib, error=ReadingTooBig(path, self._bounds.memory_mib), log=log)
        return Answer(seconds, peak_mib, error=ReaderCrashed(path, _cause_of(code)), log=log)

    def _ended(self) -> int | None:
        try:
            return self._process.wait(2)
        except subprocess.TimeoutExpired:
            return None


def _is_out_of_memory(code: int | None, log: str) -> bool:
    """The kernel kills what takes the last memory of the machine; libraries abort when they are refused theirs.

    PDFium does so without a word, C++ names the exception; aborts for other causes say so before Python's own report.
    """
    if code == -signal.SIGKILL:
        return True
    return code == -signal.SIGABRT and (log.startswith("Fatal Python error: Aborted") or "bad_alloc" in log)


def _cause_of(code: int | None) -> str:
    if code is None:
        return "không trả lời"
    if code >= 0:
        return f"mã thoát {code}"
    try:
        return f"tín hiệu {signal.Signals(-code).name}"
    except ValueError:
        return f"tín hiệu {-code}"


def _tail(log: Path) -> str:
    try:
        return log.read_bytes()[-_LOG_BYTES:].decode("utf-8", "replace")
    except OSError:
        return ""
