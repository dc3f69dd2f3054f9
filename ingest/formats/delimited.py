"""Tables as text (.csv, .tsv): a row a line, cells joined as in tables."""

from __future__ import annotations

import csv
import io
from itertools import islice

from ingest.layout.blocks import row_of

_DELIMITERS = "\t;,|"
_SAMPLE_ROWS = 20
_MAX_CELL_CHARS = 1_000_000


def blocks_of_delimited(text: str) -> list[str]:
    """The rows of a delimited file; [] for "". The delimiter is the one that parts most rows alike.

    >>> blocks_of_delimited('TT;Việc\\n1;"Họp; báo cáo"\\n')
    ['TT | Việc', '1 | Họp; báo cáo']
    """
    text = text.replace("\0", "")
    delimiter = max(_DELIMITERS, key=lambda sign: _likeness(text, sign))
    return [row for cells in _rows(text, delimiter) if (row := row_of(cells))]


def _rows(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(_MAX_CELL_CHARS)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        # A quote that never closes, or a cell without end: the lines as they stand.
        return [line.split(delimiter) for line in text.splitlines()]


def _likeness(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first rows have the commonest number of cells above one, and that number."""
    head = "".join(islice(io.StringIO(text), _SAMPLE_ROWS))
    widths = [len(row) for row in _rows(head, delimiter) if len(row) > 1]
    return max(((widths.count(width), width) for width in set(widths)), default=(0, 0))
