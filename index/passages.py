"""Cutting a document into passages: whole units where they fit, runs of small siblings, sentences of long clauses.

A passage never crosses a Điều, a chapter, a roman part or an annex, so that its heading is true of all of it; but the
heading of a chapter goes with the first Điều under it: alone it would be found and say nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.types import Passage, passage_id
from ingest.structure.address import heading_of
from ingest.types import Document, Level, Section, Span

SPLITTER_VERSION = "units-3"

# Units that open a passage of their own even when they would fit beside their neighbour.
_OWN = frozenset({Level.PHU_LUC, Level.PHAN, Level.CHUONG, Level.MUC, Level.TIEU_MUC, Level.DIEU, Level.ROMAN})
_SENTENCE_END = re.compile(r"(?<=[.;:!?…])\s+(?=\S)")
_ROW = " | "
_TITLE_CHARS = 300
_LEAD_CHARS = 300


@dataclass(frozen=True, slots=True)
class Cut:
    """`max_chars` bounds a passage's text; a single sentence beyond it is cut at a space."""

    max_chars: int = 1200


def passages_of(document: Document, cut: Cut = Cut()) -> tuple[Passage, ...]:
    """Passages in reading order that cover every non-blank character once. An empty text gives none.

    `heading` holds number and title of the document, the breadcrumb of units, and the header row inside a table.
    """
    children = _children(document.sections)
    whole = Span(0, len(document.text))
    pieces = _pieces(document, whole, children, None, _edges(document.sections), cut.max_chars)
    spans = _led(pieces, _headed(document.sections), cut.max_chars)
    return tuple(_passage(document, span) for piece in spans if (span := _trimmed(document.text, piece)))


def body_of(sections: Sequence[Section], span: Span) -> Span:
    """A passage's span without the headings of higher units that lead it: what its address is the address of."""
    starts = [s.span.start for s in sections if s.level in _OWN and span.start < s.span.start < span.end]
    return Span(max(starts, default=span.start), span.end)


def _children(sections: Sequence[Section]) -> dict[int | None, list[int]]:
    children: dict[int | None, list[int]] = {}
    for at, section in enumerate(sections):
        children.setdefault(section.parent, []).append(at)
    return children


def _edges(sections: Sequence[Section]) -> list[int]:
    """Where the units that stand by themselves begin and end, sorted: what no passage crosses."""
    return sorted({edge for s in sections if s.level in _OWN for edge in (s.span.start, s.span.end)})


def _headed(sections: Sequence[Section]) -> dict[int, int]:
    """Start of each unit that stands by itself to the start of the first such unit below it."""
    below: dict[int, int] = {}
    for section in sections:
        if section.level in _OWN and section.parent is not None:
            above = sections[section.parent]
            if above.level in _OWN:
                below.setdefault(above.span.start, section.span.start)
    return below


def _led(pieces: Sequence[Span], headed: dict[int, int], max_chars: int) -> list[Span]:
    """Each short heading joined to the first unit under it, from the innermost outwards."""
    led: list[Span] = []
    for piece in reversed(pieces):
        first = led[-1] if led else None
        heads = first is not None and len(piece) <= _LEAD_CHARS and headed.get(piece.start) == first.start
        if first is not None and heads and first.end - piece.start <= max_chars:
            led[-1] = Span(piece.start, first.end)
        else:
            led.append(piece)
    return led[::-1]


def _crossed(edges: Sequence[int], start: int, end: int) -> bool:
    at = bisect_right(edges, start)
    return at < len(edges) and edges[at] < end


def _pieces(
    document: Document,
    span: Span,
    children: dict[int | None, list[int]],
    parent: int | None,
    edges: Sequence[int],
    max_chars: int,
) -> list[Span]:
    if len(span) <= max_chars and not _crossed(edges, span.start, span.end):
        return [span]
    found: list[Span] = []
    at = span.start
    for child in children.get(parent, []):
        section = document.sections[child]
        if section.span.start > at:
            found += _blocks(document.text, Span(at, section.span.start), max_chars)
        found += _pieces(document, section.span, children, child, edges, max_chars)
        at = max(at, section.span.end)
    if at < span.end:
        found += _blocks(document.text, Span(at, span.end), max_chars)
    return _merged(found, edges, max_chars)


def _merged(pieces: Sequence[Span], edges: Sequence[int], max_chars: int) -> list[Span]:
    """Neighbours joined while they fit, from left to right; never across an edge."""
    merged: list[Span] = []
    for piece in pieces:
        fits = merged and piece.end - merged[-1].start <= max_chars
        if fits and not _crossed(edges, merged[-1].start, piece.end):
            merged[-1] = Span(merged[-1].start, piece.end)
        else:
            merged.append(piece)
    return merged


def _blocks(text: str, span: Span, max_chars: int) -> list[Span]:
    """The lines of a stretch, long ones cut at sentence ends."""
    found: list[Span] = []
    at = span.start
    while at < span.end:
        line_end = text.find("\n", at, span.end)
        end = span.end if line_end < 0 else line_end + 1
        found += _sentences(text, Span(at, end), max_chars)
        at = end
    return found


def _sentences(text: str, line: Span, max_chars: int) -> Iterator[Span]:
    at = line.start
    while line.end - at > max_chars:
        ends = [match.end() for match in _SENTENCE_END.finditer(text, at, at + max_chars)]
        end = ends[-1] if ends else text.rfind(" ", at + 1, at + max_chars) + 1
        if end <= at:
            end = at + max_chars
        yield Span(at, end)
        at = end
    yield Span(at, line.end)


def _trimmed(text: str, span: Span) -> Span | None:
    words = span.of(text)
    lead = len(words) - len(words.lstrip())
    kept = len(words.strip())
    return Span(span.start + lead, span.start + lead + kept) if kept else None


def _passage(document: Document, span: Span) -> Passage:
    return Passage(
        id=passage_id(document.id, span),
        document_id=document.id,
        span=span,
        text=span.of(document.text),
        heading=_heading(document, span),
    )


def _heading(document: Document, span: Span) -> str:
    facts = document.facts
    number = facts.number.value if facts.number else None
    parts = []
    if facts.title and not facts.title.span.overlaps(span):
        kind = facts.kind.value.capitalize() + " " if facts.kind else ""
        parts.append((kind + facts.title.value)[:_TITLE_CHARS])
    body = body_of(document.sections, span)
    parts.append(heading_of(document.text, document.sections, body.start, number))
    parts.append(_header_row(document.text, span.start))
    return "\n".join(part for part in parts if part)


def _header_row(text: str, position: int) -> str:
    """The first row of the table that a passage begins inside; empty elsewhere and at that row itself."""
    start = text.rfind("\n", 0, position) + 1
    if _ROW not in _line_at(text, start):
        return ""
    first = start
    while first > 0:
        above = text.rfind("\n", 0, first - 1) + 1
        if _ROW not in text[above : first - 1]:
            break
        first = above
    return _line_at(text, first) if first < start else ""


def _line_at(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : len(text) if end < 0 else end]
