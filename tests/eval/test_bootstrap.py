import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.bootstrap import Estimate, difference, estimate, mean, percentiles
from eval.measures import Score

SCORES = st.lists(st.none() | st.builds(Score, st.floats(0, 1), st.sampled_from([1.0, 2.0])), min_size=1, max_size=30)


def values(*numbers):
    return [None if number is None else Score(float(number)) for number in numbers]


def test_the_mean_is_over_eligible_questions_and_weighted():
    assert mean(values(1, None, 0, 0)) == pytest.approx(1 / 3)
    assert mean([Score(1.0, 2.0), Score(0.0, 1.0)]) == pytest.approx(2 / 3)
    assert mean([None]) is None
    assert mean([]) is None


def test_an_interval_is_near_the_binomial_one_and_repeatable():
    # 30 of 60: the normal interval is 0.5 ± 1.96·sqrt(0.25/60) = [0.373, 0.627].
    scores = values(*[1] * 30 + [0] * 30)
    found = estimate(scores)
    assert (found.value, found.questions) == (0.5, 60)
    assert found.low == pytest.approx(0.373, abs=0.02)
    assert found.high == pytest.approx(0.627, abs=0.02)
    assert estimate(scores) == found
    assert estimate(scores, seed=1, resamples=100) != found


def test_nothing_eligible_gives_nothing():
    assert estimate(values(None, None)) == Estimate(None, None, None, 0)
    assert estimate([]) == Estimate(None, None, None, 0)
    assert difference(values(None), values(1)) == Estimate(None, None, None, 1)


def test_draws_without_an_eligible_question_are_left_out():
    # One eligible of 20: about a third of the draws miss it, none of them becomes NaN.
    assert estimate(values(1, *[None] * 19)) == Estimate(1.0, 1.0, 1.0, 1)


def test_a_paired_difference_is_narrower_than_its_parts():
    # B is A with one more right of 40: the difference is 1/40, and no draw is below 0.
    before = values(*[1] * 20 + [0] * 20)
    after = values(*[1] * 21 + [0] * 19)
    found = difference(before, after)
    assert found.value == pytest.approx(1 / 40)
    assert found.low == 0.0
    assert found.high < 0.1
    with pytest.raises(ValueError, match="40 and 1"):
        difference(before, values(1))


@given(SCORES)
def test_a_figure_lies_in_its_interval_and_in_range(scores):
    found = estimate(scores, resamples=200)
    if found.value is not None:
        assert 0 <= found.low <= found.high <= 1 + 1e-9
        assert -1e-9 <= found.value <= 1 + 1e-9


@given(SCORES)
def test_a_run_does_not_differ_from_itself(scores):
    found = difference(scores, scores, resamples=200)
    assert found.value in (None, 0.0)
    assert found.low in (None, 0.0)


def test_percentiles():
    # Linear between the neighbours: position 0.95·4 = 3.8 of [1, 2, 3, 4, 5] is 4.8.
    assert percentiles([5, 1, 4, 2, 3]) == (3.0, pytest.approx(4.8))
    assert percentiles([]) == (None, None)
