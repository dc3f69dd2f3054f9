"""The name of a member of a ZIP archive, which may stand in any of the encodings that thirty years of tools wrote."""

from __future__ import annotations

import struct
import unicodedata
import zipfile
import zlib

from ingest.language.normalise import nfc

_IS_UTF8 = 0x800
_UNICODE_PATH = 0x7075
_VIETNAMESE_MARKS = {"\u0300", "\u0301", "\u0302", "\u0303", "\u0306", "\u0309", "\u031b", "\u0323"}


def name_of(info: zipfile.ZipInfo) -> str:
    """The member's path with forward slashes, NFC.

    UTF-8 where the archive says so (a flag, or Info-ZIP's extra field) or the bytes are; else Windows-1258 where that
    gives Vietnamese letters only; else code page 437, as the format has it (APPNOTE 6.3.10, appendix D).
    """
    name = info.orig_filename
    if not info.flag_bits & _IS_UTF8:
        raw = name.encode("cp437")
        name = _told_in_unicode(info.extra, raw) or _guessed(raw)
    return nfc(name.partition("\0")[0].replace("\\", "/"))


def _told_in_unicode(extra: bytes, raw: bytes) -> str | None:
    """Info-ZIP's Unicode path, when it was made for this very name."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(field) > 5 and field[0] == 1:
            (crc,) = struct.unpack_from("<I", field, 1)
            return field[5:].decode("utf-8", "replace") if crc == zlib.crc32(raw) else None
    return None


def _guessed(raw: bytes) -> str:
    for encoding, is_fit in (("utf-8", lambda _: True), ("cp1258", _is_vietnamese)):
        try:
            name = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if is_fit(name):
            return name
    return raw.decode("cp437")


def _is_vietnamese(name: str) -> bool:
    """Whether every sign beyond ASCII is a Vietnamese letter.

    >>> _is_vietnamese("Nghị quyết"), _is_vietnamese("Nghÿ quy¿t")
    (True, False)
    """
    return all(_is_vietnamese_letter(sign) for sign in nfc(name) if sign > "~")


def _is_vietnamese_letter(sign: str) -> bool:
    decomposed = unicodedata.normalize("NFD", sign.lower())
    return sign in "đĐ" or (decomposed[0] in "aeiouy" and set(decomposed[1:]) <= _VIETNAMESE_MARKS)
