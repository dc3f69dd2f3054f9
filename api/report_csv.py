"""The report as a table that Excel opens: RFC 4180, UTF-8 with a byte order mark, no cell that is a formula."""

from __future__ import annotations

import csv
import io

from index.report import Line, Report

_HEADER = (
    "Loại",
    "Mã",
    "Nguyên nhân",
    "Cần làm",
    "Tệp",
    "Số, ký hiệu",
    "Trang",
    "Chi tiết",
    "Đường dẫn",
    "Lúc (UTC)",
    "Lần nạp gần nhất",
)
_KINDS = {"failure": "Lỗi", "missing": "Mất tệp", "finding": "Lưu ý"}
# What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_of(report: Report) -> str:
    """The lines of the report under a header, with CRLF; a report without lines gives the header alone."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(_HEADER)
    writer.writerows([_cell(value) for value in _values(line)] for line in report.lines)
    return "\ufeff" + made.getvalue()


def _values(line: Line) -> tuple[str, ...]:
    return (
        _KINDS[line.kind],
        line.code,
        line.cause,
        line.remedy,
        line.file,
        line.number or "",
        "" if line.page is None else str(line.page),
        line.message,
        line.source or "",
        line.at.isoformat(" ", "seconds") if line.at else "",
        "có" if line.is_last_run else "",
    )


def _cell(text: str) -> str:
    """Text that stays text: a file may be called "=HYPERLINK(…).docx"."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
