"""What the commands of `vanban` share: where the archive is, the exit codes, and the options that many of them have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from api.application import Application

Command = TypeVar("Command", bound=Callable[..., Any])

NOTHING, WRONG_USE, SOME_FAILED, BROKEN = 1, 2, 3, 4


class State:
    """What every command shares: where the archive is."""

    def __init__(self, data: Path | None) -> None:
        self.data = data

    @contextmanager
    def application(self) -> Iterator[Application]:
        from api.application import build
        from api.settings import load_settings

        application = build(load_settings(self.data))
        try:
            yield application
        finally:
            application.close()


def as_json(command: Command) -> Command:
    """The option that every command has."""
    return click.option("--json", "json_", is_flag=True, help="In kết quả dạng JSON.")(command)


def as_typed(command: Command) -> Command:
    """The option of what asks the archive."""
    return click.option(
        "--as-typed", is_flag=True, help="Giữ đúng như đã gõ: không thêm dấu, không mở viết tắt, không ưu tiên số hiệu."
    )(command)


def with_data(command: Command) -> Command:
    """`--data` after the command's name as well as before it."""

    def chosen(context: click.Context, _: click.Parameter, value: Path | None) -> None:
        if value is not None:
            context.obj.data = value

    option = click.option(
        "--data",
        type=click.Path(path_type=Path),
        metavar="THƯ_MỤC",
        expose_value=False,
        callback=chosen,
        help="Thư mục của kho (hoặc VANBAN_DATA).",
    )
    return option(command)
