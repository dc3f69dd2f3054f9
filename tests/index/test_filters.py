"""Filters that restrict nothing, formats by our names, and counts that add up."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.filters import MEDIA_TYPES, Facets, Filter, Tally, facets_of, format_of
from ingest import media


@pytest.mark.parametrize("made", [
    Filter(kinds=frozenset({"luật"})), Filter(issuers=frozenset({"Chính phủ"})), Filter(formats=frozenset({"pdf"})),
    Filter(levels=frozenset({"tinh"})), Filter(topics=frozenset({"Đất đai"})), Filter(validity=frozenset({"chua-ro"})),
    Filter(issued_from=dt.date(2020, 1, 1)), Filter(issued_to=dt.date(2020, 1, 1)), Filter(findings=frozenset({"x"})),
])  # fmt: skip
def test_only_a_filter_without_conditions_is_empty(made):
    assert not made.is_empty
    assert Filter().is_empty and Filter(kinds=frozenset()).is_empty
    # A day alone asks for nothing.
    assert Filter(valid_on=dt.date(2020, 1, 1)).is_empty


def test_two_filters_together_keep_what_both_allow():
    one = Filter(kinds=frozenset({"luật", "lệnh"}), issued_from=dt.date(2020, 1, 1), issued_to=dt.date(2024, 1, 1))
    other = Filter(kinds=frozenset({"luật"}), levels=frozenset({"xa"}), issued_from=dt.date(2022, 1, 1))
    both = one.and_also(other)
    assert (both.kinds, both.levels) == ({"luật"}, {"xa"})
    assert (both.issued_from, both.issued_to) == (dt.date(2022, 1, 1), dt.date(2024, 1, 1))
    assert one.and_also(Filter()) == one == Filter().and_also(one)
    # Where nothing is left, what was chosen by hand counts.
    assert one.and_also(Filter(issued_from=dt.date(2025, 1, 1))).issued_from == dt.date(2020, 1, 1)
    assert one.and_also(Filter(kinds=frozenset({"hiến pháp"}))).kinds == one.kinds


def test_every_media_type_that_is_read_has_one_name():
    read = {value for name, value in vars(media).items() if name.isupper() and isinstance(value, str) and "/" in value}
    named = [media_type for types in MEDIA_TYPES.values() for media_type in types]
    assert set(named) == read - {media.ZIP} and len(named) == len(set(named))
    assert all(format_of(media_type) == name for name, types in MEDIA_TYPES.items() for media_type in types)
    assert format_of(media.ZIP) is None and set(MEDIA_TYPES) == {"pdf", "word", "web", "text", "sheet", "slides"}


def test_counts_come_in_order_and_printings_of_one_issuer_together():
    found = facets_of(
        [
            Tally("nghị quyết", "Tỉnh ủy Sông Lam", 2024, media.PDF, 2),
            Tally("luật", "Quốc hội", 2025, media.DOCX, 3),
            Tally("báo cáo", "TỈNH UỶ SÔNG LAM", 2024, media.DOC, 3),
            Tally(None, "Tỉnh ủy Sông Lam", None, "image/png", 2),
        ]
    )
    assert found.documents == 10
    assert list(found.kinds.items()) == [("báo cáo", 3), ("luật", 3), ("nghị quyết", 2)]
    assert list(found.issuers.items()) == [("Tỉnh ủy Sông Lam", 7), ("Quốc hội", 3)]
    assert list(found.years.items()) == [(2025, 3), (2024, 5)]
    assert list(found.formats.items()) == [("word", 6), ("pdf", 2)]
    assert facets_of([]) == Facets()


@given(st.lists(st.builds(
    Tally, st.none() | st.sampled_from("ab"), st.none() | st.sampled_from("aA"), st.none() | st.integers(1945, 2030),
    st.sampled_from([media.PDF, "x/y"]), st.integers(1, 9),
)))  # fmt: skip
def test_no_document_is_counted_twice_under_one_heading(tallies):
    found = facets_of(tallies)
    assert found.documents == sum(each.documents for each in tallies)
    for counts in (found.kinds, found.issuers, found.years, found.formats):
        assert sum(counts.values()) <= found.documents and all(counts.values())
    assert facets_of([*tallies[::-1]]) == found
