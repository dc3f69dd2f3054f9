"""What a line may be in an outline: its marker with the place of its number, and its rank among the levels."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.language.markers import CAPITALS, OCR_CHUONG, OCR_GUESS, UNSURE, Marker, markers_of
from ingest.language.ordinals import Ordinal, misread_roman, ordinal_of
from ingest.structure.regions import Line
from ingest.types import Level

RANKS = {
    Level.PHU_LUC: -2,
    Level.PHAN: 2,
    Level.CHUONG: 3,
    Level.MUC: 4,
    Level.TIEU_MUC: 5,
    Level.DIEU: 6,
    Level.ROMAN: 11,
    Level.ARABIC: 12,
    Level.DECIMAL: 13,
    Level.PAREN: 14,
    Level.LETTER: 14,
    Level.DASH: 15,
    Level.PLUS: 16,
}
_SPECKS = "_:.,'|~^`"
_SPECK_CHARS = 3
_COMMA = re.compile(rf"(?P<n>\d{{1,3}})\s?,(?=\s+[{CAPITALS}])")
_ONE = re.compile(rf"[Il!|¡ÍÏ]\s?[.,](?=\s+[{CAPITALS}])")
OCR_COMMA, OCR_ONE = "1,", "1?"
_CAPITAL_LETTER_RANK = 10  # "A." stands above "I." in plans, and below Điều when it is inside one
OUTLINE = 10
ABOVE = "above Điều"  # style of "I-" where it holds Điều, as in Party regulations
ANNEX, SUB_ANNEX, FORM, ISSUED = "phu luc", "phu luc con", "mau so", "kem theo"
"""Styles of a scope: "Phụ lục I", "Phụ lục I.1" under it, "Mẫu số 01", a quy chế issued with a decision."""

_PLACELESS = (Level.PHU_LUC, Level.DASH, Level.PLUS)
_STYLE_RANKS = {SUB_ANNEX: -1, FORM: 0, ABOVE: 5}


def rank_of(level: Level, style: str) -> int:
    """The place of a level from the annex (-2) down to the plus; headings are below 10, items of an outline from 10."""
    if style in _STYLE_RANKS:
        return _STYLE_RANKS[style]
    return _CAPITAL_LETTER_RANK if style == "A." else RANKS[level]


@dataclass(slots=True)
class Node:
    """A unit that has begun; `end` is set when it is closed, `line` is the index of its heading's last line."""

    level: Level
    style: str
    number: str
    title: str
    start: int
    parent: int | None
    index: int
    line: int  # the last line of its own heading
    end: int = 0
    place: Ordinal | None = None

    @property
    def rank(self) -> int:
        return rank_of(self.level, self.style)


@dataclass(slots=True)
class Reading:
    """A marker with the place of its number; `key` says which list it could belong to."""

    marker: Marker
    place: Ordinal | None
    is_slip: bool = False  # a scan's speck or comma is in the marker: only the very next number of a list is one

    @property
    def key(self) -> tuple[Level, str]:
        return self.marker.level, self.marker.style

    @property
    def rank(self) -> int:
        return rank_of(*self.key)

    @property
    def is_sure(self) -> bool:
        """Whether the line's print says so; not what a scan may have made of it."""
        return not self.is_slip and self.marker.style not in UNSURE

    @property
    def is_first(self) -> bool:
        return self.place is not None and self.place[1] == 1 and self.place[2] == 0


def readings_of(line: Line) -> list[Reading]:
    """All readings of the line's opening, likeliest first; [] for running text."""
    readings = _readings(line.text) or _broken(line.text)
    if readings or line.text[0] not in _SPECKS:
        return readings
    bare = line.text.lstrip(_SPECKS + " ")
    cut = len(line.text) - len(bare)
    if cut > _SPECK_CHARS:
        return []
    return [
        Reading(replace(reading.marker, end=reading.marker.end + cut), reading.place, True)
        for reading in _readings(bare)
        if reading.rank > RANKS[Level.ROMAN] and reading.place is not None
    ]


def _readings(text: str) -> list[Reading]:
    readings = []
    for marker in markers_of(text):
        place = _place_of(marker)
        if place is not None or marker.level in _PLACELESS or marker.style == OCR_GUESS:
            readings.append(Reading(marker, place))
    return readings


def _place_of(marker: Marker) -> Ordinal | None:
    if marker.style == OCR_CHUONG:
        value = misread_roman(marker.number)
        return ("", value, 0) if value else None
    if marker.style == OCR_GUESS and not marker.number.isdigit():
        return None
    return ordinal_of(Level.LETTER if marker.style in ("(a)", "A.") else marker.level, marker.number)


def _broken(text: str) -> list[Reading]:
    """ "3, Hồ sơ" and "!. Hồ sơ": what a scan makes of "3." and "1."; `ingest.structure.slips` keeps or drops them."""
    if match := _COMMA.match(text):
        return [Reading(Marker(Level.ARABIC, match["n"], OCR_COMMA, match.end()), ("", int(match["n"]), 0), True)]
    if match := _ONE.match(text):
        return [Reading(Marker(Level.ARABIC, "1", OCR_ONE, match.end()), ("", 1, 0), True)]
    return []
