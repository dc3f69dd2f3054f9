"""The place of a printed number in its list: "III" is third, "đ" comes after "d", "7a" between 7 and 8."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.types import Level

# Vietnamese lists skip f, j, w, z; some typists keep them, and some skip đ.
_LETTERS = "abcdđefghijklmnopqrstuvwxyz"
_SKIPPED = frozenset("đfijwz")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_MISREAD = str.maketrans("IlTUOo", "111000")  # figures that OCR takes for letters
_STROKES = str.maketrans({**dict.fromkeys("ÍÌỊl1!|", "I"), "H": "II", "U": "II", "Y": "V"})
_NAMED = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai", "mười ba")
_LETTERS_BEFORE_ROMANS = frozenset("CL")  # after "B." comes "C.", no list begins with 100
_OTHER_NAMES = {"bốn": "tư", "bẩy": "bảy"}

Ordinal = tuple[str, int, int]
"""What must be equal among siblings ("2." of "2.3"), the place, 1-based, and the place of a suffix letter (0: none)."""


def roman_value(number: str) -> int | None:
    """The value of a well-formed Roman number in either case, None for anything else and for "".

    >>> roman_value("XIV"), roman_value("IIV")
    (14, None)
    """
    digits = [_ROMAN_DIGITS.get(letter, 0) for letter in number.upper()]
    value = sum(-d if d < after else d for d, after in zip(digits, [*digits[1:], 0], strict=False))
    return value if digits and 0 not in digits and roman_of(value) == number.upper() else None


def roman_of(value: int) -> str:
    """The Roman number of 1–399, "" for 0 and below.

    >>> roman_of(14)
    'XIV'
    """
    written = ""
    for size, letters in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV")):
        while value >= size:
            written, value = written + letters, value - size
    return written + "I" * max(value, 0)


def misread_roman(number: str) -> int | None:
    """The value of a Roman number of which a scan took the strokes for other letters; None for anything else.

    >>> misread_roman("IÍ"), misread_roman("HI"), misread_roman("lY")
    (2, 3, 4)
    """
    return roman_value(number.translate(_STROKES))


def _letter(number: str) -> int:
    return _LETTERS.find(number.casefold()) + 1 if len(number) == 1 else 0


def _figure(number: str) -> Ordinal | None:
    match = re.fullmatch(r"(\d+)([a-zđ]{0,2})", number.casefold())
    return ("", int(match[1]), _letter(match[2][:1]) if match[2] else 0) if match else None


def _plain(value: int | None) -> Ordinal | None:
    return ("", value, 0) if value else None


def _suffixed_roman(number: str) -> Ordinal | None:
    """ "IIa" and, as Word's capitals leave it, "Iva"."""
    match = re.fullmatch(r"([IVXL][IVXLivxl]{0,6})([a-zđ])", number)
    value = roman_value(match[1]) if match else None
    return ("", value, _letter(match[2])) if match and value else None


def _annex_place(number: str) -> Ordinal | None:
    if match := re.fullmatch(r"([A-Z]{1,3})[\s\-]?(\d{1,3})([a-zđ]?)(?:[\s\-/].*)?", number):
        return match[1], int(match[2]), _letter(match[3])
    if match := re.match(r"(\d{1,3}[a-zA-Z]?)[/\-]", number):
        return _figure(match[1])
    return _suffixed_roman(number)


@lru_cache(maxsize=8192)
def ordinal_of(level: Level, number: str) -> Ordinal | None:
    """The place that a printed number names at its level; None when it names none (dashes, "", nonsense).

    >>> ordinal_of(Level.DECIMAL, "2.3"), ordinal_of(Level.DIEU, "7a"), ordinal_of(Level.PHU_LUC, "IIa")
    (('2', 3, 0), ('', 7, 1), ('', 2, 1))
    """
    if level is Level.PHU_LUC and (place := _annex_place(number)):
        return place
    if level is Level.DIEU and not number.isascii():
        return _figure(number)
    if level is Level.DIEU and number.translate(_MISREAD).isdigit():
        return _plain(roman_value(number) or int(number.translate(_MISREAD)))
    if level is Level.DECIMAL or "." in number:
        prefix, _, last = number.rpartition(".")
        return (prefix, int(last), 0) if last.isdigit() else None
    if level in (Level.LETTER, Level.DIEM) and (match := re.fullmatch(r"([a-zđ])(\d+)", number)):
        return match[1], int(match[2]), 0
    if figure := _figure(number):
        return figure
    if number.casefold().startswith("thứ"):
        name = " ".join(number.casefold().split()[1:])
        name = _OTHER_NAMES.get(name, name)
        return _plain(_NAMED.index(name) + 1 if name in _NAMED else None)
    if level in (Level.LETTER, Level.PAREN) and len(number) == 1 and number not in "ivx":
        return _plain(_letter(number))
    if level in (Level.LETTER, Level.DIEM) or number in _LETTERS_BEFORE_ROMANS:
        return _plain(_letter(number))
    return _plain(roman_value(number) or _letter(number))


def follows(before: Ordinal, after: Ordinal, lettered: bool = False) -> bool:
    """Whether `after` is the next in the list of `before`: the next number, or the same with the next suffix."""
    if before[0] != after[0]:
        return False
    if after[1] == before[1]:
        return after[2] == before[2] + 1 or (before[2] < after[2] <= before[2] + 2)
    if lettered:
        return after[1] > before[1] and all(_LETTERS[at] in _SKIPPED for at in range(before[1], after[1] - 1))
    return after[1] == before[1] + 1 and after[2] == 0


def missing_between(before: Ordinal, after: Ordinal) -> int:
    """How many numbers lie between two of one list; negative when `after` does not come later."""
    return after[1] - before[1] - 1 if before[0] == after[0] else -1
