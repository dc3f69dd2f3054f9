"""Spreadsheets (.xlsx): a row a line, cells joined as in tables, numbers and dates as they are printed."""

from __future__ import annotations

import warnings
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.exceptions import InvalidFileException

from ingest.errors import DamagedDocument
from ingest.formats.package import check_package
from ingest.formats.printed import printed
from ingest.language.legacy import encoding_of_font, to_unicode
from ingest.layout.blocks import row_of
from ingest.layout.relettered import relettered_blocks
from ingest.types import Finding

_MAX_COLUMNS = 200
_MAX_PARSED_BYTES = 60 * 1024 * 1024
"""Above this a book is read row by row, which does not tell hidden rows nor fonts inside a cell."""


def blocks_of_sheets(path: Path) -> tuple[list[str], tuple[Finding, ...]]:
    """The rows of all sheets in order, each sheet after its title where there are several; [] for empty sheets.

    Formulas give the value that was last computed. Hidden sheets and rows are in the text, and a finding says so.
    Raises DamagedDocument.
    """
    check_package(path, "XLSX")
    try:
        with zipfile.ZipFile(path) as package:
            large = sum(member.file_size for member in package.infolist()) > _MAX_PARSED_BYTES
        with warnings.catch_warnings():
            # What openpyxl warns of (styles, validations, print areas that it drops) does not touch the words.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=large, data_only=True, rich_text=not large)
        try:
            sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
            hidden = _hidden(sheets)
            blocks, turned = _blocks(sheets)
            return blocks, (*hidden, *turned)
        finally:
            book.close()
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        AttributeError,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        SyntaxError,
    ) as error:
        raise DamagedDocument(path, "XLSX") from error


def _blocks(sheets: list[Any]) -> tuple[list[str], tuple[Finding, ...]]:
    """The rows as blocks. Cells whose font is no legacy one are turned by their letters, each by itself."""
    rows: list[tuple[Any, list[tuple[str, bool]]]] = []
    for sheet in sheets:
        if hasattr(sheet, "reset_dimensions"):
            sheet.reset_dimensions()
        rows += [(sheet, [_shown(cell) for cell in row[:_MAX_COLUMNS]]) for row in sheet.iter_rows()]
    unsure, findings = relettered_blocks([text for _, row in rows for text, is_sure in row if not is_sure])
    turned = iter(unsure)
    blocks: list[str] = []
    titled: list[Any] = []
    for sheet, row in rows:
        line = row_of([text if is_sure else next(turned) for text, is_sure in row])
        if line and len(sheets) > 1 and sheet not in titled:
            titled.append(sheet)
            blocks.append(str(sheet.title))
        blocks += [line] * bool(line)
    return blocks, findings


def _hidden(sheets: list[Any]) -> tuple[Finding, ...]:
    names = [f"“{sheet.title}”" for sheet in sheets if sheet.sheet_state != "visible"]
    rows = sum(
        dimension.hidden and any(cell.value is not None for cell in sheet[number])
        for sheet in sheets
        if sheet.sheet_state == "visible"
        for number, dimension in getattr(sheet, "row_dimensions", {}).items()
    )
    parts = [f"trang tính ẩn {', '.join(names)}"] * bool(names) + [f"{rows} dòng ẩn"] * bool(rows)
    if not parts:
        return ()
    message = f"Bảng tính có {' và '.join(parts)}: chữ ở đó đã được đọc nhưng không hiện ra khi mở hay in tệp."
    return (Finding("hidden_cells", message),)


def _shown(cell: Any) -> tuple[str, bool]:
    """The cell as it is printed, and whether its letters are sure: from a legacy font, or no letters."""
    value = cell.value
    font = getattr(getattr(cell, "font", None), "name", None) or ""
    if isinstance(value, CellRichText):
        parts = [
            (part.text, part.font.rFont or font) if isinstance(part, TextBlock) else (part, font) for part in value
        ]
    elif isinstance(value, str):
        parts = [(value, font)]
    else:
        return printed(value, getattr(cell, "number_format", None) or "General"), True
    encodings = [encoding_of_font(name) for _, name in parts]
    texts = [text if code is None else to_unicode(text, code) for (text, _), code in zip(parts, encodings, strict=True)]
    return "".join(texts), any(code is not None for code in encodings)
