"""Numbers as figures and as Vietnamese words: "1.200,5", "hai mươi lăm", "một trăm linh năm"."""

from __future__ import annotations

import re
from decimal import Decimal

_ONES = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "nhăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
_TENS = {"mười": 10, "mươi": 10, "chục": 10}
_ALL = {**_ONES, **_TENS, "trăm": 100, "linh": 0, "lẻ": 0}
_FIRST = "một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười"
_MORE = "một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín"
_UNITS_AFTER_TENS = "một|mốt|hai|ba|bốn|tư|lăm|nhăm|sáu|bảy|bẩy|tám|chín"  # "hai mươi năm" is twenty years
# A number word, then only what may continue it: "năm năm" is five years, "mười năm" ten years.
NUMERAL = (
    rf"(?:(?:{_FIRST})\s+trăm(?:\s+(?:linh|lẻ)\s+(?:{_MORE})|\s+(?:{_FIRST})\s+mươi(?:\s+(?:{_MORE}))?"
    rf"|\s+mười(?:\s+(?:{_MORE}))?)?"
    rf"|(?:{_FIRST})\s+mươi(?:\s+(?:{_UNITS_AFTER_TENS})(?!\s+(?:trăm|mươi)))?"
    rf"|mười\s+(?:một|hai|ba|bốn|lăm|sáu|bảy|bẩy|tám|chín)|(?:{_FIRST}))"
)
"""A regular expression of the numerals 1–999, without groups."""


def value_of_figures(figures: str) -> Decimal:
    """The value of printed figures: points between groups of three are thousands, a comma begins the fraction.

    >>> value_of_figures("1.200,5"), value_of_figures("05"), value_of_figures("4.0")
    (Decimal('1200.5'), Decimal('5'), Decimal('4.0'))
    """
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", figures):
        figures = figures.replace(".", "")
    whole, *fraction = re.split(r"[.,]", figures)
    return Decimal(f"{int(whole)}.{''.join(fraction)}" if fraction else int(whole))


def value_of_numeral(words: str) -> Decimal | None:
    """The value of a numeral below 1,000; None for words that are none.

    >>> value_of_numeral("hai mươi lăm"), value_of_numeral("một trăm linh năm"), value_of_numeral("mười")
    (Decimal('25'), Decimal('105'), Decimal('10'))
    """
    total = ones = 0
    for word in words.casefold().split():
        if word not in _ALL:
            return None
        if word == "trăm":
            total, ones = (ones or 1) * 100, 0
        elif word in _TENS:
            total, ones = total + (ones or 1) * 10, 0
        else:
            ones = _ALL[word]
    return Decimal(total + ones)
