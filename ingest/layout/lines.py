"""From words with boxes to printed lines in reading order: rows, columns side by side, table rows.

The masthead and the signature are two columns: the left one is read first, then the right one. Coordinates are in
points from the page's top left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Protocol

from ingest.layout.blocks import has_content
from ingest.types import Box


class Printed(Protocol):
    """A word with its place; what both the text layer and OCR give."""

    @property
    def text(self) -> str: ...
    @property
    def box(self) -> Box: ...
    @property
    def bold(self) -> bool: ...
    @property
    def raised(self) -> bool: ...


@dataclass(frozen=True, eq=False)
class Line:
    """Words side by side on one page (1-based). `column` tells columns of one page apart; 0 is the page's full width.

    A table row is a line whose `cells` hold the words of each cell; other lines have none.
    """

    page: int
    words: tuple[Printed, ...]
    column: int = 0
    cells: tuple[tuple[Printed, ...], ...] = ()

    @cached_property
    def text(self) -> str:
        """The words with blanks between."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def box(self) -> Box:
        """The hull of the words' boxes."""
        return hull(word.box for word in self.words)

    @cached_property
    def height(self) -> float:
        """The middle one of the words' heights, in points."""
        heights = sorted(word.box.bottom - word.box.top for word in self.words)
        return heights[len(heights) // 2]

    @cached_property
    def bold(self) -> bool:
        """Whether every word with a letter or digit is bold."""
        return all(word.bold for word in self.words if has_content(word.text))

    @cached_property
    def capitals(self) -> bool:
        """Whether it has letters, and capitals only."""
        return self.text.isupper()


def hull(boxes: Iterable[Box]) -> Box:
    """The smallest box around all. Raises ValueError for none."""
    sides = [(box.left, box.top, box.right, box.bottom) for box in boxes]
    lefts, tops, rights, bottoms = zip(*sides, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


_GUTTER_EM = 1.6
"""A gap of this many line heights between two words of a row may part columns; justified lines stay below one."""
_LONE_GUTTER_EM = 3.0
"""The same where a single row has words on both sides."""
_GUTTER_MIN_PT = 5.0
"""Columns stay apart as long as their common gap is at least this wide."""
_GUTTER_TO_BLANK = 1.6
"""Beside a gutter, the gap of a row is at least this many times its widest blank; justified blanks are alike."""


def rows_of(words: Sequence[Printed]) -> list[list[Printed]]:
    """Words grouped by their height on the page, top to bottom, each row left to right."""
    rows: list[list[Printed]] = []
    bands: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda word: (word.box.top + word.box.bottom, word.box.left)):
        top, bottom = word.box.top, word.box.bottom
        for index in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            shared = min(bottom, bands[index][1]) - max(top, bands[index][0])
            height, other = bottom - top, bands[index][1] - bands[index][0]
            if shared > 0.5 * min(height, other) and (shared > 0.35 * max(height, other) or shared > 0.9 * height):
                rows[index].append(word)
                break
        else:
            rows.append([word])
            bands.append((top, bottom))
    for row in rows:
        row.sort(key=lambda word: word.box.left)
    return rows


def lines_of(words: Sequence[Printed], page: int) -> list[Line]:
    """The lines of words that stand outside tables, in reading order; [] for none."""
    rows = rows_of(words)
    lines: list[Line] = []
    at = 0
    column = 0
    while at < len(rows):
        start, end, gutter = _zone(rows, at)
        lines += [Line(page, tuple(row)) for row in rows[at:start]]
        if gutter is not None:
            lines += _columns(rows[start:end], gutter, page, column)
            column += 2
        at = end
    return lines


def _columns(rows: Sequence[Sequence[Printed]], gutter: _Gutter, page: int, column: int) -> list[Line]:
    lines: list[Line] = []
    middle = (gutter[0] + gutter[1]) / 2
    for side in (0, 1):
        for row in rows:
            part = tuple(word for word in row if (word.box.left > middle) == bool(side))
            if part:
                lines.append(Line(page, part, column + side + 1))
    return lines


def _gaps(row: Sequence[Printed]) -> list[tuple[float, float]]:
    return [(a.box.right, b.box.left) for a, b in pairwise(row)]


def _widest_gap(row: Sequence[Printed]) -> tuple[float, float] | None:
    height = max(word.box.bottom - word.box.top for word in row)
    wide = [gap for gap in _gaps(row) if gap[1] - gap[0] > _GUTTER_EM * height]
    return max(wide, key=lambda gap: gap[1] - gap[0]) if wide else None


_Gutter = tuple[float, float]


def _zone(rows: Sequence[Sequence[Printed]], at: int) -> tuple[int, int, _Gutter | None]:
    """The next run of rows from `at` that a gutter parts: first row, row after the last, the gutter.

    No more columns: `len(rows)` twice and None.
    """
    outline = hull(word.box for row in rows for word in row) if rows else Box(0, 0, 0, 0)
    for seed in range(at, len(rows)):
        if zone := _recipients_zone(rows, at, seed, outline):
            return zone
        known = _motto_gutter(rows[seed])
        gutter = known or _widest_gap(rows[seed])
        if gutter is None or not _near_middle(gutter, outline):
            continue
        start, end = seed, seed + 1
        while end < len(rows) and (narrower := _through(rows[end], gutter)):
            gutter, end = narrower, end + 1
        # A row of the left side alone may be the last line of the clause above; read before the zone it is in order.
        while not known and start > at and rows[start - 1][-1].box.right > gutter[1]:
            narrower = _through(rows[start - 1], gutter)
            if narrower is None:
                break
            gutter, start = narrower, start - 1
        if known or (_parts(rows[start:end], gutter) and not _flows(rows, start, end, outline)):
            return start, end, gutter
    return len(rows), len(rows), None


def _recipients_zone(
    rows: Sequence[Sequence[Printed]], at: int, seed: int, outline: Box
) -> tuple[int, int, _Gutter] | None:
    """The zone around a row that opens the list of recipients, where the signature shares no row with it."""
    row = rows[seed]
    middle = (outline.left + outline.right) / 2
    if [word.text.lower().rstrip(":") for word in row[:2]] != ["nơi", "nhận"]:
        return None
    left = [word.box.right for word in row if word.box.left < middle]
    gutter: _Gutter = (
        max(left),
        min((word.box.left for word in row if word.box.left >= middle), default=outline.right),
    )
    if gutter[1] - gutter[0] < _GUTTER_MIN_PT:
        return None
    start, end = seed, seed + 1
    while end < len(rows) and (narrower := _through(rows[end], gutter, middle)):
        gutter, end = narrower, end + 1
    while start > at and rows[start - 1][0].box.left > middle:
        narrower = _through(rows[start - 1], gutter, middle)
        if narrower is None:
            break
        gutter, start = narrower, start - 1
    return (start, end, gutter) if gutter[1] < outline.right else None


_MOTTO = re.compile(r"^(CỘNG H.{1,2} XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM$|Độc lập\s*[-–]\s*Tự do)")


def _motto_gutter(row: Sequence[Printed]) -> _Gutter | None:
    """The gap before the national motto or the Party's name, where words stand to the left of it."""
    for at in range(1, len(row)):
        if row[at].text in ("CỘNG", "ĐẢNG", "Độc") and _MOTTO.match(" ".join(word.text for word in row[at:])):
            gap = row[at - 1].box.right, row[at].box.left
            return gap if gap[1] - gap[0] >= _GUTTER_MIN_PT else None
    return None


def _near_middle(gutter: _Gutter, outline: Box) -> bool:
    share = ((gutter[0] + gutter[1]) / 2 - outline.left) / max(1.0, outline.right - outline.left)
    return 0.2 < share < 0.8


def _flows(rows: Sequence[Sequence[Printed]], start: int, end: int, outline: Box) -> bool:
    """Whether a single row with a gap goes on with the full line above it in small letters: a tab or a forced break."""
    if end - start > 1 or start == 0:
        return False
    height = rows[start][0].box.bottom - rows[start][0].box.top
    full = outline.right - rows[start - 1][-1].box.right < height
    return full and rows[start][0].text[:1].islower() and rows[start][0].box.left - outline.left < height


def _parts(rows: Sequence[Sequence[Printed]], gutter: _Gutter) -> bool:
    """Whether two rows have words on both sides of the gutter, or one has a gap too wide for a blank."""
    both = [row for row in rows if row[0].box.left < gutter[0] and row[-1].box.right > gutter[1]]
    height = max(word.box.bottom - word.box.top for word in both[0])
    return len(both) > 1 or gutter[1] - gutter[0] > _LONE_GUTTER_EM * height


def _through(row: Sequence[Printed], gutter: _Gutter, middle: float | None = None) -> _Gutter | None:
    """What is left of the gutter beside this row; None where the row crosses it.

    A word inside the gutter belongs to the side of `middle` (the gutter's own unless given) where its own middle is.
    """
    left, right = gutter
    middle = (left + right) / 2 if middle is None else middle
    for word in row:
        if word.box.right <= left or word.box.left >= right:
            continue
        if (word.box.left + word.box.right) / 2 < middle:
            left = max(left, word.box.right)
        else:
            right = min(right, word.box.left)
    if right - left < _GUTTER_MIN_PT:
        return None
    blanks = [gap for gap in _gaps(row) if gap[0] >= right or gap[1] <= left]
    widest = max((gap[1] - gap[0] for gap in blanks), default=0.0)
    own = [gap[1] - gap[0] for gap in _gaps(row) if gap[0] <= left and gap[1] >= right]
    return None if own and own[0] < _GUTTER_TO_BLANK * widest else (left, right)
