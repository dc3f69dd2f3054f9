"""Text typed in fonts that drew Vietnamese over Latin-1: TCVN3 (".VnTime") and VNI ("VNI-Times") to Unicode.

The TCVN3 table follows the layout of TCVN 5712:1993 (the VN3 set): seven capitals with a hat or a bar from A1, the
small base letters from A8, then the toned vowels, each vowel in the order grave, hook, tilde, acute, dot. Capitals
with tones had fonts of their own (".VnTimeH"), which drew small codes as capitals.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from ingest.language.syllables import is_syllable


class Encoding(StrEnum):
    """A legacy encoding, as its font names tell it."""

    TCVN3 = "TCVN3"
    TCVN3_CAPITALS = "TCVN3 in hoa"
    VNI = "VNI"


_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300\u0309\u0303\u0301\u0323"
_TONES = _GRAVE + _HOOK + _TILDE + _ACUTE + _DOT
# Vowel and the codes of its five toned forms, in the standard's order.
_TONED = {
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
_PLAIN = dict(zip(range(0xA1, 0xA8), "ĂÂÊÔƠƯĐ", strict=True)) | dict(zip(range(0xA8, 0xAF), "ăâêôơưđ", strict=True))


def _tcvn3_table() -> dict[int, str]:
    table = dict(_PLAIN)
    for vowel, codes in _TONED.items():
        for code, tone in zip(codes, _TONES, strict=True):
            table[code] = unicodedata.normalize("NFC", vowel + tone)
    return table


# Characters that programs put in place of a byte: look-alikes, and symbol fonts' private use area.
_STAND_INS = {0x2212: 0xAD, 0x2219: 0xB7, 0x2022: 0xB7, 0x03BC: 0xB5, 0x02C9: 0xAF, 0x0110: 0xD0}
_BYTES = _STAND_INS | {0xF000 + byte: byte for byte in range(0x20, 0x100)}


def _cp1258_letters() -> dict[int, int]:
    """Letters that code page 1258 gives for bytes where Latin-1 gives others; the font decides what they were."""
    pairs = ((byte, bytes([byte]).decode("cp1258", "ignore")) for byte in range(0xC0, 0x100))
    return {ord(letter): byte for byte, letter in pairs if letter and ord(letter) > 0xFF}


_BYTES = _cp1258_letters() | _BYTES
_TCVN3 = _tcvn3_table()
_TCVN3_FROM = _TCVN3 | {code: _TCVN3.get(byte, chr(byte)) for code, byte in _BYTES.items()}
_TCVN3_CAPITALS = _TCVN3_FROM | {code: letter.upper() for code, letter in _TCVN3_FROM.items()}

_VNI_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": "\u0302", "á": "\u0302" + _ACUTE, "à": "\u0302" + _GRAVE, "å": "\u0302" + _HOOK, "ã": "\u0302" + _TILDE,
    "ä": "\u0302" + _DOT,
    "ê": "\u0306", "é": "\u0306" + _ACUTE, "è": "\u0306" + _GRAVE, "ú": "\u0306" + _HOOK, "ü": "\u0306" + _TILDE,
    "ë": "\u0306" + _DOT,
}  # fmt: skip
_VNI_ALONE = dict(zip("ñöôæóòîÑÖÔÆÓÒÎ", "đươỉĩịỵĐƯƠỈĨỊỴ", strict=True))
_VNI_PAIR = re.compile("([AEOUYÔÖaeouyôö])([ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË])")

_SUSPECT = re.compile("[\u0080-\u00ff\u02c9\u03bc\u2022\u2212\u2219\uf080-\uf0ff]")
"""Signs that stand for Vietnamese letters in text read through Latin-1."""
_TRIM = " .,;:!?()[]{}\"'“”‘’…-/–"
_ABBREVIATION = re.compile(r"[BCDĐGHKLMNPQRSTVX\W\d_]*")
_SURE = 0.7
"""At least this part of the suspect words are syllables once turned, and much fewer before."""


def encoding_of_font(name: str) -> Encoding | None:
    """The legacy encoding that a font's name tells; None for Unicode fonts and for "". Subset prefixes are ignored.

    >>> encoding_of_font("ABCDEF+.VnTimeH")
    <Encoding.TCVN3_CAPITALS: 'TCVN3 in hoa'>
    """
    bare = name.rpartition("+")[2].strip().lstrip(".").replace(" ", "").lower()
    if bare.startswith(("vni-", "vni_")):
        return Encoding.VNI
    if not bare.startswith("vn") or bare.startswith(("vntimesnew", "vnu")):
        return None
    family = re.split(r"[,\-]|bold|italic|normal|regular", bare)[0]
    return Encoding.TCVN3_CAPITALS if family.endswith("h") and family not in ("vnteknicalh",) else Encoding.TCVN3


def to_unicode(text: str, encoding: Encoding) -> str:
    """`text`, as read through Latin-1 (or code page 1252 or 1258), in Unicode NFC; "" for "".

    >>> to_unicode("Céng hoµ x· héi", Encoding.TCVN3), to_unicode("Coäng hoøa", Encoding.VNI)
    ('Cộng hoà xã hội', 'Cộng hòa')
    """
    if encoding is Encoding.VNI:
        return _vni(text)
    if encoding is Encoding.TCVN3_CAPITALS:
        return text.translate(_TCVN3_CAPITALS).upper()
    return text.translate(_TCVN3_FROM)


def _vni(text: str) -> str:
    def composed(match: re.Match[str]) -> str:
        base = _VNI_ALONE.get(match[1], match[1])
        return unicodedata.normalize("NFC", base + _VNI_MARKS[match[2].lower()])

    pieces: list[str] = []
    at = 0
    for match in _VNI_PAIR.finditer(text):
        pieces += [_alone(text[at : match.start()]), composed(match)]
        at = match.end()
    return "".join([*pieces, _alone(text[at:])])


def _alone(text: str) -> str:
    return "".join(_VNI_ALONE.get(letter, letter) for letter in text)


def encoding_of_text(text: str, at_least: int = 2) -> Encoding | None:
    """The legacy encoding that the letters themselves betray, for text whose fonts are unknown; None when in doubt.

    Decided by the words with signs of Latin-1, `at_least` so many: whether they become Vietnamese syllables.
    """
    words = [word for word in (part.strip(_TRIM) for part in text.split()) if _SUSPECT.search(word)]
    telling = [word for word in words if not _ABBREVIATION.fullmatch(to_unicode(word, Encoding.VNI))]
    if len(telling) < at_least:
        return None
    before = _syllables(telling)
    share, best = max((_syllables([to_unicode(word, code) for word in telling]), code) for code in _BY_LETTERS)
    return best if share >= _SURE and share - before > 0.3 else None


_BY_LETTERS = (Encoding.TCVN3, Encoding.VNI)


def _syllables(words: Sequence[str]) -> float:
    return sum(all(map(is_syllable, re.split(r"[-/]", word))) for word in words) / len(words)


def has_unicode_letters(text: str) -> bool:
    """Whether there is a Vietnamese letter that no legacy encoding shows when read through Latin-1."""
    return any("\u1ea0" <= letter <= "\u1ef9" for letter in text)
