"""Which words of a text were asked for, as the query was understood."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.matching import WORD, marks_as_understood, marks_of, matches, missing_from
from index.query.lexicon import Lexicon
from index.query.understanding import understood

TEXT = "Đẩy mạnh CĐS: chuyển đổi số trong cơ quan đảng; hoà nhập, theo Nghị quyết 57-NQ/TW và Điều 5."
MEANINGS = ("chuyển đổi số", "cơ quan đảng")
ABBREVIATIONS = {"cđs": MEANINGS, "cds": MEANINGS}


def said(query):
    return understood(query, Lexicon(), ABBREVIATIONS)


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("cơ quan Đảng", ["cơ quan đảng"]),
        ("co quan dang", ["cơ quan đảng"]),
        ("cơ quan đăng", ["cơ quan"]),
        ("hòa", ["hoà"]),
        ("hỏa", []),
        ("CĐS", ["CĐS", "chuyển đổi số", "cơ quan đảng"]),
        ("điều 5", ["Điều 5"]),
        ("", []),
    ],
)
def test_words_are_marked_as_they_were_understood(query, marked):
    assert [span.of(TEXT) for span in marks_as_understood(TEXT, said(query))] == marked


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ("cơ quan nhà nước", ("nhà", "nước")),
        ("co quan nha nuoc", ("nha", "nuoc")),
        ("cơ quan đăng cơ quan ĐĂNG", ("đăng",)),
        ("CĐS xã", ("xã",)),
        ("điều 9 nghị định 99 về xã", ("về", "xã")),
        ("hòa nhập", ()),
    ],
)
def test_what_is_missing_is_told_once_and_names_are_not_looked_for(query, missing):
    assert missing_from(TEXT, said(query)) == missing


@given(st.text(alphabet="aáàbcdđêếohòóaỏ CĐS-5", max_size=40), st.text(alphabet="aáàbcdđêếohòóaỏ CĐS-5", max_size=40))
def test_marks_are_in_order_disjoint_and_of_asked_words(text, query):
    marks = marks_of(text, query)
    assert all(a.end < b.start for a, b in itertools.pairwise(marks))
    asked = WORD.findall(query)
    for mark in marks:
        assert all(any(matches(one, word) for one in asked) for word in WORD.findall(mark.of(text)))


def test_a_long_query_over_many_texts_takes_no_time():
    query, text = said("khoản 1 điều 1 " * 130 + "số hóa"), "số hóa hồ sơ lưu trữ, khoản 1 Điều 1 " * 30
    started = time.process_time()
    for at in range(200):
        assert marks_as_understood(f"{text} {at}", query) and missing_from(f"{text} {at}", query) == ()
    assert time.process_time() - started < 4
