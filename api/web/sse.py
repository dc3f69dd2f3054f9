"""Server-sent events: verified statements as they come, and nothing else."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any, assert_never

from api.errors import ApiError
from api.shapes import answer_shape, citation_shape
from api.types import Answer, Done, Event, Stated, Working
from api.web.errors import error_body
from api.web.labels import STAGES
from api.web.statuses import code_of, message_of
from index.errors import IndexingError
from ingest.errors import IngestError

BEAT_S = 15.0
"""A comment is sent after this long a silence: proxies cut silent connections, and a reader who left is noticed."""

log = logging.getLogger(__name__)


def answer_body(answer: Answer) -> dict[str, Any]:
    """The answer as it leaves by HTTP: of what was proposed and not verified, only the reasons."""
    body = answer_shape(answer)
    trace = {name: value for name, value in body["trace"].items() if name != "claims"}
    return body | {"trace": trace, "rejected": [{"reason": rejected.reason} for rejected in answer.rejected]}


def frame(event: str, data: dict[str, Any]) -> bytes:
    """One event, its data as JSON on one line."""
    return f"event: {event}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def frame_of(event: Event) -> bytes:
    """The event of the application as it goes over the wire."""
    match event:
        case Working(stage):
            return frame("status", {"stage": stage, "message": STAGES.get(stage, "Đang xử lý…")})
        case Stated(statement, citations):
            numbered = zip(statement.citations, citations, strict=True)
            sources = [{**citation_shape(citation), "index": index} for index, citation in numbered]
            return frame("statement", {"text": statement.text, "citations": sources})
        case Done(answer):
            return frame("done", answer_body(answer))
        case _:
            assert_never(event)


def frame_of_error(error: Exception) -> bytes:
    """An `error` event in the one error shape; the answer ends with it."""
    if isinstance(error, ApiError | IndexingError | IngestError):
        return frame("error", error_body(error.code, str(error)))
    log.error("answering failed half way", exc_info=error)
    return frame("error", error_body(code_of(500), message_of(500)))


async def frames(first: Event, rest: Iterator[Event]) -> AsyncIterator[bytes]:
    """`first`, then each of `rest` as a thread brings it. Leaving early ends `rest` after its current step."""
    yield frame_of(first)
    pending = _next_of(rest)
    try:
        while True:
            done, _ = await asyncio.wait({pending}, timeout=BEAT_S)
            if not done:
                yield b": \n\n"
                continue
            event = pending.result()
            if event is None:
                return
            yield frame_of(event)
            pending = _next_of(rest)
    except Exception as error:
        yield frame_of_error(error)
    finally:
        pending.add_done_callback(lambda ended: _close(rest, ended))


def _next_of(events: Iterator[Event]) -> asyncio.Future[Event | None]:
    return asyncio.get_running_loop().run_in_executor(None, next, events, None)


def _close(events: Iterator[Event], ended: asyncio.Future[Event | None]) -> None:
    """Let a generator run its clean-up, once no thread is inside it; an error nobody waits for any more is dropped."""
    if not ended.cancelled():
        ended.exception()
    close = getattr(events, "close", None)
    if close is not None:
        close()
