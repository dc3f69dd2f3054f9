"""What a line may be in an outline: its marker with the place of its number, and its rank among the levels."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.language.markers import Marker, markers_of
from ingest.language.ordinals import Ordinal, ordinal_of
from ingest.structure.regions import Line
from ingest.types import Level

RANKS = {
    Level.PHU_LUC: 0,
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
_CAPITAL_LETTER_RANK = 10  # "A." stands above "I." in plans, and below Điều when it is inside one
OUTLINE = 10
ABOVE = "above Điều"  # style of "I-" where it holds Điều, as in Party regulations


def rank_of(level: Level, style: str) -> int:
    """The place of a level from the annex (0) down to the plus; headings are below 10, items of an outline from 10."""
    if style in ("mau so", ABOVE):
        return 1 if style == "mau so" else 5
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

    @property
    def key(self) -> tuple[Level, str]:
        return self.marker.level, self.marker.style

    @property
    def rank(self) -> int:
        return rank_of(*self.key)

    @property
    def is_first(self) -> bool:
        return self.place is not None and self.place[1] == 1 and self.place[2] == 0


def readings_of(line: Line) -> list[Reading]:
    """All readings of the line's opening, likeliest first; [] for running text."""
    readings = []
    for marker in markers_of(line.text):
        level = Level.LETTER if marker.style == "(a)" else marker.level
        place = ordinal_of(level, marker.number)
        if place is not None or marker.level in (Level.PHU_LUC, Level.DASH, Level.PLUS):
            readings.append(Reading(marker, place))
    return readings
