"""The part of a passage that shows why it was found, with the words of the query marked."""

from __future__ import annotations

from collections.abc import Sequence

from api.matching import marks_of
from api.web.reading import Piece, pieces_of
from ingest.types import Span

LONGEST = 360
LEAD = 60


def snippet_of(text: str, query: str) -> tuple[Piece, ...]:
    """`snippet_around` the words of the query."""
    return snippet_around(text, marks_of(text, query))


def snippet_around(text: str, marks: Sequence[Span], longest: int = LONGEST) -> tuple[Piece, ...]:
    """At most about `longest` characters around the densest marks; an ellipsis where something was cut."""
    start = _opening(text, marks, longest)
    end = len(text) if len(text) - start <= longest else text.rfind(" ", start, start + longest)
    end = end if end > start else min(len(text), start + longest)
    shifted = [Span(mark.start - start, mark.end - start) for mark in marks if start <= mark.start < end]
    pieces = pieces_of(text[start:end], shifted)
    before = (Piece("… "),) if start else ()
    after = (Piece(" …"),) if end < len(text) else ()
    return before + pieces + after


def _opening(text: str, marks: Sequence[Span], longest: int) -> int:
    """Where to begin so that the most marked letters are seen."""
    if len(text) <= longest or not marks:
        return 0
    seen = [
        sum(len(mark) for mark in marks if first.start <= mark.start < first.start + longest - LEAD) for first in marks
    ]
    best = marks[seen.index(max(seen))].start
    space = text.find(" ", max(best - LEAD, 0))
    return 0 if best <= LEAD else min(space + 1, best)
