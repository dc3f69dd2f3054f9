"""What can go wrong at a door, and the one table that turns any of our errors into a status and an exit code.

ApiError
├── WrongUse             the caller's input cannot be used      (400, exit 2)
│   ├── EmptyQuestion
│   ├── QuestionTooLong
│   ├── BadFilter        a filter that is none, or a date    (422, exit 2)
│   ├── PathNotFound     a path to ingest does not exist
│   └── BadSetting       a setting is misspelt or out of bounds (exit 2)
├── DocumentNotFound     none such, or not for this reader      (404, exit 1)
├── AmbiguousName        several documents answer to it         (409, exit 2)
├── PageNotFound         the document has no such page          (404, exit 1)
├── PassageNotFound      none such, or not for this reader      (404, exit 1)
└── ModelUnavailable     the language model did not answer      (503, exit 4)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index import errors as index_errors
from ingest import errors as ingest_errors


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


class BadFilter(WrongUse):
    """`field` is the parameter; the message says what is allowed where that is a closed list."""

    code = "bad_filter"

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class PathNotFound(WrongUse):
    code = "path_not_found"

    def __init__(self, path: str) -> None:
        super().__init__(f"Không có tệp hoặc thư mục “{path}”. Hãy kiểm tra đường dẫn.")
        self.path = path


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


class PassageNotFound(ApiError):
    code = "passage_not_found"

    def __init__(self, name: str) -> None:
        super().__init__(
            "Không có đoạn này trong kho: có thể văn bản đã được thay bằng bản mới hoặc đã bị xóa. Hãy tìm lại."
        )
        self.name = name


class ModelUnavailable(ApiError):
    code = "model_unavailable"

    def __init__(self, reason: str) -> None:
        super().__init__(f"Mô hình ngôn ngữ không trả lời được ({reason}).")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a door makes of an error: the HTTP status and the exit code."""

    status: int
    exit_code: int


OUTCOMES: dict[type[Exception], Outcome] = {
    WrongUse: Outcome(400, 2),
    EmptyQuestion: Outcome(422, 2),
    QuestionTooLong: Outcome(422, 2),
    BadFilter: Outcome(422, 2),
    PathNotFound: Outcome(404, 2),
    BadSetting: Outcome(500, 2),
    DocumentNotFound: Outcome(404, 1),
    AmbiguousName: Outcome(409, 2),
    PageNotFound: Outcome(404, 1),
    PassageNotFound: Outcome(404, 1),
    ModelUnavailable: Outcome(503, 4),
    ApiError: Outcome(500, 4),
    ingest_errors.UnreadableFile: Outcome(422, 3),
    ingest_errors.EmptyFile: Outcome(422, 3),
    ingest_errors.UnsupportedFormat: Outcome(415, 3),
    ingest_errors.EncryptedDocument: Outcome(422, 3),
    ingest_errors.DamagedDocument: Outcome(422, 3),
    ingest_errors.ToolMissing: Outcome(503, 3),
    ingest_errors.ReadingTimedOut: Outcome(504, 3),
    ingest_errors.FileTooBig: Outcome(413, 3),
    ingest_errors.ReadingTooBig: Outcome(422, 3),
    ingest_errors.ReaderCrashed: Outcome(500, 3),
    ingest_errors.TemporaryFolderFull: Outcome(507, 4),
    ingest_errors.ArchiveRefused: Outcome(422, 3),
    ingest_errors.MemberRefused: Outcome(422, 3),
    ingest_errors.SecrecyTooHigh: Outcome(403, 3),
    ingest_errors.ReadingFailed: Outcome(500, 3),
    ingest_errors.IngestError: Outcome(422, 3),
    index_errors.EncoderError: Outcome(503, 4),
    index_errors.WeightsMissing: Outcome(503, 4),
    index_errors.WeightsDamaged: Outcome(503, 4),
    index_errors.ModelNotInstalled: Outcome(503, 4),
    index_errors.EncodingFailed: Outcome(500, 4),
    index_errors.WordsUnavailable: Outcome(503, 4),
    index_errors.StoreBusy: Outcome(503, 4),
    index_errors.StoreDamaged: Outcome(500, 4),
    index_errors.AbbreviationsUnreadable: Outcome(500, 2),
    index_errors.TopicsUnreadable: Outcome(500, 2),
    index_errors.StoreUnreachable: Outcome(503, 4),
    index_errors.StoreRefused: Outcome(503, 4),
    index_errors.ServerNotSet: Outcome(500, 2),
    index_errors.CollectionTaken: Outcome(500, 2),
    index_errors.StoreNotReady: Outcome(503, 4),
    index_errors.IndexElsewhere: Outcome(500, 4),
    index_errors.IndexCheckFailed: Outcome(500, 4),
    index_errors.BulkUnavailable: Outcome(503, 4),
    index_errors.RollbackImpossible: Outcome(409, 2),
    index_errors.ManifestMismatch: Outcome(500, 4),
    index_errors.ArchiveDamaged: Outcome(500, 4),
    index_errors.DiskFull: Outcome(507, 4),
    index_errors.IndexingError: Outcome(500, 4),
}
"""Every error class of ours; a test fails when one is missing."""


def outcome_of(error: Exception) -> Outcome | None:
    """The outcome of an error of ours, by its nearest listed class; None for anything else."""
    return next((OUTCOMES[kind] for kind in type(error).__mro__ if kind in OUTCOMES), None)


def code_of(error: Exception) -> str:
    """The stable code string of an error of ours; "internal_error" for anything else."""
    return str(getattr(error, "code", "internal_error"))
