"""Clauses of the passages found: what may be quoted, each with the line that leads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.answering.citing import MAX_QUOTE_CHARS
from api.answering.sources import Source
from ingest.language.markers import CAPITALS
from ingest.types import Section, Span

_CLAUSE_END = re.compile(rf"(?<=[;:])\s+|(?<=[.!?…])\s+(?=[{CAPITALS}]|[-+•])")
_PAUSE = re.compile(r"(?<=,)\s+")
_TITLE = re.compile(r".{1,150}[^\s.;:,!?…]\s*")
_STRIDE_CHARS = 100
_LETTER = re.compile(r"[^\W\d_]")
_ROW = " | "


@dataclass(frozen=True, slots=True)
class Clause:
    """A quotable stretch of a source: `source` is 1-based, `span` in the document's text.

    `context` are the headings above. `lead` is the line of the unit whose item this is ("g) Tổ đảng ở …", "Hồ sơ gồm
    có:"), None for what is no item.
    """

    source: int
    span: Span
    text: str
    context: str
    lead: Span | None = None

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return _ROW in self.text

    @property
    def is_opened(self) -> bool:
        """Whether what it announces follows it."""
        return self.text.endswith(":")


def clauses_of(source: Source, number: int) -> Iterator[Clause]:
    """The clauses of a source in order: lines, longer ones cut at the ends of sentences and items, at most 400
    characters each. Stretches without a letter are none, nor are titles over other units: they say nothing."""
    document, span = source.document, source.passage.span
    over = {each.parent for each in document.sections}
    titled = {each.span.start for at, each in enumerate(document.sections) if at in over}
    at = span.start
    while at < span.end:
        end = document.text.find("\n", at, span.end)
        end = span.end if end < 0 else end
        lead = _lead(document.text, document.sections, at)
        line = Span(at, end)
        is_title = at + _indent(document.text, at) in titled and _TITLE.fullmatch(line.of(document.text))
        for piece in () if is_title else _cut(document.text, line):
            if _LETTER.search(words := piece.of(document.text)):
                yield Clause(number, piece, words, source.passage.heading, lead)
        at = end + 1


def items_below(source: Source, clause: Clause, room: int) -> Span | None:
    """From a clause that announces a list to the end of the last of its items, while it has at most `room` characters.

    None where not even the first item fits, or none follows.
    """
    text, sections = source.document.text, source.document.sections
    at = _innermost(sections, clause.span.start)
    if at is None:
        return None
    items = [each.span for each in sections if each.parent == at and each.span.start >= clause.span.end]
    ends = [end for item in items if (end := _end(text, item)) - clause.span.start <= room]
    return Span(clause.span.start, ends[-1]) if ends else None


def _lead(text: str, sections: Sequence[Section], line: int) -> Span | None:
    """The first line of the unit above the one that begins on this line, or of the unit that the line is a part of."""
    at = _innermost(sections, line + _indent(text, line))
    if at is not None and text.rfind("\n", 0, sections[at].span.start) == text.rfind("\n", 0, line + 1):
        at = sections[at].parent
    if at is None:
        return None
    start = sections[at].span.start
    end = text.find("\n", start, sections[at].span.end)
    first = Span(start, sections[at].span.end if end < 0 else end)
    return first if first.end <= line and len(first) <= MAX_QUOTE_CHARS else None


def _indent(text: str, line: int) -> int:
    end = text.find("\n", line)
    words = text[line : len(text) if end < 0 else end]
    return len(words) - len(words.lstrip())


def _innermost(sections: Sequence[Section], place: int) -> int | None:
    """The smallest unit that holds a place, by its index."""
    found = None
    for at, section in enumerate(sections):
        if section.span.start > place:
            break
        if place < section.span.end:
            found = at
    return found


def _end(text: str, span: Span) -> int:
    return span.start + len(span.of(text).rstrip())


def _cut(text: str, line: Span) -> Iterator[Span]:
    """Neighbouring sentences together while they fit; a longer sentence in parts that overlap, cut at its commas."""
    ends = [*(match.end() for match in _CLAUSE_END.finditer(text, line.start, line.end)), line.end]
    start = line.start
    for end, following in zip(ends, [*ends[1:], None], strict=True):
        if following is None or following - start > MAX_QUOTE_CHARS:
            whole = Span(start, end)
            pieces = _overlapping(text, whole) if len(whole) > MAX_QUOTE_CHARS else [whole]
            yield from filter(None, (_trimmed(text, piece) for piece in pieces))
            start = end


def _overlapping(text: str, sentence: Span) -> Iterator[Span]:
    """Parts between commas, as many together as may be quoted, beginning at every comma or so."""
    starts = [sentence.start, *(match.end() for match in _PAUSE.finditer(text, sentence.start, sentence.end))]
    ends = [*starts[1:], sentence.end]
    if max(end - start for start, end in zip(starts, ends, strict=True)) > MAX_QUOTE_CHARS:
        yield from _windows(text, sentence)
        return
    last, reached = sentence.start, sentence.start
    for start in starts:
        if start >= reached or start - last >= _STRIDE_CHARS:
            last, reached = start, max(end for end in ends if start < end <= start + MAX_QUOTE_CHARS)
            yield Span(start, reached)
            if reached == sentence.end:
                return


def _windows(text: str, span: Span) -> Iterator[Span]:
    at = span.start
    while at < span.end:
        end = min(span.end, at + MAX_QUOTE_CHARS)
        if end < span.end:
            space = text.rfind(" ", at + 1, end)
            end = space if space > at else end
        yield Span(at, end)
        at = end


def _trimmed(text: str, span: Span) -> Span | None:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else None
