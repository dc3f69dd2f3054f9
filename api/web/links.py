"""Addresses of our own pages, made in one place for templates and tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlencode

from index.query.understanding import Part

ANCHOR = "trich-dan"
"""The id of the first highlighted words of a document view."""


def document_url(document_id: str) -> str:
    """The document page."""
    return f"/documents/{quote(document_id, safe='')}"


def search_url(query: str, literal: Iterable[Part] = (), limit: int | None = None) -> str:
    """The search page for a query, with these parts of it taken as typed."""
    fields = [("q", query), *(("literal", part.value) for part in Part if part in set(literal))]
    return f"/search?{urlencode([*fields, *([('limit', str(limit))] if limit else [])])}"


def page_url(document_id: str, number: int, start: int | None = None, end: int | None = None) -> str:
    """One page of it as an image, with the words `[start, end)` highlighted where they are given."""
    span = "" if start is None or end is None else "?" + urlencode({"start": start, "end": end})
    return f"{document_url(document_id)}/pages/{number}{span}"


def place_url(document_id: str, start: int, end: int, pages: Sequence[int] = ()) -> str:
    """Where the words can be seen: on the page image where there are pages, else in the document view."""
    if pages:
        return page_url(document_id, pages[0], start, end)
    return f"{document_url(document_id)}?{urlencode({'start': start, 'end': end})}#{ANCHOR}"
