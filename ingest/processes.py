"""Processes as the kernel shows them: what a reader and its children use, ending them all, and a warden over them.

LibreOffice starts a session of its own and leaves children behind when it is killed, so that neither a process group
nor the tree of parents finds everything. Each reader carries a mark in its environment instead, which all that it
starts inherits. Linux only: /proc.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MARK = "_VANBAN_READING"
"""Variable of a reader's environment; its value is `run.number`. Not a setting, hence not of the settings' prefix."""

_PROC = Path("/proc")
_KILL_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process and all below it use now. `mib` is memory that the kernel could not take back by forgetting files.

    `ended_ticks` grows when a child of the process has ended: a page recognised, a file converted.
    """

    mib: float
    ended_ticks: int


def usage_of(pid: int) -> Usage:
    """Zero for a process that is gone. Where the kernel does not list children, they are not counted."""
    kib = sum(_status_kib(each, "RssAnon:", "RssShmem:") for each in (pid, *_below(pid)))
    return Usage(kib / 1024, _ended_ticks(pid))


def peak_mib_of_self() -> float:
    """The most memory that this process has had since `forget_peak`; 0 where the kernel does not tell."""
    return _status_kib("self", "VmHWM:") / 1024


def forget_peak() -> None:
    """Begin the peak anew; where the kernel cannot, the peak stays that of the process's whole life."""
    try:
        (_PROC / "self" / "clear_refs").write_text("5")
    except OSError:
        return


def kill_marked(mark: str) -> None:
    """End every process of this user whose mark begins with `mark`, and what it starts meanwhile."""
    sought = f"{MARK}={mark}".encode()
    for _ in range(_KILL_ROUNDS):
        found = [pid for pid in _pids() if _is_marked(pid, sought)]
        if not found:
            return
        for pid in found:
            _kill(pid)
        time.sleep(0.002)


def _pids() -> Iterator[int]:
    return (int(entry.name) for entry in _PROC.iterdir() if entry.name.isdigit())


def _is_marked(pid: int, sought: bytes) -> bool:
    if pid == os.getpid():
        return False
    # A process that has ended and waits for its parent has no environment any more: it is not found, rightly.
    return any(entry.startswith(sought) for entry in _read(pid, "environ").split(b"\0"))


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _below(pid: int) -> Iterator[int]:
    try:
        threads = [entry.name for entry in (_PROC / str(pid) / "task").iterdir()]
    except OSError:
        return
    for thread in threads:
        for child in _read(pid, f"task/{thread}/children").split():
            yield int(child)
            yield from _below(int(child))


def _status_kib(pid: int | str, *names: str) -> int:
    lines = _read(pid, "status").decode("ascii", "replace").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(names))


def _ended_ticks(pid: int) -> int:
    # Fields 16 and 17 of proc(5); the name in parentheses before them may hold blanks.
    fields = _read(pid, "stat").rpartition(b")")[2].split()
    return int(fields[13]) + int(fields[14]) if len(fields) > 14 else 0


def _read(pid: int | str, name: str) -> bytes:
    try:
        return (_PROC / str(pid) / name).read_bytes()
    except OSError:
        return b""


def main() -> None:
    """The warden: waits until its standard input ends, as it does when the run ends or is killed; then cleans up.

    Readers cannot do it themselves: one that hangs in a library never comes to look. Arguments: mark, folder.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    mark, folder = sys.argv[1:]
    while os.read(0, 4096):
        pass
    kill_marked(mark)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
