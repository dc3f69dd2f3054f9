"""Tables of flow formats as blocks: data tables a row a line, layout tables (masthead, signature) column by column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.language.markers import starts_unit
from ingest.layout.blocks import clean, has_content, row_of

Cell = Sequence[str]
"""A cell's lines; () for an empty cell and for the continuation of a merged one."""

STANDS_ALONE = re.compile(
    r"^(CỘNG H.{1,2}\s+XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập\s*[-–]|Nơi nhận|NƠI NHẬN"
    r"|(TM|KT|TL|TUQ|T/M|K/T|T/L|Q)\s*[./]?\s*[A-ZĐÀ-Ỹ]{2}"
    r"|(BỘ|THỨ) TRƯỞNG$|(PHÓ )?(CHỦ TỊCH|THỦ TƯỚNG|TỔNG CỤC TRƯỞNG|CỤC TRƯỞNG|GIÁM ĐỐC)\b"
    r"|XÁC THỰC VĂN BẢN|NGƯỜI (KÝ|LẬP|ĐẠI DIỆN))",
    re.IGNORECASE,
)
"""Lines of a masthead or a signature that are printed alone."""

_MAX_COLUMNS = 3
_MAX_LINES_A_CELL = 60


def table_blocks(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """The blocks of a table; [] for an empty one. A table of one column is a frame around paragraphs.

    A column without a word in any row (the right half of cells that are merged in all rows) is left out.
    """
    rows = _filled(rows)
    columns = max((len(row) for row in rows), default=0)
    if columns == 1 or is_layout(rows):
        cells = (row[column] for column in range(columns) for row in rows)
        return [line for cell in cells for line in _joined(cell)]
    return [line for row in rows if has_content(line := row_of(" ".join(cell) for cell in row))]


def _filled(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The rows at one length, without columns that hold no word in any of them."""
    columns = max((len(row) for row in rows), default=0)
    kept = [column for column in range(columns) if any(column < len(row) and row[column] for row in rows)]
    return [[row[column] if column < len(row) else () for column in kept] for row in rows]


def _joined(cell: Cell) -> list[str]:
    """The cell's lines; one that goes on in small letters behind a comma belongs to the line before."""
    lines: list[str] = []
    for line in cell:
        if lines and lines[-1].rstrip().endswith(",") and line[:1].islower() and not starts_unit(line):
            lines[-1] += " " + line
        elif has_content(line):
            lines.append(line)
    return lines


def is_layout(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the table only sets words side by side: the national motto, recipients beside the signature."""
    if not rows or max(len(row) for row in rows) > _MAX_COLUMNS or len(rows) > 12:
        return False
    cells = [cell for row in rows for cell in row]
    if any(len(cell) > _MAX_LINES_A_CELL for cell in cells):
        return False
    return any(STANDS_ALONE.match(clean(line)) for cell in cells for line in cell)
