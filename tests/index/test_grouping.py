"""Documents of a result: each once, in a steady order, its best places first."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.grouping import Group, Grouped, Order, grouped
from index.types import DocumentEntry, Hit, Passage
from ingest.types import Span


def hit(document, score, at=0):
    return Hit(Passage(f"{document}-{at}", document, Span(at, at + 1), "x", ""), score)


def entry(document, number=None, issued_on=None):
    return DocumentEntry(document, f"{document}.pdf", "x/y", number, None, None, issued_on, None, 1, 1, 0, 0, None)


def order_of(hits, entries=(), **options):
    found = grouped(hits, {each.id: each for each in entries}, **options)
    return [group.document_id for group in found.groups]


def test_documents_follow_their_best_hits_with_the_best_places_inside():
    hits = [hit("b", 9, 5), hit("a", 8), hit("b", 7, 1), hit("c", 6), hit("b", 5, 3), hit("a", 4, 1)]
    assert grouped(hits, {}, places=2) == Grouped(
        (Group("b", (hits[0], hits[2]), 3), Group("a", (hits[1], hits[5]), 2), Group("c", (hits[3],), 1)), 3
    )
    assert grouped([], {}) == Grouped((), 0)
    assert grouped(hits, {}, places=0).groups[0] == Group("b", (), 3)


def test_equal_scores_follow_the_document_id():
    assert order_of([hit("c", 2), hit("b", 2), hit("a", 1), hit("d", 1), hit("b", 1)]) == ["b", "c", "a", "d"]
    # The position is the rank, whatever the scores say.
    assert order_of([hit("c", 1), hit("b", 2)]) == ["c", "b"]


def test_pages_by_document():
    hits = [hit(letter, 5) for letter in "edcba"]
    assert order_of(hits, offset=0, limit=2) == ["a", "b"]
    assert order_of(hits, offset=4, limit=2) == ["e"]
    assert order_of(hits, offset=9, limit=2) == order_of(hits, limit=0) == order_of(hits, limit=-1) == []
    assert order_of(hits, offset=-3, limit=1) == ["a"]
    assert grouped(hits, {}, offset=9).documents == 5


def test_by_date_newest_first_and_undated_last():
    dated = [entry("a", issued_on=dt.date(2020, 1, 1)), entry("b"), entry("c", issued_on=dt.date(2024, 1, 1))]
    dated.append(entry("d", issued_on=dt.date(2020, 1, 1)))
    hits = [hit(letter, 9 - at) for at, letter in enumerate("zdbac")]
    assert order_of(hits, dated, order=Order.DATE) == ["c", "a", "d", "b", "z"]


@pytest.mark.parametrize(("numbers", "expected"), [
    (["18-NQ/TU", "9-NQ/TU", "100-NQ/TU"], "bac"), (["18-NQ/TU", "18-CT/TU", "018-BC/TU"], "cba"),
    (["18a-NQ/TU", "18-NQ/TU", "19-NQ/TU"], "bac"), (["66.10/2025/NQ-CP", "66.3/2025/NQ-CP", "66/2025/NQ-CP"], "cba"),
    ([None, "5-NQ/TU", ""], "bac"), (["5-NQ/TU", "5-NQ/TU", "05-NQ/TU"], "abc"), (["không số", "1-BC", "²/X"], "bca"),
])  # fmt: skip
def test_by_number(numbers, expected):
    entries = [entry(letter, number) for letter, number in zip("abc", numbers, strict=True)]
    hits = [hit(letter, 1) for letter in "cab"]
    assert "".join(order_of(hits, entries, order=Order.NUMBER)) == expected


HITS = st.lists(st.tuples(st.sampled_from("abcdefg"), st.integers(0, 3)), max_size=30).map(
    lambda made: [hit(letter, score, at) for at, (letter, score) in enumerate(sorted(made, key=lambda one: -one[1]))]
)
ENTRIES = st.dictionaries(
    st.sampled_from("abcdefg"),
    st.tuples(st.none() | st.text(max_size=8) | st.just("7-NQ/TW"), st.none() | st.dates()),
).map(lambda made: {key: entry(key, number, on) for key, (number, on) in made.items()})


@given(HITS, ENTRIES, st.sampled_from(Order), st.integers(1, 4), st.integers(1, 3))
def test_pages_neither_repeat_nor_leave_out(hits, entries, order, size, places):
    whole = grouped(hits, entries, order=order, places=places, limit=99)
    pages = [grouped(hits, entries, order=order, places=places, offset=at, limit=size) for at in range(0, 8, size)]
    assert [group for page in pages for group in page.groups] == list(whole.groups)
    assert {page.documents for page in pages} == {len({each.passage.document_id for each in hits})}
    assert sum(group.found for group in whole.groups) == len(hits)
    assert all(1 <= len(group.places) <= places for group in whole.groups)
