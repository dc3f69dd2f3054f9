"""Why a claim is not shown: stable codes, each with the Vietnamese sentence that a trace tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "no_support": "Ý trả lời trống hoặc không kèm trích dẫn nào.",
        "unknown_source": "Trích dẫn nêu một đoạn không có trong các đoạn đã đưa ra.",
        "quote_not_found": "Câu trích dẫn không có nguyên văn trong văn bản.",
        "quote_too_long": "Câu trích dẫn dài quá mức cho phép.",
        "answer_too_long": "Các trích dẫn của câu trả lời cộng lại dài quá mức cho phép.",
        "number_not_in_quote": "Con số không có trong phần trích dẫn.",
        "date_not_in_quote": "Ngày, tháng, năm không có trong phần trích dẫn.",
        "document_not_in_quote": "Số hiệu văn bản không có trong phần trích dẫn và không phải văn bản được trích.",
        "place_not_in_quote": "Điều, khoản, mục được nêu không phải chỗ được trích và không có trong phần trích dẫn.",
        "name_not_in_quote": "Tên riêng hoặc tên cơ quan không có trong phần trích dẫn.",
        "word_not_in_quote": "Có từ mang nội dung mà phần trích dẫn không nói đến.",
        "instruction_quoted": "Chỗ được trích là lời ra lệnh cho máy trả lời, không phải nội dung văn bản.",
        "hidden_characters": "Ý trả lời có ký tự ẩn.",
        "nothing_said": "Ý trả lời không có từ nào mang nội dung.",
        "bound_changed": "Mức giới hạn của con số hoặc thời hạn (không quá, ít nhất, trước, sau…) khác phần trích dẫn.",
        "negation_not_in_quote": "Ý trả lời phủ định điều mà phần trích dẫn không phủ định.",
        "negation_left_out": "Ý trả lời bỏ mất chữ phủ định hoặc cấm đoán của văn bản.",
        "joining_changed": "Chữ “và” đổi thành “hoặc”, hay ngược lại.",
        "modality_changed": "Mức bắt buộc (phải, được, có thể, khuyến khích…) khác phần trích dẫn.",
        "only_not_in_quote": "Chữ “chỉ” không có ở chỗ tương ứng của phần trích dẫn.",
        "only_left_out": "Ý trả lời bỏ mất chữ “chỉ” của văn bản.",
        "exception_not_in_quote": "Ngoại lệ được nêu không có trong phần trích dẫn.",
        "exception_left_out": "Ý trả lời bỏ mất ngoại lệ (trừ…) của văn bản.",
        "done_not_in_quote": "Ý trả lời nói việc đã xong mà phần trích dẫn không nói vậy.",
        "all_not_in_quote": "Ý trả lời nói “tất cả”, “mọi” mà phần trích dẫn không nói vậy.",
        "number_of_another_fact": "Con số, ngày tháng có trong phần trích dẫn nhưng thuộc về điều khác.",
        "words_of_another_fact": "Các từ có trong phần trích dẫn nhưng ghép lại thành điều văn bản không nói.",
        "judged_unsupported": "Bộ phận thẩm định kết luận phần trích dẫn không đủ căn cứ cho ý trả lời.",
    }
)
"""Code → sentence; a code keeps its meaning for as long as traces are kept."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a statement is not shown: a code of `REASONS`, and the words of the statement that it is about."""

    code: str
    words: str = ""
