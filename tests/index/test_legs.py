"""Two legs as one: what each found is scored by both, and nothing is asked twice."""

import numpy as np
import pytest

from index.legs import Legs, ranked, totals_of
from index.sparse import Bm25, passage_vector
from index.store.fake import FakeStore
from index.types import Point, Scope, SparseVector

ONE = np.asarray([1, 0], dtype=np.float32)


def point(key, dense, terms, document="d"):
    vector = np.asarray(dense, dtype=np.float32)
    return Point(
        key, document, vector / np.linalg.norm(vector), SparseVector(tuple(terms), (1.0,) * len(terms)), 0, None, None
    )


@pytest.fixture
def store():
    made = FakeStore()
    made.upsert([point("a", (1, 0), [7]), point("b", (1, 1), [5, 6]), point("c", (0, 1), [5], "e")])
    return made


def test_each_leg_to_its_depth_and_both_together(store):
    legs = Legs(store, ONE, SparseVector((5, 6), (1.0, 1.0)), Scope())
    both = {name: sorted(found) for name, found in legs.found("fused", 1).items()}
    assert both == {"dense": ["a", "b"], "sparse": ["a", "b"]}
    assert list(legs.found("dense", 2)) == ["dense"] and list(legs.found("sparse", 9)["sparse"]) == ["b", "c"]


def test_what_one_leg_found_the_other_scores(store):
    legs = Legs(store, ONE, SparseVector((5, 6), (1.0, 1.0)), Scope())
    whole = legs.found("fused", 9)
    first = legs.found("fused", 1)
    assert first["dense"] == pytest.approx({"a": 1.0, "b": whole["dense"]["b"]})
    assert first["sparse"] == {"a": 0.0, "b": whole["sparse"]["b"]}
    assert legs.completed(first, ["a", "b"]) == first
    complete = legs.completed(first, ["b", "c"])
    assert complete["dense"] == pytest.approx({key: whole["dense"][key] for key in "bc"})
    assert complete["sparse"] == {key: whole["sparse"][key] for key in "bc"}
    assert legs.completed(whole, []) == {"dense": {}, "sparse": {}}
    assert totals_of({"dense": {}, "sparse": {}}, 0.5) == {}


def test_the_sparse_leg_alone_needs_no_vector_and_documents_bound_what_is_found(store):
    legs = Legs(store, None, SparseVector((5,), (1.0,)), Scope(), ["e"])
    found = legs.found("sparse", 9)
    assert list(found["sparse"]) == ["c"]
    assert totals_of(found, 0.4) == found["sparse"]


def test_equal_totals_are_in_the_order_of_their_ids():
    scores = {"dense": {"b": 1.0, "a": 1.0, "c": 2.0}, "sparse": {"c": 3.0}}
    assert [(key, legs["sparse"]) for key, _, legs in ranked({"b": 1.0, "a": 1.0, "c": 2.0}, scores)] == [
        ("c", 3.0), ("a", 0.0), ("b", 0.0),
    ]  # fmt: skip


@pytest.fixture
def worded(monkeypatch):
    monkeypatch.setattr("index.legs._FEW", 0)
    made = FakeStore()
    texts = {"a": "x y", "b": "y z", "c": "x y z", "d": "z", "e": "y"}
    made.upsert(
        [
            Point(key, key, ONE, passage_vector(text.split(), Bm25()), int(key == "a"), None, None)
            for key, text in texts.items()
        ]
    )
    return Legs(made, None, SparseVector((), ()), Scope())


def test_passages_with_a_term_of_every_group(worded):
    assert worded.holding([("x",)], 9) == (["c"], True)
    assert worded.holding([("y",), ("z",)], 9) == (["b", "c"], True)
    assert worded.holding([("x", "z"), ("y",)], 9) == (["b", "c"], True)
    assert worded.holding([("none",), ("y",)], 9) == ([], True)
    assert worded.holding([], 9) == ([], False)
    assert Legs(worded.store, None, worded.sparse, Scope(1)).holding([("x",)], 9) == (["a", "c"], True)
    assert Legs(worded.store, None, worded.sparse, Scope(), ["b", "d"]).holding([("y",)], 9) == (["b"], True)


def test_few_passages_need_no_further_bound(worded, monkeypatch):
    monkeypatch.setattr("index.legs._FEW", 2)
    assert worded.holding([("z",), ("x",), ("y",)], 9) == (["c"], True)
    assert worded.holding([("z", "x"), ("x",)], 9) == (["c"], True)
    assert worded.holding([("x", "e"), ("none",)], 9) == (["c"], True)


def test_a_group_of_too_many_bounds_nothing(worded):
    assert worded.holding([("y",), ("z",)], 4) == (["b", "c"], True)
    assert worded.holding([("y",), ("x",)], 3) == (["c"], True)
    found, is_all = worded.holding([("y",), ("z",)], 3)
    assert set(found) >= {"b", "c"} and len(found) == 3 and not is_all
