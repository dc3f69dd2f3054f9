"""Spreadsheets (.xlsx): a row a line, cells joined as in tables."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from ingest.errors import DamagedDocument
from ingest.formats.package import check_package
from ingest.language.legacy import encoding_of_font, to_unicode
from ingest.layout.blocks import row_of

_MAX_COLUMNS = 200


def blocks_of_sheets(path: Path) -> list[str]:
    """The rows of all sheets in order, each sheet after its title where there are several; [] for empty sheets.

    Formulas give the value that was last computed. Raises DamagedDocument.
    """
    check_package(path, "XLSX")
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            return [block for sheet in book.worksheets for block in _sheet_blocks(sheet, len(book.worksheets) > 1)]
        finally:
            book.close()
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        SyntaxError,
    ) as error:
        raise DamagedDocument(path, "XLSX") from error


def _sheet_blocks(sheet: Any, titled: bool) -> list[str]:
    if not hasattr(sheet, "iter_rows"):
        return []
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()
    rows = [row_of(_shown(cell) for cell in row[:_MAX_COLUMNS]) for row in sheet.iter_rows()]
    filled = [row for row in rows if row]
    return [str(sheet.title), *filled] if titled and filled else filled


def _shown(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        font = getattr(cell, "font", None)
        encoding = encoding_of_font(font.name) if font is not None and font.name else None
        return to_unicode(value, encoding) if encoding is not None else value
    if isinstance(value, dt.datetime | dt.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    return str(value)
