import unicodedata

import pytest

from ingest.language.code_pages import BYTE_OF, TCVN3, VISCII, VPS, from_bytes, reading_table

MARKS = "\u0300\u0309\u0303\u0301\u0323"
SMALL = {unicodedata.normalize("NFC", vowel + mark) for vowel in "aăâeêioôơuưy" for mark in MARKS} | set("ăâêôơưđ")
ALL = SMALL | {letter.upper() for letter in SMALL}


@pytest.mark.parametrize("table", [VISCII, VPS])
def test_every_letter_has_one_code(table: dict[int, str]) -> None:
    letters = [letter for letter in table.values() if letter in ALL]
    assert set(letters) == ALL
    assert len(letters) == len(ALL)
    assert not any(0x20 <= code < 0x80 for code in table)


def test_tcvn3_has_small_letters_and_seven_capitals() -> None:
    assert set(TCVN3.values()) == SMALL | set("ĂÂÊÔƠƯĐ")
    assert len(TCVN3) == len(SMALL) + 7


# Landmarks from the standards: RFC 1456 (VISCII), TCVN 5712 (VN3), the VPS chart.
@pytest.mark.parametrize(
    ("table", "code", "letter"),
    [
        (VISCII, 0x02, "Ẳ"), (VISCII, 0x80, "Ạ"), (VISCII, 0xB4, "Ơ"), (VISCII, 0xBF, "Ư"), (VISCII, 0xD0, "Đ"),
        (VISCII, 0xF0, "đ"), (VISCII, 0xFF, "Ữ"),
        (VPS, 0x02, "Ạ"), (VPS, 0x88, "Ă"), (VPS, 0xC7, "đ"), (VPS, 0xF1, "Đ"), (VPS, 0xFF, "ỳ"),
        (TCVN3, 0xAE, "đ"), (TCVN3, 0xA7, "Đ"), (TCVN3, 0xB8, "á"), (TCVN3, 0xFE, "ỵ"),
    ],
)  # fmt: skip
def test_landmarks(table: dict[int, str], code: int, letter: str) -> None:
    assert table[code] == letter


def test_characters_of_other_code_pages_are_their_bytes() -> None:
    assert BYTE_OF[ord("€")] == 0x80
    assert BYTE_OF[0x0309] == 0xD2
    assert "\uf0ae".translate(reading_table(TCVN3)) == "đ"


def test_bytes() -> None:
    assert from_bytes(b"Vi\xaet Nam", VISCII) == "Việt Nam"
    assert from_bytes(b"", VPS) == ""
