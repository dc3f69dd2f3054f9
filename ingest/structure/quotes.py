"""Words of another document inside a text: the lines of an amended text in “…”, which are no units of this one.

Nghị định 30/2020/NĐ-CP, phụ lục I, and Nghị định 78/2025/NĐ-CP print the new wording of an amended unit between
quotation marks. Marks are lost and doubled in print, so numbers decide where the marks cannot: the amending text's own
next unit ends a quote, and a closing mark that closes nothing shows that the quote before it ran on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.language.markers import Marker, marker_of
from ingest.language.ordinals import Ordinal, follows, ordinal_of
from ingest.structure.regions import Line
from ingest.types import Level

_OPENS_QUOTE = re.compile(r"[:.;]\s*“[^”]*$|^\s*“")
_AFTER_COLON = re.compile(r":\s*“[^”]*$")
_ANY_MARK = re.compile(r"[“”\"‘’'«»]")
_STRAIGHT_OPEN = re.compile(r'(?:^|(?<=[\s:(]))"(?=\S)')
_LONE_OPEN = re.compile(r"^(?:‘|''?)(?=\S)")
_LONE_CLOSE = re.compile(r"(?:’|''?)(?=[.;,]{0,2}$)")
_AMENDS = re.compile(r"\s*(?:Sửa đổi|Bổ sung|Bãi bỏ|Hủy bỏ|Thay thế|Thay cụm|Thay từ|Bỏ cụm|Bỏ từ|Đính chính|Chuyển)")
_AMENDED_UNIT = re.compile(r"(?:[Đđ]iểm|[Kk]hoản|Điều|[Mm]ục|[Cc]hương|[Pp]hụ lục|[Cc]ụm từ|tên|[Mm]ẫu|[Đđ]oạn)\s")
_ABOVE_DIEU = frozenset({Level.PHU_LUC, Level.PHAN, Level.CHUONG, Level.MUC, Level.TIEU_MUC, Level.DIEU})
_Unit = tuple[Level, Ordinal, str]
_UNITS = (Level.DIEU, Level.ARABIC, Level.LETTER)
_LOST_CLOSES = 20  # quotes without an end that are followed to the text's end, at most: time stays linear
_LONGEST_REST = 200  # lines of a quote after the mark that closes it too early
_SAYING = 5  # lines of a quote that nothing announces: words of somebody, no amended text
_MAX_UNIT_CHARS = 300


@dataclass(slots=True)
class _Counter:
    """The last Điều, khoản and điểm read, each forgotten when a higher one begins."""

    places: dict[Level, Ordinal]

    def take(self, level: Level, place: Ordinal) -> None:
        self.places = {held: kept for held, kept in self.places.items() if _UNITS.index(held) < _UNITS.index(level)}
        self.places[level] = place

    def expects(self, level: Level, place: Ordinal) -> bool:
        """Whether `place` is the next of its list here, or the first of one that may begin."""
        before = self.places.get(level)
        if before is None:
            return place[1] == 1 and place[2] == 0 and level is not Level.DIEU
        return follows(before, place, level is Level.LETTER)


def _unit(line: str) -> _Unit | None:
    return _unit_of(marker_of(line), line)


def _unit_of(marker: Marker | None, line: str) -> _Unit | None:
    """The level of a Điều, khoản or điểm that the line begins, its place, and the words after it (cut)."""
    if marker is None or marker.level not in _UNITS:
        return None
    place = ordinal_of(marker.level, marker.number)
    return None if place is None else (marker.level, place, line[marker.end : marker.end + _MAX_UNIT_CHARS])


def _holds_dieu(opening: str) -> bool:
    """Whether a quote that begins so can hold a Điều: it is one, or a heading above one."""
    marker = marker_of(opening)
    return marker is not None and marker.level in _ABOVE_DIEU


def _marked(line: Line) -> str:
    """The line with every kind of quotation mark as “ or ”; seconds of a coordinate (18°30’20”) are no marks."""
    text = line.text
    if "°" in text:
        return text.translate(_NO_MARKS)
    if '"' in text:
        text = _STRAIGHT_OPEN.sub("“", text).replace('"', "”")
    text = text.replace("«", "“").replace("»", "”")
    if text.count("‘") > text.count("’") or text.startswith("'"):
        text = _LONE_OPEN.sub("“", text)
    if text.count("’") > text.count("‘") or text.rstrip(".;,").endswith("'"):
        text = _LONE_CLOSE.sub("”", text)
    return text


_NO_MARKS = str.maketrans(dict.fromkeys("“”\"‘’'«»", " "))


def quoted_lines(lines: Sequence[Line], markers: Sequence[Marker | None] | None = None) -> set[int]:
    """Indexes of lines inside “…” that was opened at a line's beginning or after a colon (words of an amended text).

    Straight and single marks count where they stand alone. A quote whose closing mark is lost ends before the
    amending text's next unit, or with its own line where none follows; one that runs into that unit ends before it.
    `markers` are the lines' own, where the caller has them.
    """
    markers = [marker_of(line.text) for line in lines] if markers is None else markers
    if not any(_ANY_MARK.search(line.text) for line in lines):
        return set()
    return _Quotes(lines, [_marked(line) for line in lines], markers).read()


class _Quotes:
    """One pass over the lines; `outer` counts the amending text's own units."""

    def __init__(self, lines: Sequence[Line], marked: Sequence[str], markers: Sequence[Marker | None]) -> None:
        self._lines = lines
        self._marked = marked
        self._closing, self._strays = _closing_lines(marked)
        self._outer = _Counter({})
        self._annexes = [marker is not None and marker.level is Level.PHU_LUC for marker in markers]
        self._inner = _Counter({})  # what the quote being read has counted
        self._units = [_unit_of(marker, text) for marker, text in zip(markers, marked, strict=True)]
        self._lost = 0

    def read(self) -> set[int]:
        quoted: set[int] = set()
        at = 0
        while at < len(self._lines):
            starts = self._marked[at].startswith("“")
            opens = starts or (_OPENS_QUOTE.search(self._marked[at]) is not None and not self._lines[at].is_row)
            if not starts and (unit := self._units[at]):
                self._outer.take(unit[0], unit[1])
            if not opens:
                at += 1
                continue
            after = self._end(at)
            quoted.update(range(at if starts else at + 1, after))
            at = max(after, at + 1)
        return quoted

    def _end(self, at: int) -> int:
        """The index after the last line of the quote that opens on line `at`."""
        close = self._closing[at]
        if close is None:
            return self._end_of_lost(at)
        if close - at >= _SAYING and not self._amends(at):
            return at
        after = self._cut(at, close + 1)
        if after <= close:
            return after
        stray = bisect_left(self._strays, after)
        if stray < len(self._strays) and self._runs_on(after, self._strays[stray]):
            return self._strays[stray] + 1
        return self._end_of_numbers(after)

    def _end_of_numbers(self, after: int) -> int:
        """A mark closed the quote too early: "4." follows, after a quoted "3.", where the amending text has none."""
        unit = self._units[after] if after < len(self._lines) else None
        if unit is None or unit[0] is Level.DIEU or self._is_outer(unit, self._inner) or _AMENDS.match(unit[2]):
            return after
        if not self._inner.expects(unit[0], unit[1]) or unit[1][1] == 1 or self._outer.expects(unit[0], unit[1]):
            return after
        for index in range(after + 1, min(len(self._lines), after + _LONGEST_REST)):
            unit = self._units[index]
            if _OPENS_QUOTE.search(self._marked[index]) or (
                unit is not None and (unit[0] is Level.DIEU or self._is_outer(unit, self._inner))
            ):
                return index
        return after

    def _end_of_lost(self, at: int) -> int:
        """Nothing closes the quote: it ends before the next amending unit, if there is one."""
        opening = self._marked[at].rpartition("“")[2]
        begins_unit = _unit(opening) is not None or _holds_dieu(opening)
        if not (begins_unit and self._amends(at)) or self._lost >= _LOST_CLOSES:
            return at
        after = self._cut(at, len(self._lines))
        if after == len(self._lines):
            self._lost += 1
            return at
        return after

    def _amends(self, at: int) -> bool:
        """Whether the quote that opens on line `at` is announced: by a colon, or by an amending unit above it."""
        if _AFTER_COLON.search(self._marked[at]) or at == 0 or _unit(self._marked[at].lstrip("“ ")):
            return True
        unit = self._units[at - 1]
        return self._marked[at - 1].endswith((":", "”", "”.", "”;")) or (
            unit is not None and bool(_AMENDS.match(unit[2]))
        )

    def _cut(self, at: int, end: int) -> int:
        """`end`, or the index of the first line after `at` where the amending text goes on."""
        inner = self._inner = _Counter({})
        opening = self._marked[at].rpartition("“")[2]
        if first := _unit(opening):
            inner.take(first[0], first[1])
        holds_dieu = _holds_dieu(opening)
        for index in range(at + 1, end):
            unit = self._units[index]
            if self._annexes[index] and not holds_dieu:
                return index
            if unit is None:
                continue
            if (unit[0] is Level.DIEU and not holds_dieu) or self._is_outer(unit, inner):
                return index
            inner.take(unit[0], unit[1])
        return end

    def _is_outer(self, unit: _Unit, inner: _Counter) -> bool:
        level, place, words = unit
        if not self._outer.expects(level, place):
            return False
        amends = _AMENDS.match(words) is not None
        if amends and (_AMENDED_UNIT.search(words) is not None):
            return True
        expected = inner.expects(level, place) or (level is Level.DIEU and level not in inner.places)
        return (amends or level is Level.DIEU) and not expected

    def _runs_on(self, start: int, end: int) -> bool:
        """Whether lines `start` to `end` hold no unit of the amending text and open no quote of their own."""
        for index in range(start, end + 1):
            if _OPENS_QUOTE.search(self._marked[index]):
                return False
            unit = self._units[index]
            if unit is not None and (unit[0] is Level.DIEU or _AMENDS.match(unit[2])):
                return False
        return True


def _closing_lines(marked: Sequence[str]) -> tuple[list[int | None], list[int]]:
    """For each line the first line, itself included, after which no more quotes are open than before it; and the lines
    with a closing mark that closes nothing."""
    depths, strays, open_marks = [0], [], 0
    for at, text in enumerate(marked):
        opened, closed = text.count("“"), text.count("”")
        depths.append(depths[-1] + opened - closed)
        open_marks += opened - closed
        if open_marks < 0:
            strays.append(at)
            open_marks = 0
    closing: list[int | None] = [None] * len(marked)
    waiting: list[int] = []
    for at in range(len(marked)):
        waiting.append(at)
        while waiting and depths[at + 1] <= depths[waiting[-1]]:
            closing[waiting.pop()] = at
    return closing, strays
