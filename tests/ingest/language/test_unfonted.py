from __future__ import annotations

import keyword
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.legacy import Encoding
from ingest.language.unfonted import encoding_of_text, looks_unconverted, turned_lines

DATA = Path("../shared/data/documents")

FOREIGN = [
    "à la carte, déjà vu, façade, où est là où le père a dîné, été",
    "L'été où il a été créé, le président a déclaré: « c'est là où nous étions »",
    "für über große Straße, die Prüfung der Verträge wäre möglich",
    "El niño pequeño comió mañana, después de un año, según información",
    "São Paulo, situação, não há informações; ações do órgão",
    "naïve café résumé, Zoë, Noël; 25 °C ± 2 µm § 3, ½ × ¾ ÷ 2",
    "def main() -> None: print(f'{x!r}')  # ¬ ± × ÷",
    "Kč, žluťoučký kůň úpěl ďábelské ódy",
    " ".join(keyword.kwlist),
]
VIETNAMESE = [
    "Điều 1. Phạm vi điều chỉnh của Nghị định",
    "Căn cứ và có đó là các ông, bà Hà, ngà, đã là",
    "Số: 30/2020/NĐ-CP ngày 05/3/2020; QĐ-TTg, HĐND",
    "các công ty có ý, và cà phê",
]


@pytest.mark.parametrize("text", ["", *FOREIGN, *VIETNAMESE])
def test_what_is_no_legacy_text_is_left_alone(text: str) -> None:
    found = turned_lines([text] * 3)
    assert found.lines == (text,) * 3
    assert not found.turned
    assert not found.left


@pytest.mark.parametrize(
    ("text", "encoding", "turned"),
    [
        ("§iÒu 1. Ph¹m vi ®iÒu chØnh cña NghÞ ®Þnh", Encoding.TCVN3, "Điều 1. Phạm vi điều chỉnh của Nghị định"),
        ("NÑ 16 VEÀ QUAÛN LYÙ ÑAÀU TÖ XAÂY DÖÏNG", Encoding.VNI, "NĐ 16 VỀ QUẢN LÝ ĐẦU TƯ XÂY DỰNG"),
        ("Ngh\u00b8 quy\u00aat c\u00fca Ch\u00ednh ph\u00fc v\u00ab thu\u00aa", Encoding.VISCII,
         "Nghị quyết của Chính phủ về thuế"),
    ],
)  # fmt: skip
def test_letters_betray_the_encoding(text: str, encoding: Encoding, turned: str) -> None:
    assert encoding_of_text(text) is encoding
    assert looks_unconverted(text)
    assert turned_lines([text]).lines == (turned,)


def test_mixed_encodings_in_one_file() -> None:
    lines = [
        "Quy ®Þnh nµy ¸p dông cho c¸c ®¬n vÞ",
        "Quy ñònh naøy aùp duïng cho caùc ñôn vò",
        "Quy định này áp dụng cho các đơn vị",
    ]
    assert set(turned_lines(lines).lines) == {"Quy định này áp dụng cho các đơn vị"}


def test_short_lines_follow_the_text() -> None:
    lines = ["Quy ®Þnh nµy ¸p dông cho c¸c ®¬n vÞ", "Ng­êi ký", "Thñ t­íng", "Ghi chó"]
    assert turned_lines(lines).lines[1:] == ("Người ký", "Thủ tướng", "Ghi chú")


def test_words_already_in_unicode_stay_beside_legacy_ones() -> None:
    assert turned_lines(["Ghi chú: Tæng gi¸ trÞ tµi s¶n cña c¸c bªn"]).lines == (
        "Ghi chú: Tổng giá trị tài sản của các bên",
    )


def test_an_unknown_encoding_is_reported() -> None:
    found = turned_lines(["V¤n b¶nz k£hông ¢ ®ñoµc ¿gì c§ ph¶p g¾xq¾z"])
    assert found.left == (0,)


@given(st.lists(st.text()))
def test_nothing_fails_and_turning_twice_changes_nothing(lines: list[str]) -> None:
    once = turned_lines(lines)
    assert len(once.lines) == len(lines)


@given(st.text(alphabet=st.characters(max_codepoint=0x7F)))
def test_ascii_never_changes(text: str) -> None:
    assert turned_lines([text]).lines == (text,)


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason="needs ../shared/data")
def test_real_unicode_documents_never_change() -> None:
    for path in sorted((DATA / "party").glob("*.md")) + sorted((DATA / "party").glob("*.txt")):
        lines = unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).split("\n")
        found = turned_lines(lines)
        assert not found.turned, path.name
        assert not found.left, path.name
