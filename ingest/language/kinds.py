"""Types of documents and issuing bodies: their names, their abbreviations, and how a name in capitals reads.

Abbreviations of types: Nghị định 30/2020/NĐ-CP, phụ lục III; Hướng dẫn 36-HD/VPTW (Party). Where one abbreviation
serves several types (QĐ, TT, CT) the number alone does not say the type.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from ingest.language.normalise import match_key

KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "hiến pháp": (),
        "bộ luật": (),
        "luật": (),
        "pháp lệnh": ("PL",),
        "lệnh": ("L",),
        "sắc lệnh": ("SL",),
        "nghị quyết liên tịch": ("NQLT",),
        "nghị quyết": ("NQ",),
        "nghị định thư": (),
        "nghị định": ("NĐ",),
        "thông tư liên tịch": ("TTLT",),
        "thông tư": ("TT",),
        "thông tri": ("TT",),
        "quyết định": ("QĐ",),
        "chỉ thị": ("CT",),
        "kết luận": ("KL",),
        "quy chế": ("QC",),
        "quy định": ("QĐi", "QyĐ", "QĐ"),
        "quy trình": ("QTr",),
        "hướng dẫn liên tịch": ("HDLT",),
        "hướng dẫn": ("HD",),
        "thông báo": ("TB",),
        "thông cáo": ("TC",),
        "báo cáo": ("BC",),
        "kế hoạch": ("KH",),
        "chương trình hành động": ("CTHĐ", "CTr"),
        "chương trình": ("CTr",),
        "đề án": ("ĐA",),
        "dự án": ("DA",),
        "phương án": ("PA",),
        "tờ trình": ("TTr",),
        "công văn": ("CV",),
        "công điện": ("CĐ",),
        "biên bản": ("BB",),
        "hợp đồng": ("HĐ",),
        "giấy mời": ("GM",),
        "giấy ủy quyền": ("GUQ",),
        "giấy giới thiệu": ("GGT",),
        "điều lệ": ("ĐL",),
        "chiến lược": ("CL",),
        "tuyên bố": ("TBo",),
        "lời kêu gọi": (),
        "bản ghi nhớ": ("BGN",),
        "bản thỏa thuận": ("BTT",),
        "văn bản hợp nhất": ("VBHN",),
        "quy chuẩn kỹ thuật quốc gia": (),
        "nội quy": (),
        "hiệp định": (),
        "hiệp ước": (),
        "công ước": (),
        "công thư": (),
        "phiếu gửi": (),
        "phiếu chuyển": (),
        "phiếu báo": (),
        "danh mục": (),
        "quy hoạch": (),
    }
)
"""Type in lower-case Vietnamese → its abbreviations in numbers, likeliest first."""

KIND_WORDS = "|".join(re.escape(kind[0].upper() + kind[1:]) for kind in sorted(KINDS, key=len, reverse=True))
"""Alternatives of a regular expression: the types as they begin a sentence, longest first."""

BODIES: Mapping[str, str] = MappingProxyType(
    {
        "TW": "Ban Chấp hành Trung ương",
        "BCT": "Bộ Chính trị",
        "BBT": "Ban Bí thư",
        "VPTW": "Văn phòng Trung ương Đảng",
        "BTCTW": "Ban Tổ chức Trung ương",
        "UBKTTW": "Ủy ban Kiểm tra Trung ương",
        "BTGTW": "Ban Tuyên giáo Trung ương",
        "BDVTW": "Ban Dân vận Trung ương",
        "BTGDVTW": "Ban Tuyên giáo và Dân vận Trung ương",
        "BNCTW": "Ban Nội chính Trung ương",
        "BCSCLTW": "Ban Chính sách, chiến lược Trung ương",
        "TU": "Tỉnh ủy, Thành ủy",
        "HU": "Huyện ủy",
        "ĐU": "Đảng ủy",
        "ĐĐQH": "Đảng đoàn Quốc hội",
        "BCĐ": "Ban Chỉ đạo",
        "QH": "Quốc hội",
        "UBTVQH": "Ủy ban Thường vụ Quốc hội",
        "CTN": "Chủ tịch nước",
        "CP": "Chính phủ",
        "TTg": "Thủ tướng Chính phủ",
        "VPCP": "Văn phòng Chính phủ",
        "HĐND": "Hội đồng nhân dân",
        "UBND": "Ủy ban nhân dân",
        "TANDTC": "Tòa án nhân dân tối cao",
        "VKSNDTC": "Viện kiểm sát nhân dân tối cao",
        "KTNN": "Kiểm toán nhà nước",
        "NHNN": "Ngân hàng Nhà nước Việt Nam",
        "TTCP": "Thanh tra Chính phủ",
        "BTC": "Bộ Tài chính",
        "BNV": "Bộ Nội vụ",
        "BCA": "Bộ Công an",
        "BQP": "Bộ Quốc phòng",
        "BNG": "Bộ Ngoại giao",
        "BTP": "Bộ Tư pháp",
        "BYT": "Bộ Y tế",
        "BXD": "Bộ Xây dựng",
        "BGDĐT": "Bộ Giáo dục và Đào tạo",
        "BKHCN": "Bộ Khoa học và Công nghệ",
        "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch",
        "BNNMT": "Bộ Nông nghiệp và Môi trường",
        "BDTTG": "Bộ Dân tộc và Tôn giáo",
        "BKHĐT": "Bộ Kế hoạch và Đầu tư",
        "BLĐTBXH": "Bộ Lao động - Thương binh và Xã hội",
        "BTTTT": "Bộ Thông tin và Truyền thông",
        "BTNMT": "Bộ Tài nguyên và Môi trường",
        "BNNPTNT": "Bộ Nông nghiệp và Phát triển nông thôn",
        "BGTVT": "Bộ Giao thông vận tải",
    }
)
"""Abbreviation in numbers → name. BCT is also Bộ Công Thương in State numbers (`38/2025/TT-BCT`)."""

# How known words of names are written when the printed form is all capitals; longest first wins.
_CASED = (
    *dict.fromkeys(BODIES.values()),
    "Bộ Công Thương",
    "Ban Tuyên giáo và Dân vận",
    "Ban Tổ chức",
    "Ban Nội chính",
    "Ban Dân vận",
    "Ban Tuyên giáo",
    "Ban Kinh tế Trung ương",
    "Ban Chấp hành",
    "Ban Thường vụ",
    "Ban Quản lý",
    "Ban Dân tộc",
    "Ban Pháp chế",
    "Ban cán sự đảng",
    "Ủy ban Kiểm tra",
    "Ủy ban nhân dân",
    "Ủy ban Dân tộc",
    "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "Đảng Cộng sản Việt Nam",
    "Đoàn đại biểu Quốc hội",
    "Văn phòng Quốc hội",
    "Văn phòng",
    "Trung ương",
    "Đảng bộ",
    "Đảng ủy",
    "Quân ủy Trung ương",
    "Thành ủy",
    "Tỉnh ủy",
    "Huyện ủy",
    "Quận ủy",
    "Chủ tịch nước",
    "Bộ trưởng",
    "Sở Khoa học và Công nghệ",
    "Sở Nông nghiệp và Môi trường",
    "Sở Giáo dục và Đào tạo",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Tài chính",
    "Sở Nội vụ",
    "Sở Tư pháp",
    "Sở Xây dựng",
    "Sở Y tế",
    "Sở Công Thương",
    "Sở Giao thông vận tải",
    "Sở Tài nguyên và Môi trường",
    "Sở Kế hoạch và Đầu tư",
    "Sở Thông tin và Truyền thông",
    "Sở Lao động - Thương binh và Xã hội",
    "Sở Dân tộc và Tôn giáo",
    "Sở Du lịch",
    "Sở Ngoại vụ",
    "Tổng Liên đoàn Lao động Việt Nam",
    "Liên đoàn Lao động",
    "Hội Liên hiệp Phụ nữ",
    "Hội Nông dân",
    "Hội Cựu chiến binh",
    "Mặt trận Tổ quốc",
    "Tòa án nhân dân",
    "Viện kiểm sát nhân dân",
    "Kho bạc Nhà nước",
    "Tổng cục Hải quan",
    "Tổng cục Thuế",
    "Cục Thuế",
    "Cục Hải quan",
    "Ủy ban Chứng khoán Nhà nước",
    "Bảo hiểm xã hội",
    "Bộ Chỉ huy Quân sự",
    "Công an",
    "Thanh tra",
    "Đại hội đại biểu toàn quốc",
    "Đại hội đại biểu",
    "lần thứ",
    "Bảo hiểm xã hội Việt Nam",
    "Đài Truyền hình Việt Nam",
    "Đài Tiếng nói Việt Nam",
    "Thông tấn xã Việt Nam",
    "Việt Nam",
    "và",
    "của",
    "các cơ quan",
)
_POSTS = (
    "Tổng Bí thư",
    "Phó Bí thư",
    "Bí thư",
    "Phó Thủ tướng",
    "Thủ tướng",
    "Phó Chủ tịch",
    "Chủ tịch",
    "Thứ trưởng",
    "Phó Trưởng ban",
    "Trưởng ban",
    "Chánh",
    "Phó",
    "Thường trực",
    "Ủy viên",
    "Giám đốc",
    "Tổng Giám đốc",
    "Cộng hòa xã hội chủ nghĩa",
    "nước",
)
_PLACES = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
_PLACE_ENDS = frozenset({"tỉnh ủy", "thành ủy", "huyện ủy", "quận ủy", "đảng bộ"}) | frozenset(_PLACES)


def _key(words: str) -> tuple[str, ...]:
    return tuple(match_key(words).split())


_SHORT = frozenset({"ubnd", "hđnd", "mttq", "ubmttq", "bch", "btv", "tw", "tp", "qlda", "thpt", "thcs", "tnhh"})
_PATTERNS = {
    _key(name): tuple(word[0].isupper() for word in name.split()) for name in (*_CASED, *_POSTS, *_PLACES, *_SHORT)
}
_LONGEST = max(map(len, _PATTERNS))
_TAKES_NAME = {_key(name) for name in _PLACE_ENDS}
_KIND_KEYS = {match_key(kind): kind for kind in KINDS}
_KIND_START = re.compile(
    "(?:"
    + "|".join(re.escape(key).replace(r"\ ", r"\s+") for key in sorted(_KIND_KEYS, key=len, reverse=True))
    + r")(?![^\W\d_])"
)


def kind_at_start(line: str) -> tuple[str, int] | None:
    """The type that the line begins with, whatever its case, and where its words end (0-based, in the line).

    >>> kind_at_start("NGHỊ QUYẾT LIÊN TỊCH về")
    ('nghị quyết liên tịch', 20)
    >>> kind_at_start("Trong nghị quyết này") is None
    True
    """
    key = match_key(line[:60])
    if (match := _KIND_START.match(key)) is None:
        return None
    kind = _KIND_KEYS[" ".join(match[0].split())]
    printed = re.match(r"\s*" + r"\s+".join([r"\S+"] * len(kind.split())), line)
    return (kind, _letters_end(line, printed.end())) if printed else None


def _letters_end(line: str, end: int) -> int:
    while end and not line[end - 1].isalpha():
        end -= 1
    return end


def _cased(word: str, upper: bool) -> str:
    if word.casefold() in _SHORT:
        return word
    return word[:1].upper() + word[1:].lower() if upper else word.lower()


def natural_case(name: str) -> str:
    """A name printed in capitals as it is written in a sentence; any other name, and "", as printed.

    Words known from the table take its case, words after "tỉnh", "xã", … are names and take capitals. A name with
    words that are neither stays as printed.

    >>> natural_case("ỦY BAN NHÂN DÂN TỈNH SÔNG LAM")
    'Ủy ban nhân dân tỉnh Sông Lam'
    """
    words = name.split()
    if not name.isupper():
        return " ".join(words)
    written: list[str] = []
    named, at = False, 0
    keys = [match_key(word) for word in words]
    while at < len(words):
        size = next((n for n in range(_LONGEST, 0, -1) if tuple(keys[at : at + n]) in _PATTERNS), 0)
        if size == 0 and not named:
            return " ".join(words)
        key = tuple(keys[at : at + size])
        cases = _PATTERNS[key] if size else (True,)
        written += [_cased(word, upper) for word, upper in zip(words[at:], cases, strict=False)]
        named = key in _TAKES_NAME or (named and not size)
        at += max(size, 1)
    sentence = " ".join(written)
    return sentence[:1].upper() + sentence[1:]


_NAMES = {_key(name) for name in (*BODIES.values(), *_CASED) if len(name.split()) > 1}


def is_known_name(name: str) -> bool:
    """Whether the words are, whatever their case, the name of a body in the table.

    >>> is_known_name("BỘ TÀI CHÍNH"), is_known_name("Hà Nội")
    (True, False)
    """
    return _key(name) in _NAMES


_BY_ABBREVIATION: dict[str, list[str]] = {}
for _kind, _abbreviations in KINDS.items():
    for _abbreviation in _abbreviations:
        _BY_ABBREVIATION.setdefault(_abbreviation, []).append(_kind)


def kinds_of_abbreviation(abbreviation: str) -> tuple[str, ...]:
    """The types that an abbreviation in a number may stand for, () when it is none.

    >>> kinds_of_abbreviation("NQ"), kinds_of_abbreviation("TT")
    (('nghị quyết',), ('thông tư', 'thông tri'))
    """
    return tuple(_BY_ABBREVIATION.get(abbreviation, ()))


_STATE_ONLY = (
    (re.compile(r"\d+[a-z]?/(?:\d{4}/)?QĐ[-/]"), "quyết định"),
    (re.compile(r"\d+/\d{4}/TT[-/]"), "thông tư"),
    (re.compile(r"\d+[a-z]?/(?:\d{4}/)?CT-"), "chỉ thị"),
)
"""State forms ("12/QĐ-UBND"): there a quy định is QyĐ and there are no thông tri (Nghị định 30/2020, phụ lục III)."""


def kind_of_number(number: str) -> str | None:
    """The type that a number names beyond doubt; None where its abbreviation serves several types, or it has none.

    >>> kind_of_number("57-NQ/TW"), kind_of_number("294-QĐ/TW"), kind_of_number("12/QĐ-UBND")
    ('nghị quyết', None, 'quyết định')
    """
    for form, kind in _STATE_ONLY:
        if form.match(number):
            return kind
    for token in re.split(r"[-/–\s]+", number):
        if kinds := kinds_of_abbreviation(token):
            if token == "CTr":
                return "chương trình"
            return kinds[0] if len(kinds) == 1 else None
    return None
