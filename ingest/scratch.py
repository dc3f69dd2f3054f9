"""A private folder for what a run writes in passing; what a killed run left behind is taken away by the next."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = "vanban-scratch-"
_LOCK = "lock"
_UNLOCKED_S = 3600.0
"""A folder without its lock file is being made right now, unless it is as old as this."""


@contextmanager
def scratch_folder(within: Path | None = None) -> Iterator[Path]:
    """A new folder that only this user may enter, in `within` or the system's folder for temporary files.

    It goes at the end, however the block ends; after `kill -9` or a power cut the next call takes it away: the lock
    that its owner holds is the kernel's, and is gone with the owner. Raises OSError when nothing can be written.
    """
    parent = within or Path(tempfile.gettempdir())
    sweep(parent)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
    try:
        with (folder / _LOCK).open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(parent: Path) -> None:
    """Remove this user's scratch folders whose owners are dead."""
    for folder in parent.glob(f"{PREFIX}*"):
        if _is_mine(folder) and _is_stale(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_mine(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()


def _is_stale(folder: Path) -> bool:
    try:
        with (folder / _LOCK).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    except FileNotFoundError:
        return _age_s(folder) > _UNLOCKED_S
    except OSError:
        return False


def _age_s(folder: Path) -> float:
    try:
        return time.time() - folder.stat().st_mtime
    except OSError:
        return 0.0
