"""The report as a table that Excel opens."""

from __future__ import annotations

from api.spreadsheet import table_of
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


def csv_of(report: Report) -> str:
    """The lines of the report under a header, as `api.spreadsheet` writes tables."""
    return table_of(_HEADER, map(_values, report.lines))


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
