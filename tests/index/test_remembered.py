"""A query is encoded once while it is remembered, and what is given is never what is kept."""

import numpy as np

from index.fakes import FakeEmbedder
from index.remembered import RememberedQueries


class Counting(FakeEmbedder):
    def __init__(self):
        super().__init__(16)
        self.asked = []

    def encode_queries(self, texts):
        self.asked += texts
        return super().encode_queries(texts)


def test_a_query_is_encoded_once_and_in_its_place():
    counting = Counting()
    remembered = RememberedQueries(counting)
    remembered.encode_queries(["một", "hai"])
    found = remembered.encode_queries(["hai", "ba", "một", "ba"])
    assert counting.asked == ["một", "hai", "ba"]
    assert np.array_equal(found, FakeEmbedder(16).encode_queries(["hai", "ba", "một", "ba"]))


def test_the_longest_unasked_is_forgotten_first():
    counting = Counting()
    remembered = RememberedQueries(counting, most=2)
    for text in ("một", "hai", "một", "ba", "một", "hai"):
        remembered.encode_queries([text])
    assert counting.asked == ["một", "hai", "ba", "hai"]


def test_a_caller_may_change_what_it_got():
    remembered = RememberedQueries(Counting())
    first = remembered.encode_queries(["một"])
    kept = first.copy()
    first[:] = 0
    assert np.array_equal(remembered.encode_queries(["một"]), kept)


def test_nothing_is_remembered_where_that_is_wished():
    counting = Counting()
    remembered = RememberedQueries(counting, most=0)
    for _ in range(2):
        assert remembered.encode_queries(["một"]).shape == (1, 16)
    assert counting.asked == ["một", "một"]
    assert remembered.encode_queries([]).shape == (0, 16)
