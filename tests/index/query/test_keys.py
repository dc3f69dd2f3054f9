import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.keys import syllables_of_keys

TELEX = {
    "nghij": "nghị", "quyeets": "quyết", "quyetes": "quyết", "dduwowngf": "đường", "trieenr": "triển", "hoaf": "hoà",
    "thuys": "thuý", "quys": "quý", "giuwx": "giữ", "gias": "giá", "chwowng": "chương", "owr": "ở", "uyr": "uỷ",
}  # fmt: skip
VNI = {"nghi5": "nghị", "quyet61": "quyết", "d9ie62u": "điều", "d9u7o7ng2": "đường", "hoa2": "hoà"}


@pytest.mark.parametrize(("keys", "meant"), [*TELEX.items(), *VNI.items()])
def test_keys_give_the_syllable_that_they_would_have_typed(keys, meant):
    assert syllables_of_keys(keys) == (meant,)


@pytest.mark.parametrize("word", ["", "to", "khai", "search", "nq57", "2025", "quyết", "@", "x" * 40])
def test_what_is_no_keys_gives_nothing(word):
    assert syllables_of_keys(word) == ()


@given(st.text(max_size=20))
def test_any_text_is_survived(text):
    for syllable in syllables_of_keys(text):
        assert syllable != text.lower()
