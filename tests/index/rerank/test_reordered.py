"""A ranking put into another order at its head."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.rerank.reordered import reordered
from index.types import Hit, Passage
from ingest.types import Span


def hits(*scores: float, beyond: float = 0.0) -> list[Hit]:
    """Hits of these fused scores; the first has so much more, as its document is named."""
    return [
        Hit(Passage(str(at), "d", Span(0, 1), "x", ""), score + beyond * (at == 0), {"fused": score})
        for at, score in enumerate(scores)
    ]


def ids(found: tuple[Hit, ...]) -> str:
    return "".join(hit.passage.id for hit in found)


def test_the_head_is_ordered_by_the_scores_that_it_was_given() -> None:
    found = reordered(hits(3.0, 2.0, 1.0), [-70.0, 10.0, 60.0])
    assert ids(found) == "210"
    assert found[0].legs == {"fused": 1.0, "rerank": 60.0}


def test_scores_are_brought_to_the_scale_of_those_before() -> None:
    found = reordered(hits(3.0, 2.0, 1.0), [100.0, 300.0, 200.0])
    assert [hit.score for hit in found] == pytest.approx([3.0, 2.0, 1.0])


def test_what_was_not_judged_comes_after_what_was() -> None:
    found = reordered(hits(3.0, 2.0, 1.9, 1.8), [0.0, 1.0])
    assert ids(found) == "1023"
    assert found[2].legs == {"fused": 1.9}


@pytest.mark.parametrize(("beyond", "first"), [(0.0, "1"), (1.5, "0"), (1000.0, "0")])
def test_what_is_named_keeps_what_it_has_beyond_its_score(beyond: float, first: str) -> None:
    assert ids(reordered(hits(2.0, 1.5, 1.0, beyond=beyond), [1.0, 2.0, 1.5]))[0] == first


def test_scores_that_are_all_alike_leave_the_order() -> None:
    assert ids(reordered(hits(3.0, 2.0, 1.0), [5.0, 5.0, 5.0])) == "012"


def test_no_scores_change_nothing() -> None:
    assert reordered(hits(3.0, 2.0), []) == tuple(hits(3.0, 2.0))


@given(
    st.lists(st.floats(-5, 1000), max_size=12).map(lambda scores: sorted(scores, reverse=True)),
    st.lists(st.floats(-9, 9), max_size=12),
)
def test_nothing_is_lost_and_scores_never_rise(scores: list[float], judged: list[float]) -> None:
    found = reordered(hits(*scores), judged[: len(scores)])
    assert sorted(ids(found)) == sorted(ids(tuple(hits(*scores))))
    assert all(a.score >= b.score for a, b in pairwise(found))
