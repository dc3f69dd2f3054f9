"""Codes and Vietnamese sentences for failures that the framework finds; those of our errors stand in `api.errors`."""

from __future__ import annotations

FRAMEWORK = {
    400: ("bad_request", "Yêu cầu không đúng quy cách."),
    403: ("forbidden", "Yêu cầu không được chấp nhận."),
    404: ("not_found", "Không có trang hoặc địa chỉ này. Hãy kiểm tra lại đường dẫn."),
    405: ("method_not_allowed", "Địa chỉ này không nhận phương thức vừa gửi."),
    413: ("body_too_large", "Nội dung gửi lên vượt quá giới hạn cho phép."),
    415: ("unsupported_media_type", "Kiểu nội dung gửi lên không được hỗ trợ."),
    416: ("range_not_satisfiable", "Phần tệp yêu cầu nằm ngoài tệp."),
    422: ("invalid_request", "Thông tin gửi lên chưa đúng. Hãy xem lại các trường được nêu."),
    500: ("internal_error", "Hệ thống gặp lỗi ngoài dự kiến. Hãy thử lại; nếu vẫn lỗi, báo người quản trị."),
}


def code_of(status: int) -> str:
    """The stable code of a framework failure."""
    return FRAMEWORK.get(status, FRAMEWORK[500 if status >= 500 else 400])[0]


def message_of(status: int) -> str:
    """Its Vietnamese sentence."""
    return FRAMEWORK.get(status, FRAMEWORK[500 if status >= 500 else 400])[1]
