import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.legacy import Encoding, encoding_of_font, encoding_of_text, to_unicode
from ingest.language.syllables import is_syllable


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        (".VnTime", Encoding.TCVN3),
        (".VnTimeH", Encoding.TCVN3_CAPITALS),
        ("ABCDEF+.VnTimeH,Bold", Encoding.TCVN3_CAPITALS),
        (".VnArial NarrowH", Encoding.TCVN3_CAPITALS),
        ("VNI-Times", Encoding.VNI),
        ("Times New Roman", None),
        ("VNtimes new roman", None),
        ("", None),
    ],
)
def test_fonts(name: str, encoding: Encoding | None) -> None:
    assert encoding_of_font(name) is encoding


def test_tcvn3_and_its_stand_ins() -> None:
    assert to_unicode("Céng hoµ x· héi chñ nghÜa ViÖt Nam", Encoding.TCVN3) == "Cộng hoà xã hội chủ nghĩa Việt Nam"
    assert to_unicode("ng\u00adêi, ng\u2212êi, l\u2219nh ®¹o", Encoding.TCVN3) == "người, người, lãnh đạo"
    assert to_unicode("quyÕt ®Þnh", Encoding.TCVN3_CAPITALS) == "QUYẾT ĐỊNH"


def test_vni() -> None:
    assert to_unicode("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", Encoding.VNI) == "Cộng hòa xã hội chủ nghĩa Việt Nam"
    assert to_unicode("ÑOÄC LAÄP, ngöôøi", Encoding.VNI) == "ĐỘC LẬP, người"


def test_letters_betray_the_encoding() -> None:
    assert encoding_of_text("§iÒu 1. Ph¹m vi ®iÒu chØnh cña NghÞ ®Þnh") is Encoding.TCVN3
    assert encoding_of_text("NÑ 16 VEÀ QUAÛN LYÙ ÑAÀU TÖ XAÂY DÖÏNG") is Encoding.VNI


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Điều 1. Phạm vi điều chỉnh của Nghị định",
        "à la carte, déjà vu, façade",
        "Căn cứ và có đó",
        "25 °C ± 2 µm § 3",
    ],
)
def test_unicode_text_is_left_alone(text: str) -> None:
    assert encoding_of_text(text) is None


@given(st.text(), st.sampled_from(Encoding))
def test_turning_never_fails_and_keeps_ascii(text: str, encoding: Encoding) -> None:
    turned = to_unicode(text, encoding)
    assert isinstance(turned, str)
    plain = "".join(letter for letter in text if letter.isascii())
    assert to_unicode(plain, Encoding.TCVN3) == plain


def test_every_toned_vowel_has_one_code() -> None:
    from ingest.language.legacy import _TCVN3

    assert len(_TCVN3) == len(set(_TCVN3.values())) == 7 + 7 + 60
    assert all(unicodedata.is_normalized("NFC", letter) for letter in _TCVN3.values())


def test_syllables() -> None:
    assert all(map(is_syllable, ["nghiêng", "quyết", "khuỷu", "thuở", "uỷ", "giặt", "Đảng"]))
    assert not any(map(is_syllable, ["", "strong", "hoµ", "ñònh", "ăng-ten"]))
