"""Faulty retellings of a sentence, by rule; each is checked to say something else than the sentence does.

Lists of bodies, units, bounds and verbs are made apart from those of `api.answering.citing`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping

from eval.guard.material import Sentence

Fault = Callable[[Sentence, random.Random], str | None]

_NUMBER = re.compile(r"(?<![\w./,-])\d+(?:[.,]\d+)*(?![\w/]|[-–]\w|[.,]\d)")
_DATE = re.compile(
    r"(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)|(\d{1,2}) tháng (\d{1,2}) năm ((?:19|20)\d\d)|năm ((?:19|20)\d\d)"
)
_DOCUMENT = re.compile(r"(?<![\w/.-])(\d{1,4})((?:/\d{4})?[/-][A-ZĐ]{1,6}[A-Za-zĐđƯ]*[-/][A-ZĐƯ][\w-]*)")
_NO = re.compile(r"(?<!\w)(không được|nghiêm cấm|không|chưa|cấm)(?!\w)", re.IGNORECASE)
_NO_NEGATION = re.compile(
    r"không (?:gian|khí|quân|ngừng|những|chỉ|quá|dưới|ít|thấp|vượt|lưu|chuyên|gây|hoàn|phải "
    r"là|thời|xác|kể|bao|tính|cần|muộn"
    r"|chính|phận|thường)"
    r"|(?:hàng|phòng|đường|trên|hay|hoặc|số|có) không|không$|không[.,;]|chưa (?:đến|đủ|đầy|qua|kể|tới)|(?:khu "
    r"vực|vùng|hàng) cấm",
    re.IGNORECASE,
)
_BODIES = (
    "Bộ Tài chính",
    "Bộ Nội vụ",
    "Bộ Công an",
    "Bộ Quốc phòng",
    "Bộ Y tế",
    "Bộ Tư pháp",
    "Bộ Xây dựng",
    "Bộ Ngoại giao",
    "Bộ Công Thương",
    "Bộ Khoa học và Công nghệ",
    "Bộ Giáo dục và Đào tạo",
    "Bộ Nông nghiệp và Môi trường",
    "Bộ Chính trị",
    "Ban Bí thư",
    "Ban Chấp hành Trung ương",
    "Ban Tổ chức Trung ương",
    "Ban Thường vụ",
    "Ủy ban Kiểm tra Trung ương",
    "Văn phòng Trung ương Đảng",
    "Thủ tướng Chính phủ",
    "Chính phủ",
    "Quốc hội",
    "Ủy ban Thường vụ Quốc hội",
    "Hội đồng nhân dân",
    "Ủy ban nhân dân",
    "Mặt trận Tổ quốc Việt Nam",
    "Tòa án nhân dân tối cao",
    "Viện kiểm sát nhân dân tối cao",
    "Ngân hàng Nhà nước Việt Nam",
    "Kiểm toán nhà nước",
    "Sở Nội vụ",
    "Sở Tài chính",
    "Hà Nội",
    "Thành phố Hồ Chí Minh",
    "Đà Nẵng",
    "Cần Thơ",
)
_LIST_WORDS = {"năm", "tháng", "ngày", "tuổi", "điều", "khoản", "điểm", "và", "hoặc"}
_VERBS = (
    "thực hiện|ban hành|xây dựng|tổ chức|báo cáo|phối hợp|chủ trì|kiểm tra|hướng dẫn|quy định|áp dụng|sử "
    "dụng|bảo đảm|đạt"
    "|hoàn thành|tham gia|quyết định|phê duyệt|cung cấp|thành lập|chịu trách nhiệm|có hiệu lực|cập nhật|triển "
    "khai|giao"
)
_VERB = re.compile(rf"(?<!\w)(?:được |phải |có thể |cần )?(?:{_VERBS})(?!\w)")
_TURNED = (
    ("không quá", "ít nhất"),
    ("tối đa", "tối thiểu"),
    ("tối thiểu", "tối đa"),
    ("ít nhất", "không quá"),
    ("trước ngày", "sau ngày"),
    ("sau ngày", "trước ngày"),
    ("kể từ ngày", "đến trước ngày"),
    ("trở lên", "trở xuống"),
    ("ngày làm việc", "tháng"),
    ("triệu đồng", "tỷ đồng"),
    ("tỷ đồng", "triệu đồng"),
    ("có thể", "phải"),
    ("khuyến khích", "bắt buộc"),
    ("được phép", "phải"),
    ("phải", "có thể"),
    ("có trách nhiệm", "có quyền"),
    ("có quyền", "có trách nhiệm"),
)


def changed_number(sentence: Sentence, chance: random.Random) -> str | None:
    """Another value in place of one number; years, dates and document numbers have rules of their own."""
    found = [m for m in _NUMBER.finditer(sentence.text) if not _in_date(sentence.text, m) and not _is_year(m[0])]
    if not found:
        return None
    match = chance.choice(found)
    first = re.search(r"[1-9]", match[0])
    if first is None:
        return None
    digit = chance.choice([d for d in "123456789" if d != first[0]])
    other = match[0][: first.start()] + digit + match[0][first.end() :]
    said = {m[0].lstrip("0") for m in re.finditer(r"\d+(?:[.,]\d+)*", sentence.text)}
    return _put(sentence.text, match, other) if other.lstrip("0") not in said else None


def swapped_numbers(sentence: Sentence, chance: random.Random) -> str | None:
    """Two different numbers of one kind, each in the other's place: with a "%" both or neither."""
    found = [m for m in _NUMBER.finditer(sentence.text) if not _in_date(sentence.text, m) and not _is_year(m[0])]
    pairs = [
        (a, b)
        for n, a in enumerate(found)
        for b in found[n + 1 :]
        if _value(a[0]) != _value(b[0])
        and _unit(sentence.text, a) == _unit(sentence.text, b)
        and not _is_list(sentence.text[: a.start()], sentence.text[a.end() : b.start()])
    ]
    if not pairs:
        return None
    a, b = chance.choice(pairs)
    text = sentence.text
    return text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]


