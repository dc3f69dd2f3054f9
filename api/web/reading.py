"""A document laid out for reading: paragraphs with anchors, page marks and highlighted words; its outline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.web.labels import section_label
from ingest.types import Document, Level, Section, Span

HEADINGS = frozenset({Level.PHU_LUC, Level.PHAN, Level.CHUONG, Level.MUC, Level.TIEU_MUC, Level.DIEU, Level.ROMAN})
MOST_ENTRIES = 150
LONGEST_LABEL = 110


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a paragraph's text. `first` is true of the first marked run alone: it carries the anchor."""

    text: str
    marked: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of `Document.text`. `anchors` are of the sections, `pages` the pages that begin in it."""

    anchors: tuple[str, ...]
    pages: tuple[int, ...]
    heading: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the table of contents; `depth` is 0 at the top."""

    anchor: str
    label: str
    depth: int


def anchor_of(index: int) -> str:
    """The id of section `index` (0-based) on the document page."""
    return f"muc-{index + 1}"


def pieces_of(text: str, marks: Sequence[Span]) -> tuple[Piece, ...]:
    """`text` cut at the marks, which must be sorted and disjoint and may reach beyond it.

    >>> [(piece.text, piece.marked) for piece in pieces_of("một hai ba", [Span(4, 7)])]
    [('một ', False), ('hai', True), (' ba', False)]
    """
    pieces: list[Piece] = []
    at, first = 0, True
    for mark in marks:
        start, end = max(mark.start, at), min(mark.end, len(text))
        if start >= end:
            continue
        pieces += [Piece(text[at:start]), Piece(text[start:end], marked=True, first=first)]
        at, first = end, False
    return tuple(piece for piece in (*pieces, Piece(text[at:])) if piece.text)


def lines_of(text: str) -> Iterator[Span]:
    """The spans of the lines that are not blank, without their line breaks."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield Span(at, at + len(line))
        at += len(line) + 1


def paragraphs_of(document: Document, highlight: Span | None = None) -> tuple[Paragraph, ...]:
    """The whole text, line by line, with the words of `highlight` marked."""
    paragraphs: list[Paragraph] = []
    section, page, awaiting = 0, 0, highlight
    for line in lines_of(document.text):
        sections_before, pages_before = section, page
        while section < len(document.sections) and document.sections[section].span.start < line.end:
            section += 1
        while page < len(document.pages) and document.pages[page].span.start < line.end:
            page += 1
        begun = range(sections_before, section)
        pieces = _highlighted(line, line.of(document.text), highlight, first=awaiting is not None)
        if any(piece.marked for piece in pieces):
            awaiting = None
        paragraphs.append(
            Paragraph(
                tuple(anchor_of(index) for index in begun),
                tuple(document.pages[index].number for index in range(pages_before, page)),
                any(document.sections[index].level in HEADINGS for index in begun),
                pieces,
            )
        )
    return tuple(paragraphs)


def _highlighted(line: Span, text: str, highlight: Span | None, *, first: bool) -> tuple[Piece, ...]:
    if highlight is None or not highlight.overlaps(line):
        return (Piece(text),)
    mark = Span(max(highlight.start - line.start, 0), highlight.end - line.start)
    return tuple(Piece(piece.text, piece.marked, first and piece.first) for piece in pieces_of(text, [mark]))


def outline_of(sections: Sequence[Section], text: str) -> tuple[OutlineEntry, ...]:
    """The table of contents of `text`, as deep as `MOST_ENTRIES` lines allow; dashes and pluses are never in it."""
    depths: list[int] = []
    for section in sections:
        depths.append(0 if section.parent is None else depths[section.parent] + 1)
    listed = [
        OutlineEntry(anchor_of(index), _label_of(section, text), depths[index])
        for index, section in enumerate(sections)
        if section.level not in (Level.DASH, Level.PLUS)
    ]
    for deepest in range(max(depths, default=0), 0, -1):
        kept = [entry for entry in listed if entry.depth <= deepest]
        if len(kept) <= MOST_ENTRIES:
            return tuple(kept)
    return tuple(entry for entry in listed if entry.depth == 0)


def _label_of(section: Section, text: str) -> str:
    """The unit's name; its first words where it has no title."""
    opening = section.span.of(text).strip().partition("\n")[0]
    label = section_label(section) if section.title or not opening else opening
    if len(label) <= LONGEST_LABEL:
        return label
    return label[:LONGEST_LABEL].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
