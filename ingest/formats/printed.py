"""Numbers and dates of cells as a Vietnamese office prints them: decimal comma, thousands with a dot, day first."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any

_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_ASIDE = re.compile(r"\[[^\]]*\]|_.|\*.")
_DIGITS = re.compile(r"[#0?][#0?,.]*")
_DATE_PART = re.compile(r"yyyy|yy|mmmm?|mm?|dddd?|dd?|hh?|ss?|AM/PM", re.IGNORECASE)
_LOCALE_DATES = frozenset(("mm-dd-yy", "m/d/yyyy", "m/d/yy", "General", "yyyy-mm-dd h:mm:ss"))
"""Excel's short date of the system's locale, and what programs write that ask for none; here day first."""


def printed(value: Any, form: str) -> str:
    """`value` of a cell with number format `form` ("General", "#,##0.0", "dd/mm/yyyy"); "" for None.

    >>> printed(1234567.891, "#,##0.0"), printed(0.125, "0%"), printed(33.746, "General")
    ('1.234.567,9', '13%', '33,746')
    >>> printed(dt.datetime(2003, 2, 14), "mm-dd-yy"), printed(dt.datetime(2003, 2, 1), "mm/yyyy")
    ('14/02/2003', '02/2003')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Đúng" if value else "Sai"
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return _date(value, form)
    if isinstance(value, int | float):
        return _number(value, form)
    return str(value)


def _number(value: float, form: str) -> str:
    sections = _ASIDE.sub("", form).split(";")
    section = sections[1] if value < 0 and len(sections) > 1 and sections[1].strip() else sections[0]
    signed = value < 0 and section is sections[0]
    bare = _LITERAL.sub("", section)
    digits = _DIGITS.search(bare)
    if digits is None or re.search("[eE][+-]|/|General", bare):
        return f"{value:.10g}".replace(".", ",")
    percent = "%" in bare
    scale = 1000 ** (len(digits[0]) - len(digits[0].rstrip(",")))
    pattern = digits[0].rstrip(",")
    decimals = len(pattern.partition(".")[2])
    amount = _rounded(abs(value) * (100 if percent else 1) / scale, decimals)
    optional = len(pattern.partition(".")[2]) - len(pattern.partition(".")[2].rstrip("#?"))
    text = f"{amount:,.{decimals}f}" if "," in pattern else f"{amount:.{decimals}f}"
    for _ in range(optional):
        text = text.removesuffix("0") if "." in text else text
    text = text.removesuffix(".").translate(str.maketrans(",.", ".,"))
    text = text.zfill(pattern.partition(".")[0].replace(",", "").count("0")) if "," not in pattern else text
    shown = _LITERAL.sub(lambda m: m[1] or m[2] or "", section)
    before, after = shown[: shown.find(digits[0])], shown[shown.find(digits[0]) + len(digits[0]) :]
    return ("-" if signed else "") + before.strip() + text + (after if after.startswith("%") else after.rstrip())


def _rounded(amount: float, decimals: int) -> float:
    """As on paper: halves away from zero, not to the even digit."""
    scale = float(10**decimals)
    return math.floor(amount * scale + 0.5 + 1e-9) / scale


def _date(value: dt.datetime | dt.date | dt.time, form: str) -> str:
    clean = _ASIDE.sub("", form).split(";")[0]
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if clean in _LOCALE_DATES or not _DATE_PART.search(clean) or "mmm" in clean.lower():
        timed = isinstance(value, dt.datetime) and (value.hour or value.minute) and "h" in clean.lower()
        return value.strftime("%d/%m/%Y %H:%M" if timed else "%d/%m/%Y")
    return _LITERAL.sub(lambda m: m[1] or m[2] or "", _filled(value, clean))


def _filled(value: dt.datetime | dt.date, form: str) -> str:
    """The parts of `form` in its own order; "m" behind hours is minutes."""
    seen_hours = False

    def part(match: re.Match[str]) -> str:
        nonlocal seen_hours
        token = match[0].lower()
        if token.startswith("h"):
            seen_hours = True
            return value.strftime("%H")
        if token == "am/pm":
            return ""
        code = {"y": "%Y" if token == "yyyy" else "%y", "d": "%d", "s": "%S", "m": "%M" if seen_hours else "%m"}[
            token[0]
        ]
        text = value.strftime(code)
        return text.lstrip("0") if len(token) == 1 and token in "dm" and not seen_hours else text

    return _DATE_PART.sub(part, form)