def dropped_negation(sentence: Sentence, chance: random.Random) -> str | None:
    found = [m for m in _NO.finditer(sentence.text) if not _NO_NEGATION.search(_around(sentence.text, m))]
    if len(found) != 1:
        return None
    match = found[0]
    kept = sentence.text[: match.start()] + sentence.text[match.end() :].lstrip()
    return kept[:1].upper() + kept[1:]


def added_negation(sentence: Sentence, chance: random.Random) -> str | None:
    """ "không" before a verb that nothing denies; after a verb of request it would deny that."""
    found = [
        m
        for m in _VERB.finditer(sentence.text)
        if not re.search(r"không|chưa|cấm|chỉ", sentence.text[: m.start()][-30:])
    ]
    match = chance.choice(found) if found else None
    return f"{sentence.text[: match.start()]}không {sentence.text[match.start() :]}" if match else None


def changed_body(sentence: Sentence, chance: random.Random) -> str | None:
    here = [body for body in _BODIES if re.search(rf"(?<!\w){body}(?!\w)", sentence.text)]
    here = [body for body in here if not any(body != other and body in other for other in here)]
    if not here:
        return None
    body = chance.choice(here)
    told = f"{sentence.text} {sentence.source.entry.issuer} {sentence.source.entry.title}"
    other = chance.choice([each for each in _BODIES if each not in told and each not in body and body not in each])
    return sentence.text.replace(body, other)


def changed_date(sentence: Sentence, chance: random.Random) -> str | None:
    found = list(_DATE.finditer(sentence.text))
    if not found:
        return None
    match = chance.choice(found)
    years = [n for n in (3, 6, 7) if match[n]]
    if years[0] != 7 and chance.random() < 0.5:
        day = 1 if match[1] else 4
        other = str(int(match[day]) % 28 + 1)
        changed = sentence.text[: match.start(day)] + other + sentence.text[match.end(day) :]
    else:
        at = years[0]
        year = str(int(match[at]) + chance.choice((-3, -2, 2, 3)))
        changed = sentence.text[: match.start(at)] + year + sentence.text[match.end(at) :]
        if year in sentence.text or year in str(sentence.source.entry.issued_on):
            return None
    return changed


def changed_document(sentence: Sentence, chance: random.Random) -> str | None:
    found = list(_DOCUMENT.finditer(sentence.text))
    if not found:
        return None
    match = chance.choice(found)
    number = f"{int(match[1]) + chance.randint(1, 9)}{match[2]}"
    return _put(sentence.text, match, number) if number != sentence.source.entry.number else None


def turned(sentence: Sentence, chance: random.Random) -> str | None:
    """A bound, a unit or a modal word turned into another one; "phải" of "không phải" and the like are left."""
    found = [
        (match, other)
        for word, other in _TURNED
        for match in re.finditer(rf"(?<!\w){word}(?!\w)", sentence.text)
        if not re.search(r"(?:không|chưa|bên|vấp|gặp|mắc|ngay) $", sentence.text[: match.start()])
        and sentence.text.count(word) == 1
    ]
    if not found:
        return None
    match, other = chance.choice(found)
    return _put(sentence.text, match, other)


FAULTS: Mapping[str, Fault] = {
    "đổi số": changed_number,
    "tráo hai số": swapped_numbers,
    "bỏ phủ định": dropped_negation,
    "thêm phủ định": added_negation,
    "đổi cơ quan, địa danh": changed_body,
    "đổi ngày, năm": changed_date,
    "đổi số hiệu": changed_document,
    "đổi giới hạn, đơn vị, mức buộc": turned,
}
"""By the name that reports show: a sentence to a faulty retelling, None where the rule does not apply."""


def misquoted(sentence: Sentence, chance: random.Random) -> str | None:
    """The sentence with two neighbouring words in each other's place: for a quote that is not verbatim."""
    words = sentence.text.split()
    at = chance.randrange(1, len(words) - 2)
    words[at], words[at + 1] = words[at + 1], words[at]
    text = " ".join(words)
    return text if text not in " ".join(sentence.source.document.text.split()) else None


def _in_date(text: str, match: re.Match[str]) -> bool:
    return any(d.start() <= match.start() < d.end() for d in _DATE.finditer(text)) or bool(
        re.search(
            r"(?:ngày|tháng|năm|quý|Điều|khoản|điểm|mục|số|Chương|thứ|khóa|khoá|Phụ "
            r"lục) $",
            text[: match.start()],
            re.I,
        )
    )


def _is_year(number: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", number) is not None


def _is_list(before: str, between: str) -> bool:
    """Whether two numbers are members of one list, whose order says nothing: "Mức 1, Mức 2, Mức 3"."""
    words = set(re.findall(r"[^\W\d]+", before.casefold())[-4:])
    return set(re.findall(r"[^\W\d]+", between.casefold())) <= words | _LIST_WORDS


def _value(number: str) -> str:
    whole, _, fraction = number.partition(",")
    return f"{whole.lstrip('0')},{fraction.rstrip('0')}"


def _unit(text: str, match: re.Match[str]) -> str:
    return text[match.end() :].lstrip()[:1] if text[match.end() :].lstrip()[:1] == "%" else ""


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 7) : match.end() + 9]


def _put(text: str, match: re.Match[str], other: str) -> str:
    if match[0][:1].isupper():
        other = other[:1].upper() + other[1:]
    return text[: match.start()] + other + text[match.end() :]
