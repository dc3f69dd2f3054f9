"""Dates as official documents print them: "ngày 09 tháng 01 năm 2025", "09/01/2025", "9-1-2025".

Nghị định 30/2020/NĐ-CP, phụ lục I: days below 10 and months 1 and 2 take a leading zero; readers forgive its absence,
and a tone mark that a scan has put wrongly ("ngảy").
"""

from __future__ import annotations

import datetime as dt
import re

from ingest.types import Fact, Span

_WORDS = (
    r"ng[aàáảãạ]y\s{0,6}(?P<d>\d{1,2})\s{0,6},?\s{0,3}th[aáàảãạ]ng\s{0,6}(?P<m>\d{1,2})\s{0,6},?\s{0,3}"
    r"n[aăâắằẳẵặ]m\s{0,6}(?P<y>\d{4})(?!\d)"
)
_FIGURES = (
    r"(?<![\d/.\-–])(?P<d2>\d{1,2})(?P<sep>\s?[/\-–]\s?)(?P<m2>\d{1,2})(?P=sep)(?P<y2>\d{4})(?![\d]|[/\-–]\w)"
    r"|(?<=ngày )(?P<d3>\d{1,2})\.(?P<m3>\d{1,2})\.(?P<y3>\d{4})(?!\d)"
)
_DATE = re.compile(f"{_WORDS}|{_FIGURES}", re.IGNORECASE)


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def dates_of(text: str) -> tuple[Fact[dt.date], ...]:
    """Every full date, in reading order, each with its span; impossible dates and dates without a year are left out.

    The span of a date in words begins at "ngày". Gives () for "".

    >>> [str(fact.value) for fact in dates_of("ngày 09 tháng 01 năm 2025, 22/12/2024, 31/02/2025")]
    ['2025-01-09', '2024-12-22']
    """
    found = []
    for match in _DATE.finditer(text):
        day, month, year = (match[key] or match[key + "2"] or match[key + "3"] for key in ("d", "m", "y"))
        if (value := _date(year, month, day)) is not None:
            found.append(Fact(value, Span(*match.span())))
    return tuple(found)
