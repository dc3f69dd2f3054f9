"""Values in a clause that may be what a question wants: figures with their units, dates, bodies, places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from api.answering.extracting.wanted import Wanted, Wish, figures_of
from ingest.language.markers import CAPITALS
from ingest.language.normalise import fold_tones
from ingest.types import Span

_WORD = r"một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|nghìn|triệu|tỷ|tỉ|chục|nửa"
_NUMERAL = rf"(?:\d+(?:[.,]\d+)*(?:\s?[-–]\s?\d+(?:[.,]\d+)*)?|(?:{_WORD})(?: (?:{_WORD}))*)"
_BOUND = (
    r"(?:(?:ít nhất|tối thiểu|tối đa|nhiều nhất|không quá|không dưới|không ít hơn|không nhiều hơn|trên|dưới|khoảng"
    r"|gần|hơn|từ|≥|≤|>|<|>=|<=)\s?)?"
)
_TIME = r"ngày|tháng|năm|giờ|tuần|phút|giây|quý|thập kỷ|thế kỷ|nhiệm kỳ"
_CURRENCY = r"nghìn|ngàn|triệu|tỷ|tỉ|đồng|usd|đô la|euro|bảng|\$|£|€"
_MONEY = rf"(?:{_NUMERAL}\s?(?:{_CURRENCY})(?:\s(?:{_CURRENCY}))*|[$£€]\s?\d[\d.,]*)"
_FREE = r"miễn phí|không thu|không phải trả"
_PERCENT = rf"{_NUMERAL}\s?(?:%|phần trăm)"
_YEAR = r"(?:1\d|20)\d\d"
_OF_YEAR = rf"(?:[ /](?:năm )?{_YEAR})?"
_SAID_DATE = (
    rf"(?:ngày )?\d{{1,2}}[/.\-]\d{{1,2}}(?:[/.\-]\d{{4}})?|\d{{1,2}}/{_YEAR}"
    rf"|ngày \d{{1,2}}(?: tháng \d{{1,2}}{_OF_YEAR})?"
    rf"|tháng (?:\d{{1,2}}|thứ \w+|giêng|chạp){_OF_YEAR}|quý (?:[ivx]+|\d){_OF_YEAR}|{_YEAR}(?:\s?[-–]\s?{_YEAR})?"
    r"|thế kỷ (?:thứ )?[ivx\d]+|thập niên \d+|tuần (?:cuối|đầu|thứ)|(?:hằng|hàng|mỗi) (?:ngày|tuần|tháng|quý|năm)"
    r"|định kỳ|kể từ|(?:sau|trước|đến|từ) khi|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|mùa \w+"
)
BODY = (
    r"bộ|ban(?! hành)|chính phủ|thủ tướng|uỷ ban|hội đồng|toà án|viện|sở|cơ quan|chủ tịch|bộ trưởng|giám đốc|quốc hội"
    r"|tỉnh uỷ|thành uỷ|cấp uỷ|đảng uỷ|bí thư|đồng chí|văn phòng|tổ đảng|đảng đoàn|thường trực|ngân hàng|người|cá nhân"
    r"|tổ chức|đơn vị|doanh nghiệp|công ty|trường|hội|đoàn|cục|vụ|phòng|nhóm|đội|vua|hoàng đế|tướng|nhà \w+|ông|bà"
    r"|công an|kiểm toán|ubnd|hđnd|đối tượng"
)
"""Words that bodies and persons are called by, as a pattern over `aligned` text."""
_NUMBERED = r"nghị quyết|nghị định|quyết định|quy định|kết luận|thông tư|chỉ thị|hướng dẫn"


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


_NEVER = re.compile(r"(?!)")
_AMOUNT = rf"{_PERCENT}|{_MONEY}|{_NUMERAL} lần|(?:hệ số|bậc) {_NUMERAL}"
_PATTERNS = {
    Wanted.PERCENT: re.compile(rf"(?<!\w){_BOUND}{_PERCENT}(?!\w)"),
    Wanted.MONEY: re.compile(rf"(?<!\w)(?:{_BOUND}{_MONEY}|{_FREE})(?!\w)"),
    Wanted.AMOUNT: re.compile(rf"(?<!\w)(?:{_BOUND}(?:{_AMOUNT})|{_FREE})(?!\w)"),
    Wanted.DURATION: _words(
        rf"{_BOUND}(?<!ngày ){_NUMERAL}\s?(?:{_TIME})(?: làm việc)?(?! (?:\d|{_YEAR}))"
        r"|vĩnh viễn|(?:suốt|cả) đời|không (?:xác định )?thời hạn"
    ),
    Wanted.QUANTITY: re.compile(rf"(?<![\w/]){_BOUND}{_NUMERAL}(?![\w/])"),
    Wanted.DATE: _words(_SAID_DATE),
    Wanted.WHEN: _words(rf"{_SAID_DATE}|khi|nếu|trong trường hợp|sau (?!đây|này|đó)\w+|trước (?!đây|đó|mắt)\w+"),
    Wanted.PLACE: _words(r"(?:tại|ở|đến|từ|về|trên|khỏi|vào|qua|thuộc|trong) \w+"),
    Wanted.REGION: _NEVER,
    Wanted.DOCUMENT: _words(
        rf"\d+[a-z]?/\d{{4}}/[\w\-]+|\d+\s?[-–/]\s?[^\W\d_][\w\-/]*|(?:bộ luật|luật|pháp lệnh|hiến pháp|điều lệ) \w+"
        rf"|(?:{_NUMBERED})(?: số)? \d+|(?:điều|khoản) \d+"
    ),
    Wanted.WHO: _words(BODY),
    Wanted.REASON: _words(r"do|vì|nhằm|để|bởi|nguyên nhân|khiến|nhờ|cho nên|xuất phát|trước tình hình"),
}
_PEOPLE = _words(r"viên|sĩ|sỹ|dân|người|đồng chí|cán bộ|công chức|lao động|đại biểu|học sinh|biên chế|nhân sự|em|cháu")
_WORD_OF_NAME = rf"[{CAPITALS}][\w&.\-]*"
_NAME = re.compile(rf"(?<!\w){_WORD_OF_NAME}(?:\s(?:{_WORD_OF_NAME}|và(?=\s[{CAPITALS}])))+")
_FIGURE = re.compile(r"\d+(?:[.,/\-]\d+)*")
_ROW = " | "
_CELL = re.compile(rf"(?<=\| )(?:[≥≤><]=?\s?)?{_NUMERAL}(?= \||$)")

_IN_CELLS = (Wanted.PERCENT, Wanted.QUANTITY, Wanted.MONEY, Wanted.AMOUNT)
_MONEY_UNIT = _words(r"đồng|vnđ|usd|triệu|tỷ|tỉ")

TYPED = frozenset({*_PATTERNS})
"""The kinds whose values can be seen."""


def aligned(text: str) -> str:
    """NFC text in lower case with one tone placement, of the same length: places in it are places in the text."""
    return fold_tones("".join(low if len(low := letter.lower()) == 1 else letter for letter in text))


def values_of(kind: Wanted, text: str, wish: Wish, around: str = "") -> Iterator[Span]:
    """Where values of a kind stand in an NFC text, in no order; what the question itself gives is none.

    Of a row of a table (cells joined by " | ") a figure is a value also where its unit stands in another cell or in
    `around`, the headings above, `aligned`. Nothing for kinds that are not TYPED.
    """
    key = aligned(text)
    found = [*_plain(kind, text, key, wish)]
    if _ROW in key and kind in _IN_CELLS and _is_unit_said(kind, wish, f"{around} {key}"):
        found += (Span(*match.span()) for match in _CELL.finditer(key))
    given = figures_of(" ".join(each.figure for each in wish.given))
    for span in found:
        figures = _FIGURE.findall(span.of(key))
        if not figures or not set(figures) <= given:
            yield span


def _plain(kind: Wanted, text: str, key: str, wish: Wish) -> Iterator[Span]:
    if kind in (Wanted.WHO, Wanted.PLACE, Wanted.REGION):
        yield from (Span(*match.span()) for match in _NAME.finditer(text))
    if kind is Wanted.QUANTITY and wish.units:
        pattern = re.compile(rf"(?<![\w/]){_BOUND}{_NUMERAL}\s(?:\w+\s){{0,2}}?{_unit(wish)}(?!\w)")
    else:
        pattern = _PATTERNS.get(kind, _NEVER)
    yield from (Span(*match.span()) for match in pattern.finditer(key))


def _is_unit_said(kind: Wanted, wish: Wish, said: str) -> bool:
    if kind in (Wanted.PERCENT, Wanted.AMOUNT) and ("%" in said or "phần trăm" in said):
        return True
    if kind in (Wanted.MONEY, Wanted.AMOUNT):
        return _MONEY_UNIT.search(said) is not None
    if kind is Wanted.PERCENT:
        return False
    return not wish.units or re.search(rf"(?<!\w){_unit(wish)}(?!\w)", said) is not None


def _unit(wish: Wish) -> str:
    """A pattern of what is counted; people are counted as "người" too."""
    units = [r"\s+".join(map(re.escape, unit[:2])) for unit in wish.units]
    if any(_PEOPLE.search(" ".join(unit)) for unit in wish.units):
        units += ["người", r"đồng\s+chí"]
    return f"(?:{'|'.join(units)})"
