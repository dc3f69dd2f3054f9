"""How results look in a terminal: Vietnamese, plain text, progress on standard error."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from api.doctor import Check
    from index.ingestion import Progress, Summary
    from index.types import DocumentEntry
    from ingest.types import Document, Facts

_SIGNS = {"ok": "✓", "warning": "!", "error": "✗"}
_FACTS = {
    "number": "Số, ký hiệu",
    "kind": "Loại văn bản",
    "title": "Trích yếu",
    "issuer": "Cơ quan ban hành",
    "joint_issuers": "Các cơ quan cùng ban hành",
    "parent_issuer": "Cơ quan chủ quản",
    "place": "Nơi ban hành",
    "issued_on": "Ngày ban hành",
    "effective_on": "Ngày có hiệu lực",
    "signer": "Người ký",
    "signer_post": "Chức vụ",
    "capacity": "Thẩm quyền ký",
    "recipients": "Nơi nhận",
    "secrecy": "Độ mật",
    "urgency": "Độ khẩn",
    "language": "Ngôn ngữ",
}
_SECRECY = {1: "mật", 2: "tối mật", 3: "tuyệt mật"}
_LANGUAGES = {"vi": "tiếng Việt", "en": "tiếng Anh", "vi+en": "song ngữ Việt – Anh", "other": "ngôn ngữ khác"}


class Command(click.Command):
    """Click's command with the words of its help in Vietnamese."""

    def format_usage(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(piece.replace("OPTIONS", "TÙY CHỌN") for piece in self.collect_usage_pieces(context))
        formatter.write_usage(context.command_path, pieces, prefix="Cách dùng: ")

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        _write_options(self, context, formatter)

    def get_help_option(self, context: click.Context) -> click.Option | None:
        return _vietnamese_help(super().get_help_option(context))


class Group(click.Group):
    """Click's group with the words of its help in Vietnamese."""

    command_class = Command

    def format_usage(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(context.command_path, "[TÙY CHỌN] LỆNH [THAM SỐ]…", prefix="Cách dùng: ")

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        _write_options(self, context, formatter)
        rows = [
            (name, command.get_short_help_str(90))
            for name in self.list_commands(context)
            if (command := self.get_command(context, name)) and not command.hidden
        ]
        with formatter.section("Lệnh"):
            formatter.write_dl(rows)

    def list_commands(self, context: click.Context) -> list[str]:
        return list(self.commands)

    def get_help_option(self, context: click.Context) -> click.Option | None:
        return _vietnamese_help(super().get_help_option(context))


def explained(error: click.ClickException) -> str:
    """What was wrong with the command line, in Vietnamese; the help itself when no command was given."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    return f"{_wrong(error)}. Xem `--help`.".replace("  ", " ")


def _wrong(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"Không có tùy chọn {error.option_name}"
    if isinstance(error, click.BadOptionUsage):
        return f"Tùy chọn {error.option_name} thiếu giá trị, hoặc không nhận giá trị"
    if isinstance(error, click.MissingParameter):
        return f"Thiếu {error.param.make_metavar(error.ctx) if error.param and error.ctx else ''}"
    if isinstance(error, click.BadParameter) and error.param:
        kind, option = error.param.type, error.param.opts[0]
        if isinstance(kind, click.IntRange):
            return f"Giá trị của {option} phải là số nguyên từ {kind.min} đến {kind.max}"
        if isinstance(kind, click.Choice):
            return f"Giá trị của {option} phải là một trong: {', '.join(kind.choices)}"
        return f"Giá trị của {option} không hợp lệ ({error.message.rstrip('.')})"
    message = error.format_message().rstrip(".")
    if unknown := re.search(r"No such command '(.*?)'", message):
        return f"Không có lệnh “{unknown[1]}”"
    if extra := re.search(r"unexpected extra arguments? \((.*)\)", message):
        return f"Thừa tham số “{extra[1]}”"
    return f"Lệnh chưa đúng ({message})"


def print_json(value: Any) -> None:
    """One object, UTF-8, on one line: programs read it."""
    # What came from a command line in another encoding than UTF-8 is printed with "?" in its place.
    click.echo(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode())


@contextmanager
def progress_bar() -> Iterator[Callable[[Progress], None]]:
    """A bar on standard error with rate and time left."""
    from tqdm import tqdm

    with tqdm(unit="tệp", desc="Nạp văn bản", dynamic_ncols=True, leave=False) as bar:

        def on_progress(progress: Progress) -> None:
            bar.total = progress.total
            reading = "; ".join(name[-40:] for name in progress.reading[:2]) or progress.file[-40:]
            bar.set_postfix_str(f"lỗi {progress.failed}, đang đọc {reading}", refresh=False)
            if progress.done > bar.n:
                bar.update(progress.done - bar.n)
            else:
                bar.refresh()

        yield on_progress


@contextmanager
def index_bar(what: str, unit: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error over documents or passages."""
    from tqdm import tqdm

    with tqdm(unit=f" {unit}", desc=what, dynamic_ncols=True, leave=False) as bar:

        def on_progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield on_progress


def print_summary(summary: Summary) -> None:
    click.echo(
        f"Đọc mới {summary.read}, không đổi {summary.unchanged}, thay thế {summary.replaced}, "
        f"lỗi {len(summary.failed)}, bỏ qua {len(summary.skipped)} tệp trong {summary.seconds:.0f} giây."
    )
    click.echo(f"Kho có {summary.documents} văn bản, {summary.passages} đoạn, {summary.findings} điểm cần lưu ý.")
    for failure in summary.failed:
        click.echo(f"  ✗ {failure.file}: {failure.message}")


def print_document(
    document: Document, entry: DocumentEntry, copies: Sequence[DocumentEntry], *, facts: bool, outline: bool
) -> None:
    click.echo(f"{entry.file} — {entry.pages or 'không chia'} trang, {entry.passages} đoạn")
    if facts:
        for copy in copies:
            click.echo(f"  Bản khác: {copy.file}")
        _print_facts(document.facts)
        for finding in document.findings:
            click.echo(f"  ! {finding.message}")
    if outline:
        depth: list[int] = []
        for section in document.sections:
            depth.append(0 if section.parent is None else depth[section.parent] + 1)
            click.echo(f"{'  ' * depth[-1]}{section.number} {shortened(section.title, 100)}".rstrip())


def print_checks(checks: Sequence[Check]) -> None:
    for check in checks:
        click.echo(f"{_SIGNS[check.severity]} {check.name}: {check.message}")
        if check.remedy:
            click.echo(f"    Cần làm: {check.remedy}")


def plain(value: Any) -> Any:
    """A setting's default as JSON can hold it; secrets are empty by default."""
    if hasattr(value, "get_secret_value"):
        return ""
    return list(value) if isinstance(value, tuple) else value


def _print_facts(facts: Facts) -> None:
    for name, label in _FACTS.items():
        fact = getattr(facts, name)
        if fact is None or (name == "language" and fact.value == "vi"):
            continue
        value = fact.value
        if name == "secrecy":
            value = _SECRECY.get(value, value)
        elif name == "language":
            value = _LANGUAGES.get(value, value)
        elif isinstance(value, tuple):
            value = "; ".join(value)
        elif hasattr(value, "strftime"):
            value = value.strftime("%d/%m/%Y")
        click.echo(f"  {label}: {value}")


def shortened(text: str, chars: int = 300) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= chars else folded[: chars - 1].rsplit(" ", 1)[0] + "…"


def _write_options(command: click.Command, context: click.Context, formatter: click.HelpFormatter) -> None:
    rows = [row for param in command.get_params(context) if (row := param.get_help_record(context))]
    if rows:
        with formatter.section("Tùy chọn"):
            formatter.write_dl(rows)


def _vietnamese_help(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "In hướng dẫn này rồi thoát."
    return option
