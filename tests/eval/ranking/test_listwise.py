"""Learning a weighted sum that puts what answers first."""

from __future__ import annotations

import numpy as np
import pytest

from eval.ranking.listwise import Listed, fit, scale_of


def lists(informative: int, questions: int = 60, passages: int = 8, seed: int = 3) -> list[Listed]:
    """Questions whose answer is told by one feature alone, among three."""
    random = np.random.default_rng(seed)
    made = []
    for _ in range(questions):
        features = random.normal(size=(passages, 3))
        answer = random.integers(passages)
        features[answer, informative] += 2.5
        made.append(Listed(features, np.arange(passages) == answer))
    return made


def firsts(weights: np.ndarray, questions: list[Listed]) -> float:
    return float(np.mean([each.answers[np.argmax(each.features @ weights)] for each in questions]))


@pytest.mark.parametrize("informative", [0, 1, 2])
def test_the_feature_that_tells_is_found(informative: int) -> None:
    learned = lists(informative)
    weights = fit([learned], scale_of(learned), 0.01)
    assert int(np.argmax(weights)) == informative
    assert firsts(weights, lists(informative, seed=4)) > 0.7


def test_no_weight_falls_below_nothing() -> None:
    learned = lists(0)
    turned = [Listed(each.features * [-1.0, 1.0, 1.0], each.answers) for each in learned]
    weights = fit([turned], scale_of(turned), 0.01)
    assert weights.min() >= 0.0
    assert weights[0] == 0.0


def test_sets_count_alike_however_many_questions_they_have() -> None:
    many, few = lists(0, questions=200), lists(1, questions=20)
    weights = fit([many, few], scale_of([*many, *few]), 0.01)
    assert weights[1] > 0.5 * weights[0]


def test_the_stronger_the_penalty_the_smaller_the_weights() -> None:
    learned = lists(0)
    soft, hard = (fit([learned], scale_of(learned), penalty) for penalty in (0.01, 1.0))
    assert 0 < hard[0] < soft[0]


def test_a_feature_that_never_changes_is_worth_nothing_and_does_no_harm() -> None:
    learned = [Listed(np.column_stack([each.features, np.full(8, 5.0)]), each.answers) for each in lists(0)]
    weights = fit([learned], scale_of(learned), 0.01)
    assert np.isfinite(weights).all()
    assert weights[3] == 0.0


def test_several_answers_and_lists_of_different_lengths() -> None:
    learned = [*lists(2, passages=3), *lists(2, passages=12, seed=5)]
    both = [Listed(each.features, each.answers | (each.features[:, 2] > 2)) for each in learned]
    assert int(np.argmax(fit([both], scale_of(both), 0.01))) == 2
