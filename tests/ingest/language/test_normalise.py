"""One spelling for matching: lengths kept, both schools of tone placement, idempotence."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.normalise import fold_iy, fold_spaces, fold_tones, match_key, nfc, strip_accents

VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạóòỏõọúùủũụýỳỷỹỵẤẾỘỰĐƯ HOÀUỶ\n\u00a0", max_size=60).map(nfc)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hòa", "hoà"),
        ("ỦY BAN", "UỶ BAN"),
        ("Thúy", "Thuý"),
        ("khỏe", "khoẻ"),
        ("xóa", "xoá"),
        ("Hóa", "Hoá"),
        ("thủy lợi", "thuỷ lợi"),
    ],
)
def test_both_schools_of_tone_placement_have_one_key(old, new):
    assert fold_tones(old) == fold_tones(new) == new
    assert match_key(old) == match_key(new)


@pytest.mark.parametrize("word", ["mùa", "của", "hoàn", "quý", "toán", "huệ", "khuya", "ngoại"])
def test_words_with_one_spelling_stay(word):
    assert fold_tones(word) == word


@pytest.mark.parametrize(("one", "other"), [("kỹ", "kĩ"), ("lý", "lí"), ("Mỹ", "Mĩ"), ("tỷ", "tỉ"), ("quý", "quí")])
def test_i_and_y_of_open_syllables(one, other):
    assert fold_iy(one) == fold_iy(other)


@pytest.mark.parametrize("word", ["uỷ", "thuý", "yêu", "huyện"])
def test_y_elsewhere_stays(word):
    assert fold_iy(word) == word


def test_decomposed_text_and_eth_have_the_key_of_the_composed():
    assert match_key(unicodedata.normalize("NFD", "Điều lệ Đảng")) == match_key("ÐIỀU  LỆ\nĐẢNG")


def test_invisible_marks_go():
    assert fold_spaces("Tỉnh\u200b ủy\u00ad\u00a0\u2003Sông") == "Tỉnh ủy Sông"


@given(VIETNAMESE)
def test_lengths_are_kept(text):
    assert len(fold_tones(text)) == len(fold_iy(text)) == len(strip_accents(text)) == len(text)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    composed = nfc(text)
    for fold in (nfc, fold_spaces, fold_tones, fold_iy, strip_accents):
        assert fold(fold(composed)) == fold(composed)


@given(VIETNAMESE)
def test_the_key_is_a_fixed_point(text):
    assert match_key(match_key(text)) == match_key(text)


@given(VIETNAMESE)
def test_no_accent_is_left(text):
    assert all(not unicodedata.combining(mark) for letter in strip_accents(text) for mark in nfc(letter)[1:])
    assert "đ" not in strip_accents(text)
