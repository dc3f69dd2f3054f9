import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.legacy import Encoding, encoding_of_font, reread, to_unicode


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        (".VnTime", Encoding.TCVN3),
        (".VnTimeH", Encoding.TCVN3_CAPITALS),
        ("ABCDEF+.VnTimeH,Bold", Encoding.TCVN3_CAPITALS),
        (".VnTimeH1", Encoding.TCVN3_CAPITALS),
        (".VnTime1", Encoding.TCVN3),
        (".VnArial NarrowH", Encoding.TCVN3_CAPITALS),
        ("VNI-Times", Encoding.VNI),
        ("VPS Times", Encoding.VPS),
        ("VI Times", Encoding.VISCII),
        ("Times New Roman", None),
        ("VNtimes new roman", None),
        ("Vietnam Sans", None),
        ("", None),
    ],
)
def test_fonts(name: str, encoding: Encoding) -> None:
    assert encoding_of_font(name) is encoding


def test_tcvn3_and_its_stand_ins() -> None:
    assert to_unicode("Céng hoµ x· héi chñ nghÜa ViÖt Nam", Encoding.TCVN3) == "Cộng hoà xã hội chủ nghĩa Việt Nam"
    assert to_unicode("ng\u00adêi, ng\u2212êi, l\u2219nh ®¹o", Encoding.TCVN3) == "người, người, lãnh đạo"
    assert to_unicode("quyÕt ®Þnh", Encoding.TCVN3_CAPITALS) == "QUYẾT ĐỊNH"


def test_vni() -> None:
    assert to_unicode("Coäng hoøa xaõ hoäi chuû nghóa Vieät nam", Encoding.VNI) == "Cộng hòa xã hội chủ nghĩa Việt nam"
    assert to_unicode("ÑOÄC LAÄP, ngöôøi", Encoding.VNI) == "ĐỘC LẬP, người"


def test_unicode_in_a_legacy_font_stays() -> None:
    assert to_unicode("Ống đổ bê tông", Encoding.TCVN3) == "Ống đổ bê tông"
    assert to_unicode("Nghị quyết", Encoding.TCVN3_CAPITALS) == "NGHỊ QUYẾT"
    assert to_unicode("Điều 5", Encoding.VNI) == "Điều 5"


def test_a_foreign_word_does_not_keep_the_rest_from_being_turned() -> None:
    assert to_unicode("cã ¤t« Pªru", Encoding.TCVN3) == "có Ôtô Pêru"


def test_abbreviations_keep_their_letter() -> None:
    assert to_unicode("TÐC, HĐND", Encoding.TCVN3) == "TĐC, HĐND"
    assert to_unicode("VÐ vµo cöa", Encoding.TCVN3) == "Vé vào cửa"


@given(st.text(), st.sampled_from(Encoding))
def test_turning_never_fails_and_keeps_ascii(text: str, encoding: Encoding) -> None:
    assert isinstance(to_unicode(text, encoding), str)
    plain = "".join(letter for letter in text if " " <= letter < "\x7f")
    assert reread(plain, encoding).lower() == plain.lower()


@given(st.text(alphabet="Điều khoản nghị quyết của Đảng về việc tổ chức, số 5", min_size=1), st.sampled_from(Encoding))
def test_vietnamese_words_of_a_document_stay(text: str, encoding: Encoding) -> None:
    document = "Nghị quyết của Đảng về việc tổ chức thực hiện"
    assert to_unicode(document, encoding).lower() == document.lower()
    assert to_unicode(text, encoding) is not None


def test_signs_that_the_code_page_leaves_alone_stay() -> None:
    assert to_unicode("“NghÞ ®Þnh” – 5‰…", Encoding.TCVN3) == "“Nghị định” – 5‰…"
