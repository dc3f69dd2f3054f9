"""`/api/v1/documents`: the catalogue, a document, its text, pages, page images and original file."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import FileResponse, Response

from api.errors import PageNotFound
from api.shapes import document_shape, entry_shape
from api.web import schemas
from api.web.boxes import line_boxes
from api.web.errors import RequestRefused
from api.web.ports import App, Application, Reader
from index.types import Scope
from ingest.types import Document, Page, Span

router = APIRouter(prefix="/documents", tags=["Văn bản"])

Id = Annotated[str, Path(max_length=200, description="Mã văn bản")]
Number = Annotated[int, Path(ge=1, description="Số thứ tự trang, từ 1")]
Place = Annotated[int | None, Query(ge=0, description="Vị trí ký tự, từ 0; lấy [start, end)")]


def span_of(start: int | None, end: int | None) -> Span | None:
    """The span that a request names; None where it names none. Half a span or a reversed one is refused."""
    if start is None and end is None:
        return None
    if start is None or end is None or start > end:
        message = "Cần cả start và end, với start không lớn hơn end."
        raise RequestRefused(422, "bad_span", message, [{"field": "start, end", "message": message}])
    return Span(start, end)


def page_of(document: Document, number: int) -> Page:
    """The page, 1-based. Raises PageNotFound."""
    for page in document.pages:
        if page.number == number:
            return page
    raise PageNotFound(number, len(document.pages))


@router.get("", summary="Danh mục văn bản", responses={200: {"model": schemas.Documents}})
def documents(
    application: App,
    scope: Reader,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    query: Annotated[str, Query(max_length=200)] = "",
) -> dict[str, Any]:
    """One stretch of the catalogue, in its order; `total` counts all that match."""
    total, entries = application.documents(scope, limit=limit, offset=offset, query=query.strip())
    return {"total": total, "limit": limit, "offset": offset, "documents": [entry_shape(entry) for entry in entries]}


@router.get("/{document_id}", summary="Một văn bản", responses={200: {"model": schemas.Document}})
def document(document_id: Id, application: App, scope: Reader) -> dict[str, Any]:
    """Masthead, outline, pages, references, findings and other copies; the text has a route of its own."""
    whole, entry = application.document(document_id, scope), application.entry(document_id, scope)
    return document_shape(whole, entry, application.copies(document_id, scope))


@router.get("/{document_id}/text", summary="Toàn văn hoặc một đoạn", responses={200: {"model": schemas.Text}})
def text(document_id: Id, application: App, scope: Reader, start: Place = None, end: Place = None) -> dict[str, Any]:
    """Without a span the whole text; a span that reaches beyond the end is cut there."""
    whole = application.document(document_id, scope).text
    span = span_of(start, end)
    asked = Span(0, len(whole)) if span is None else span
    part = Span(min(asked.start, len(whole)), min(asked.end, len(whole)))
    return {
        "document_id": document_id,
        "start": part.start,
        "end": part.end,
        "length": len(whole),
        "text": part.of(whole),
    }


@router.get("/{document_id}/pages/{number}", summary="Một trang", responses={200: {"model": schemas.Page}})
def page(
    document_id: Id, number: Number, application: App, scope: Reader, start: Place = None, end: Place = None
) -> dict[str, Any]:
    """Boxes are in points from the top left, one a line, of the words in `[start, end)` that stand on this page."""
    highlight = span_of(start, end)
    whole = application.document(document_id, scope)
    found = page_of(whole, number)
    return {
        "document_id": document_id,
        "number": number,
        "pages": len(whole.pages),
        "width": found.width,
        "height": found.height,
        "start": found.span.start,
        "end": found.span.end,
        "source": asdict(found.source),
        "text": found.span.of(whole.text),
        "boxes": [asdict(box) for box in line_boxes(found.words, highlight)] if highlight else [],
    }


@router.get(
    "/{document_id}/pages/{number}/image",
    summary="Ảnh một trang",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}}},
)
def image(
    document_id: Id,
    number: Number,
    application: App,
    scope: Reader,
    width: Annotated[int, Query(ge=100, le=2400, description="Bề ngang, điểm ảnh")] = 1400,
) -> Response:
    """PNG of the page, kept by this reader's browser alone."""
    png = application.page_image(document_id, number, scope, width_px=width)
    return Response(png, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


@router.get("/{document_id}/original", summary="Tệp gốc", response_class=FileResponse)
def original(document_id: Id, application: App, scope: Reader) -> Response:
    """Always a download: what somebody else wrote is never opened as a page of ours."""
    return download(application, document_id, scope)


def download(application: Application, document_id: str, scope: Scope) -> Response:
    """404 where the archive no longer has the file."""
    path, media_type, name = application.original(document_id, scope)
    if not path.is_file():
        raise RequestRefused(404, "original_missing", "Kho lưu trữ không còn tệp gốc của văn bản này.")
    return FileResponse(path, media_type=media_type, filename=name, content_disposition_type="attachment")
