from ingest.formats.plaintext import blocks_of_text
from ingest.language.decoding import decoded, looks_binary


def test_a_paragraph_a_line_stays_so() -> None:
    assert blocks_of_text("Một câu.\nHai câu\nBa") == ["Một câu.", "Hai câu", "Ba"]


def test_a_heading_is_not_glued_to_what_follows() -> None:
    assert blocks_of_text("QUYẾT ĐỊNH\nVề việc thử\nĐiều 1. Một") == ["QUYẾT ĐỊNH", "Về việc thử", "Điều 1. Một"]


def test_encodings() -> None:
    text = "Nghị quyết của Bộ Chính trị"
    assert decoded(text.encode()) == text
    assert decoded(text.encode("utf-16")) == text
    assert decoded(b"\xef\xbb\xbf" + text.encode()) == text
    assert decoded("Nghi\u0323 quyê\u0301t".encode("cp1258")) == "Nghị quyết"
    assert decoded(b"") == ""


def test_binary_is_no_text() -> None:
    assert decoded(b"\x7fELF\x00\x01\x02") is None
    assert looks_binary(bytes(range(1, 32)) * 10)
    assert not looks_binary(b"")
