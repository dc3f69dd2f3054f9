"""What kind of answer a question wants, and of how many of what: told by its own words, without any model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from index.query.addresses import addresses_of
from index.query.mentions import mentions_of
from index.query.taken import Taken
from ingest.language.markers import CAPITALS
from ingest.language.normalise import fold_spaces, match_key, nfc
from ingest.types import Span


class Wanted(StrEnum):
    """Kinds of answers that a clause can be seen to hold."""

    PERCENT = "percent"
    MONEY = "money"
    AMOUNT = "amount"
    """Money, or what is reckoned by it: a share, a multiple."""
    DURATION = "duration"
    QUANTITY = "quantity"
    DATE = "date"
    WHEN = "when"
    """A date, or a condition: "khi nào thì được …"."""
    PLACE = "place"
    REGION = "region"
    """A province, a country: a place with a name of its own."""
    DOCUMENT = "document"
    WHO = "who"
    REASON = "reason"
    MEANING = "meaning"
    LIST = "list"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Given:
    """A figure without leading zeros, and the syllable behind it that says of what; "" for a year, a date, the end."""

    figure: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """`kinds` in the order of `Wanted`; none for an open question ("thế nào").

    `units` are what is counted ("bao nhiêu báo cáo viên và mấy bác sĩ"), each its syllables as match keys.
    `given` are the figures that the question itself gives, but for those of names of documents and units: who asks
    about "15 năm" is not answered by words without them. `names` are pairs of syllables, as match keys, of which the
    first is written with a capital letter inside the question ("Y tế", "Thanh Hoá").
    """

    kinds: tuple[Wanted, ...]
    units: tuple[tuple[str, ...], ...]
    given: tuple[Given, ...]
    names: tuple[tuple[str, str], ...] = ()

    @property
    def is_yes_no(self) -> bool:
        """Whether "có" or "không" would answer, nothing else being asked for."""
        return self.kinds == (Wanted.YES_NO,)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


_BODY = (
    r"bộ|ban(?! hành)|ngành|cơ quan|đơn vị|tổ chức|uỷ ban|cấp|sở|phòng|bộ phận|hội đồng|viện|đảng uỷ|tổ|vụ|cục|chi bộ"
    r"|cấp uỷ|doanh nghiệp|công ty|trường(?! hợp)|chức danh|người|đồng chí|lãnh đạo|ông|bà|nhà \w+|vị|đội|nhóm|hãng"
)
_DOCUMENT = (
    r"văn bản|nghị quyết|quyết định|bộ luật|luật|pháp lệnh|thông tư|nghị định|chỉ thị|kết luận|quy định|hướng dẫn"
    r"|kế hoạch|đề án|chương trình|công văn|điều|khoản"
)
_TIME = r"ngày|tháng|năm|giờ|tuần|phút|quý"
_PERIOD = rf"{_TIME}|hạn|thời điểm|thời gian|mốc|giai đoạn|kỳ|kì|nhiệm kỳ|thế kỷ|thế kỉ|thập kỷ|thập niên|hôm|dịp"
_REGION = r"tỉnh|thành phố|địa phương|quận|huyện|thị trấn|xã|phường|nước|quốc gia|châu lục|bang|hạt|sông|hồ|đảo"
_HOW_MANY = _words(r"bao nhiêu|mấy")
_AFTER = (
    (Wanted.PERCENT, re.compile(r"\s*(?:phần trăm|%)")),
    (Wanted.MONEY, re.compile(r"\s*(?:\w+ )?(?:tiền|đồng|triệu|tỷ|tỉ|nghìn|ngàn|kinh phí|vốn|usd|đô la)(?!\w)")),
    (Wanted.DURATION, re.compile(rf"\s*(?:{_TIME}|thời gian|lâu)(?!\w)")),
)
_BEFORE = (
    (Wanted.DATE, re.compile(rf"(?:{_PERIOD}) (?:\w+ )?$")),
    (Wanted.DOCUMENT, re.compile(rf"(?:{_DOCUMENT}|số hiệu) (?:số )?$")),
    (Wanted.PERCENT, _words(r"tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|thuế suất|lãi suất|phần trăm")),
    (Wanted.AMOUNT, _words(r"\w*phí|giá|vốn|lương|mức|phạt|thù lao|tiền|phụ cấp|trợ cấp|hỗ trợ|bồi dưỡng|thưởng")),
    (Wanted.DURATION, _words(r"thời hạn|thời gian|thời hiệu|nhiệm kỳ")),
)
_OTHERS = (
    (Wanted.DURATION, _words(r"bao lâu|(?:thời hạn|thời hiệu)(?: \w+){0,25} (?:thế nào|ra sao|là gì)")),
    (Wanted.WHEN, _words(r"bao giờ|(?:khi|lúc|hồi) nào")),
    (Wanted.DATE, _words(rf"(?:{_PERIOD}) nào|hạn chót|(?:thời điểm|thời gian|thời hạn|mốc) gì")),
    (Wanted.PLACE, _words(r"(?:ở|tại|đi|đến|từ|về|sang|vào) đâu|đâu là|(?:nơi|chỗ|vùng|khu vực|địa bàn|địa điểm) nào")),
    (Wanted.REGION, _words(rf"(?:{_REGION}) nào")),
    (Wanted.DOCUMENT, _words(rf"(?:{_DOCUMENT}) (?:nào|số mấy)|số hiệu (?:nào|gì)|căn cứ (?:nào|gì)")),
    (Wanted.WHO, _words(rf"ai|(?:{_BODY})(?: (?!{_PERIOD})\w+){{0,2}} nào|(?:tên|chức danh)(?: \w+){{0,4}} gì")),
    (Wanted.REASON, _words(r"vì sao|tại sao|do đâu|vì đâu|lý do|lí do|nguyên nhân")),
    (Wanted.MEANING, _words(r"là gì|nghĩa là|được hiểu|khái niệm|định nghĩa|thế nào là")),
    (Wanted.LIST, _words(r"(?:những|các)(?: \w+){0,4} (?:nào|gì|ai)|những ai|(?:bao )?gồm(?: \w+){0,3} (?:gì|nào)")),
)  # fmt: skip
_YES_NO = re.compile(r"(?<!\w)(?:không|chưa)\W*$|^có phải|đúng hay sai|(?<!\w)(?:phải|được|đúng) không(?!\w)")
_UNIT = re.compile(r"(?: [^\W\d_]+){1,4}")
_NO_UNIT = frozenset(
    [
        "là",
        "thì",
        "vào",
        "trong",
        "của",
        "cho",
        "và",
        "được",
        "phải",
        "để",
        "có",
        "tại",
        "theo",
        "về",
        "đến",
        "bị",
        "do",
        "so",
        "trên",
        "từ",
        "khi",
        "mỗi",
        "một",
        "các",
        "những",
        "hơn",
    ]
)
_FIGURE = re.compile(r"(?<![\w.,/-])\d+(?:[.,/-]\d+)*(?![\w/-])")
_INSIDE = re.compile(rf"(?<=[^.?!:]\s)[{CAPITALS}]")
_NAME = re.compile(r"(\w+) (\w+)")
_NEXT = re.compile(r"\s?([^\W\d_]+|%)")
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_ZEROS = re.compile(r"(?<![\d.,])0+(?=\d)")


def wish_of(question: str) -> Wish:
    """What a question wants; an empty one wants nothing.

    >>> wish = wish_of("Mỗi tỉnh cử tối đa bao nhiêu báo cáo viên trong 2 năm?")
    >>> wish.units, wish.given
    ((('báo', 'cáo', 'viên'),), (Given(figure='2', unit='năm'),))
    """
    key = match_key(question)
    counted = list(_counted(key))
    kinds = {kind for kind, _ in counted} | {kind for kind, pattern in _OTHERS if pattern.search(key)}
    if _YES_NO.search(key):
        kinds.add(Wanted.YES_NO)
    units = [unit for kind, unit in counted if kind is Wanted.QUANTITY and unit]
    return Wish(tuple(kind for kind in Wanted if kind in kinds), tuple(dict.fromkeys(units)), *_said(question, key))


def is_said(given: Given, key: str) -> bool:
    """Whether a text, by its match key, has the figure, with its unit at most two words behind it.

    >>> is_said(Given("15", "năm"), "trong thời hạn 15 năm"), is_said(Given("15", "năm"), "điều 15. thẩm quyền")
    (True, False)
    """
    if not given.unit:
        return given.figure in figures_of(key)
    behind = rf"\W{{0,2}}(?:\w+\W{{1,2}}){{0,2}}?{re.escape(given.unit)}(?!\w)"
    return re.search(rf"(?<![\d.,/])0*{re.escape(given.figure)}{behind}", key) is not None


def figures_of(key: str) -> frozenset[str]:
    """The figures of a match key without leading zeros; of a date its parts as well ("30/6/2026": "6/2026", "2026")."""
    found = set()
    for match in re.finditer(r"\d+(?:[.,/-]\d+)*", key):
        figure = _ZEROS.sub("", match[0].replace("-", "/"))
        parts = figure.split("/")
        found |= {figure, match[0], *("/".join(parts[at:]) for at in range(len(parts)))}
        found |= {"/".join(parts[:at]) for at in range(1, len(parts))}
    return frozenset(found)


def _counted(key: str) -> Iterator[tuple[Wanted, tuple[str, ...]]]:
    """Of every "bao nhiêu" the kind, and what is counted."""
    for match in _HOW_MANY.finditer(key):
        after, before = key[match.end() :], key[: match.start()]
        for kind, pattern in _AFTER:
            if pattern.match(after):
                yield kind, ()
                break
        else:
            unit = _unit(after)
            kinds = [kind for kind, pattern in _BEFORE if pattern.search(before)]
            yield (Wanted.QUANTITY, unit) if unit or not kinds else (kinds[0], ())


def _unit(after: str) -> tuple[str, ...]:
    found = _UNIT.match(after)
    unit: list[str] = []
    for syllable in found[0].split() if found else ():
        if syllable in _NO_UNIT:
            break
        unit.append(syllable)
    return tuple(unit[:3])


def _said(question: str, key: str) -> tuple[tuple[Given, ...], tuple[tuple[str, str], ...]]:
    """Figures and names that the question gives, outside the names of documents and units."""
    addresses = addresses_of(key)
    mentions = mentions_of(key, [each.span for each in addresses])
    taken = Taken([*(each.span for each in mentions), *(each.span for each in addresses)])
    given: list[Given] = []
    for match in _FIGURE.finditer(key):
        if not taken.overlaps(Span(*match.span())):
            figure = _ZEROS.sub("", match[0].replace("-", "/"))
            unit = _NEXT.match(key, match.end())
            given.append(Given(figure, unit[1] if unit and not _YEAR.fullmatch(figure) and "/" not in figure else ""))
    words = fold_spaces(nfc(question))
    names = [_NAME.match(words, at.start()) for at in _INSIDE.finditer(words)] if len(words) == len(key) else []
    pairs = [
        (match_key(name[1]), match_key(name[2])) for name in names if name and not taken.overlaps(Span(*name.span()))
    ]
    return tuple(dict.fromkeys(given)), tuple(dict.fromkeys(pairs))
