"""The words of a clause that answer directly, short enough to be read first."""

from __future__ import annotations

import re

from api.answering.extracting.values import aligned
from index.rerank.asked import Asked
from index.rerank.terms import SYLLABLE, words_of
from ingest.types import Span

DIRECT_CHARS = 250

_MARKER = re.compile(
    r"(?:[\s\-–+•*“\"]+|(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]|[ivx]{1,4})[.)]\s+|\(\w{1,3}\)\s+|[A-Z][.)]\s+)+"
)
_STRONG, _WEAK = re.compile(r"(?<=[;:.!?…])\s+"), re.compile(r"(?<=[,;:.!?…])\s+")


def direct_in(text: str, asked: Asked, value: Span | None) -> str:
    """The stretch of a clause that holds the value, else most of the question, without its marker; at most
    `DIRECT_CHARS` unless a single phrase is longer."""
    start = text.index(_unmarked(text))
    whole = Span(start, len(text))
    if len(whole) <= DIRECT_CHARS:
        return whole.of(text).rstrip(";,:").strip()
    parts = _parts(text, whole, _STRONG)
    if any(len(part) > DIRECT_CHARS for part in parts):
        parts = _parts(text, whole, _WEAK)
    best = max(range(len(parts)), key=lambda at: _worth(text, parts[at], asked, value))
    first = last = best
    # Neighbours are joined while they fit, what follows first: a condition stands behind its rule.
    while True:
        if last + 1 < len(parts) and parts[last + 1].end - parts[first].start <= DIRECT_CHARS:
            last += 1
        elif first > 0 and parts[last].end - parts[first - 1].start <= DIRECT_CHARS:
            first -= 1
        else:
            break
    return text[parts[first].start : parts[last].end].strip().rstrip(";,:")


def _parts(text: str, whole: Span, border: re.Pattern[str]) -> list[Span]:
    ends = [*(match.end() for match in border.finditer(text, whole.start, whole.end)), whole.end]
    starts = [whole.start, *ends[:-1]]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _worth(text: str, part: Span, asked: Asked, value: Span | None) -> tuple[bool, float]:
    words = words_of(SYLLABLE.findall(aligned(part.of(text))))
    return value is not None and part.overlaps(value), asked.cover(words) + asked.cover_pairs(words)


_IN_NAMES = r"(?<!hàng )(?<!phòng )(?<!\w)"
_DENIES = re.compile(
    rf"{_IN_NAMES}(?:không(?! (?:chỉ|những|quá|ít hơn|dưới|gian|khí|quân|phận))|chưa(?! \w+ (?:đã|mà))|chẳng"
    r"|cấm|nghiêm cấm)(?!\w)"
)
_QUESTION_DENIES = re.compile(rf"{_IN_NAMES}(?:không|chưa)(?! *\W*$)(?!\w)")


def polarity_of(question: str, answer: str) -> str:
    """ "Có" or "Không": whether what answers denies what is asked.

    >>> polarity_of("Có phải nộp thuế không?", "Không áp dụng thuế đối với cơ sở này")
    'Không'
    """
    denies = _DENIES.search(aligned(answer)) is not None
    return "Không" if denies != (_QUESTION_DENIES.search(aligned(question)) is not None) else "Có"


def listed(text: str) -> str:
    """An announced list as one sentence, without the markers of its items."""
    lines = [_unmarked(line) for line in text.split("\n") if line.strip()]
    return f"{lines[0]} {'; '.join(line.rstrip(';,. ') for line in lines[1:])}".strip()


def _unmarked(text: str) -> str:
    marker = _MARKER.match(text)
    return (text[marker.end() :] if marker and marker.end() < len(text) else text).strip()
