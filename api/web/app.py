"""`create_app`: the FastAPI application over an `Application` that is built when the server starts."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.staticfiles import StaticFiles

from api.web import ask, documents, errors, health, pages, schemas, search, search_page
from api.web.ports import Application
from api.web.security import LOOPBACK, Guard
from index.errors import IndexingError

STATIC = Path(__file__).parent / "static"
FAILURES: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": schemas.Failure, "description": "Yêu cầu không được chấp nhận"},
    "5XX": {"model": schemas.Failure, "description": "Hệ thống gặp lỗi"},
    422: {"model": schemas.Failure, "description": "Thông tin gửi lên chưa đúng"},
}

log = logging.getLogger(__name__)


def create_app(build: Callable[[], Application], *, allowed_hosts: Sequence[str] = LOOPBACK) -> FastAPI:
    """The web door. `build` runs at start-up: importing this costs nothing, and a broken archive stops the start.

    `allowed_hosts` are the names that a Host header may carry, without ports; "*" takes any.
    """
    app = FastAPI(
        title="Vanban",
        summary="Tìm kiếm và hỏi đáp có trích dẫn trên kho văn bản",
        version=health.own_version(),
        lifespan=_lifespan(build),
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    for module in (health, documents, search, ask):
        app.include_router(module.router, prefix="/api/v1", responses=FAILURES)
    app.include_router(pages.router)
    app.include_router(search_page.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    errors.install(app)
    app.add_middleware(Guard, allowed_hosts=allowed_hosts)
    return app


def _lifespan(build: Callable[[], Application]) -> Callable[[FastAPI], Any]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.application = await run_in_threadpool(build)
        # questions are taken while the models load: the first one waits for them anyway
        threading.Thread(target=_warm, args=(app.state.application,), name="warm", daemon=True).start()
        yield

    return lifespan


def _warm(application: Application) -> None:
    try:
        application.warm()
    except IndexingError as error:
        log.warning("warming up failed, and questions will say why: %s", error)
    except Exception:
        log.exception("warming up failed; questions will say why")
