"""Why a file could not be read. One root; leaves are named for the cause and carry the facts.

IngestError
├── UnreadableFile        the bytes could not be had: permission, vanished, I/O     (again: yes)
├── EmptyFile             no bytes, or a PDF without pages                          (again: no)
├── UnsupportedFormat     not a type of document that we read                       (again: no)
├── EncryptedDocument     needs a password                                          (again: no)
├── DamagedDocument       says it is a PDF/DOCX/… and cannot be opened as one       (again: no)
├── ToolMissing           needs a program that is not installed                     (again: once installed)
├── ReadingTimedOut       took longer than the limit                                (again: yes)
├── FileTooBig            bigger than the limit on a file's size                    (again: with a higher limit)
├── ReadingTooBig         needed more memory than a reader may have                 (again: with a higher limit)
├── ReaderCrashed         the process that read it ended by itself                  (again: no)
├── ReadingFailed         a reader met what it was not made for; the log has it     (again: no)
├── TemporaryFolderFull   no space for the files that reading writes in passing     (again: once there is space)
├── ArchiveRefused        a ZIP that is made to harm, or over the limits on ZIPs    (again: no)
├── MemberRefused         a member of a ZIP that cannot be unfolded safely          (again: no)
└── SecrecyTooHigh        carries a mark above the deployment's ceiling             (again: no)

`code` is the stable string of JSON output; `str(error)` is a Vietnamese sentence: what happened, why, what to do.
A doubtful document is a `Finding`, not an error.
"""

from __future__ import annotations

from pathlib import Path


class IngestError(Exception):
    """Root of this folder's errors."""

    code = "ingest_error"
    retryable = False

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        """Pickled by class, message and facts: the constructors of the leaves take other arguments."""
        return _rebuilt, (type(self), str(self), vars(self))


def _rebuilt(kind: type[IngestError], message: str, facts: dict[str, object]) -> IngestError:
    error = kind.__new__(kind)
    Exception.__init__(error, message)
    vars(error).update(facts)
    return error


class UnreadableFile(IngestError):
    code = "unreadable_file"
    retryable = True

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, f"Không mở được tệp ({reason}). Hãy kiểm tra quyền đọc và đường dẫn rồi chạy lại.")
        self.reason = reason


class EmptyFile(IngestError):
    code = "empty_file"

    def __init__(self, path: Path) -> None:
        super().__init__(path, "Tệp rỗng, không có nội dung để đọc. Hãy lấy lại bản gốc.")


class UnsupportedFormat(IngestError):
    code = "unsupported_format"

    def __init__(self, path: Path, media_type: str | None = None) -> None:
        super().__init__(path, "Không phải loại tệp văn bản mà hệ thống đọc được. Hãy chuyển sang PDF hoặc DOCX.")
        self.media_type = media_type


class EncryptedDocument(IngestError):
    code = "encrypted_document"

    def __init__(self, path: Path) -> None:
        super().__init__(path, "Tệp có mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi nạp lại.")


class DamagedDocument(IngestError):
    code = "damaged_document"

    def __init__(self, path: Path, kind: str) -> None:
        super().__init__(path, f"Tệp hỏng hoặc không đúng định dạng {kind}. Hãy lấy lại bản gốc.")
        self.kind = kind


class ToolMissing(IngestError):
    code = "tool_missing"
    retryable = True

    def __init__(self, path: Path, tool: str, remedy: str) -> None:
        super().__init__(path, f"Cần {tool} để đọc tệp này mà máy chưa có. {remedy}")
        self.tool = tool


class ReadingTimedOut(IngestError):
    code = "reading_timed_out"
    retryable = True

    def __init__(self, path: Path, limit_s: float) -> None:
        super().__init__(path, f"Đọc tệp quá {limit_s:.0f} giây nên đã dừng. Hãy thử lại hoặc tách tệp nhỏ hơn.")
        self.limit_s = limit_s


class FileTooBig(IngestError):
    code = "file_too_big"

    def __init__(self, path: Path, limit_mib: int) -> None:
        super().__init__(
            path,
            f"Tệp lớn hơn mức cho phép {limit_mib} MiB nên không đọc. "
            "Hãy tách tệp nhỏ hơn hoặc nâng VANBAN_INGEST__FILE_MIB.",
        )
        self.limit_mib = limit_mib


class ReadingTooBig(IngestError):
    code = "reading_too_big"

    def __init__(self, path: Path, limit_mib: int) -> None:
        super().__init__(
            path,
            f"Đọc tệp này cần nhiều hơn {limit_mib} MiB bộ nhớ nên đã dừng. "
            "Hãy tách tệp nhỏ hơn hoặc nâng VANBAN_INGEST__WORKER_MIB.",
        )
        self.limit_mib = limit_mib


class ReaderCrashed(IngestError):
    code = "reader_crashed"

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(
            path,
            f"Tiến trình đọc tệp này bị ngắt đột ngột ({cause}). "
            "Hãy lấy lại bản gốc, hoặc gửi tệp và nhật ký cho người phát triển.",
        )
        self.cause = cause


class TemporaryFolderFull(IngestError):
    code = "temporary_folder_full"
    retryable = True

    def __init__(self, path: Path, folder: Path) -> None:
        super().__init__(
            path, f"Đĩa chứa thư mục tạm “{folder}” đã đầy nên không đọc được tệp. Hãy giải phóng chỗ rồi chạy lại."
        )
        self.folder = folder


class ArchiveRefused(IngestError):
    code = "archive_refused"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, f"Tệp nén không được mở ({reason}). Hãy giải nén bằng tay, kiểm tra rồi nạp thư mục.")
        self.reason = reason


class MemberRefused(IngestError):
    code = "member_refused"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            path, f"Tệp nằm trong tệp nén không được lấy ra ({reason}). Hãy giải nén bằng tay rồi nạp riêng tệp này."
        )
        self.reason = reason


class ReadingFailed(IngestError):
    code = "reading_failed"

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(path, f"Bộ đọc gặp lỗi ngoài dự kiến ({cause}). Hãy gửi tệp và nhật ký cho người phát triển.")
        self.cause = cause


class SecrecyTooHigh(IngestError):
    code = "secrecy_too_high"

    def __init__(self, path: Path, level: int, ceiling: int) -> None:
        super().__init__(
            path,
            "Văn bản có dấu mật vượt mức mà hệ thống này được phép lưu. Không lưu nội dung; hãy dùng hệ thống phù hợp.",
        )
        self.level = level
        self.ceiling = ceiling
