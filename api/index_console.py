"""`vanban index`: the index as a whole, for whoever keeps the archive."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from api import console
from api.cli_options import State, as_json, with_data

if TYPE_CHECKING:
    from api.index_keeping import IndexState

_STATES = {"current": "đang dùng", "previous": "chỉ mục trước", "building": "đang dựng dở"}


@click.group("index", cls=console.Group)
def index() -> None:
    """Xem, dựng lại, chuyển chỗ hoặc quay lại chỉ mục trước."""


@index.command()
@as_json
@with_data
@click.pass_obj
def status(state: State, json_: bool) -> None:
    """Kho có những chỉ mục nào, ở đâu, dựng bằng gì."""
    with state.application() as application:
        states = application.indexes.status()
    if json_:
        console.print_json({"indexes": [asdict(each) for each in states]})
    elif not states:
        click.echo("Kho chưa có chỉ mục nào. Hãy nạp văn bản bằng lệnh `vanban ingest`.")
    for each in () if json_ else states:
        click.echo(_line_of(each))


@index.command()
@as_json
@with_data
@click.pass_obj
def rebuild(state: State, json_: bool) -> None:
    """Dựng lại chỉ mục từ danh mục, theo thiết lập hiện tại; chỉ mục đang dùng vẫn trả lời cho đến khi xong."""
    with state.application() as application, console.index_bar("Dựng lại chỉ mục", "văn bản") as on_progress:
        points = application.indexes.rebuild(on_progress)
    _tell(json_, points, f"Đã dựng lại chỉ mục: {points} đoạn.")


@index.command()
@click.option(
    "--to",
    "to",
    required=True,
    type=click.Choice(["server", "embedded"]),
    help="server: máy chủ Qdrant; embedded: trong tiến trình.",
)
@as_json
@with_data
@click.pass_obj
def move(state: State, to: str, json_: bool) -> None:
    """Chuyển chỉ mục sang máy chủ Qdrant hoặc về lại máy này, không mã hoá lại. Bản nguồn được giữ."""
    with state.application() as application, console.index_bar("Chuyển chỉ mục", "đoạn") as on_progress:
        points = application.indexes.move(to, on_progress)
        is_set = application.settings.index.store == to
    told = (
        f"Đã chuyển chỉ mục sang “{to}”: {points} đoạn." if points else f"Chỉ mục đang ở “{to}”, không có gì để chuyển."
    )
    _tell(json_, points, told if is_set else f"{told} Từ nay hãy đặt VANBAN_INDEX__STORE={to}.")


@index.command()
@as_json
@with_data
@click.pass_obj
def rollback(state: State, json_: bool) -> None:
    """Quay lại chỉ mục trước lần dựng lại hoặc chuyển chỗ gần nhất."""
    with state.application() as application, console.index_bar("Quay lại chỉ mục trước", "văn bản") as on_progress:
        points = application.indexes.rollback(on_progress)
    _tell(json_, points, f"Đã quay lại chỉ mục trước: {points} đoạn. Chạy lại lệnh này để trở về chỉ mục vừa bỏ.")


def _tell(json_: bool, points: int, words: str) -> None:
    if json_:
        console.print_json({"passages": points})
    else:
        click.echo(words)


def _line_of(each: IndexState) -> str:
    parts = [f"{each.number}. {_STATES[each.state]}: {each.store} “{each.place}”, bộ mã hoá {each.embedder}"]
    if each.lacking:
        parts.append(f"thiếu {each.lacking} văn bản")
    if each.mismatch:
        parts.append(f"không mở được với thiết lập hiện tại ({each.mismatch})")
    return "; ".join(parts)
