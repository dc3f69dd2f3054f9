"""The web server over an archive that is still being opened: it listens at once, questions wait for the index."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

HEAD_START_S = 1.0
"""So long is waited for the archive before anything listens: one that is busy, or that does not fit the settings, says
so in less. A large one takes longer to open: 200,000 passages some three seconds, ten as they were written."""


def serve_while_opening(
    open_: Callable[[], object], app: FastAPI, host: str, port: int, tell: Callable[[], None]
) -> None:
    """Serve until Ctrl+C; `tell` is called before it listens. Raises what `open_` raises, also when that comes late."""
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(app, host=host, port=port, log_level="warning"))
    failed: list[Exception] = []

    def opening() -> None:
        try:
            open_()
        except Exception as error:
            failed.append(error)
            server.should_exit = True

    thread = Thread(target=opening, name="opening", daemon=True)
    thread.start()
    thread.join(HEAD_START_S)
    if not failed:
        tell()
        with suppress(KeyboardInterrupt):
            server.run()
    if failed:
        raise failed[0]
    if not server.started:
        sys.exit(1)  # it has said why, a port in use for one
