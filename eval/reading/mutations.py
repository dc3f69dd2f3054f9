"""Broken files from whole ones: each seed breaks one file in its own way, the same on every run.

`mutated` picks a few of the ways of the file's format; the ways themselves are in `mutations_pdf`, `mutations_docx`
and `mutations_html`, those of any bytes are here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

Way = Callable[[bytes, Random], bytes]
"""Breaks a file; gives it back unchanged where it has nothing of the kind."""

FORMATS = ("pdf", "docx", "html")


def mutated(content: bytes, kind: str, seed: int) -> bytes:
    """`content` of a format in FORMATS, broken in one to three ways that `seed` chooses. Raises KeyError for others."""
    random = Random(f"{kind} {seed}")
    ways = _ways()[kind]
    for way in random.choices(ways, k=random.choice((1, 1, 1, 2, 3))):
        content = way(content, random)
    return content


def _ways() -> dict[str, Sequence[Way]]:
    from eval.reading.mutations_docx import WAYS as docx
    from eval.reading.mutations_html import WAYS as html
    from eval.reading.mutations_pdf import WAYS as pdf

    return {"pdf": (*pdf, *BYTES), "docx": (*docx, *BYTES), "html": (*html, *BYTES)}


def _place(content: bytes, random: Random) -> int:
    return random.randrange(len(content) + 1)


def flipped(content: bytes, random: Random) -> bytes:
    """A few bytes are others."""
    broken = bytearray(content)
    for _ in range(random.choice((1, 3, 30)) if broken else 0):
        broken[random.randrange(len(broken))] = random.randrange(256)
    return bytes(broken)


def cut(content: bytes, random: Random) -> bytes:
    """The end is missing."""
    return content[: max(1, _place(content, random))]


def removed(content: bytes, random: Random) -> bytes:
    """A stretch in the middle is missing."""
    start = _place(content, random)
    return content[:start] + content[start + random.choice((1, 50, 5000)) :] or content


def repeated(content: bytes, random: Random) -> bytes:
    """A stretch stands there again, once or many times."""
    start = _place(content, random)
    piece = content[start : start + random.choice((10, 300, 3000))]
    return content[:start] + piece * random.choice((2, 20, 100)) + content[start:]


def moved(content: bytes, random: Random) -> bytes:
    """A stretch stands elsewhere."""
    start = _place(content, random)
    end = start + random.choice((20, 500, 5000))
    rest = content[:start] + content[end:]
    at = _place(rest, random)
    return rest[:at] + content[start:end] + rest[at:]


BYTES: Sequence[Way] = (flipped, cut, removed, repeated, moved)
