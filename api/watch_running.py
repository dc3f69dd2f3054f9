"""Running a watch: by itself until a signal, or beside a server, over the one application.

The embedded store has one owner. Beside a server the watch is a thread of the server's process: readers go on while it
writes.
"""

from __future__ import annotations

import datetime as dt
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from api.errors import PathNotFound
from api.watching import INTERVAL_S, QUIET_S, Hooks, Watch
from index.candidates import Candidate
from index.ingestion import Progress, Summary

if TYPE_CHECKING:
    from api.application import Application


def watch_until_stopped(
    application: Application, folders: Sequence[Path], *, removing: bool, interval_s: float, quiet_s: float
) -> None:
    """Watch in this thread until Ctrl+C or SIGTERM; a second signal ends at once. Raises PathNotFound."""
    stop = Event()

    def asked(number: int, _: object) -> None:
        if stop.is_set():
            signal.default_int_handler(number, None)
        stop.set()

    before = {number: signal.signal(number, asked) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        roots = _roots(folders)
        tell = _on_stderr
        tell(f"Đang theo dõi {', '.join(map(str, roots))} — dừng bằng Ctrl+C.")
        hooks = hooks_of(application, tell)
        Watch(roots, hooks, stop, removing=removing, interval_s=interval_s, quiet_s=quiet_s).run()
        tell("Đã dừng theo yêu cầu.")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def watching(
    application: Application,
    folders: Sequence[Path],
    tell: Callable[[str], None],
    *,
    interval_s: float = INTERVAL_S,
    quiet_s: float = QUIET_S,
) -> Iterator[None]:
    """Watch beside whatever runs inside, in a thread of its own; nothing for no folders. Raises PathNotFound."""
    if not folders:
        yield
        return
    stop = Event()
    watch = Watch(_roots(folders), hooks_of(application, tell), stop, interval_s=interval_s, quiet_s=quiet_s)
    thread = Thread(target=watch.run, name="watch")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def hooks_of(application: Application, tell: Callable[[str], None]) -> Hooks:
    """What a watch calls, over the one application."""
    from ingest.media import is_candidate

    def ingest(
        roots: Sequence[Path], chosen: Callable[[Path], bool], on_progress: Callable[[Progress], None]
    ) -> Summary:
        return application.ingest([root for root in roots if root.is_dir()], on_progress, chosen_only=chosen)

    def remove(paths: Sequence[Path]) -> int:
        plan = application.keeping.plan_deleted(paths, application.default_scope())
        return application.remove(plan) if plan.paths else 0

    def was_removed(path: Path, changed_s: float) -> bool:
        at = application.catalogue.removed_at(Candidate(path, path.name).source)
        return at is not None and at.replace(tzinfo=dt.UTC).timestamp() >= changed_s

    return Hooks(ingest, remove, was_removed, is_candidate, tell)


def _roots(folders: Sequence[Path]) -> list[Path]:
    for folder in folders:
        if not folder.is_dir():
            raise PathNotFound(str(folder))
    return [folder.absolute() for folder in folders]


def _on_stderr(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
