"""How removals and reports look in a terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from api.console import shortened

if TYPE_CHECKING:
    from api.keeping import Removal
    from index.report import Line, Report
    from index.types import DocumentEntry

_SHOWN = 20
"""Files a cause in the terminal; the tables have them all."""


def print_removal(removal: Removal) -> None:
    """What goes and what stays."""
    if not removal.paths:
        click.echo("Không có gì để xóa.")
        return
    if not removal.files:
        click.echo("Chỉ gỡ đường dẫn khỏi kho; văn bản vẫn còn vì có tệp giống hệt ở nơi khác.")
    else:
        _print_going(removal)
    for path in removal.kept:
        click.echo(f"  Còn lại: tệp giống hệt ở {path.name} (thêm --copies để xóa luôn)")
    for entry in removal.copies:
        click.echo(f"  Còn lại: bản khác {_called(entry)} (thêm --copies để xóa luôn)")


def _print_going(removal: Removal) -> None:
    click.echo(
        f"Sẽ xóa khỏi kho {removal.files} tệp: {len(removal.documents) + removal.hidden} văn bản, "
        f"{removal.passages} đoạn, {removal.files} bản gốc, ảnh của {removal.pages} trang."
    )
    for entry in removal.documents:
        click.echo(f"  - {_called(entry)}")
    if removal.hidden:
        click.echo(f"  - và {removal.hidden} văn bản ngoài phạm vi được xem")


def _called(entry: DocumentEntry) -> str:
    return " — ".join(part for part in (entry.file, entry.number, shortened(entry.title or "", 90)) if part)


def print_report(report: Report) -> None:
    """By cause: what it is, what to do, and the files."""
    if run := report.run:
        when = f"{run.started_at.replace(tzinfo=dt.UTC).astimezone():%d/%m/%Y %H:%M}"
        ended = "" if run.ended_at else " — bị ngắt giữa chừng hoặc đang chạy; hãy nạp lại để làm tiếp"
        click.echo(
            f"Lần nạp gần nhất {when}: đọc mới {run.read}, không đổi {run.unchanged}, thay thế {run.replaced}, "
            f"lỗi {run.failed}, bỏ qua {run.skipped}{ended}."
        )
    if not report.lines:
        click.echo("Không có lỗi hay điểm cần lưu ý nào.")
    for (kind, _), lines in groupby(report.lines, lambda line: (line.kind, line.code)):
        _print_cause(kind, list(lines))
    if report.hidden:
        click.echo(f"\nNgoài ra {report.hidden} tệp đã mất thuộc văn bản ngoài phạm vi được xem.")


def _print_cause(kind: str, lines: Sequence[Line]) -> None:
    first, files = lines[0], {line.file: line for line in reversed(lines)}
    sign = "!" if kind == "finding" else "✗"
    click.echo(f"\n{sign} {first.cause} [{first.code}]: {len(lines)} chỗ, {len(files)} tệp")
    click.echo(f"  Cần làm: {first.remedy}")
    for name in sorted(files)[:_SHOWN]:
        line, more = files[name], sum(each.file == name for each in lines) - 1
        page = f" (trang {line.page})" if line.page and not line.message.startswith("Trang ") else ""
        rest = f" (và {more} chỗ nữa)" if more else ""
        click.echo(f"    {name}{page}: {shortened(line.message, 160)}{rest}")
    if len(files) > _SHOWN:
        click.echo(f"    … và {len(files) - _SHOWN} tệp nữa; xem đủ bằng `vanban report --csv --code {first.code}`.")
