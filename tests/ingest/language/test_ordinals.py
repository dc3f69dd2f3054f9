"""Places in lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.ordinals import follows, missing_between, ordinal_of, roman_of, roman_value
from ingest.types import Level


@given(st.integers(1, 399))
def test_roman_numbers_there_and_back(value):
    assert roman_value(roman_of(value)) == value


@pytest.mark.parametrize("number", ["", "IIII", "VX", "ABC", "IC"])
def test_ill_formed_roman_numbers(number):
    assert roman_value(number) is None


@pytest.mark.parametrize(
    ("level", "before", "after", "lettered"),
    [
        (Level.DIEU, "5", "6", False),
        (Level.DIEU, "7", "7a", False),
        (Level.DIEU, "7b", "8", False),
        (Level.LETTER, "d", "đ", True),
        (Level.LETTER, "d", "e", True),
        (Level.LETTER, "e", "g", True),
        (Level.LETTER, "i", "k", True),
        (Level.DECIMAL, "2.9", "2.10", False),
        (Level.ROMAN, "IV", "V", False),
        (Level.PHAN, "thứ ba", "thứ tư", False),
        (Level.LETTER, "a.1", "a.2", False),
    ],
)
def test_what_follows(level, before, after, lettered):
    first, second = ordinal_of(level, before), ordinal_of(level, after)
    assert first is not None
    assert second is not None
    assert follows(first, second, lettered)
    assert not follows(second, first, lettered)


def test_missing_numbers_are_counted():
    five, seven = ordinal_of(Level.DIEU, "5"), ordinal_of(Level.DIEU, "7")
    assert five is not None
    assert seven is not None
    assert missing_between(five, seven) == 1
    assert missing_between(seven, five) < 0
