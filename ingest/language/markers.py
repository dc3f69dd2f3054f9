"""What the beginning of a line says: "Điều 5.", "1.", "a)", "II-", "Phụ lục I".

Reads one line alone; whether a marker really opens a unit is for `ingest.structure.sections` to decide from its
neighbours. Forms: Nghị định 30/2020/NĐ-CP, phụ lục I (phần, chương, mục, tiểu mục, điều, khoản, điểm) and Hướng dẫn
36-HD/VPTW (I, 1, 1.1, (1), a, -, +). Every pattern is anchored and linear in the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.types import Level


@dataclass(frozen=True, slots=True)
class Marker:
    """A line's opening. `number` is as printed without punctuation, "" for dashes and unnumbered annexes.

    `style` tells forms of one level apart ("1." and "1)" are not siblings). `end` is where the unit's own words
    begin, 0-based in the line.
    """

    level: Level
    number: str
    style: str
    end: int


_ORDINAL = r"thứ\s+(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười(?:\s+(?:một|hai|ba|tư|lăm))?)"
_ROMAN = r"[IVXL]{1,7}"
CAPITALS = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
"""Upper-case letters of Vietnamese, for use inside a character class (U+1EA0–1EF9 alternates the cases)."""

LOWERS = "a-zà-öø-ýăđĩũơư" + "".join(map(chr, range(0x1EA1, 0x1EFA, 2)))
"""Lower-case letters of Vietnamese, for use inside a character class."""

OCR_STYLE = "dieu?"
"""Style of a line that may be a misread "Điều 5": a unit only where its number is the very next one."""

OCR_GUESS, OCR_CHUONG = "dieu??", "chuong?"
"""Styles of what is a unit only where the numbers around it leave no other: "Điều Ñ", "Chương IÍ"."""

UNSURE = frozenset({OCR_STYLE, OCR_GUESS, OCR_CHUONG})

_CAPITAL = f"[{CAPITALS}]"
_LETTER = r"[^\W\d_]"
_PUNCTUATION = r"[.:\-–—/|(]"
_SPECK = r"[_.,'|~*]?\s*"
_IEU = "[iíì][êềếểễệéèẽẻ]u"
# A heading is followed by nothing, punctuation or capitals; running text goes on in lower case or names another unit.
_HEADING = rf"(?!\w)(?=\s*(?:$|{_PUNCTUATION}|{_CAPITAL}{{2}}))"
# Words that follow "Điều 5" in running text: "Điều 5 Nghị định số …".
_CITED = r"(?:Luật|Bộ|Nghị|Thông|Quyết|Quy|Hiến|Pháp|Điều|Chương|Mục|Phần|Chỉ|Hướng|Kết|Lệnh|Công|Hiệp|Nội|Hợp|Kế)\b"
# "Iva" is what Word's small capitals leave of "IVA".
_ANNEX_NUMBER = r"\d{1,3}(?:[.\-]\d{1,2})?[a-zA-Z]?|[IVXL][IVXLivxl]{0,6}(?:[.\-]\d+)?[a-zđ]?|[A-H]\d*"
_FORM_NUMBER = r"[A-Z]{0,3}\d{1,4}[a-zA-Z]?(?:\s?[.\-/]\s?[\w\-]{1,12}){0,3}"


def _rule(level: Level, style: str, pattern: str, flags: int = 0) -> tuple[Level, str, re.Pattern[str]]:
    return level, style, re.compile(r"\s*" + pattern, flags)


_RULES = (
    _rule(
        Level.PHU_LUC,
        "phu luc",
        rf"(?:PHỤ LỤC(?:\s+SỐ)?(?:\s*(?P<n>{_ANNEX_NUMBER})(?!\w))?+(?=\s*(?:$|{_PUNCTUATION}|(?!{_CITED}){_CAPITAL}))"
        rf"|Phụ lục(?:\s+số)?(?:\s*(?P<m>{_ANNEX_NUMBER})(?!\w)(?=\s*(?:$|{_PUNCTUATION}|(?!{_CITED}){_CAPITAL}))"
        r"|(?=\s*(?:$|[:(]))))",
    ),
    _rule(
        Level.PHU_LUC,
        "mau so",
        rf"(?:MẪU|Mẫu|BIỂU|Biểu)(?:\s+mẫu)?\s+(?:số|SỐ)\s*:?\s*(?P<n>{_FORM_NUMBER})(?!\w)(?=\s*(?:$|[:\-–—|(.]))",
    ),
    _rule(Level.PHU_LUC, "mau so", rf"(?:MẪU|Mẫu)\s+(?P<n>{_FORM_NUMBER})(?!\w)(?=\s*(?:$|[:(]))"),
    _rule(Level.PHAN, "phan", rf"PHẦN\s+(?P<n>{_ORDINAL}|{_ROMAN}|[A-H]|\d{{1,2}}){_HEADING}", re.IGNORECASE),
    _rule(Level.CHUONG, "chuong", rf"(?:CHƯƠNG|Chương)\s+(?P<n>(?:{_ROMAN}|\d{{1,3}})[a-zA-Z]?){_HEADING}"),
    _rule(Level.TIEU_MUC, "tieu muc", rf"(?:TIỂU MỤC|Tiểu mục)\s+(?P<n>\d{{1,3}}|{_ROMAN}){_HEADING}"),
    _rule(Level.MUC, "muc", rf"(?:MỤC|Mục)\s+(?P<n>\d{{1,3}}[a-zA-Z]?|{_ROMAN}|[A-H]){_HEADING}"),
    _rule(
        Level.DIEU,
        "dieu",
        r"(?:ĐIỀU|Điều|Ðiều|ÐIỀU)\s*(?P<n>\d{1,4}[a-zđ]{0,2})(?!\w)"
        rf"(?:\s*[.:](?!\d)(?:\s*[\-–])?|\s*[\-–/](?=\s*{_LETTER})|\s*$|(?=\s+(?!{_CITED}){_CAPITAL}))",
    ),
    # What a scan makes of "Điều 1": the letters and figures that OCR takes for each other.
    _rule(
        Level.DIEU,
        OCR_STYLE,
        rf"{_SPECK}[ĐÐD]{_IEU}\s+(?P<n>[\dIlTVXUOo]{{1,4}})(?!\w)(?:\s*[.,:;\-–](?!\d)|\s*$)",
    ),
    # A figure that came out as another sign: "Điều Ñ" is 8, "Điều 1Š." 15; and "Biểu 3 Kinh phí".
    _rule(
        Level.DIEU,
        OCR_GUESS,
        rf"{_SPECK}(?:[ĐÐD]{_IEU}\s+(?P<n>\d?[^\s\d.,:;()\-–…]\d?)(?:\s*\.(?=\s)|\s*$)"
        rf"|B{_IEU}\s+(?P<m>\d{{1,3}})(?:\s*\.(?=\s)|\s*$|(?=\s+{_CAPITAL})))",
    ),
    _rule(Level.CHUONG, OCR_CHUONG, rf"(?:CHƯƠNG|Chương)\s+(?P<n>[IÍÌỊlHUVXY1!|]{{1,5}}){_HEADING}"),
    _rule(
        Level.ROMAN,
        "I.",
        rf"(?P<n>[IVX]{{1,7}})\s*(?:[.:)](?:\s*[\-–])?|[\-–]|/(?=\s))(?![\w\-–]*/)(?!{_LETTER}\.)(?=\s*{_LETTER})",
    ),
    _rule(
        Level.DECIMAL,
        "1.1",
        rf"(?P<n>\d{{1,3}}(?:\.\d{{1,2}}){{1,4}})(?:\.(?=\s*[^\s\d])|[\-–)](?=\s*{_LETTER})|\s[\-–](?=\s*{_CAPITAL})|(?=\s+{_CAPITAL}))",
    ),
    _rule(Level.ARABIC, "1.", rf"(?P<n>\d{{1,3}}[a-zđ]?)\s*\.(?:\s*[\-–])?(?=\s*{_LETTER}|\s+\S|[“\"‘(]|$)"),
    _rule(Level.ARABIC, "1)", r"(?P<n>\d{1,3})\)(?=\s*\S)"),
    _rule(Level.ARABIC, "1-", rf"(?P<n>\d{{1,3}})\s*[\-–](?![^\s|]*/)(?=\s*{_LETTER})"),
    _rule(Level.ARABIC, "1/", rf"(?P<n>\d{{1,2}})/(?=\s+{_LETTER})"),
    _rule(Level.PAREN, "(1)", r"\((?P<n>\d{1,3})\)(?=\s*\S)"),
    _rule(Level.PAREN, "(i)", r"\((?P<n>[ivx]{1,5})\)(?=\s*\S)"),
    _rule(Level.PAREN, "(a)", r"\((?P<n>[a-zđ])\)(?=\s*\S)"),
    _rule(Level.LETTER, "a.1", r"(?P<n>[a-zđ]\.?\d{1,2}(?:\.\d{1,2})?)[).](?=\s*\S)"),
    _rule(Level.LETTER, "a)", r"(?P<n>[a-zđ]{1,2})\)(?=\s*\S)"),
    _rule(Level.LETTER, "a.", rf"(?P<n>[a-zđ])\.(?=\s+\S|{_CAPITAL})"),
    _rule(Level.LETTER, "a-", rf"(?P<n>[a-zđ])\s?[\-–/](?=\s+{_LETTER})"),
    _rule(Level.PHAN, "A.", rf"(?P<n>[A-IK-U])\s?[.\-–/)](?=\s+{_CAPITAL})"),
    _rule(Level.PLUS, "+", r"(?P<n>)\+(?=\s*(?:[^\W_]|$))"),
    # A year after a dash ends a range broken over two lines ("2021\n- 2030"), and "- 2 -" is a page's number.
    _rule(
        Level.DASH, "-", r"(?P<n>)[-–—](?!\s*(?:19|20)\d\d\b|\s*\d{1,4}\s*[-–—]\s*$)(?=\s*(?:[^\W_]|[“\"'‘(\[…<≥≤]|$))"
    ),
    _rule(Level.DASH, "•", r"(?P<n>)[•●○▪■□◦➢✓*\uf0b7\uf02d](?=\s*[^\s*|])"),
)


# Rules by a line's first character, so that most lines are tried against none or a few of them.
_FIRST = {
    **dict.fromkeys("0123456789", (Level.DECIMAL, Level.ARABIC)),
    **dict.fromkeys("(", (Level.PAREN,)),
    **dict.fromkeys("+", (Level.PLUS,)),
    **dict.fromkeys("-–—•●○▪■□◦➢✓*\uf0b7\uf02d", (Level.DASH,)),
    **dict.fromkeys("abcdđefghijklmnoqrsuvwxyz", (Level.LETTER,)),
    **dict.fromkeys("ABCDEFGHKLMNOPQRSTUIVX", (Level.ROMAN, Level.PHAN)),
    "p": (Level.LETTER, Level.PHAN),
    "t": (Level.LETTER, Level.TIEU_MUC),
    "P": (Level.PHU_LUC, Level.PHAN),
    "M": (Level.PHU_LUC, Level.MUC, Level.PHAN),
    "B": (Level.PHU_LUC, Level.DIEU, Level.PHAN),
    "C": (Level.CHUONG, Level.PHAN),
    "T": (Level.TIEU_MUC, Level.PHAN),
    "D": (Level.DIEU, Level.PHAN),
    "Đ": (Level.DIEU,),
    "Ð": (Level.DIEU,),
    **dict.fromkeys("_.,'|~", (Level.DIEU,)),
}
_BY_FIRST = {first: tuple(rule for rule in _RULES if rule[0] in levels) for first, levels in _FIRST.items()}


def markers_of(line: str) -> Iterator[Marker]:
    """All readings of the line's opening, likeliest first; "I." is a Roman one before it is a letter."""
    for level, style, pattern in _BY_FIRST.get(line.lstrip()[:1], ()):
        if match := pattern.match(line):
            number = match["n"] or match.groupdict().get("m") or ""
            yield Marker(level, " ".join(number.split()), style, match.end())


def marker_of(line: str) -> Marker | None:
    """The likeliest certain reading of the line's opening; None for running text and for "".

    >>> marker_of("Điều 5. Trách nhiệm")
    Marker(level=<Level.DIEU: 'dieu'>, number='5', style='dieu', end=7)
    >>> marker_of("Điều 5 Nghị định này quy định") is None
    True
    """
    return next((marker for marker in markers_of(line) if marker.style not in UNSURE), None)


def starts_unit(line: str) -> bool:
    """Whether the line begins a unit, so that it must not be joined to the line before; False for "".

    >>> [starts_unit(line) for line in ("đ) Có", "- Có", "2025. Không", "57-NQ/TW ngày 22/12/2024")]
    [True, True, False, False]
    """
    return marker_of(line) is not None
