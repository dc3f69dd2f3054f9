"""JSON files in and out, one object a line, with errors that name the file and the line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.errors import BadData, CannotWrite, MissingFile


@dataclass(frozen=True, slots=True)
class Row:
    """One object of a file and where it stands; `line` is 1-based, None where lines say nothing."""

    path: Path
    line: int | None
    fields: Mapping[str, Any]

    def fault(self, reason: str) -> BadData:
        """The error that points at this row."""
        return BadData(self.path, self.line, reason)

    def text(self, name: str) -> str:
        """A field that must be text other than blank."""
        value = self.fields.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(f"trường “{name}” phải là chuỗi ký tự không trống.")
        return value

    def name(self, name: str) -> str:
        """An identifier: text, or a whole number written as text."""
        value = self.fields.get(name)
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else self.text(name)

    def optional_text(self, name: str) -> str | None:
        """Text or None; an absent field is None."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, str):
            raise self.fault(f"trường “{name}” phải là chuỗi ký tự hoặc null.")
        return value

    def flag(self, name: str) -> bool:
        """A field that must be true or false."""
        value = self.fields.get(name)
        if not isinstance(value, bool):
            raise self.fault(f"trường “{name}” phải là true hoặc false.")
        return value

    def items(self, name: str) -> list[Any]:
        """A list; an absent field is an empty one."""
        value = self.fields.get(name, [])
        if not isinstance(value, list):
            raise self.fault(f"trường “{name}” phải là danh sách.")
        return value

    def rows(self, name: str) -> list[Row]:
        """A list of objects; an absent field is an empty one."""
        values = self.items(name)
        if not all(isinstance(value, dict) for value in values):
            raise self.fault(f"mọi mục của “{name}” phải là đối tượng JSON.")
        return [Row(self.path, self.line, value) for value in values]


def read_text(path: Path) -> str:
    """A file's UTF-8 text without a byte order mark. Raises MissingFile and BadData."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadData(path, None, "tệp không phải văn bản UTF-8.") from error
    except OSError as error:
        raise MissingFile(path) from error


def read_rows(path: Path) -> Iterator[Row]:
    """The objects of a JSONL file in order; blank lines are passed over."""
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise BadData(path, number, "không đọc được JSON.") from error
        if not isinstance(value, dict):
            raise BadData(path, number, "mỗi dòng phải là một đối tượng JSON.")
        yield Row(path, number, value)


def read_array(path: Path) -> list[Row]:
    """The objects of a file that holds one JSON array; no line numbers."""
    try:
        values = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise BadData(path, error.lineno, "không đọc được JSON.") from error
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise BadData(path, None, "tệp phải là một mảng các đối tượng JSON.")
    return [Row(path, None, value) for value in values]


def line_of(value: Mapping[str, Any]) -> str:
    """One JSON line with its line break; letters stay as they are."""
    return json.dumps(value, ensure_ascii=False) + "\n"


def write_rows(path: Path, values: Iterable[Mapping[str, Any]]) -> None:
    """A JSONL file, replacing what was there."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(map(line_of, values))


def write_object(path: Path, value: Mapping[str, Any]) -> None:
    """One indented JSON object, replacing what was there."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def read_object(path: Path) -> dict[str, Any]:
    """The one JSON object of a file. Raises MissingFile and BadData."""
    try:
        value = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise BadData(path, error.lineno, "không đọc được JSON.") from error
    if not isinstance(value, dict):
        raise BadData(path, None, "tệp phải là một đối tượng JSON.")
    return value


def made_folder(path: Path) -> Path:
    """The folder, made with its parents if need be. Raises CannotWrite."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(path, error.strerror or str(error)) from error
    return path
