"""Text typed in fonts that drew Vietnamese over Latin-1: TCVN3 (".VnTime"), VNI ("VNI-Times"), VISCII, VPS → Unicode.

The one-byte tables are in `code_pages`. TCVN3 has no toned capitals: fonts of their own (".VnTimeH") drew small codes
as capitals. VNI writes a mark behind its vowel (VNI-Windows, the table of VNI Software).
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from ingest.language.code_pages import TCVN3, VISCII, VPS, reading_table
from ingest.language.syllables import is_spelled


class Encoding(StrEnum):
    """A legacy encoding, as its font names tell it."""

    TCVN3 = "TCVN3"
    TCVN3_CAPITALS = "TCVN3 in hoa"
    VNI = "VNI"
    VISCII = "VISCII"
    VPS = "VPS"


_TCVN3 = reading_table(TCVN3)
_TABLES = {
    Encoding.TCVN3: _TCVN3,
    Encoding.TCVN3_CAPITALS: {code: letter.upper() for code, letter in _TCVN3.items()},
    Encoding.VISCII: reading_table(VISCII),
    Encoding.VPS: reading_table(VPS),
}

_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300\u0309\u0303\u0301\u0323"
_VNI_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": "\u0302", "á": "\u0302" + _ACUTE, "à": "\u0302" + _GRAVE, "å": "\u0302" + _HOOK, "ã": "\u0302" + _TILDE,
    "ä": "\u0302" + _DOT,
    "ê": "\u0306", "é": "\u0306" + _ACUTE, "è": "\u0306" + _GRAVE, "ú": "\u0306" + _HOOK, "ü": "\u0306" + _TILDE,
    "ë": "\u0306" + _DOT,
}  # fmt: skip
_VNI_ALONE = dict(zip("ñöôæóòîÑÖÔÆÓÒÎ", "đươỉĩịỵĐƯƠỈĨỊỴ", strict=True))
_VNI_PAIR = re.compile("([AEOUYÔÖaeouyôö])([ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË])")

_WORD = re.compile("(?:[^\\W\\d_]|[\u00a1-\u00bf\u00d7\u00f7\u02c9\u2022\u2212\u2219])+")
"""Letters, and the signs of Latin-1 that stand for letters."""
_ETH = str.maketrans("Ðð", "Đđ")
_CAPITALS = re.compile("(?<!\\w)[A-Z]*[ĐÐ][A-ZĐÐ]+(?!\\w)")
_ONLY_UNICODE = re.compile("[\u1ea0-\u1ef9]")
"""Vietnamese letters that no legacy encoding shows when read through Latin-1."""


def encoding_of_font(name: str) -> Encoding | None:
    """The legacy encoding that a font's name tells; None for Unicode fonts and for "". Subset prefixes are ignored.

    >>> encoding_of_font("ABCDEF+.VnTimeH")
    <Encoding.TCVN3_CAPITALS: 'TCVN3 in hoa'>
    """
    bare = name.rpartition("+")[2].strip().lstrip(".").replace(" ", "").lower()
    if bare.startswith(("vni-", "vni_")):
        return Encoding.VNI
    if bare.startswith("vps"):
        return Encoding.VPS
    if bare.startswith(("viscii", "vitimes", "viarial", "uhoai", "hoangyen", "phuongthao")):
        return Encoding.VISCII
    if not bare.startswith("vn") or bare.startswith(("vntimesnew", "vnu")):
        return None
    family = re.split(r"[,\-\d]|bold|italic|normal|regular", bare)[0]
    return Encoding.TCVN3_CAPITALS if family.endswith("h") and family not in ("vnteknicalh",) else Encoding.TCVN3


def to_unicode(text: str, encoding: Encoding) -> str:
    """`text`, as read through Latin-1 (or code page 1252 or 1258), in Unicode NFC; "" for "".

    Text that is Unicode already stays, whatever its font: programs fall back to another font without saying so.

    >>> to_unicode("Céng hoµ x· héi", Encoding.TCVN3), to_unicode("Coäng hoøa", Encoding.VNI)
    ('Cộng hoà xã hội', 'Cộng hòa')
    """
    turned = reread(text, encoding)
    if turned == text or not _is_unicode(text, turned):
        return turned
    return text.upper() if encoding is Encoding.TCVN3_CAPITALS else text


def reread(text: str, encoding: Encoding) -> str:
    """`text` in Unicode, without asking whether it is so already; abbreviations like "HĐND" keep their Đ (a toned
    small letter, which its code means in TCVN3, does not stand before a capital)."""
    if encoding is Encoding.VNI:
        return _vni(text)
    turned = text.translate(_TABLES[encoding])
    if encoding is Encoding.TCVN3:
        for match in _CAPITALS.finditer(text):
            turned = turned[: match.start()] + match[0].translate(_ETH) + turned[match.end() :]
    return turned.upper() if encoding is Encoding.TCVN3_CAPITALS else turned


def _is_unicode(text: str, turned: str) -> bool:
    """Whether the words of `text` are Vietnamese as they stand, and turned they would be less so."""
    before, after = _validity(text), _validity(turned)
    return before > after or (before == after and _ONLY_UNICODE.search(text) is not None)


def _validity(text: str) -> float:
    """The share of the accented words that are spelled as Vietnamese syllables; 0.0 where there is none accented."""
    words = _WORD.findall(text)
    accented = [word for word in words if not word.isascii() and any(map(str.isalpha, word))]
    return sum(map(is_spelled, accented)) / len(accented) if accented else 0.0


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


def has_unicode_letters(text: str) -> bool:
    """Whether there is a Vietnamese letter that no legacy encoding shows when read through Latin-1."""
    return _ONLY_UNICODE.search(text) is not None
