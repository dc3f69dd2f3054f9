import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.code_pages import VISCII, VPS
from ingest.language.decoding import decoded, looks_binary
from ingest.language.unfonted import turned_lines

TEXT = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Căn cứ Luật Tổ chức Chính phủ; theo đề nghị của Bộ trưởng Bộ Tài chính, Ủy ban nhân dân tỉnh đã ký\n"
)
TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_code_page(text: str, table: dict[int, str]) -> bytes:
    codes = {letter: code for code, letter in table.items()}
    return bytes(codes.get(letter, ord(letter)) for letter in text)


def in_windows_1258(text: str) -> bytes:
    out = b""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        out += base.encode("cp1258") + "".join(part for part in parts if part in TONES).encode("cp1258")
    return out


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(), TEXT.encode("utf-8-sig"), unicodedata.normalize("NFD", TEXT).encode(), TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"), TEXT.encode("utf-16-be"), b"\xfe\xff" + TEXT.encode("utf-16-be"),
        in_windows_1258(TEXT), in_code_page(TEXT, VISCII), in_code_page(TEXT, VPS),
    ],
)  # fmt: skip
@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "windows-1252", "no-such-charset"])
def test_encodings_of_vietnamese(content: bytes, declared: str | None) -> None:
    assert decoded(content, declared) == TEXT


def test_fonts_of_old_are_kept_to_be_recognised() -> None:
    for content in (
        b"C\xe9ng ho\xb5 x\xb7 h\xe9i, ng\xad\xeai d\xb7n",
        b"Co\xe4ng ho\xf8a xa\xf5 ho\xe4i, ng\xf6\xf4\xf8i da\xe2n",
    ):
        text = decoded(content)
        assert text is not None
        assert turned_lines([text]).lines[0].lower().startswith("cộng h")


def test_french_and_a_torn_end() -> None:
    assert decoded("l'été, déjà où".encode("cp1252")) == "l'été, déjà où"
    torn = decoded(TEXT.encode() + "ế".encode()[:2])
    assert torn is not None
    assert torn.rstrip("\ufffd") == TEXT


def test_text_that_was_encoded_twice() -> None:
    twice = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in TEXT.encode())
    assert decoded(twice.encode()) == TEXT
    assert decoded((TEXT + twice).encode()) == TEXT + TEXT


def test_what_is_no_text() -> None:
    assert decoded(bytes(range(256)) * 40) is None
    assert looks_binary(b"\x00\x01\x02" * 100)
    assert not looks_binary(b"")
    assert decoded(b"") == ""


@given(st.binary())
def test_never_fails(content: bytes) -> None:
    text = decoded(content)
    assert text is None or unicodedata.is_normalized("NFC", text)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"))))
def test_utf8_comes_back(text: str) -> None:
    assert decoded(("x" + text).encode()) == unicodedata.normalize("NFC", "x" + text)
