"""`POST /api/v1/ask`: the whole answer as JSON, or its statements as they are verified."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response, StreamingResponse

from api.web import schemas, sse
from api.web.bodies import Asking, question_of
from api.web.ports import App, Reader

router = APIRouter(tags=["Hỏi đáp"])

BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": Asking.model_json_schema()}}}
}
EVENTS = (
    "`status` {stage, message}, `statement` {text, citations} (nguyên câu, đã đối chiếu), "
    "`done` (toàn bộ câu trả lời), `error` khi hỏng giữa chừng"
)
ANSWERED: dict[int | str, dict[str, Any]] = {
    200: {"model": schemas.Answer, "content": {"text/event-stream": {"schema": {"type": "string"}}}},
}


@router.post(
    "/ask", summary="Hỏi", description=f"`Accept: text/event-stream`: {EVENTS}.", responses=ANSWERED, openapi_extra=BODY
)
async def ask(request: Request, application: App, scope: Reader) -> Response:
    """Raises (as responses) 400, 413, 415, 422, 503; before the first byte of a stream too."""
    question, literal = await question_of(request)
    if "text/event-stream" not in request.headers.get("accept", ""):
        return JSONResponse(sse.answer_body(await run_in_threadpool(application.ask, question, scope, literal)))
    events = await run_in_threadpool(application.ask_events, question, scope, literal)
    first = await run_in_threadpool(next, events)
    return StreamingResponse(
        sse.frames(first, events),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )
