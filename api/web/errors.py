"""Every failure at the HTTP door in one shape: `{"error": {"code", "message", "details"?}}`, Vietnamese message.

Pages get the same failure as a page, when the browser asks for one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.errors import ApiError, BadFilter, DocumentNotFound, outcome_of
from api.web.statuses import code_of, message_of
from api.web.templates import page
from index.errors import IndexingError
from ingest.errors import IngestError

Detail = dict[str, str]

_ID = re.compile(r"[0-9a-f]{64}-\d+")
# A link kept from an earlier answer: its id says nothing to a person.
_GONE = "Không có văn bản này trong kho: có thể tệp đã được thay bằng bản mới hoặc đã bị xóa. Hãy tìm trong danh mục."

INVALID = {
    "missing": "Thiếu trường bắt buộc.",
    "extra_forbidden": "Trường không có trong quy ước.",
    "string_type": "Phải là chuỗi ký tự.",
    "string_too_long": "Chuỗi dài quá giới hạn.",
    "int_parsing": "Phải là số nguyên.",
    "int_type": "Phải là số nguyên.",
    "int_parsing_size": "Số nguyên quá dài.",
    "bool_parsing": "Phải là true hoặc false.",
    "greater_than_equal": "Số nhỏ hơn mức cho phép.",
    "less_than_equal": "Số lớn hơn mức cho phép.",
    "model_type": "Phải là một đối tượng JSON.",
    "model_attributes_type": "Phải là một đối tượng JSON.",
}


class RequestRefused(HTTPException):
    """The request cannot be taken as it is; carries its own code and Vietnamese message."""

    def __init__(self, status: int, code: str, message: str, details: Sequence[Detail] = ()) -> None:
        super().__init__(status, message)
        self.code = code
        self.details = tuple(details)


def details_of(errors: Sequence[Mapping[str, Any]]) -> list[Detail]:
    """Pydantic's findings as field and Vietnamese message; what was sent is not sent back."""
    return [
        {
            "field": ".".join(str(part) for part in error["loc"] if part not in ("body", "query", "path")),
            "message": _told(error),
        }
        for error in errors
    ]


def _told(error: Mapping[str, Any]) -> str:
    """What is wrong with one value; where it is one of a closed list, what the list has."""
    if error["type"] in ("enum", "literal_error"):
        return f"Chỉ nhận: {error['ctx']['expected'].replace(' or ', ', ')}."
    return INVALID.get(error["type"], "Giá trị không hợp lệ.")


def error_body(code: str, message: str, details: Sequence[Detail] = ()) -> dict[str, Any]:
    """The one JSON error shape; `details` only where there are any."""
    error: dict[str, Any] = {"code": code, "message": message}
    if details:
        error["details"] = list(details)
    return {"error": error}


def wants_page(request: Request) -> bool:
    """Whether a browser is asking for a page rather than a program for data."""
    return not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", "")


def failure(
    request: Request, status: int, code: str, message: str, details: Sequence[Detail] = (), allow: str | None = None
) -> Response:
    """The failure as a page for a browser, as JSON for everyone else."""
    headers = {"Allow": allow} if allow else None
    if wants_page(request):
        return page(
            "error.html", status=status, headers=headers, section="", number=status, message=message, details=details
        )
    return JSONResponse(error_body(code, message, details), status, headers)


async def on_http_error(request: Request, error: Exception) -> Response:
    """The framework's own 404 and 405, and what we refuse ourselves."""
    assert isinstance(error, HTTPException)
    if isinstance(error, RequestRefused):
        return failure(request, error.status_code, error.code, error.detail, error.details)
    status = error.status_code
    return failure(request, status, code_of(status), message_of(status), allow=(error.headers or {}).get("Allow"))


async def on_invalid(request: Request, error: Exception) -> Response:
    """A parameter that does not fit; for somebody who typed or cut an address, a page that is not there."""
    assert isinstance(error, RequestValidationError)
    if wants_page(request) and any(each["loc"][:1] == ("path",) for each in error.errors()):
        return failure(request, 404, code_of(404), message_of(404))
    return failure(request, 422, code_of(422), message_of(422), details_of(error.errors()))


async def on_our_error(request: Request, error: Exception) -> Response:
    """An error of one of our folders, by the table."""
    assert isinstance(error, ApiError | IndexingError | IngestError)
    outcome = outcome_of(error)
    message = str(error)
    details = [{"field": error.field, "message": message}] if isinstance(error, BadFilter) else []
    if isinstance(error, DocumentNotFound) and wants_page(request) and _ID.fullmatch(error.name):
        message = _GONE
    return failure(request, outcome.status if outcome else 500, error.code, message, details)


def install(app: FastAPI) -> None:
    """Teach `app` to fail in one shape. What is unexpected is caught by `security.Guard`, outside of this."""
    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(RequestValidationError, on_invalid)
    for root in (ApiError, IndexingError, IngestError):
        app.add_exception_handler(root, on_our_error)
