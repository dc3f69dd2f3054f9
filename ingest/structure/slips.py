"""What a scan made of a marker, settled by the numbers around it: "Điều Ñ" between 7 and 9, "I." before "2.".

A reading that its neighbours do not prove is taken away, so that nobody further on has to know of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.language.legibility import legibility_of
from ingest.language.markers import OCR_CHUONG, OCR_GUESS, OCR_STYLE
from ingest.language.ordinals import Ordinal, follows, roman_of
from ingest.structure.readings import OCR_COMMA, OCR_ONE, OUTLINE, Reading
from ingest.structure.regions import Line
from ingest.types import Level, Span

_FULL_STOP = "1."
_LATEST_SECOND = 4  # "2." and "3." may be lost too
_ENDS = ".;:”)…"
_SPELLED = 0.5  # of a line's words; junk that OCR made of Lao print has some 0.2, a poor scan's Vietnamese 0.8

Readings = list[list[Reading]]


def is_junk(line: Line, unread: Iterable[Span]) -> bool:
    """Whether the line stands on a page that could not be read (`unread`) and its words are no Vietnamese.

    A number or a dash in front of such words proves no unit.
    """
    if not any(span.start <= line.start < span.end for span in unread):
        return False
    return legibility_of(line.text.split()).spelled < _SPELLED


def settle(lines: Sequence[Line], readings: Readings, passed: Collection[int]) -> None:
    """Keeps of the doubtful readings those that the numbers around them prove; changes `readings`.

    `passed` are lines that hold no structure (quotes, a table of contents).
    """
    kept = [at for at, of_line in enumerate(readings) if of_line and at not in passed]
    _settle_dieu(readings, kept)
    _settle_chuong(readings, kept)
    _settle_commas(lines, readings)
    _settle_firsts(readings, kept)


def _settle_dieu(readings: Readings, kept: Sequence[int]) -> None:
    """As many broken headings as numbers are missing between two Điều are these numbers."""
    waiting: list[int] = []
    before: Ordinal | None = None
    for at in kept:
        first = readings[at][0] if readings[at] else None
        if first is None or first.rank >= OUTLINE:
            continue
        if first.marker.style == OCR_GUESS:
            waiting.append(at)
        elif first.marker.level is Level.DIEU and first.place is not None:
            _fill(readings, waiting, before, first.place)
            waiting, before = [], first.place
        elif first.marker.level is Level.PHU_LUC:
            before = None
    for at, of_line in enumerate(readings):
        readings[at] = [reading for reading in of_line if reading.marker.style != OCR_GUESS]


def _fill(readings: Readings, waiting: Sequence[int], before: Ordinal | None, after: Ordinal) -> None:
    if before is None or after[1] - before[1] - 1 != len(waiting):
        return
    for number, at in enumerate(waiting, before[1] + 1):
        place = ("", number, 0)
        if readings[at][0].place not in (None, place):
            return
    for number, at in enumerate(waiting, before[1] + 1):
        marker = replace(readings[at][0].marker, number=str(number), style=OCR_STYLE)
        readings[at] = [Reading(marker, ("", number, 0))]


def _settle_chuong(readings: Readings, kept: Sequence[int]) -> None:
    """ "Chương IÍ" after Chương I is Chương II."""
    before: Ordinal | None = None
    for at in kept:
        chapters = [reading for reading in readings[at] if reading.marker.level is Level.CHUONG]
        if not chapters:
            continue
        found, place = chapters[0], chapters[0].place
        if found.marker.style == OCR_CHUONG:
            if before is None or place is None or not follows(before, place):
                continue
            readings[at] = [replace(found, marker=replace(found.marker, number=roman_of(place[1]), style="chuong"))]
        before = place
    for at, of_line in enumerate(readings):
        readings[at] = [reading for reading in of_line if reading.marker.style != OCR_CHUONG]


def _settle_commas(lines: Sequence[Line], readings: Readings) -> None:
    """ "3, Hồ sơ" after the end of a sentence may be "3."; "khoản 1, 2, / 3, Điều 5" goes on."""
    for at, of_line in enumerate(readings):
        if not of_line or of_line[0].marker.style != OCR_COMMA:
            continue
        ended = at > 0 and lines[at - 1].text[-1] in _ENDS and not lines[at].is_row
        marker = replace(of_line[0].marker, style=_FULL_STOP)
        readings[at] = [replace(of_line[0], marker=marker)] if ended else []


def _settle_firsts(readings: Readings, kept: Sequence[int]) -> None:
    """Under a Điều "I." is "1." where "2." comes and neither "II." nor "1." does."""
    for block in _blocks(readings, kept):
        first = next((at for at in block if _is_one(readings[at][0])), None)
        later = [reading for at in block if first is not None and at > first for reading in readings[at]]
        under = [reading for at in block for reading in readings[at] if reading.place is not None]
        romans = any(r.marker.level is Level.ROMAN and not r.is_first for r in under)
        printed = any(r.marker.level is Level.ARABIC and r.is_first and not _is_one(r) for r in under)
        second = any(
            r.marker.style == _FULL_STOP and r.place is not None and 1 < r.place[1] <= _LATEST_SECOND for r in later
        )
        if first is not None and second and not romans and not printed:
            marker = replace(readings[first][0].marker, level=Level.ARABIC, number="1", style=_FULL_STOP)
            readings[first] = [Reading(marker, ("", 1, 0))]
    for at, of_line in enumerate(readings):
        readings[at] = [reading for reading in of_line if reading.marker.style != OCR_ONE]


def _is_one(reading: Reading) -> bool:
    return reading.marker.style == OCR_ONE or (reading.marker.level is Level.ROMAN and reading.is_first)


def _blocks(readings: Readings, kept: Sequence[int]) -> Iterator[list[int]]:
    """The lines with readings under each Điều, up to the next heading."""
    block: list[int] | None = None
    for at in kept:
        if not readings[at]:
            continue
        first = readings[at][0]
        if first.rank < OUTLINE:
            if block:
                yield block
            block = [] if first.marker.level is Level.DIEU else None
        elif block is not None:
            block.append(at)
    if block:
        yield block
