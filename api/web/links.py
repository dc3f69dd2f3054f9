"""Addresses of our own pages, made in one place for templates and tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

from api.filtering import words_of
from api.searching import SearchRequest
from index.grouping import Order
from index.query.understanding import Part

ANCHOR = "trich-dan"
"""The id of the first highlighted words of a document view."""


def document_url(document_id: str) -> str:
    """The document page."""
    return f"/documents/{quote(document_id, safe='')}"


def search_url(request: SearchRequest, **changes: Any) -> str:
    """The search page for this request, changed; from its first page on unless `page` is among the changes."""
    return f"/search?{urlencode(fields_of(replace(request, **({'page': 1} | changes))))}"


def export_url(request: SearchRequest, form: str) -> str:
    """The whole result as a file."""
    fields = [*fields_of(replace(request, page=1)), ("as", form)]
    return f"/api/v1/search/export?{urlencode(fields)}"


def like_url(passage_id: str) -> str:
    """The page of passages like this one."""
    return f"/passages/{quote(passage_id, safe='')}/like"


def fields_of(request: SearchRequest) -> list[tuple[str, str]]:
    """A request as parameters: the query, its filter, and what is not as usual."""
    literal = [("literal", part.value) for part in Part if part in request.literal]
    order = [("order", request.order.value)] if request.order is not Order.RELEVANCE else []
    page = [("page", str(request.page))] if request.page > 1 else []
    return [("q", request.query), *words_of(request.where), *order, *literal, *page]


def page_url(document_id: str, number: int, start: int | None = None, end: int | None = None) -> str:
    """One page of it as an image, with the words `[start, end)` highlighted where they are given."""
    span = "" if start is None or end is None else "?" + urlencode({"start": start, "end": end})
    return f"{document_url(document_id)}/pages/{number}{span}"


def place_url(document_id: str, start: int, end: int, pages: Sequence[int] = ()) -> str:
    """Where the words can be seen: on the page image where there are pages, else in the document view."""
    if pages:
        return page_url(document_id, pages[0], start, end)
    return f"{document_url(document_id)}?{urlencode({'start': start, 'end': end})}#{ANCHOR}"
