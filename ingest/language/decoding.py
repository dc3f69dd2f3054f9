"""Bytes of a text file → characters."""

from __future__ import annotations

import codecs

from ingest.language.normalise import nfc

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BINARY_SHARE = 0.02


def decoded(content: bytes, declared: str | None = None) -> str | None:
    """The text of `content`, composed; None when it is no text. "" for b"".

    A byte order mark decides, then strict UTF-8, then `declared`, then Windows-1258 (Vietnamese of old Windows, whose
    tone marks follow their letters).
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return nfc(content[len(mark) :].decode(encoding, "replace"))
    if looks_binary(content):
        return None
    for candidate in ("utf-8", declared or "utf-8", "cp1258"):
        try:
            return nfc(content.decode(candidate))
        except (UnicodeDecodeError, LookupError):
            continue
    return nfc(content.decode("cp1258", "replace"))


def looks_binary(content: bytes) -> bool:
    """Whether the first bytes hold zeros or many control characters; False for b""."""
    head = content[:8192]
    controls = sum(byte < 0x20 and byte not in b"\t\n\r\f\x1b" for byte in head)
    return b"\x00" in head or controls > _BINARY_SHARE * max(1, len(head))
