"""Where quoted words stand on a page."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.types import Box, Span, Word

WIDEST_GAP = 2.5
"""In line heights: a wider gap is another column or table cell, not a space."""


def line_boxes(words: Iterable[Word], span: Span) -> tuple[Box, ...]:
    """One box a line around the words that share a code point with `span`, in reading order; () where there are none.

    >>> header = Word(Box(0, 15, 9, 25), None)
    >>> words = [Word(Box(0, 0, 9, 10), Span(0, 2)), Word(Box(12, 1, 20, 10), Span(3, 5)), header]
    >>> line_boxes(words, Span(1, 4))
    (Box(left=0, top=0, right=20, bottom=10),)
    """
    lines: list[Box] = []
    for word in words:
        if word.span is None or not len(span) or not word.span.overlaps(span):
            continue
        if lines and _continues(lines[-1], word.box):
            lines[-1] = _around(lines[-1], word.box)
        else:
            lines.append(word.box)
    return tuple(lines)


def _continues(line: Box, box: Box) -> bool:
    """Whether `box` stands on the line, next to what is there."""
    height = min(line.bottom - line.top, box.bottom - box.top)
    shared = min(line.bottom, box.bottom) - max(line.top, box.top)
    near = -height <= box.left - line.right <= WIDEST_GAP * height
    return shared >= height / 2 and near


def _around(one: Box, other: Box) -> Box:
    return Box(
        min(one.left, other.left), min(one.top, other.top), max(one.right, other.right), max(one.bottom, other.bottom)
    )
