"""Filters in words, and the filters one choice away."""

import datetime as dt
from dataclasses import replace

from api.filter_choices import chips_of, toggled, widened, within_year, year_of
from api.filtering import CONDITIONS, filter_of
from index.filters import IN_FORCE, Facets, Filter

KIND = CONDITIONS[0]


def test_chips_are_in_words_and_take_one_thing_back():
    where = filter_of(
        {"kind": ["luật"], "issuer": ["Bộ Y tế"], "validity": ["hien-hanh"], "on": ["2025"], "to": ["2024"]}
    )
    assert where.validity == IN_FORCE
    assert [(chip.label, chip.text) for chip in chips_of(where)] == [
        ("Loại văn bản", "Luật"),
        ("Cơ quan ban hành", "Bộ Y tế"),
        ("Hiệu lực", "Hiện hành (ngày 01/01/2025)"),
        ("Ngày ban hành", "đến 31/12/2024"),
    ]
    assert chips_of(where)[2].without.validity == frozenset()
    assert chips_of(Filter()) == ()


def test_toggling_twice_changes_nothing():
    where = toggled(Filter(), KIND, "luật")
    assert where.kinds == {"luật"} and toggled(where, KIND, "luật") == Filter()
    year = within_year(where, 2024)
    assert year_of(year) == 2024 and within_year(year, 2024) == where and year_of(Filter()) is None
    assert year_of(replace(year, issued_to=dt.date(2025, 12, 31))) is None


def test_facets_are_widened_by_what_other_values_would_find():
    found = Facets(3, kinds={"luật": 3}, years={2024: 3})
    others = Facets(9, kinds={"nghị định": 5, "luật": 2, "lệnh": 5}, years={2025: 6, 2024: 1})
    assert list(widened(found, others, "kind").kinds.items()) == [("lệnh", 5), ("nghị định", 5), ("luật", 3)]
    assert list(widened(found, others, "from").years.items()) == [(2025, 6), (2024, 3)]
    assert widened(found, others, "finding") == found
