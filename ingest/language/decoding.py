"""Bytes of a text file → characters."""

from __future__ import annotations

import codecs
import re
import unicodedata

from ingest.language.code_pages import VISCII, VPS, from_bytes
from ingest.language.legacy import Encoding, reread
from ingest.language.normalise import nfc
from ingest.language.syllables import is_spelled

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY_SHARE = 0.02
_SAMPLE_BYTES = 65536
_WORD = re.compile(r"[^\W\d_]+")
_LETTER_CONTROLS = frozenset(VISCII) | frozenset(VPS)
"""Control bytes that are capitals in VISCII and VPS: text in these may hold them."""
_DECLARED_ALIASES = {"viscii": VISCII, "x-viet-vps": VPS, "vps": VPS}


def decoded(content: bytes, declared: str | None = None) -> str | None:
    """The text of `content`, composed; None when it is no text. "" for b"".

    A byte order mark decides, then zeros in every other byte (UTF-16), then strict UTF-8. Else the reading with the
    most Vietnamese syllables among `declared`, Windows-1258 (whose tone marks follow their letters), Windows-1252
    (which keeps TCVN3 and VNI to be recognised by their letters), VISCII and VPS; the earlier one where two are even.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return nfc(content[len(mark) :].decode(encoding, "replace"))
    wide = _wide_encoding(content)
    if wide is not None:
        return nfc(content.decode(wide, "replace"))
    if looks_binary(content):
        return None
    try:
        return nfc(_unmangled(content.decode("utf-8")))
    except UnicodeDecodeError:
        pass
    if _is_damaged_utf8(content):
        return nfc(content.decode("utf-8", "replace"))
    readings = _readings(content, (declared or "").strip().lower())
    return max(readings, key=lambda text: _score(text, readings[text]))


def _readings(content: bytes, declared: str) -> dict[str, bool]:
    """Every way in which the bytes may be meant, the likeliest first; whether it keeps every byte as a sign."""
    if declared in _DECLARED_ALIASES:
        return {nfc(from_bytes(content, _DECLARED_ALIASES[declared])): False}
    found: dict[str, bool] = {}
    named = [declared] if declared and declared not in ("utf-8", "utf8", "us-ascii") else []
    for name in (*named, "cp1258"):
        text = _strict(content, name)
        if text is not None:
            found.setdefault(text, False)
    # Code page 1252 leaves five bytes undefined, Latin-1 none.
    found[_strict(content, "cp1252") or content.decode("latin-1")] = True
    return found | {nfc(from_bytes(content, table)): False for table in (VISCII, VPS)}


def _strict(content: bytes, name: str) -> str | None:
    """The composed text, or None: not in this encoding, or no encoding of text."""
    try:
        return unicodedata.normalize("NFC", content.decode(name))
    except (UnicodeError, LookupError):
        return None


def _score(text: str, keeps_bytes: bool) -> float:
    """How Vietnamese a reading is; also once TCVN3 or VNI letters are turned, then it must be better by something."""
    head = text[:_SAMPLE_BYTES]
    if not keeps_bytes:
        return _syllables(head)
    turned = max(_syllables(reread(head, code)) for code in (Encoding.TCVN3, Encoding.VNI))
    return max(_syllables(head), turned - 0.05)


def _syllables(text: str) -> float:
    """The share of the accented words of `text` that are Vietnamese; 0.0 for none accented."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return round(sum(map(is_spelled, words)) / len(words), 2) if words else 0.0


_MANGLED = re.compile("á[º»]|Ä[‘\u0090©ƒ]|Æ[°¡]|Ã[\u00a0-¿]|Ä‘")
"""How Vietnamese letters look whose UTF-8 bytes were taken for Windows-1252 and saved again."""


def _unmangled(text: str) -> str:
    """`text` with every line made right that was encoded twice; a line that is anything else stays as it is."""
    if len(_MANGLED.findall(text)) < 3:
        return text
    return "\n".join(_line_unmangled(line) for line in text.split("\n"))


def _line_unmangled(line: str) -> str:
    if not _MANGLED.search(line):
        return line
    try:
        turned = bytes(code for letter in line for code in _windows_byte(letter)).decode("utf-8")
    except ValueError:
        return line
    return turned if _syllables(turned) >= max(0.5, _syllables(line)) else line


def _windows_byte(letter: str) -> bytes:
    """The byte of code page 1252; its five undefined ones are control characters of Latin-1. Raises ValueError."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")


def _is_damaged_utf8(content: bytes) -> bool:
    """Whether all but a few of the bytes above 7F make UTF-8: a file cut in the middle of a letter, a stray byte."""
    high = sum(byte >= 0x80 for byte in content)
    return content.decode("utf-8", "replace").count("\ufffd") <= max(1, 0.01 * high) if high > 8 else False


def _wide_encoding(content: bytes) -> str | None:
    """UTF-16 without its mark: at least four pairs, and the zeros of plain letters stand in one half of them."""
    head = content[:4096]
    if len(head) < 8 or len(content) % 2 or b"\x00" not in head:
        return None
    pairs = len(head) // 2
    high, low = head[1::2].count(0), head[0::2].count(0)
    name = "utf-16-le" if high > low else "utf-16-be"
    if max(high, low) < 0.3 * pairs or min(high, low) > 0.02 * pairs:
        return None
    text = _strict(head[: pairs * 2], name) or _strict(head[: pairs * 2 - 2], name)
    controls = sum(sign < " " and sign not in "\t\n\r\f" for sign in text or "\0")
    return name if text and controls <= _BINARY_SHARE * len(text) else None


def looks_binary(content: bytes) -> bool:
    """Whether the first bytes hold zeros or many control characters; False for b"" and for UTF-16 without a mark."""
    head = content[:8192]
    controls = sum(byte < 0x20 and byte not in b"\t\n\r\f\x1b" and byte not in _LETTER_CONTROLS for byte in head)
    return (b"\x00" in head and _wide_encoding(content) is None) or controls > _BINARY_SHARE * max(1, len(head))
