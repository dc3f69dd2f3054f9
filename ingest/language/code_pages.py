"""Tables of the one-byte Vietnamese code pages: TCVN3, VISCII, VPS; byte → letter.

Sources: TCVN 5712:1993 (the VN3 set: seven capitals with a hat or a bar from A1, the small base letters from A8, then
the toned vowels, each vowel in the order grave, hook, tilde, acute, dot); VISCII 1.1, RFC 1456; VPS, the chart of the
Vietnamese Unicode FAQs (vietunicode). Capitals that VISCII and VPS put on control bytes are in the tables too.
"""

from __future__ import annotations

import unicodedata

TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Grave, hook, tilde, acute, dot."""

# Vowel and the codes of its five toned forms, in the standard's order.
_TCVN3_TONED = {
    "a": (0xB5, 0xB6, 0xB7, 0xB8, 0xB9),
    "ă": (0xBB, 0xBC, 0xBD, 0xBE, 0xC6),
    "â": (0xC7, 0xC8, 0xC9, 0xCA, 0xCB),
    "e": (0xCC, 0xCE, 0xCF, 0xD0, 0xD1),
    "ê": (0xD2, 0xD3, 0xD4, 0xD5, 0xD6),
    "i": (0xD7, 0xD8, 0xDC, 0xDD, 0xDE),
    "o": (0xDF, 0xE1, 0xE2, 0xE3, 0xE4),
    "ô": (0xE5, 0xE6, 0xE7, 0xE8, 0xE9),
    "ơ": (0xEA, 0xEB, 0xEC, 0xED, 0xEE),
    "u": (0xEF, 0xF1, 0xF2, 0xF3, 0xF4),
    "ư": (0xF5, 0xF6, 0xF7, 0xF8, 0xF9),
    "y": (0xFA, 0xFB, 0xFC, 0xFD, 0xFE),
}
_TCVN3_PLAIN = dict(zip(range(0xA1, 0xAF), "ĂÂÊÔƠƯĐăâêôơưđ", strict=True))

_VISCII_CONTROLS = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_VISCII_HIGH = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    "ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VPS_CONTROLS = {
    0x02: "Ạ", 0x03: "Ậ", 0x04: "Ặ", 0x05: "Ẹ", 0x06: "Ệ", 0x10: "Ị", 0x11: "Ọ", 0x12: "Ộ", 0x13: "Ợ", 0x14: "Ụ",
    0x15: "Ự", 0x19: "Ỵ", 0x1C: "Ẫ", 0x1D: "Ữ",
}  # fmt: skip
_VPS_HIGH = (
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ‘’ỀỂỄỐỒỔỖýỷỵỚỜỞ"
    "\u00a0ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕự"
    "ầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺß"
    "àáâãảạăçèéêẽìíîĩẴĐòóôõöƠụùúủüỶẼỳ"
)


def _tcvn3() -> dict[int, str]:
    table = dict(_TCVN3_PLAIN)
    for vowel, codes in _TCVN3_TONED.items():
        for code, tone in zip(codes, TONES, strict=True):
            table[code] = unicodedata.normalize("NFC", vowel + tone)
    return table


def _eight_bits(controls: dict[int, str], high: str) -> dict[int, str]:
    return controls | dict(zip(range(0x80, 0x100), high, strict=True))


TCVN3 = _tcvn3()
VISCII = _eight_bits(_VISCII_CONTROLS, _VISCII_HIGH)
VPS = _eight_bits(_VPS_CONTROLS, _VPS_HIGH)


def _byte_of_letter() -> dict[int, int]:
    """Characters that programs put in place of a byte: other code pages, look-alikes, the private use area."""
    found: dict[int, int] = {0xF000 + byte: byte for byte in range(0x20, 0x100)}
    for page in ("cp1258", "cp1252"):
        for byte in range(0x80, 0x100):
            letter = bytes([byte]).decode(page, "ignore")
            if letter and ord(letter) > 0xFF:
                found[ord(letter)] = byte
    return found | {0x2212: 0xAD, 0x2219: 0xB7, 0x2022: 0xB7, 0x03BC: 0xB5, 0x02C9: 0xAF}


BYTE_OF = _byte_of_letter()
"""Code point → the byte that it was, for characters above U+00FF; below, the code point is the byte."""


def from_bytes(content: bytes, table: dict[int, str]) -> str:
    """`content` in the code page `table`; bytes that it does not name as in Latin-1; "" for b""."""
    return content.decode("latin-1").translate(table)


def reading_table(table: dict[int, str]) -> dict[int, str]:
    """For `str.translate`: text that was read through Latin-1, code page 1252 or 1258 → the letters of `table`."""
    return table | {code: table[byte] if byte in table else _itself(code, byte) for code, byte in BYTE_OF.items()}


def _itself(code: int, byte: int) -> str:
    """A sign that the table leaves as it is, quotation marks and dashes say; of the private use area, its byte's."""
    return bytes([byte]).decode("cp1252", "ignore") if 0xF000 <= code < 0xF100 else chr(code)
