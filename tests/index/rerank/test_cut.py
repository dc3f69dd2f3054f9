"""How many passages answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.rerank.cut import MOST, answering, chances

SCORES = st.lists(st.floats(-20, 20), max_size=30).map(lambda scores: sorted(scores, reverse=True))


@given(SCORES, st.floats(0.01, 5))
def test_chances_are_chances(scores: list[float], sharpness: float) -> None:
    found = chances(scores, sharpness)
    assert all(0 <= chance <= 1 for chance in found)
    assert sum(found) == pytest.approx(1.0 if scores else 0.0)


@given(SCORES, st.floats(0.01, 5))
def test_never_more_than_there_are_or_are_shown(scores: list[float], sharpness: float) -> None:
    count = answering(scores, sharpness)
    assert min(1, len(scores)) <= count <= min(MOST, len(scores))


@given(SCORES, st.floats(0.01, 2))
def test_the_surer_the_fewer(scores: list[float], sharpness: float) -> None:
    assert answering(scores, 2 * sharpness) <= answering(scores, sharpness)
