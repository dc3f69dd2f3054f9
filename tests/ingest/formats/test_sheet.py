import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from ingest.errors import DamagedDocument
from ingest.formats.sheet import blocks_of_sheets


def test_rows_titles_and_old_fonts(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 1"
    sheet.append(["TT", "Chỉ tiêu", None, "2025"])
    sheet.append([1, 12.5, dt.datetime(2025, 3, 1), None])
    sheet["A4"] = "KÕ ho¹ch"
    sheet["A4"].font = Font(name=".VnTime")
    book.create_sheet("Biểu 2").append(["x"])
    book.save(tmp_path / "a.xlsx")
    assert blocks_of_sheets(tmp_path / "a.xlsx") == [
        "Biểu 1", "TT | Chỉ tiêu | | 2025", "1 | 12,5 | 01/03/2025", "Kế hoạch", "Biểu 2", "x",
    ]  # fmt: skip


def test_damaged(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04rubbish")
    with pytest.raises(DamagedDocument):
        blocks_of_sheets(tmp_path / "a.xlsx")
