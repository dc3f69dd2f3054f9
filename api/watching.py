"""A folder kept in the archive: new and changed files are ingested once they are whole, deleted ones are told.

Polls by `stat`: it works on network shares, where nobody sends notices, and needs nothing installed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from api.errors import ApiError
from index.errors import IndexingError
from index.ingestion import Progress, Summary
from ingest.errors import IngestError
from ingest.packed import INSIDE

INTERVAL_S = 5.0
QUIET_S = 5.0
"""A file is whole when neither size nor time has changed for so long: what Office and copying leave between writes."""

RETRY_S = 60.0
"""After this what could not be opened (locked by its editor, the archive busy) is tried again."""

_RETRIED = frozenset({"unreadable_file", "reading_timed_out", "reader_crashed", "tool_missing"})

State = tuple[int, int]
"""Size in bytes, time of the last change in nanoseconds."""


class Stopped(Exception):
    """The watch was asked to stop; raised between two files."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What lies in the watched folders. `blind` are folders that could not be listed: nothing is known of them."""

    files: Mapping[Path, State]
    blind: frozenset[Path] = frozenset()

    def knows_of(self, path: Path) -> bool:
        """Whether this snapshot could have seen `path`."""
        return not any(path.is_relative_to(folder) for folder in self.blind)


def snapshot_of(roots: Sequence[Path], is_candidate: Callable[[Path], bool]) -> Snapshot:
    """The candidates under the roots. A root that is not there, or has nothing in it, is blind (`_is_away`)."""
    files: dict[Path, State] = {}
    blind: set[Path] = set()
    for root in roots:
        if _is_away(root):
            blind.add(root)
            continue
        for folder, _, names in os.walk(root, onerror=lambda error: blind.add(Path(error.filename))):
            for path in (Path(folder, name) for name in names):
                if is_candidate(path):
                    try:
                        found = path.stat()
                    except OSError:
                        # Gone in between, or not to be looked at: as if it were as before.
                        blind.add(path)
                        continue
                    files[path] = (found.st_size, found.st_mtime_ns)
    return Snapshot(files, frozenset(blind))


def _is_away(root: Path) -> bool:
    """Whether a folder is not there, or empty as the mount point of a share is while the share is away."""
    try:
        with os.scandir(root) as entries:
            return next(entries, None) is None
    except OSError:
        return True


@dataclass(slots=True)
class Changes:
    """Which files are whole and new, and which are gone, from one snapshot to the next. Knows no disk and no clock."""

    quiet_s: float = QUIET_S
    _seen: dict[Path, tuple[State, float]] = field(default_factory=dict)
    _taken: dict[Path, State] = field(default_factory=dict)
    _again_at: dict[Path, float] = field(default_factory=dict)

    def ripe(self, snapshot: Snapshot, now_s: float) -> list[Path]:
        """Files to ingest now, in name order: not taken in this state yet, and unchanged for `quiet_s`."""
        for path, state in snapshot.files.items():
            if path not in self._seen or self._seen[path][0] != state:
                self._seen[path] = (state, now_s)
        return sorted(path for path, state in snapshot.files.items() if self._is_ripe(path, state, now_s))

    def _is_ripe(self, path: Path, state: State, now_s: float) -> bool:
        if self._taken.get(path) == state:
            return path in self._again_at and now_s >= self._again_at[path]
        return now_s - self._seen[path][1] >= self.quiet_s

    def taken(self, paths: Iterable[Path], snapshot: Snapshot) -> None:
        """These were handed on in the state of the snapshot; they come again when they change."""
        for path in paths:
            self._taken[path] = snapshot.files[path]
            self._again_at.pop(path, None)

    def retry(self, paths: Iterable[Path], at_s: float) -> None:
        """These are to come again at that time though they have not changed."""
        self._again_at.update(dict.fromkeys(paths, at_s))

    def gone(self, snapshot: Snapshot) -> list[Path]:
        """Files taken before that are no longer there, once; nothing of where the snapshot could not look."""
        lost = [path for path in sorted(self._taken) if path not in snapshot.files and snapshot.knows_of(path)]
        for path in lost:
            for known in (self._taken, self._seen, self._again_at):
                known.pop(path, None)
        return lost


