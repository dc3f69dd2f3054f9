"""Filters as typed: read, told back, put into words; what is none is refused with what is allowed."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.errors import BadFilter
from api.filter_choices import chips_of, relaxed
from api.filtering import CONDITIONS, FINDINGS, FORMATS, LEVELS, VALIDITY, filter_of, words_of
from index.filters import MEDIA_TYPES, Filter
from index.levels import OfficeLevel
from index.standing import Validity

NAMES = st.text(st.characters(categories=("Lu", "Ll", "Nd")), min_size=1, max_size=8)
DAYS = st.none() | st.dates(dt.date(1945, 1, 1), dt.date(2100, 1, 1))


def of(pairs):
    words = {}
    for name, value in pairs:
        words.setdefault(name, []).append(value)
    return words


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("nghị quyết", "nghị quyết"),
        ("  NGHỊ   QUYẾT ", "nghị quyết"),
        ("nghi quyet", "nghị quyết"),
        ("Nghi Dinh", "nghị định"),
        ("bản thoả thuận", "bản thỏa thuận"),
        ("nghị quyêt", "nghị quyêt"),
        ("Phụ lục", "phụ lục"),
    ],
)
def test_a_type_is_read_however_it_is_typed(typed, kind):
    assert filter_of({"kind": [typed]}).kinds == {kind}


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        ("2/2024", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("2025-02", dt.date(2025, 2, 1), dt.date(2025, 2, 28)),
        ("22/12/2024", dt.date(2024, 12, 22), dt.date(2024, 12, 22)),
        (" 2.9.1945 ", dt.date(1945, 9, 2), dt.date(1945, 9, 2)),
        ("2024-12-22", dt.date(2024, 12, 22), dt.date(2024, 12, 22)),
    ],
)
def test_a_date_may_be_a_day_a_month_or_a_year(typed, first, last):
    where = filter_of({"from": [typed], "to": ["", typed]})
    assert (where.issued_from, where.issued_to) == (first, last)


@pytest.mark.parametrize("typed", ["31/2/2024", "0000", "13/2024", "2024-13-01", "hôm nay", "12/22/2024", "9" * 500])
def test_a_date_that_is_none_is_refused(typed):
    for name in ("from", "to", "on"):
        with pytest.raises(BadFilter, match="không phải là ngày") as caught:
            filter_of({name: [typed]})
        assert caught.value.field == name and len(str(caught.value)) < 250


def test_a_period_must_not_run_backwards():
    assert filter_of({"from": ["2024"], "to": ["2024"]}).issued_to == dt.date(2024, 12, 31)
    with pytest.raises(BadFilter, match=r"01/01/2025.* sau .*31/12/2024"):
        filter_of({"from": ["2025"], "to": ["2024"]})


@pytest.mark.parametrize("name", ["format", "finding", "level", "validity"])
def test_a_value_of_a_closed_list_is_in_it(name):
    values = {"format": FORMATS, "finding": FINDINGS, "level": LEVELS, "validity": VALIDITY}[name]
    with pytest.raises(BadFilter) as caught:
        filter_of({name: ["khác"]})
    assert caught.value.field == name and all(value in str(caught.value) for value in values)
    for value in values:
        assert words_of(filter_of({name: [value.upper(), value]})) == [(name, value)]


def test_the_lists_are_those_of_the_index():
    assert list(FORMATS) == list(MEDIA_TYPES)
    assert list(LEVELS) == list(OfficeLevel) and list(VALIDITY) == list(Validity)
    assert {"low_ocr_confidence", "several_documents"} <= FINDINGS.keys()
    assert not {"empty_file", "tool_missing", "file_missing", "ingest_error"} & FINDINGS.keys()
    names = {condition.attribute for condition in CONDITIONS} | {"issued_from", "issued_to", "valid_on"}
    assert names == set(Filter.__dataclass_fields__)


def test_too_many_or_too_long_values_are_refused():
    for words in ({"issuer": ["a"] * 51}, {"topic": ["a" * 201]}):
        with pytest.raises(BadFilter, match="nhiều nhất 50 giá trị"):
            filter_of(words)


def test_blank_words_say_nothing():
    assert filter_of({"kind": ["", " "], "from": [" "], "khác": ["x"]}).is_empty


@given(
    kinds=st.frozensets(NAMES, max_size=3),
    issuers=st.frozensets(NAMES, max_size=3),
    formats=st.frozensets(st.sampled_from(sorted(FORMATS)), max_size=3),
    findings=st.frozensets(st.sampled_from(sorted(FINDINGS)), max_size=3),
    levels=st.frozensets(st.sampled_from(sorted(LEVELS)), max_size=3),
    validity=st.frozensets(st.sampled_from(sorted(VALIDITY)), max_size=5),
    first=DAYS,
    last=DAYS,
    valid_on=DAYS,
)
def test_a_filter_comes_back_from_its_words(kinds, first, last, valid_on, **sets):
    if first and last and first > last:
        first, last = last, first
    kinds = filter_of({"kind": sorted(kinds)}).kinds
    where = Filter(kinds=kinds, issued_from=first, issued_to=last, valid_on=valid_on, **sets)
    assert filter_of(of(words_of(where))) == replace(
        where, issuers=filter_of({"issuer": sorted(where.issuers)}).issuers
    )
    assert len(chips_of(where)) >= len(relaxed(where))
    for chip in chips_of(where):
        assert words_of(chip.without) != words_of(where)
    for without in relaxed(where).values():
        assert len(words_of(without)) < len(words_of(where))
