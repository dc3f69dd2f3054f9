import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from ingest.errors import DamagedDocument
from ingest.formats.printed import printed
from ingest.formats.sheet import blocks_of_sheets


def test_rows_titles_and_old_fonts(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 1"
    sheet.append(["TT", "Chỉ tiêu", None, "2025"])
    sheet.append([1, 12.5, dt.datetime(2025, 3, 1), None])
    sheet["A4"] = "KÕ ho¹ch"
    sheet["A4"].font = Font(name=".VnTime")
    sheet["B4"] = CellRichText(TextBlock(InlineFont(rFont=".VnTimeH"), "®¬n vÞ"), " Việt")
    book.create_sheet("Biểu 2").append(["x"])
    book.save(tmp_path / "a.xlsx")
    assert blocks_of_sheets(tmp_path / "a.xlsx") == (
        ["Biểu 1", "TT | Chỉ tiêu | | 2025", "1 | 12,5 | 01/03/2025", "Kế hoạch | ĐƠN VỊ Việt", "Biểu 2", "x"],
        (),
    )


def test_cells_whose_font_tells_nothing_are_turned_and_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Ghi chú:", "Tæng gi¸ trÞ tµi s¶n cña l©m tr\u00adêng"])
    book.save(tmp_path / "a.xlsx")
    blocks, findings = blocks_of_sheets(tmp_path / "a.xlsx")
    assert blocks == ["Ghi chú: | Tổng giá trị tài sản của lâm trường"]
    assert [finding.code for finding in findings] == ["legacy_encoding"]


def test_what_is_hidden_is_read_and_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.active.append(["b"])
    book.active.row_dimensions[2].hidden = True
    hidden = book.create_sheet("Kín")
    hidden.append(["c"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    blocks, findings = blocks_of_sheets(tmp_path / "a.xlsx")
    assert blocks == ["Sheet", "a", "b", "Kín", "c"]
    assert [finding.code for finding in findings] == ["hidden_cells"]
    assert "“Kín”" in findings[0].message
    assert "1 dòng ẩn" in findings[0].message


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (None, "General", ""), (6177, "#,##0", "6.177"), (1.005, "0.00", "1,01"), (-3.25, "0.0;(0.0)", "(3,3)"),
        (-3.25, "0.0", "-3,3"), (0.5, "0.##", "0,5"), (0.125, "0.0%", "12,5%"), (5, "00", "05"),
        (12, '0" ha"', "12 ha"), (1234567, "#,##0,", "1.235"), (1e21, "General", "1e+21"), (True, "General", "Đúng"),
        (dt.time(7, 5), "h:mm", "07:05"), (dt.datetime(2004, 6, 5), "d/m/yy", "5/6/04"),
        (dt.datetime(2004, 6, 5, 14, 30), "dd/mm/yyyy hh:mm", "05/06/2004 14:30"),
        (dt.date(2004, 6, 5), "General", "05/06/2004"),
    ],
)  # fmt: skip
def test_values_as_printed(value: object, form: str, text: str) -> None:
    assert printed(value, form) == text


def test_damaged(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04rubbish")
    with pytest.raises(DamagedDocument):
        blocks_of_sheets(tmp_path / "a.xlsx")
