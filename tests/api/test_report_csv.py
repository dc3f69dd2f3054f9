"""The table of the report: as RFC 4180 and Excel want it, and nothing in it runs."""

import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.report_csv import csv_of
from index.report import Line, Report


def line(**parts):
    given_ = {"kind": "failure", "code": "empty_file", "cause": "Tệp rỗng", "remedy": "Nạp lại.", "file": "a.txt"}
    return Line(**(given_ | {"message": "Tệp rỗng."} | parts))


def rows(report):
    return list(csv.reader(io.StringIO(csv_of(report).removeprefix("\ufeff"), newline="")))


def test_an_empty_report_is_a_header():
    assert csv_of(Report(None, ())).startswith("\ufeffLoại,Mã,") and len(rows(Report(None, ()))) == 1


def test_a_line_is_a_row():
    made = line(file='bến "cá", số 2.txt', page=3, number="1-NQ/TU", at=dt.datetime(2026, 1, 2, 3, 4, 5, 6))
    text = csv_of(Report(None, (made,)))
    assert text.count("\r\n") == 2 and '"bến ""cá"", số 2.txt"' in text
    assert rows(Report(None, (made,)))[1] == [
        "Lỗi", "empty_file", "Tệp rỗng", "Nạp lại.", 'bến "cá", số 2.txt', "1-NQ/TU", "3", "Tệp rỗng.", "",
        "2026-01-02 03:04:05", "",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["=HYPERLINK(1).docx", "+1.txt", "-1.txt", "@a.txt", "\t=1.txt", " =1.txt"])
def test_no_cell_is_a_formula(name):
    assert rows(Report(None, (line(file=name),)))[1][4] == f"'{name}"


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20))
def test_every_text_comes_back(text):
    (cell,) = {row[4] for row in rows(Report(None, (line(file=text),)))[1:]}
    assert cell in (text, f"'{text}")
