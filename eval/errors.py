"""What can go wrong while measuring. Each message is a Vietnamese sentence that says what to mend; exit code 2.

EvalError
├── MissingFile       a file or folder that was named is not there
├── BadData           a question set, collection or answers file is malformed; says where
├── NothingToScore    the input is well formed but holds nothing that can be measured
├── UnknownSystem     a way to search that was named is none of those that can be measured
├── ServerSilent      the server that was started for a measurement does not answer, or answers with an error
└── CannotWrite       the output folder cannot be made or written

Trying again without a change helps for none of them. A question that raises is no error of ours: it counts as the
worst, is reported, and the run goes on.
"""

from __future__ import annotations

from pathlib import Path


class EvalError(Exception):
    """Root of this folder's errors."""


class MissingFile(EvalError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"Không tìm thấy {path}. Hãy kiểm tra lại đường dẫn.")
        self.path = path


class BadData(EvalError):
    """`line` is 1-based; None when the fault lies with the file as a whole."""

    def __init__(self, path: Path, line: int | None, reason: str) -> None:
        where = path.name if line is None else f"{path.name}, dòng {line}"
        super().__init__(f"Dữ liệu không hợp lệ ({where}): {reason}")
        self.path = path
        self.line = line
        self.reason = reason


class NothingToScore(EvalError):
    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"Không có gì để chấm trong {path.name}: {reason}")
        self.path = path


class UnknownSystem(EvalError):
    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"Không có cách tìm nào tên “{name}”. Có: {', '.join(known)}, hoặc all.")
        self.name = name
        self.known = known


class ServerSilent(EvalError):
    def __init__(self, reason: str) -> None:
        super().__init__(f"Máy chủ mở để đo không trả lời: {reason}")
        self.reason = reason


class CannotWrite(EvalError):
    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"Không ghi được vào {path}: {reason}")
        self.path = path
