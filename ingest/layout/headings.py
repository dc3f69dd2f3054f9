"""The heading of a table row, so that a cell that is cited can be understood."""

from __future__ import annotations

from ingest.layout.blocks import CELL
from ingest.types import Span

_MAX_HEADING_LINES = 3


def heading_rows_of(text: str, at: int) -> Span | None:
    """The rows that head the table whose row stands at offset `at` of `Document.text`; None where there are none.

    A table is a run of lines with cells. Its first line is its heading, and so are the ones below it, three at most in
    all, as long as they hold no digit (a second line of headings under merged cells). A row of the heading itself has
    none. Cells of a row stand in the order of the heading's; empty ones at the ends of a row are not written.
    """
    start = text.rfind("\n", 0, at) + 1
    if not _is_row(text, start):
        return None
    first = start
    while first and _is_row(text, above := text.rfind("\n", 0, first - 1) + 1):
        first = above
    end = _line_end(text, first)
    for _ in range(_MAX_HEADING_LINES - 1):
        if (
            end == len(text)
            or not _is_row(text, end + 1)
            or any(map(str.isdigit, text[end + 1 : _line_end(text, end + 1)]))
        ):
            break
        end = _line_end(text, end + 1)
    return Span(first, end) if end < start else None


def _is_row(text: str, start: int) -> bool:
    return CELL.strip() in text[start : _line_end(text, start)]


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
