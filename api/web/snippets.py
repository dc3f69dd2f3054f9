"""The part of a passage that shows why it was found, with the words of the query marked."""

from __future__ import annotations

import re
import unicodedata

from api.web.reading import Piece, pieces_of
from ingest.types import Span

WORD = re.compile(r"\w+")
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
LONGEST = 360
LEAD = 60


def key(syllable: str) -> str:
    """Equal for the two schools of tone placement (hoà, hòa): letters first, the tone last.

    >>> key("hoà") == key("Hòa"), key("hoà") == key("hoa")
    (True, False)
    """
    decomposed = unicodedata.normalize("NFD", syllable.lower())
    return "".join(letter for letter in decomposed if letter not in TONES) + "".join(
        letter for letter in decomposed if letter in TONES
    )


def bare(syllable: str) -> str:
    """Without any mark, đ as d."""
    decomposed = unicodedata.normalize("NFD", syllable.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).replace("đ", "d")


def matches(asked: str, found: str) -> bool:
    """Whether a syllable of the query is one of the text; one typed without marks matches any."""
    return bare(asked) == bare(found) if bare(asked) == asked.lower() else key(asked) == key(found)


def marks_of(text: str, query: str) -> tuple[Span, ...]:
    """Runs of two or more neighbouring syllables of the query, and its numbers; lone syllables where there are no runs.

    A lone Vietnamese syllable stands in every second sentence, so marking it says nothing.
    """
    asked = WORD.findall(query)
    found = list(WORD.finditer(text))
    hits = [{place for place, syllable in enumerate(asked) if matches(syllable, word.group())} for word in found]
    kept = {
        index
        for at in range(len(found) - 1)
        if any(place + 1 in hits[at + 1] for place in hits[at])
        for index in (at, at + 1)
    }
    kept |= {at for at, word in enumerate(found) if hits[at] and any(letter.isdigit() for letter in word.group())}
    kept = kept or {at for at in range(len(found)) if hits[at]}
    return _joined([Span(*found[at].span()) for at in sorted(kept)], text)


def snippet_of(text: str, query: str) -> tuple[Piece, ...]:
    """At most about `LONGEST` characters around the densest marks; an ellipsis where something was cut."""
    marks = marks_of(text, query)
    start = _opening(text, marks)
    end = len(text) if len(text) - start <= LONGEST else text.rfind(" ", start, start + LONGEST)
    end = end if end > start else min(len(text), start + LONGEST)
    shifted = [Span(mark.start - start, mark.end - start) for mark in marks if start <= mark.start < end]
    pieces = pieces_of(text[start:end], shifted)
    before = (Piece("… "),) if start else ()
    after = (Piece(" …"),) if end < len(text) else ()
    return before + pieces + after


def _opening(text: str, marks: tuple[Span, ...]) -> int:
    """Where to begin so that the most marked letters are seen."""
    if len(text) <= LONGEST or not marks:
        return 0
    seen = [
        sum(len(mark) for mark in marks if first.start <= mark.start < first.start + LONGEST - LEAD) for first in marks
    ]
    best = marks[seen.index(max(seen))].start
    space = text.find(" ", max(best - LEAD, 0))
    return 0 if best <= LEAD else min(space + 1, best)


def _joined(spans: list[Span], text: str) -> tuple[Span, ...]:
    """Neighbours with nothing but space between them become one."""
    joined: list[Span] = []
    for span in spans:
        if joined and text[joined[-1].end : span.start].isspace():
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)
