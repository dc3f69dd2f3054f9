"""Rows as a table that Excel opens: RFC 4180, UTF-8 with a byte order mark, no cell that is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def table_of(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The rows under their header, with CRLF; no rows give the header alone."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return "\ufeff" + made.getvalue()


def _cell(text: str) -> str:
    """Text that stays text: a file may be called "=HYPERLINK(…).docx"."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
