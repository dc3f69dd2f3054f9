"""`/api/v1/search` and what goes with it: filters, groups, facets, exports, and passages like one."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.filtering import filter_of
from api.search_export import ExportForm, exported
from api.search_shapes import search_page_shape
from api.searching import LOOKED_AT, SearchRequest
from api.shapes import found_shape
from api.web import schemas
from api.web.filters import Asked
from api.web.ports import App, Reader
from index.grouping import Order
from index.query.understanding import Part

LONGEST_QUERY = 2_000

router = APIRouter(tags=["Tìm kiếm"])

Words = Annotated[str, Query(max_length=LONGEST_QUERY, description="Nội dung cần tìm")]
Limit = Annotated[int, Query(ge=1, le=100, description="Số kết quả nhiều nhất của một trang")]
Literal = Annotated[list[Part], Query(description="Phần giữ đúng như đã gõ: dấu, viết tắt, số hiệu, phép tìm")]
InOrder = Annotated[Order, Query(description="Thứ tự: liên quan nhất, ngày mới nhất trước, hoặc số, ký hiệu")]
PassageId = Annotated[str, Path(max_length=100, description="Mã đoạn (passage_id của một kết quả)")]


@router.get("/search", summary="Tìm đoạn văn bản", responses={200: {"model": schemas.Hits}})
def search(
    q: Words,
    application: App,
    scope: Reader,
    asked: Asked,
    limit: Limit = 10,
    literal: Literal = [],  # noqa: B006 - FastAPI copies it
    order: InOrder = Order.RELEVANCE,
    page: Annotated[int | None, Query(ge=1, description="Trang kết quả, từ 1")] = None,
    group: Annotated[bool, Query(description="Gộp theo văn bản: một trang có limit văn bản")] = False,
    facets: Annotated[bool, Query(description="Đếm các văn bản tìm thấy theo loại, cơ quan, năm…")] = False,
) -> dict[str, Any]:
    """An empty query gives no hits, and nothing understood.

    Without `page`, `group`, `facets` and `order` only the first `limit` passages are looked at; else the first 200, on
    every page the same: `total` says so.
    """
    where = filter_of(asked)
    if not q.strip():
        return {"query": q, "understood": None, "hits": []}
    is_whole = page is not None or group or facets or order is not Order.RELEVANCE
    request = SearchRequest(
        q,
        where,
        order,
        page or 1,
        limit,
        literal=frozenset(literal),
        groups=group,
        facets=facets,
        looked_at=LOOKED_AT if is_whole else limit,
    )
    return search_page_shape(application.search_page(request, scope))


@router.get(
    "/search/export",
    summary="Lấy danh sách kết quả: bảng CSV, JSON, trích dẫn, BibTeX",
    responses={200: {"content": {media: {} for media in ("text/csv", "text/plain", "application/x-bibtex")}}},
    response_class=Response,
)
def export(
    q: Words,
    application: App,
    scope: Reader,
    asked: Asked,
    form: Annotated[ExportForm, Query(alias="as", description="Dạng: csv, json, citations, bibtex")],
    literal: Literal = [],  # noqa: B006 - FastAPI copies it
    order: InOrder = Order.RELEVANCE,
) -> Response:
    """All passages that a search looks at, in order, as a file. An empty query is refused."""
    request = SearchRequest(
        q, filter_of(asked), order, 1, LOOKED_AT, literal=frozenset(literal), groups=False, facets=False
    )
    made = exported(application.search_page(request, scope), form)
    headers = {"Content-Disposition": f'attachment; filename="ket-qua-tim-kiem.{made.ending}"'}
    return Response(made.text.encode("utf-8", "replace"), 200, headers, f"{made.media_type}; charset=utf-8")


@router.get(
    "/passages/{passage_id}/like",
    summary="Các đoạn tương tự một đoạn",
    responses={200: {"model": schemas.Like}},
)
def like(passage_id: PassageId, application: App, scope: Reader, limit: Limit = 10) -> dict[str, Any]:
    """Passages whose words are like those of this one, from its document and from others, best first."""
    passage, found = application.like(passage_id, scope, limit=limit)
    return {"passage": found_shape(passage), "hits": [found_shape(each) for each in found]}
