"""Dates in all printed forms, and what is no date."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.dates import dates_of

DATE = dt.date(2025, 1, 9)


@pytest.mark.parametrize(
    "text",
    [
        "ngày 09 tháng 01 năm 2025",
        "Ngày 9 tháng 1 năm 2025",
        "ngày 09 tháng 01\nnăm 2025",
        "ngày 09 tháng01 năm 2025",
        "NGÀY 09 THÁNG 01 NĂM 2025",
        "09/01/2025",
        "9/1/2025",
        "9-1-2025",
        "ngày 9.1.2025",
        "Sông Lam, ngày 09 tháng 01 năm 2025.",
        "trước ngày 9/1/2025;",
    ],
)
def test_forms(text):
    assert [fact.value for fact in dates_of(text)] == [DATE]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31/02/2025",
        "ngày 32 tháng 1 năm 2025",
        "tháng 01 năm 2025",
        "12/2025",
        "05/2025/QĐ-UBND",
        "1.1.2025",
        "9/1/20251",
    ],
)
def test_no_dates(text):
    assert dates_of(text) == ()


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.sampled_from(["words", "/", "-"]), st.booleans())
def test_printed_and_read_back(date, form, padded):
    day, month = (f"{date.day:02}", f"{date.month:02}") if padded else (str(date.day), str(date.month))
    words = f"ngày {day} tháng {month} năm {date.year}" if form == "words" else form.join((day, month, str(date.year)))
    text = f"Theo báo cáo {words} của xã"
    (fact,) = dates_of(text)
    assert fact.value == date
    assert fact.span.of(text) == words
