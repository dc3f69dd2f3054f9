"""`/api/v1/search`: passages, best first."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.shapes import found_shape, interpretation_shape
from api.web import schemas
from api.web.ports import App, Reader
from index.query.understanding import Part

LONGEST_QUERY = 2_000

router = APIRouter(tags=["Tìm kiếm"])

Words = Annotated[str, Query(max_length=LONGEST_QUERY, description="Nội dung cần tìm")]
Limit = Annotated[int, Query(ge=1, le=100, description="Số kết quả nhiều nhất")]


Literal = Annotated[list[Part], Query(description="Phần giữ đúng như đã gõ: dấu, viết tắt, số hiệu, phép tìm")]


@router.get("/search", summary="Tìm đoạn văn bản", responses={200: {"model": schemas.Hits}})
def search(
    q: Words,
    application: App,
    scope: Reader,
    limit: Limit = 10,
    literal: Literal = [],  # noqa: B006 - FastAPI copies it
) -> dict[str, Any]:
    """An empty query gives no hits, and nothing understood."""
    if not q.strip():
        return {"query": q, "understood": None, "hits": []}
    found = application.search(q, scope, limit=limit, literal=literal)
    read = application.understand(q, scope, literal)
    return {"query": q, "understood": interpretation_shape(read), "hits": [found_shape(each) for each in found]}
