"""What a learned ranker gains where it was never taught."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.ranking.folds import learned, ranking, rankings_of, shipped, splits
from eval.ranking.gathered import Gathered
from eval.ranking.listwise import Listed
from eval.ranking.sets import weights_shape
from index.rerank.features import NAMES
from index.rerank.linear import read_weights


def question(key: str, group: str, answer: int = 1, told: int = 0) -> Gathered:
    """Three passages of documents d0, d1, d2 in the fused order; feature `told` points out the one that answers."""
    features = np.zeros((3, len(NAMES)))
    features[:, 0] = [0.0, -0.1, -0.2]
    features[answer, told] += 1.0
    return Gathered(
        key, group, ("d0", "d1", "d2", "d0"), frozenset({f"d{answer}"}), Listed(features, np.arange(3) == answer)
    )


@given(st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=30), st.integers(2, 6), st.integers(0, 5))
def test_no_law_is_learned_from_and_tested_on(groups: list[str], folds: int, seed: int) -> None:
    questions = [question(str(at), group) for at, group in enumerate(groups)]
    found = splits(questions, folds, seed)
    assert sorted(each.query for split in found for each in split.tested) == sorted(each.query for each in questions)
    for split in found:
        assert not {each.group for each in split.learned} & {each.group for each in split.tested}


def test_what_is_learned_puts_the_answer_first() -> None:
    questions = [question(str(at), "abcd"[at % 4], answer=at % 3, told=3) for at in range(24)]
    weights = learned([questions], 0.01)
    assert ranking(question("x", "e", answer=2, told=3), weights, "x").documents[0][0] == "d2"


def test_without_weights_the_fused_order_stays_each_document_once() -> None:
    found = ranking(question("x", "a"), None, "khong-xep-lai")
    assert [key for key, _ in found.documents] == ["d0", "d1", "d2"]


def test_every_way_ranks_every_question_once() -> None:
    questions = [question(str(at), "abcd"[at % 4], answer=at % 3) for at in range(12)]
    made, about = rankings_of(questions, [questions[:6]], 4, 0.1)
    for name in about:
        assert sorted(each.query for each in made if each.leg == name) == sorted(each.query for each in questions)


def test_nothing_to_learn_from_is_told() -> None:
    blind = Gathered("x", "a", ("d0",), frozenset({"d9"}), Listed(np.zeros((1, len(NAMES))), np.array([False])))
    with pytest.raises(ValueError, match="no question"):
        learned([[blind]], 0.1)


def test_weights_of_nothing_are_not_kept() -> None:
    weights = np.zeros(len(NAMES))
    weights[1] = 2.0
    assert weights_shape("thu", weights, {"bo": 3}, 0.1)["weights"] == {NAMES[1]: 2.0}


def test_the_weights_that_come_with_the_program_are_of_its_features() -> None:
    assert set(read_weights().weights) <= set(NAMES)
    assert (shipped() >= 0).all()
    assert shipped().any()
