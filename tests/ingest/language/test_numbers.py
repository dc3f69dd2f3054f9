"""Document numbers in all printed forms, and one key for all spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.numbers import number_key, numbers_of

NUMBERS = [
    "57-NQ/TW",
    "15-HD/TU",
    "357-CV/BTCTU",
    "05-QC/BTCTU-BDVTU",
    "06-HD/BTCTW-BTGTW",
    "3260-KH/ĐĐQH15",
    "12-QĐi/TU",
    "30/2020/NĐ-CP",
    "66.12/2026/NQ-CP",
    "47/2024/QH15",
    "80/2025/UBTVQH15",
    "144/2002/QĐ/BTC",
    "281/NQ-CP",
    "09/CT-UBND",
    "40/2025/QĐ-TTg",
    "16/VBHN-BTC",
    "7197/BKHCN-CĐSQG",
    "123/QĐ-UBND.HC",
    "120/2000/TTLT-BTC-BCN-TCHQ",
]


@pytest.mark.parametrize("number", NUMBERS)
def test_printed_forms(number):
    text = f"Căn cứ văn bản số {number}, ngày 05/3/2025;"
    (fact,) = numbers_of(text)
    assert fact.value == number
    assert fact.span.of(text) == number


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("Số 57 - NQ/TW", "57-NQ/TW"),
        ("Số: 144 /2002/QĐ/BTC", "144/2002/QĐ/BTC"),
        ("49-CT /TW", "49-CT/TW"),
        ("364/TTr-BNG- NVVH", "364/TTr-BNG-NVVH"),
        ("12–NQ/TU", "12-NQ/TU"),
        ("số 15/CP", "15/CP"),
    ],
)
def test_inner_spaces_are_folded(printed, value):
    assert [fact.value for fact in numbers_of(printed)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "22/12/2024",
        "24/7",
        "30/4-1/5",
        "15/CP",
        "km/h",
        "Covid-19",
        "QCVN 05:2020/BCT",
        "Số:    /QĐ-UBND",
        "1/2 - A",
    ],
)
def test_what_is_no_number(text):
    assert list(numbers_of(text)) == []


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        (
            ("57-NQ/TW", "NQ 57/TW", "số 57 - NQ/TW", "57/NQ-TW", "57 nq tw", "Nghị quyết số 57-NQ/TW", "57-NQ/TƯ"),
            "57/nq/tw",
        ),
        (("NQ57", "nq 57", "nghị quyết 57", "Nghị quyết số 57"), "57/nq"),
        (("30/2020/NĐ-CP", "nd 30/2020/cp", "NĐ-CP 30/2020", "030/2020/nđ-cp"), "30/2020/nd/cp"),
        (("luật 47/2024/qh15", "47/2024/QH15"), "47/2024/qh15"),
        (("", "nghị quyết", "số"), ""),
    ],
)
def test_one_key_for_all_spellings(spellings, key):
    assert {number_key(spelling) for spelling in spellings} == {key}


@given(
    st.integers(1, 9999), st.sampled_from(["NQ", "QĐ", "CT", "KL", "TTr"]), st.sampled_from(["TU", "TW", "UBND", "CP"])
)
def test_the_key_does_not_depend_on_punctuation(serial, kind, body):
    keys = {
        number_key(form.format(serial, kind, body))
        for form in ("{0}-{1}/{2}", "{0}/{1}-{2}", "{1} {0}/{2}", "{0:03} {1} {2}")
    }
    assert len(keys) == 1


@given(st.text(max_size=80))
def test_any_text_is_read(text):
    for fact in numbers_of(text):
        assert number_key(fact.value)
        assert fact.span.end <= len(text)
    number_key(text)
