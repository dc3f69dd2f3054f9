"""Two legs' scores become one: by hand-worked numbers and by properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import fused, z_scores

KEYS = st.sampled_from("abcdefgh")
SCORES = st.dictionaries(KEYS, st.integers(-1000, 1000).map(float), min_size=1)


def order(scores):
    return sorted(scores, key=lambda key: (-scores[key], key))


def test_z_scores_by_hand():
    # mean 2, deviations −1, 0, 1, variance 2/3, deviation 0.81650
    assert z_scores({"a": 1.0, "b": 2.0, "c": 3.0}) == pytest.approx({"a": -1.22474, "b": 0.0, "c": 1.22474}, abs=1e-4)


@pytest.mark.parametrize("scores", [{}, {"a": 7.0}, {"a": 2.0, "b": 2.0}])
def test_scores_that_say_nothing_are_zero(scores):
    assert z_scores(scores) == dict.fromkeys(scores, 0.0)


@given(SCORES)
def test_z_scores_have_mean_0_and_deviation_0_or_1(scores):
    values = list(z_scores(scores).values())
    assert sum(values) == pytest.approx(0.0, abs=1e-6)
    squares = sum(value**2 for value in values) / len(values)
    assert squares == pytest.approx(0.0 if len(set(scores.values())) == 1 else 1.0)


@given(SCORES, SCORES)
def test_weights_0_and_1_give_the_order_of_one_leg(dense, sparse):
    completed = {key: sparse.get(key, 0.0) for key in dense}
    assert order(fused(dense, sparse, 1.0)) == order(dense)
    assert order(fused(dense, sparse, 0.0)) == order(completed)


@given(SCORES, SCORES, st.floats(0, 1))
def test_candidates_are_those_of_the_dense_leg(dense, sparse, weight):
    assert fused(dense, sparse, weight).keys() == dense.keys()


def test_missing_from_the_sparse_leg_counts_as_zero():
    dense = {"a": 1.0, "b": 2.0}
    assert fused(dense, {"a": 3.0}, 0.25) == fused(dense, {"a": 3.0, "b": 0.0}, 0.25)
    # z of dense is −1, 1; z of sparse 1, −1: 0.25·(−1) + 0.75·1
    assert fused(dense, {"a": 3.0}, 0.25) == pytest.approx({"a": 0.5, "b": -0.5})


def test_a_constant_leg_does_not_change_the_other_order():
    dense = {"a": 0.5, "b": 0.5, "c": 0.5}
    assert order(fused(dense, {"c": 2.0, "a": 1.0}, 0.4)) == ["c", "a", "b"]


def test_nothing_gives_nothing():
    assert fused({}, {}, 0.4) == {}
