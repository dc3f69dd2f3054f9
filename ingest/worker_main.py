"""What a worker process does: takes paths from one pipe, reads, and answers on another. Started by `ingest.worker`."""

from __future__ import annotations

import errno
import faulthandler
import pickle
import resource
import shutil
import signal
import sys
import tempfile
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

from ingest.errors import IngestError, ReadingFailed, ReadingTooBig, TemporaryFolderFull
from ingest.processes import forget_peak, peak_mib_of_self
from ingest.types import Document

Reply = tuple[tuple[Document, ...], IngestError | None, str, float]
"""Documents, or an error and the traceback of what was none of ours; the worker's own peak memory in MiB."""

READY = b""
NO_SPACE = (errno.ENOSPC, errno.EDQUOT)
_SCARCE_BYTES = 16 * 1024 * 1024
"""A reading that fails while the temporary folder has less than this blames the disk: LibreOffice only says nothing."""
_WRITTEN_BYTES = 2 * 1024**3
"""No file that a reading writes may grow over this."""


def main() -> None:
    """Arguments: descriptors of the jobs' and of the replies' pipe, memory limit in MiB. Ends when the jobs end."""
    jobs_fd, replies_fd, memory_mib = map(int, sys.argv[1:])
    faulthandler.enable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bounded(memory_mib)
    jobs, replies = Connection(jobs_fd, writable=False), Connection(replies_fd, readable=False)
    reader, limits = jobs.recv()
    replies.send_bytes(READY)
    while True:
        try:
            path = jobs.recv()
        except EOFError:
            return
        replies.send_bytes(_pickled(path, _reply(reader, path, limits, memory_mib)))


def _bounded(memory_mib: int) -> None:
    """Bounds of this process and of each that it starts; their sum is watched by the parent."""
    # Of the address space only what is written to counts: mapped files and reserved ranges harm nobody.
    for kind, most in (
        (resource.RLIMIT_DATA, memory_mib * 1024 * 1024),
        (resource.RLIMIT_FSIZE, _WRITTEN_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (bound, bound))
    try:
        # When the machine runs out of memory all the same, a reader goes before the program that it reads for.
        Path("/proc/self/oom_score_adj").write_text("500")
    except OSError:
        return


def _reply(reader: object, path: Path, limits: object, memory_mib: int) -> Reply:
    forget_peak()
    try:
        documents = reader(path, limits=limits)  # type: ignore[operator]
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a library's own SystemExit or panic is no reason to end, either
        trouble, trace = _trouble_of(path, error, memory_mib)
        return (), trouble, trace, peak_mib_of_self()
    return documents, None, "", peak_mib_of_self()


def _trouble_of(path: Path, error: BaseException, memory_mib: int) -> tuple[IngestError, str]:
    if _is_disk_full(error):
        return TemporaryFolderFull(path, Path(tempfile.gettempdir())), ""
    if isinstance(error, IngestError):
        return error, ""
    if isinstance(error, MemoryError):
        return ReadingTooBig(path, memory_mib), ""
    return ReadingFailed(path, type(error).__name__), "".join(traceback.format_exception(error))


def _is_disk_full(error: BaseException) -> bool:
    if isinstance(error, OSError) and error.errno in NO_SPACE:
        return True
    return shutil.disk_usage(tempfile.gettempdir()).free < _SCARCE_BYTES


def _pickled(path: Path, reply: Reply) -> bytes:
    try:
        return pickle.dumps(reply, pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        reply = ((), ReadingTooBig(path, 0), "", reply[3])
    except Exception as error:
        reply = ((), ReadingFailed(path, type(error).__name__), traceback.format_exc(), reply[3])
    return pickle.dumps(reply, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    main()
