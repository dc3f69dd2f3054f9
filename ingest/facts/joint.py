"""Documents of several bodies: thông tư liên tịch, nghị quyết liên tịch, programmes of cooperation.

Their head names the bodies side by side, or one line does, with dashes between them ("BỘ TÀI CHÍNH - BỘ NỘI VỤ").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.language.kinds import is_known_name, natural_case
from ingest.language.normalise import fold_spaces
from ingest.types import Fact, Span

_BETWEEN = re.compile(r"\s*[-–—,;]\s*(?=[^\W\d_])|\s+và\s+(?=(?:bộ|tổng|uỷ|ủy|ban|hội|viện|toà|tòa)\b)", re.IGNORECASE)
_JOINT_CODE = re.compile(r"(?:^|[/\-–])(?:TTLT|NQLT|HDLT|KHLT|QCLT|QCPH|CTPH|CTrPH|KHPH|LT)(?=[/\-–]|$)")


def is_joint(kind: str | None, number: str | None) -> bool:
    """Whether type or number says that several bodies issued the document.

    >>> is_joint("thông tư", "15/2010/TTLT-BTC-BNV"), is_joint("nghị quyết", "57-NQ/TW")
    (True, False)
    """
    return (kind or "").endswith("liên tịch") or _JOINT_CODE.search(number or "") is not None


def bodies_in(text: str, span: Span) -> tuple[Fact[str], ...]:
    """The bodies that the words of `span` name, with a dash, a comma or "và" between them; () for no words.

    A dash inside a known name ("Bộ Lao động - Thương binh và Xã hội") parts nothing.
    """
    words = span.of(text)
    cuts = [0, *(end for match in _BETWEEN.finditer(words) for end in match.span()), len(words)]
    parts = [(cuts[i], cuts[i + 1]) for i in range(0, len(cuts), 2)]
    merged: list[tuple[int, int]] = []
    at = 0
    while at < len(parts):
        size = next((n for n in range(min(4, len(parts) - at), 0, -1) if _is_one(words, parts[at : at + n])), 1)
        merged.append((parts[at][0], parts[at + size - 1][1]))
        at += size
    return tuple(
        Fact(natural_case(fold_spaces(words[start:end])), Span(span.start + start, span.start + end))
        for start, end in merged
        if words[start:end].strip()
    )


def _is_one(words: str, parts: Sequence[tuple[int, int]]) -> bool:
    return is_known_name(fold_spaces(words[parts[0][0] : parts[-1][1]]))


def together(bodies: Sequence[Fact[str]]) -> Fact[tuple[str, ...]] | None:
    """All the bodies as one fact over the words that name them; None for fewer than two."""
    if len(bodies) < 2:
        return None
    start, end = min(body.span.start for body in bodies), max(body.span.end for body in bodies)
    return Fact(tuple(body.value for body in bodies), Span(start, end))