@dataclass(frozen=True, slots=True)
class Hooks:
    """What a watch calls. `ingest` takes the roots, what to choose among them, and a call after each file.

    `was_removed` says of a path, with the time of its last change in seconds, that it was removed since.
    """

    ingest: Callable[[Sequence[Path], Callable[[Path], bool], Callable[[Progress], None]], Summary]
    remove: Callable[[Sequence[Path]], int]
    was_removed: Callable[[Path, float], bool]
    is_candidate: Callable[[Path], bool]
    tell: Callable[[str], None]


class Watch:
    """Watches `roots` until `stop` is set. With `removing`, files deleted on disk leave the archive too."""

    def __init__(
        self,
        roots: Sequence[Path],
        hooks: Hooks,
        stop: Event,
        *,
        removing: bool = False,
        interval_s: float = INTERVAL_S,
        quiet_s: float = QUIET_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._roots = tuple(roots)
        self._hooks = hooks
        self._stop = stop
        self._removing = removing
        self._interval_s = interval_s
        self._changes = Changes(quiet_s)
        self._clock = clock
        self._blind: frozenset[Path] = frozenset()

    def run(self) -> None:
        """Until `stop`; an error of a round is told and the next round tries again."""
        while not self._stop.is_set():
            try:
                self.round()
                self._stop.wait(self._interval_s)
            except Stopped:
                return
            except (ApiError, IndexingError, IngestError, OSError) as error:
                self._hooks.tell(f"Chưa nạp được: {error} Sẽ thử lại sau {RETRY_S:.0f} giây.")
                self._stop.wait(RETRY_S)

    def round(self) -> Summary | None:
        """One look at the folders and what follows from it; None when there was nothing to ingest."""
        snapshot = snapshot_of(self._roots, self._hooks.is_candidate)
        for root in sorted(snapshot.blind - self._blind):
            self._hooks.tell(f"“{root}” đang trống hoặc không truy cập được; những gì đã nạp từ đó được giữ nguyên.")
        self._blind = snapshot.blind
        summary = self._ingested(snapshot)
        # After ingesting: a file that was moved is known by its bytes, and is not read again.
        if gone := self._changes.gone(snapshot):
            self._told_gone(gone)
        return summary

    def _ingested(self, snapshot: Snapshot) -> Summary | None:
        ripe = self._changes.ripe(snapshot, self._clock())
        chosen = [path for path in ripe if not self._hooks.was_removed(path, snapshot.files[path][1] / 1e9)]
        summary = self._hooks.ingest(self._roots, frozenset(chosen).__contains__, self._checked) if chosen else None
        self._changes.taken(ripe, snapshot)
        if summary is not None:
            failed = [failure.file.partition(INSIDE)[0] for failure in summary.failed if failure.code in _RETRIED]
            again = [path for path in chosen if any(path.as_posix().endswith(name) for name in failed)]
            self._changes.retry(again, self._clock() + RETRY_S)
            self._told(summary)
        return summary

    def _checked(self, _: Progress) -> None:
        if self._stop.is_set():
            raise Stopped

    def _told(self, summary: Summary) -> None:
        self._hooks.tell(
            f"Đọc mới {summary.read}, thay thế {summary.replaced}, không đổi {summary.unchanged}, "
            f"lỗi {len(summary.failed)}."
        )
        for failure in summary.failed:
            self._hooks.tell(f"  ✗ {failure.file}: {failure.message}")

    def _told_gone(self, gone: Sequence[Path]) -> None:
        for path in gone:
            self._hooks.tell(f"Tệp đã bị xóa hoặc chuyển đi: {path}")
        if self._removing:
            self._hooks.tell(f"Đã xóa khỏi kho {self._hooks.remove(gone)} tệp.")
