"""A reader that fails in every way that a reader can: what holds for it holds for faults that nobody has met yet."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

from ingest.errors import DamagedDocument
from ingest.types import Document


def read_or_fail(path: Path, *, limits: object = None) -> tuple[Document, ...]:
    """Text files as they are; one that begins with `!fault` fails in that way (a key of `FAULTS`)."""
    content = path.read_bytes()
    text = content.decode("utf-8")
    if text.startswith("!"):
        made = FAULTS[text[1:].strip()](path)
        return made if isinstance(made, tuple) else ()
    return (Document(hashlib.sha256(content).hexdigest() + "-0", text, "text/plain"),)


def _spin(_: Path) -> None:
    # The engine of `re` holds the interpreter's lock: no thread or signal handler of this process comes to run.
    re.match(r"(a+)+$", "a" * 64 + "b")


def _eat(_: Path) -> None:
    held = []
    while True:
        held.append(b"x" * 2**25)
        time.sleep(0.005)


def _child(source: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", source], start_new_session=True)


def _exit(_: Path) -> NoReturn:
    os._exit(7)


def _raise(error: BaseException) -> NoReturn:
    raise error


def _unpicklable(_: Path) -> Any:
    return (lambda: None,)


def _leave_child(_: Path) -> None:
    _child("import time; time.sleep(1000)")
    time.sleep(1000)


def _eat_in_children(_: Path) -> None:
    # Each keeps to the limit of a process; together they do not.
    while True:
        _child("import time; held = b'x' * (48 * 2**20); time.sleep(1000)")
        time.sleep(0.1)


def _in_steps(path: Path) -> tuple[Document, ...]:
    for _ in range(5):
        _child("import time; sum(range(10**6)); time.sleep(0.8)").wait()
    return (Document(hashlib.sha256(path.read_bytes()).hexdigest() + "-0", "từng bước", "text/plain"),)


FAULTS: dict[str, Any] = {
    "spin": _spin,
    "sleep": lambda _: time.sleep(1000),
    "child": _leave_child,
    "eat": _eat,
    "eat_at_once": lambda _: len(b"x" * 2**40),
    "eat_in_children": _eat_in_children,
    "in_steps": _in_steps,
    "segfault": lambda _: ctypes.string_at(0),
    "exit": _exit,
    "system_exit": lambda _: sys.exit(3),
    "foreign": lambda _: _raise(ValueError("what nobody had thought of")),
    "ours": lambda path: _raise(DamagedDocument(path, "TXT")),
    "unpicklable": _unpicklable,
    "no_space": lambda _: _raise(OSError(errno.ENOSPC, "No space left on device")),
}
