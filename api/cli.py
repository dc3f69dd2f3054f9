"""The command line: `vanban`. Exit codes: 0 done, 1 nothing found or refused, 2 wrong use, 3 some files failed,
4 the archive is busy or damaged. Heavy imports stay inside the commands."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api import console
from api.cli_options import BROKEN, NOTHING, SOME_FAILED, WRONG_USE, State, as_json, with_data
from api.errors import AmbiguousName, ApiError, DocumentNotFound, code_of, outcome_of
from api.index_console import index, rebuild
from api.search_commands import ask, search
from index.errors import DiskFull, IndexingError
from ingest.errors import IngestError

if TYPE_CHECKING:
    from api.application import Application
    from index.types import DocumentEntry


@click.group(cls=console.Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", type=click.Path(path_type=Path), metavar="THƯ_MỤC", help="Thư mục của kho (hoặc VANBAN_DATA).")
@click.version_option(package_name="vanban", prog_name="vanban", message="%(prog)s %(version)s", help="In phiên bản.")
@click.pass_context
def cli(context: click.Context, data: Path | None) -> None:
    """Tra cứu và hỏi đáp trên văn bản của Đảng và Nhà nước; mỗi ý trả lời đều trích nguyên văn."""
    context.obj = State(data)


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="ĐƯỜNG_DẪN…")
@click.option("--organisation", metavar="MÃ", help="Đơn vị sở hữu các văn bản này.")
@click.option("--clearance", type=click.IntRange(0, 3), help="Mức mật gán cho các văn bản này (0–3).")
@click.option("--ray", default="", metavar="ĐỊA_CHỈ", help="Đọc và mã hoá trên cụm Ray này, ví dụ 10.0.0.1:6379.")
@as_json
@with_data
@click.pass_obj
def ingest(
    state: State,
    paths: tuple[Path, ...],
    organisation: str | None,
    clearance: int | None,
    ray: str,
    json_: bool,
) -> None:
    """Nạp tệp và thư mục vào kho. Chạy lại bao nhiêu lần cũng được: tệp không đổi thì bỏ qua."""
    from api.shapes import summary_shape
    from index.catalogue.catalogue import Told

    with state.application() as application, console.progress_bar() as on_progress:
        summary = application.ingest(paths, on_progress, Told(clearance, organisation), ray=ray)
        _arrange(application)
    if json_:
        console.print_json(summary_shape(summary))
    else:
        console.print_summary(summary)
    sys.exit(SOME_FAILED if summary.failed else 0)


def _arrange(application: Application) -> None:
    """A full disk takes nothing away from what was ingested."""
    click.echo("Đang sắp xếp chỉ mục để tìm nhanh hơn…", err=True)
    try:
        application.index.optimize()
    except DiskFull as error:
        click.echo(
            f"Chưa sắp xếp được chỉ mục vì đĩa chứa “{error.path}” đã đầy hoặc sắp đầy. Văn bản vừa nạp vẫn tìm được, "
            "chỉ chậm hơn; hãy giải phóng chỗ rồi chạy lại lệnh này.",
            err=True,
        )


cli.add_command(search)
cli.add_command(ask)


@cli.command()
@click.argument("name", metavar="VĂN_BẢN")
@click.option("--outline", is_flag=True, help="Bố cục: phần, chương, điều, khoản, mục.")
@click.option("--facts", is_flag=True, help="Số, ký hiệu, cơ quan, ngày ban hành, người ký…")
@click.option("--text", is_flag=True, help="Toàn văn, không kèm gì khác.")
@as_json
@with_data
@click.pass_obj
def show(state: State, name: str, outline: bool, facts: bool, text: bool, json_: bool) -> None:
    """Xem một văn bản theo đường dẫn đã nạp, tên tệp hoặc số, ký hiệu."""
    from api.shapes import document_shape, facts_shape, outline_shape

    with state.application() as application:
        scope = application.default_scope()
        entry = _only(name, application.find(name, scope))
        document, copies = application.document(entry.id, scope), application.copies(entry.id, scope)
    if json_:
        shape: Any = document_shape(document, entry, copies)
        if facts:
            shape = facts_shape(document, entry)
        elif outline:
            shape = {"file": entry.file, "id": entry.id, "outline": outline_shape(document)}
        elif text:
            shape = {"file": entry.file, "id": entry.id, "text": document.text}
        console.print_json(shape)
    elif text:
        click.echo(document.text)
    else:
        console.print_document(document, entry, copies, facts=facts or not outline, outline=outline or not facts)


@cli.command()
@click.option("--host", metavar="ĐỊA_CHỈ", help="Địa chỉ lắng nghe.")
@click.option("--port", type=click.IntRange(0, 65535), metavar="CỔNG", help="Cổng lắng nghe.")
@click.option(
    "--watch",
    "watched",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="THƯ_MỤC",
    help="Đồng thời nạp tệp mới và tệp thay đổi của thư mục này; dùng được nhiều lần.",
)
@with_data
@click.pass_obj
def serve(state: State, host: str | None, port: int | None, watched: tuple[Path, ...]) -> None:
    """Mở trang hỏi đáp và API trên máy này."""
    from api.application import build
    from api.settings import load_settings
    from api.watch_running import watching
    from api.web.app import create_app
    from api.web.serving import serve_while_opening

    settings = load_settings(state.data)
    host, port = host or settings.server.host, settings.server.port if port is None else port
    application = build(settings)
    listening = f"Mở trình duyệt tại http://{host}:{port} — dừng bằng Ctrl+C."
    app = create_app(lambda: application, allowed_hosts=(*settings.server.allowed_hosts, host))
    try:
        with watching(application, watched, lambda text: click.echo(text, err=True)):
            serve_while_opening(lambda: application.index, app, host, port, lambda: click.echo(listening, err=True))
    finally:
        application.close()


@cli.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="THƯ_MỤC…")
@click.option("--remove", "removing", is_flag=True, help="Tệp bị xóa trên đĩa thì xóa luôn khỏi kho.")
@click.option(
    "--interval", type=click.FloatRange(0.1, 86_400), default=5.0, metavar="GIÂY", help="Bao lâu xem lại một lần."
)
@click.option(
    "--quiet", type=click.FloatRange(0, 86_400), default=5.0, metavar="GIÂY", help="Tệp đứng yên bao lâu thì đọc."
)
@with_data
@click.pass_obj
def watch(state: State, folders: tuple[Path, ...], removing: bool, interval: float, quiet: float) -> None:
    """Theo dõi thư mục: nạp tệp mới và tệp thay đổi. Dừng bằng Ctrl+C, giữa hai tệp."""
    from api.watch_running import watch_until_stopped
    from index.errors import StoreBusy

    with state.application() as application:
        try:
            _ = application.index  # a busy or damaged archive is told here, not at the first change
        except StoreBusy as error:
            _tell(f"{error} Muốn vừa phục vụ vừa theo dõi thư mục, hãy chạy: vanban serve --watch THƯ_MỤC", error.code)
            sys.exit(BROKEN)
        watch_until_stopped(application, folders, removing=removing, interval_s=interval, quiet_s=quiet)


@cli.command()
@click.argument("names", nargs=-1, metavar="VĂN_BẢN…")
@click.option("--missing", is_flag=True, help="Mọi tệp đã nạp mà trên đĩa không còn.")
@click.option("--copies", "with_copies", is_flag=True, help="Xóa luôn các bản khác của cùng văn bản.")
@click.option("--dry-run", is_flag=True, help="Chỉ nêu những gì sẽ bị xóa.")
@click.option("--yes", is_flag=True, help="Không hỏi lại.")
@as_json
@with_data
@click.pass_obj
def remove(
    state: State, names: tuple[str, ...], missing: bool, with_copies: bool, dry_run: bool, yes: bool, json_: bool
) -> None:
    """Xóa văn bản khỏi kho: theo đường dẫn, thư mục đã nạp, mã hoặc số, ký hiệu. Tệp trên đĩa không bị động đến."""
    from api.keeping_console import print_removal
    from api.shapes import removal_shape

    if bool(names) == missing:
        raise click.UsageError("cần tên văn bản, hoặc --missing")
    with state.application() as application:
        scope = application.default_scope()
        keeping = application.keeping
        plan = keeping.plan_missing(scope) if missing else keeping.plan(names, scope, with_copies=with_copies)
        if not json_:
            print_removal(plan)
        done = bool(plan.paths) and not dry_run and (yes or _confirmed(json_))
        if done:
            application.remove(plan)
    if json_:
        console.print_json(removal_shape(plan, done=done))
    elif done:
        click.echo("Đã xóa.")
    sys.exit(0 if done or dry_run else NOTHING)


def _confirmed(json_: bool) -> bool:
    """Asked on a terminal; a program must say so beforehand."""
    if json_ or not sys.stdin.isatty():
        raise click.UsageError("thêm --yes để xóa mà không hỏi lại, hoặc --dry-run để chỉ xem")
    return click.confirm("Xóa khỏi kho?", err=True)


@cli.command()
@click.option("--csv", "csv_", is_flag=True, help="In dạng CSV, mở được bằng Excel.")
@click.option("--code", "codes", multiple=True, metavar="MÃ", help="Chỉ những mã này; dùng được nhiều lần.")
@click.option("--last-run", is_flag=True, help="Chỉ những gì gặp ở lần nạp gần nhất.")
@as_json
@with_data
@click.pass_obj
def report(state: State, csv_: bool, codes: tuple[str, ...], last_run: bool, json_: bool) -> None:
    """Nêu các tệp lỗi và điểm cần lưu ý, theo nguyên nhân, kèm việc cần làm."""
    from api.keeping_console import print_report
    from api.report_csv import csv_of
    from api.shapes import report_shape

    if csv_ and json_:
        raise click.UsageError("chọn một trong hai: --csv, --json")
    with state.application() as application:
        found = application.keeping.report(application.default_scope(), codes=codes, last_run_only=last_run)
    if json_:
        console.print_json(report_shape(found))
    elif csv_:
        click.echo(csv_of(found).encode(), nl=False)
    else:
        print_report(found)


@cli.command()
@as_json
@with_data
@click.pass_obj
def doctor(state: State, json_: bool) -> None:
    """Kiểm tra máy và kho: có gì, thiếu gì, cần làm gì."""
    from dataclasses import asdict

    from api.doctor import checks
    from api.settings import load_settings

    found = checks(load_settings(state.data))
    if json_:
        console.print_json({"checks": [asdict(check) for check in found]})
    else:
        console.print_checks(found)
    sys.exit(BROKEN if any(check.severity == "error" for check in found) else 0)


cli.add_command(index)
cli.add_command(rebuild)  # the name that messages and scripts have known it by


@cli.command("settings")
@as_json
def settings_(json_: bool) -> None:
    """Liệt kê các thiết lập (biến môi trường), giá trị mặc định và ý nghĩa."""
    from api.settings import described

    rows = [{"name": name, "default": console.plain(default), "meaning": text} for name, default, text in described()]
    if json_:
        console.print_json({"settings": rows})
    else:
        for row in rows:
            click.echo(f"{row['name']} = {row['default']}\n    {row['meaning']}")


def _only(name: str, entries: tuple[DocumentEntry, ...]) -> DocumentEntry:
    if not entries:
        raise DocumentNotFound(name)
    if len(entries) > 1:
        raise AmbiguousName(name, [entry.file for entry in entries])
    return entries[0]


def main() -> None:
    """Run the program; our errors become one Vietnamese line (or one JSON object) and an exit code."""
    try:
        cli.main(prog_name="vanban", standalone_mode=False)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.ClickException as error:
        _tell(console.explained(error), "wrong_use")
        sys.exit(WRONG_USE)
    except click.Abort:
        click.echo("Đã dừng theo yêu cầu.", err=True)
        sys.exit(130)
    except (ApiError, IndexingError, IngestError) as error:
        matches = error.matches if isinstance(error, AmbiguousName) else ()
        _tell(str(error), code_of(error), matches)
        outcome = outcome_of(error)
        sys.exit(outcome.exit_code if outcome else BROKEN)
    except OSError as error:
        _tell(f"Không đọc hoặc ghi được “{error.filename}” ({error.strerror}). Hãy kiểm tra quyền và chỗ trống.", "io")
        sys.exit(BROKEN)


def _tell(message: str, code: str, matches: tuple[str, ...] = ()) -> None:
    if "--json" in sys.argv[1:]:
        error: dict[str, Any] = {"code": code, "message": message} | ({"matches": list(matches)} if matches else {})
        console.print_json({"error": error})
    else:
        click.echo("\n".join([message, *(f"  {match}" for match in matches)]), err=True)
