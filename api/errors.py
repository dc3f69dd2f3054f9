"""What can go wrong at a door, and the one table that turns any of our errors into a status and an exit code.

ApiError
├── WrongUse             the caller's input cannot be used      (400, exit 2)
│   ├── EmptyQuestion
│   ├── QuestionTooLong
│   └── BadSetting       a setting is misspelt or out of bounds (exit 2)
├── DocumentNotFound     none such, or not for this reader      (404, exit 1)
├── AmbiguousName        several documents answer to it         (409, exit 2)
├── PageNotFound         the document has no such page          (404, exit 1)
└── ModelUnavailable     the language model did not answer      (503, exit 4)
"""

from __future__ import annotations

from collections.abc import Sequence


class ApiError(Exception):
    """Root of this folder's errors; `str(error)` is a Vietnamese sentence for the reader."""

    code = "api_error"


class WrongUse(ApiError):
    code = "wrong_use"


class EmptyQuestion(WrongUse):
    code = "empty_question"

    def __init__(self) -> None:
        super().__init__("Câu hỏi đang để trống. Hãy nhập nội dung cần hỏi.")


class QuestionTooLong(WrongUse):
    code = "question_too_long"

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"Câu hỏi dài {length} ký tự, vượt giới hạn {limit}. Hãy rút gọn câu hỏi.")
        self.length = length
        self.limit = limit


class BadSetting(WrongUse):
    code = "bad_setting"


class DocumentNotFound(ApiError):
    code = "document_not_found"

    def __init__(self, name: str) -> None:
        super().__init__(f"Không có văn bản nào khớp với “{name}”. Hãy kiểm tra tên tệp hoặc số, ký hiệu.")
        self.name = name


class AmbiguousName(ApiError):
    code = "ambiguous_name"

    def __init__(self, name: str, matches: Sequence[str]) -> None:
        super().__init__(f"Có {len(matches)} văn bản khớp với “{name}”. Hãy chọn một đường dẫn cụ thể.")
        self.name = name
        self.matches = tuple(matches)


class PageNotFound(ApiError):
    code = "page_not_found"

    def __init__(self, number: int, pages: int) -> None:
        super().__init__(
            f"Văn bản có {pages} trang, không có trang {number}." if pages else "Văn bản này không chia trang."
        )
        self.number = number
        self.pages = pages


class ModelUnavailable(ApiError):
    code = "model_unavailable"

    def __init__(self, reason: str) -> None:
        super().__init__(f"Mô hình ngôn ngữ không trả lời được ({reason}).")
        self.reason = reason
