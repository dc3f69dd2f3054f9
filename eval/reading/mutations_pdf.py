"""Ways to break a PDF: numbers, references, names, page trees, cross references, streams, fonts, boxes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence
from random import Random

_NUMBER = re.compile(rb"(?<=[\s\[/(])-?\d+(?:\.\d+)?(?=[\s\]/>)])")
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_NAME = re.compile(rb"/[A-Za-z]+")
_KIDS = re.compile(rb"/Kids\s*\[(.*?)\]", re.DOTALL)
# Begins at "obj" and is bounded: in a file that was nested before, every "<<" would be tried to the end.
_STREAM = re.compile(rb"(\bobj\b(?:(?!endobj).){0,2000}?>>\s*stream\r?\n)(.*?)(\r?\nendstream)", re.DOTALL)
_EXTREME = (b"-1", b"0", b"1", b"65536", b"2147483647", b"-2147483648", b"99999999999", b"1e308", b"0.0000001", b"NaN")
_NAMES = (
    b"/Kids", b"/Page", b"/Pages", b"/Parent", b"/Count", b"/Length", b"/Filter", b"/FlateDecode", b"/LZWDecode",
    b"/ASCII85Decode", b"/DCTDecode", b"/JBIG2Decode", b"/Font", b"/Type0", b"/Type3", b"/ToUnicode", b"/Widths",
    b"/Encoding", b"/Contents", b"/Resources", b"/XObject", b"/Form", b"/Image", b"/Encrypt", b"/Rotate", b"/UserUnit",
)  # fmt: skip
_BOXES = (
    b"[0 0 0 0]", b"[0 0 -595 -842]", b"[0 0 100000000 100000000]", b"[595 842 0 0]", b"[0 0 1e300 1]", b"[1 2]",
    b"[-20000 -20000 20000 20000]", b"null", b"(595 842)",
)  # fmt: skip
_OPERATORS = (
    b"q ", b"Q ", b"BT ", b"ET ", b"1e9 0 0 1e9 0 0 cm ", b"0 0 0 0 0 0 Tm ", b"/F1 100000 Tf ", b"/F1 -12 Tf ",
    b"3 Tr ", b"7 Tr ", b"99999999 TL T* ", b"-500 Tz ", b"1 1 1 rg ", b"0 0 1e7 1e7 re f ", b"/X0 Do ", b"<FFFF> Tj ",
    b"[(a) -1e9 (b)] TJ ", b"0 1 -1 0 300 300 cm ", b"BI /W 60000 /H 60000 /BPC 8 /CS /RGB ID x EI ",
)  # fmt: skip


def _replaced(
    content: bytes, random: Random, pattern: re.Pattern[bytes], new: Callable[[re.Match[bytes]], bytes]
) -> bytes:
    """A few of a pattern's matches replaced."""
    found = list(pattern.finditer(content))
    for match in sorted(random.sample(found, min(len(found), random.choice((1, 2, 10)))), key=lambda m: -m.start()):
        content = content[: match.start()] + new(match) + content[match.end() :]
    return content


def numbers(content: bytes, random: Random) -> bytes:
    """Some numbers are extreme."""
    return _replaced(content, random, _NUMBER, lambda _: random.choice(_EXTREME))


def references(content: bytes, random: Random) -> bytes:
    """Some references lead elsewhere: to themselves, to nothing, round in a circle."""
    known = [match[1] for match in _REFERENCE.finditer(content)] or [b"1"]
    return _replaced(content, random, _REFERENCE, lambda _: random.choice((*known, b"0", b"999999")) + b" 0 R")


def names(content: bytes, random: Random) -> bytes:
    """Some names are other names."""
    return _replaced(content, random, _NAME, lambda _: random.choice(_NAMES))


def page_tree(content: bytes, random: Random) -> bytes:
    """The list of pages names them hundreds of times over, or itself."""
    known = [match[1] + b" 0 R " for match in _REFERENCE.finditer(content)] or [b"1 0 R "]

    def kids(match: re.Match[bytes]) -> bytes:
        other = random.choice((match[1] + b" ", random.choice(known)))
        return b"/Kids [" + other * random.choice((1, 20, 300)) + b"]"

    return _replaced(content, random, _KIDS, kids)


def cross_references(content: bytes, random: Random) -> bytes:
    """The table of offsets is wrong, missing, or leads to itself."""
    at = content.rfind(b"startxref")
    if at < 0:
        return content
    tail = random.choice((b"startxref\n0\n%%EOF", b"startxref\n%d\n%%%%EOF" % at, b"", b"startxref\n-5\n%%EOF"))
    loop = b"trailer << /Prev %d /Size 5 >>\n" % content.rfind(b"xref\n") if random.random() < 0.5 else b""
    return content[:at] + loop + tail


def nesting(content: bytes, random: Random) -> bytes:
    """A value nested a thousand times deep."""
    depth = random.choice((50, 1000, 50_000))
    opening, closing = random.choice(((b"[", b"]"), (b"<</A ", b">>"), (b"(", b")")))
    return _replaced(content, random, _NUMBER, lambda match: opening * depth + match[0] + closing * depth)


def boxes(content: bytes, random: Random) -> bytes:
    """The page has no size, a negative one, or a field's; it is turned by an odd angle."""
    box = b"/MediaBox " + random.choice(_BOXES)
    turn = random.choice((b"", b" /Rotate 37", b" /Rotate -90", b" /CropBox [300 300 310 310]", b" /UserUnit 1e9"))
    return _replaced(content, random, re.compile(rb"/MediaBox\s*\[[^\]]*\]"), lambda _: box + turn)


def page_content(content: bytes, random: Random) -> bytes:
    """What is drawn, or a font, is another: operators are put in, bytes changed, under a filter that still opens."""

    def stream(match: re.Match[bytes]) -> bytes:
        inner = _opened(match[2])
        for _ in range(random.choice((1, 5, 50))):
            at = random.randrange(len(inner) + 1)
            inner = inner[:at] + random.choice((*_OPERATORS, bytes([random.randrange(256)]))) + inner[at:]
        head = re.sub(rb"/Filter\s*(\[[^\]]*\]|/\w+)", b"/Filter /FlateDecode", match[1])
        return head + zlib.compress(inner, 1) + match[3]

    return _replaced(content, random, _STREAM, stream)


def inflated(content: bytes, random: Random) -> bytes:
    """A stream that opens to megabytes."""
    size = random.choice((1, 10, 40)) * 1024 * 1024
    filling = random.choice((b"\x00", b"q ", b"(a) Tj ", b"[", b"0 0 m "))
    packed = zlib.compress(filling * (size // len(filling)), 9)
    return _replaced(content, random, _STREAM, lambda match: match[1] + packed + match[3])


def _opened(data: bytes) -> bytes:
    import base64

    try:
        # The drawing library writes ASCII85 over Flate.
        data = base64.a85decode(data.strip().removesuffix(b"~>")) if data.rstrip().endswith(b"~>") else data
        return zlib.decompressobj().decompress(data)
    except (zlib.error, ValueError):
        return data


WAYS: Sequence[Callable[[bytes, Random], bytes]] = (
    numbers, references, names, page_tree, cross_references, nesting, boxes, page_content, page_content, inflated,
)  # fmt: skip
