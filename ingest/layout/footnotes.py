"""Footnotes of a page: told by their small print at its foot, kept apart from the clause they interrupt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.layout.lines import Line, Printed

_MARK = re.compile(r"^\[?(\d{1,3}|\*{1,3})\]?$")
_SMALL = 0.93
"""A footnote's print is at most this part of the body's."""


def notes_of(pages: Sequence[Sequence[Line]]) -> list[list[list[Line]]]:
    """For each page its footnotes, each as its lines; a note that goes on from the page before has no mark."""
    body = _body_height(pages)
    notes: list[list[list[Line]]] = []
    for lines in pages:
        going_on = bool(notes and notes[-1])
        notes.append(_split(_foot(lines, body, going_on)))
    return notes


def _body_height(pages: Sequence[Sequence[Line]]) -> float:
    """The height of most words, in points; 0.0 for no words."""
    heights: dict[float, int] = {}
    for lines in pages:
        for line in lines:
            heights[round(line.height, 1)] = heights.get(round(line.height, 1), 0) + len(line.words)
    return max(heights, key=lambda height: heights[height]) if heights else 0.0


def _foot(lines: Sequence[Line], body: float, going_on: bool) -> list[Line]:
    """The run of small lines at the page's foot, from the first that a mark opens; [] when none does.

    `going_on`: the page before has notes, whose last may go on here without a mark.
    """
    start = len(lines)
    while start and not lines[start - 1].cells and not lines[start - 1].column and _small(lines[start - 1], body):
        start -= 1
    while start < len(lines) and _mark(lines[start]) is None and not going_on:
        start += 1
    return list(lines[start:])


def _small(line: Line, body: float) -> bool:
    return line.height < _SMALL * body


def _mark(line: Line) -> str | None:
    first = line.words[0]
    match = _MARK.match(first.text)
    small = first.raised or first.box.bottom - first.box.top < 0.85 * line.height
    return match[1] if match and (small or first.text.startswith("[")) else None


def opens_note(line: Line) -> bool:
    """Whether the line begins with a note's mark."""
    return _mark(line) is not None


def _split(lines: Sequence[Line]) -> list[list[Line]]:
    notes: list[list[Line]] = []
    for line in lines:
        if _mark(line) is not None or not notes:
            notes.append([line])
        else:
            notes[-1].append(line)
    return notes


def without_references(line: Line, marks: set[str]) -> tuple[Line, list[Printed]]:
    """The line without the raised numbers that call one of `marks`, and those numbers."""
    calls = [word for position, word in enumerate(line.words) if _calls(line, position, marks)]
    if not calls or len(calls) == len(line.words):
        return line, []
    kept = tuple(word for word in line.words if word not in calls)
    cells = tuple(tuple(word for word in cell if word not in calls) for cell in line.cells)
    return Line(line.page, kept, line.column, cells), calls


def _calls(line: Line, position: int, marks: set[str]) -> bool:
    word = line.words[position]
    match = _MARK.match(word.text)
    if match is None or match[1] not in marks:
        return False
    height = word.box.bottom - word.box.top
    return (
        word.raised or word.text.startswith("[") or (height < 0.8 * line.height and word.box.bottom < line.box.bottom)
    )


def marks_of(notes: Sequence[Sequence[Line]]) -> set[str]:
    """The numbers that open these notes."""
    return {mark for note in notes if (mark := _mark(note[0])) is not None}
