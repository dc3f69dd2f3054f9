"""What every code of a finding or a failure means to a clerk: the cause in a few words, and what to do about it.

The one table; a test holds it to the codes that `ingest` emits.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cause:
    """`name` is the cause as a heading, `remedy` a sentence that says what to do.

    `is_for_the_record` where nothing is to be done until the document is cited: a report lists such causes last.
    """

    name: str
    remedy: str
    is_for_the_record: bool = False


_COMPARE = "Đối chiếu với bản gốc khi trích dẫn."
_INSTALL_OCR = "Cài tesseract-ocr và tesseract-ocr-vie (xem `vanban doctor`) rồi nạp lại."

CAUSES: dict[str, Cause] = {
    # Failures: the file is not in the archive, or only its last good reading is.
    "archive_refused": Cause(
        "Tệp nén bị từ chối vì quá lớn hoặc có cấu trúc bất thường", "Giải nén, kiểm tra rồi nạp từng tệp bên trong."
    ),
    "damaged_document": Cause("Tệp hỏng hoặc không đúng định dạng", "Lấy lại bản gốc rồi nạp lại."),
    "empty_file": Cause("Tệp rỗng", "Lấy lại bản gốc rồi nạp lại."),
    "encrypted_document": Cause("Tệp có mật khẩu", "Bỏ mật khẩu rồi nạp lại."),
    "file_too_big": Cause(
        "Tệp vượt kích thước cho phép", "Tách tệp, hoặc nâng VANBAN_INGEST__FILE_MIB nếu máy đủ bộ nhớ, rồi nạp lại."
    ),
    "ingest_error": Cause("Không đọc được tệp", "Xem chi tiết của từng tệp."),
    "member_refused": Cause(
        "Một tệp trong tệp nén bị từ chối", "Giải nén, kiểm tra tên và kích thước tệp đó rồi nạp riêng."
    ),
    "reader_crashed": Cause(
        "Bộ đọc dừng đột ngột khi đọc tệp này",
        "Thử chuyển tệp sang PDF hoặc DOCX rồi nạp lại; gửi tệp cho người phát triển.",
    ),
    "reading_failed": Cause("Bộ đọc gặp lỗi ngoài dự kiến", "Gửi tệp và nhật ký cho người phát triển."),
    "reading_timed_out": Cause(
        "Đọc quá thời gian cho phép", "Nạp lại lúc máy rỗi; nếu vẫn lỗi thì tách tệp thành nhiều phần."
    ),
    "reading_too_big": Cause("Đọc tệp cần quá nhiều bộ nhớ", "Tách tệp thành nhiều phần rồi nạp lại."),
    "secrecy_too_high": Cause(
        "Độ mật vượt mức mà hệ thống này được lưu", "Không nạp vào đây; lưu văn bản trong hệ thống có cấp độ phù hợp."
    ),
    "temporary_folder_full": Cause("Thư mục tạm hết chỗ", "Giải phóng chỗ của thư mục tạm rồi chạy lại lệnh nạp."),
    "tool_missing": Cause(
        "Máy thiếu chương trình để đọc loại tệp này", "Cài chương trình mà `vanban doctor` nêu rồi nạp lại."
    ),
    "unreadable_file": Cause("Không mở được tệp", "Kiểm tra quyền đọc, đường truyền và đường dẫn rồi nạp lại."),
    "unsupported_format": Cause("Không phải loại tệp đọc được", "Chuyển sang PDF hoặc DOCX rồi nạp lại."),
    # What is on record of a file that is no longer where it was.
    "file_missing": Cause(
        "Tệp đã nạp không còn ở chỗ cũ",
        "Nếu tệp đã bị xóa có chủ ý: dừng máy chủ (nếu đang mở) rồi chạy `vanban remove --missing`. "
        "Nếu tệp được chuyển chỗ: nạp thư mục mới trước.",
    ),
    "folder_unreachable": Cause(
        "Thư mục đã nạp không truy cập được",
        "Kết nối lại ổ đĩa hoặc thư mục mạng. Nếu thư mục đã bị xóa có chủ ý: `vanban remove THƯ_MỤC`.",
    ),
    # Findings: the document is in the archive, with a doubt.
    "empty_text": Cause("Không đọc được chữ nào", "Kiểm tra bản gốc; nếu là ảnh quá mờ thì quét lại."),
    "hidden_cells": Cause("Bảng tính có dòng hoặc trang ẩn", "Kiểm tra xem phần ẩn có thuộc văn bản ban hành không."),
    "hidden_text": Cause("Tệp có chữ mà mắt không thấy", "Kiểm tra nguồn của tệp; chữ ẩn không được đưa vào nội dung."),
    "illegible_page": Cause(
        "Trang quét không đọc được tin cậy", "Quét lại trang đó rõ hơn (300 dpi), hoặc tìm bản chữ."
    ),
    "image_body": Cause(
        "Trang có chữ ở đầu nhưng thân trang là ảnh, chữ được nhận dạng", _COMPARE, is_for_the_record=True
    ),
    "legacy_encoding": Cause("Chữ ở bảng mã cũ đã được chuyển sang Unicode", _COMPARE, is_for_the_record=True),
    "legacy_unconverted": Cause(
        "Còn chữ ở bảng mã cũ chưa chuyển được", "Mở tệp gốc, chuyển sang Unicode rồi lưu và nạp lại."
    ),
    "low_ocr_confidence": Cause("Nhận dạng chữ từ ảnh chưa chắc chắn", f"{_COMPARE} Quét lại rõ hơn nếu được."),
    "mended_words": Cause("Từ bị cắt rời hoặc dính nhau đã được sửa", _COMPARE, is_for_the_record=True),
    "no_text_layer": Cause("Trang chỉ có ảnh, chữ được nhận dạng", _COMPARE, is_for_the_record=True),
    "numbering_back": Cause("Số thứ tự bị lùi", "Đối chiếu bản gốc: lỗi đánh số của văn bản, hay của việc đọc."),
    "numbering_gap": Cause("Số thứ tự bị cách quãng", "Đối chiếu bản gốc: thiếu trang, hay lỗi đánh số của văn bản."),
    "numbering_repeat": Cause("Số thứ tự bị lặp", "Đối chiếu bản gốc: lỗi đánh số của văn bản, hay của việc đọc."),
    "numbering_restart": Cause(
        "Số thứ tự bắt đầu lại", "Kiểm tra xem tệp có chứa thêm phụ lục hay văn bản khác không."
    ),
    "numbering_stray": Cause("Dòng giống một điều nhưng số không nối tiếp", "Đối chiếu bản gốc."),
    "ocr_missing": Cause("Trang chỉ có ảnh mà máy chưa có bộ nhận dạng chữ", _INSTALL_OCR),
    "office_converted": Cause(
        "Tệp kiểu cũ được đọc qua bản chuyển đổi",
        "Không cần làm gì; đối chiếu khi thấy bất thường.",
        is_for_the_record=True,
    ),
    "office_missing": Cause(
        "Máy thiếu LibreOffice để đọc đủ tệp này", "Cài LibreOffice (xem `vanban doctor`) rồi nạp lại."
    ),
    "page_failed": Cause("Có trang không đọc được", "Lấy lại bản gốc, hoặc in trang đó ra PDF rồi nạp lại."),
    "several_documents": Cause(
        "Tệp chứa nhiều văn bản, đã được tách ra", "Kiểm tra xem chỗ tách có đúng không; văn bản gốc vẫn còn nguyên."
    ),
    "text_outside_page": Cause(
        "Tệp có chữ nằm ngoài khổ trang", "Kiểm tra nguồn của tệp; chữ đó không được đưa vào nội dung."
    ),
}

_UNKNOWN = Cause("Điểm cần lưu ý khác", "Xem chi tiết của từng tệp.")


def cause_of(code: str) -> Cause:
    """The cause of a code; a general one for a code that an older or newer program wrote."""
    return CAUSES.get(code, _UNKNOWN)
