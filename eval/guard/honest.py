"""Honest retellings of a sentence, by rule: each says what the sentence says in other words, order or spelling.

The lists are made apart from those of `api.answering.citing`, so that the measure is not its own mirror.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from eval.guard.material import Sentence

_SAME = (
    ("bảo đảm", "đảm bảo"),
    ("hoàn thành", "hoàn tất"),
    ("sử dụng", "dùng"),
    ("hằng năm", "hàng năm"),
    ("ít nhất", "tối thiểu"),
    ("tối thiểu", "ít nhất"),
    ("tối đa", "nhiều nhất"),
    ("không quá", "tối đa"),
    ("cả nước", "toàn quốc"),
    ("đề nghị", "kiến nghị"),
    ("chấm dứt", "kết thúc"),
    ("bình quân", "trung bình"),
    ("tỷ lệ", "tỉ lệ"),
    ("chi trả", "thanh toán"),
    ("thực hiện", "triển khai thực hiện"),
    ("nghiêm cấm", "cấm"),
    ("người dân", "nhân dân"),
    ("phê duyệt", "duyệt"),
    ("bãi bỏ", "hủy bỏ"),
    ("kịp thời", "đúng lúc"),
    ("tăng cường", "đẩy mạnh"),
    ("nhanh chóng", "khẩn trương"),
    ("kể từ ngày", "từ ngày"),
    ("trừ trường hợp", "ngoại trừ trường hợp"),
    ("hỗ trợ", "trợ giúp"),
    ("trên địa bàn", "trong địa bàn"),
)
_SMALL = {
    "02": "hai",
    "03": "ba",
    "04": "bốn",
    "05": "năm",
    "06": "sáu",
    "10": "mười",
    "15": "mười lăm",
    "20": "hai mươi",
}
_TONES = (("hòa", "hoà"), ("ủy", "uỷ"), ("hóa", "hoá"), ("thủy", "thuỷ"), ("kỹ", "kĩ"), ("lý ", "lí "))
_DATE = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})|ngày (\d{1,2})/(\d{1,2})/(\d{4})")
# A clause that may fall away at the end without changing what the rest says.
_TAIL = re.compile(
    r"[,;] (?!trừ|nếu|khi|không|chỉ|trường hợp|mà|nhưng|trong đó|theo|tối|ít|bao gồm|gồm|như|để)[^,;()]{12,}[.;]?$"
)
_LEADING = re.compile(r"((?:Đến|Trong|Từ|Tại|Trước|Đối với) [^,;:()]{4,60}), ([^:]{30,}?)([.;]?)$")
_WITH_NUMBER = re.compile(r"(?:[^,;:()\d]|\d(?:,(?=\d))?)*\d(?:[^,;:()\d]|\d(?:,(?=\d))?)*")


def verbatim(sentence: Sentence) -> str | None:
    return sentence.text


def shortened(sentence: Sentence) -> str | None:
    """Without the last clause, where that is no condition or exception and the rest is long enough."""
    tail = _TAIL.search(sentence.text)
    return f"{sentence.text[: tail.start()]}." if tail and tail.start() >= 40 else None


def reordered(sentence: Sentence) -> str | None:
    """A phrase of time, place or case from the beginning to the end."""
    found = _LEADING.match(sentence.text)
    if not found or re.search(r"\d|[,;]", found[2]) or found[2].count(",") > 1:
        return None
    return f"{_upper(found[2])} {_lower(found[1])}."


def respelt_dates(sentence: Sentence) -> str | None:
    def other(match: re.Match[str]) -> str:
        if match[1]:
            return f"ngày {int(match[1])}/{int(match[2])}/{match[3]}"
        return f"ngày {int(match[4]):02} tháng {int(match[5]):02} năm {match[6]}"

    return _changed(sentence.text, _DATE.sub(other, sentence.text))


def respelt_numbers(sentence: Sentence) -> str | None:
    text = re.sub(r"(\d)\s?%", r"\1 phần trăm", sentence.text)
    text = re.sub(
        r"(?<![\w/.,-])(0[2-6]|10|15|20)(?= (?:ngày|tháng|năm|giờ|lần|tuổi)(?![\w/]| "
        r"\d))",
        lambda m: _SMALL[m[1]],
        text,
    )
    return _changed(sentence.text, re.sub(r"(?<![\w/.,-])0([1-9])(?= \w)", r"\1", text))


def respelt_letters(sentence: Sentence) -> str | None:
    text = sentence.text
    for printed, other in _TONES:
        text = text.replace(printed, other)
    text = text.replace("Ủy ban nhân dân", "UBND").replace("Hội đồng nhân dân", "HĐND")
    return _changed(sentence.text, text)


def synonyms(sentence: Sentence) -> str | None:
    """One word for another of the same meaning, chosen by the sentence."""
    found = [(word, other) for word, other in _SAME if re.search(rf"(?<!\w){word}(?!\w)", sentence.text)]
    if not found:
        return None
    word, other = found[len(sentence.text) % len(found)]
    return re.sub(rf"(?<!\w){word}(?!\w)", other, sentence.text, count=1)


def with_lead_in(sentence: Sentence) -> str | None:
    """An item said with the words that introduce its list."""
    if not sentence.lead or len(sentence.lead) > 160 or re.search(r"\bsau|dưới đây", sentence.lead):
        return None
    return f"{sentence.lead.rstrip(' :')}: {_lower(sentence.text)}"


def with_masthead(sentence: Sentence) -> str | None:
    entry = sentence.source.entry
    if not (entry.number and entry.kind):
        return None
    dated = f" ngày {entry.issued_on:%d/%m/%Y}" if entry.issued_on else ""
    issuer = f" của {entry.issuer}" if entry.issuer else ""
    return f"{_upper(entry.kind)} số {entry.number}{dated}{issuer} nêu: {_lower(sentence.text)}"


def framed(sentence: Sentence) -> str | None:
    return f"Theo quy định, {_lower(sentence.text)}"


def direct(sentence: Sentence) -> str | None:
    """The phrase around a number, cut from the sentence at its commas."""
    parts = [m[0].strip() for m in _WITH_NUMBER.finditer(sentence.text)]
    parts = [part for part in parts if 8 <= len(part) <= 120 and len(part) < len(sentence.text) - 20]
    return parts[0] if parts and "trừ" not in sentence.text and "không" not in sentence.text.lower() else None


HONEST: Mapping[str, Callable[[Sentence], str | None]] = {
    "nguyên văn": verbatim,
    "rút ngắn": shortened,
    "đổi thứ tự": reordered,
    "viết lại ngày": respelt_dates,
    "viết lại số": respelt_numbers,
    "chính tả, viết tắt": respelt_letters,
    "từ đồng nghĩa": synonyms,
    "mục kèm câu dẫn": with_lead_in,
    "kèm tên văn bản": with_masthead,
    "có lời dẫn": framed,
    "ý có số": direct,
}
"""By the name that reports show: a sentence to its retelling, None where the rule does not apply."""


def joined(first: Sentence, second: Sentence) -> str:
    """Two sentences as one statement."""
    return f"{first.text.rstrip('.; ')}; {_lower(second.text)}"


def _changed(before: str, after: str) -> str | None:
    return after if after != before else None


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    """Small at the beginning, but for names: "Bộ Tài chính", "UBND"."""
    words = text.split()
    named = len(words) > 1 and (words[1][:1].isupper() or words[0].isupper())
    return text if named or words[0] in _NAMING else text[:1].lower() + text[1:]


_NAMING = frozenset(
    {"Bộ", "Sở", "Ban", "Ủy", "Uỷ", "Hội", "Chính", "Quốc", "Đảng", "Nhà", "Thủ", "Tỉnh", "Điều", "Việt"}
)
