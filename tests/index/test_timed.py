"""Time in a question as conditions and as a bounded preference."""

import datetime as dt

import pytest

from index.filters import IN_FORCE, NOT_IN_FORCE, Filter
from index.query.abbreviations import read_abbreviations
from index.query.lexicon import Lexicon
from index.query.understanding import understood
from index.timed import filter_of, has_preference, narrowed, preferred, without_conditions

D = dt.date


def said(question):
    return understood(question, Lexicon(), read_abbreviations())


def test_conditions_join_the_reader_s_own():
    where = narrowed(said("nghị quyết ban hành năm 2024 còn hiệu lực"), Filter(kinds=frozenset({"nghị quyết"})))
    assert where == Filter(frozenset({"nghị quyết"}), frozenset(), D(2024, 1, 1), D(2024, 12, 31), validity=IN_FORCE)
    assert narrowed(said("mục tiêu đến năm 2030"), None) is None
    assert narrowed(said("đê"), Filter(kinds=frozenset({"luật"}))) == Filter(kinds=frozenset({"luật"}))
    assert filter_of(said("các văn bản đã hết hiệu lực")).validity == NOT_IN_FORCE
    # What the reader has chosen himself is not widened by the question.
    chosen = Filter(issued_from=D(2024, 5, 1), issued_to=D(2024, 6, 1))
    assert narrowed(said("văn bản ban hành năm 2024"), chosen) == chosen


@pytest.mark.parametrize(("question", "first", "last"), [
    ("văn bản ban hành năm 2020 và văn bản ban hành năm 2024", D(2020, 1, 1), D(2024, 12, 31)),
    ("văn bản ban hành năm 2020 và văn bản ban hành trước năm 2015", None, D(2020, 12, 31)),
    ("văn bản ban hành sau năm 2020", D(2021, 1, 1), None),
])  # fmt: skip
def test_several_periods_are_one_span(question, first, last):
    where = filter_of(said(question))
    assert (where.issued_from, where.issued_to) == (first, last)


def test_without_conditions_the_preferences_stay():
    question = said("nghị quyết mới nhất ban hành năm 2024 còn hiệu lực")
    assert filter_of(without_conditions(question)).is_empty
    assert has_preference(without_conditions(question))


def test_newer_documents_are_preferred_by_a_bounded_share():
    dates = {"a": D(2025, 1, 1), "b": D(2023, 1, 2), "c": D(1990, 1, 1), "d": None}
    found = preferred(said("nghị quyết mới nhất"), dates)
    assert found["a"] == 1 and found["b"] == pytest.approx(0.5) and 0 < found["c"] < 0.001 and "d" not in found
    assert preferred(said("nghị quyết"), dates) == {} == preferred(said("nghị quyết mới nhất"), {"d": None})


def test_a_bare_year_prefers_its_own_and_a_quarter_has_a_month_of_grace():
    dates = {"a": D(2024, 12, 31), "b": D(2025, 1, 1), "c": D(2024, 10, 20), "d": D(2024, 12, 1)}
    assert preferred(said("kết quả năm 2024"), dates) == {"a": 1, "c": 1, "d": 1}
    assert preferred(said("kết quả quý III/2024"), dates) == {"c": 1}
