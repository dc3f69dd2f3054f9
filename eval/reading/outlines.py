"""Outlines that a person read off the documents, and how near ours come to them.

A checked outline is a text file of levels and printed numbers, two spaces a level: `letter a b c` is three siblings,
`dash x4` four dashes (which have no number), and what is indented under a line belongs to its last unit. `phu_luc ?`
is an annex of tables, whose inside is not compared. No words of the document are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.types import Level, Section

CHECKED = Path(__file__).parent / "checked"
_UNNUMBERED = (Level.DASH, Level.PLUS)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and the index of its parent in the same outline; dashes and pluses have "" for a number."""

    level: Level
    number: str
    parent: int | None
    is_closed: bool = False


def outline_of(written: str) -> list[Unit]:
    """A checked outline, in reading order. Raises ValueError for a level that is none.

    >>> [(unit.level.value, unit.number, unit.parent) for unit in outline_of("roman I II" + chr(10) + "  dash x2")]
    [('roman', 'I', None), ('roman', 'II', None), ('dash', '', 1), ('dash', '', 1)]
    """
    units: list[Unit] = []
    last_at: dict[int, int] = {}
    for line in written.splitlines():
        if not line.strip():
            continue
        depth = (len(line) - len(line.lstrip())) // 2
        name, *numbers = line.split()
        for number in _numbers(numbers):
            units.append(Unit(Level(name), number.rstrip("?"), last_at.get(depth - 1), number == "?"))
            last_at[depth] = len(units) - 1
    return units


def _numbers(printed: Sequence[str]) -> list[str]:
    if len(printed) == 1 and printed[0].startswith("x"):
        return [""] * int(printed[0][1:])
    return list(printed) or [""]


def checked_outlines(folder: str) -> dict[str, list[Unit]]:
    """Name of a document ("party/03-NQ-CP.md") → its checked outline, of `checked/<folder>`."""
    return {
        path.name.removesuffix(".txt").replace("__", "/"): outline_of(path.read_text(encoding="utf-8"))
        for path in sorted((CHECKED / folder).glob("*.txt"))
    }


def units_of(sections: Sequence[Section], levels: frozenset[Level] | None = None) -> list[Unit]:
    """Our units of the chosen levels (all when None), a parent being the nearest unit of those levels."""
    units: list[Unit] = []
    index_of: list[int | None] = []
    for section in sections:
        parent = None if section.parent is None else index_of[section.parent]
        if levels is not None and section.level not in levels:
            index_of.append(parent)
            continue
        number = "" if section.level in _UNNUMBERED else section.number
        units.append(Unit(section.level, number, parent))
        index_of.append(len(units) - 1)
    return units


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts over one outline: units ours, checked and alike, and of the alike those under the same parent."""

    ours: int
    checked: int
    alike: int
    linked: int


def agreement(ours: Sequence[Unit], checked: Sequence[Unit]) -> Agreement:
    """The longest common subsequence of the two outlines, and how many of its units hang under units of it alike."""
    pairs = _aligned(ours, checked)
    ours = _without_closed(ours, checked, pairs)
    pairs = _aligned(ours, checked)
    linked = sum(_links(ours[a].parent, checked[b].parent, pairs) for a, b in pairs.items())
    return Agreement(len(ours), len(checked), len(pairs), linked)


def _links(a: int | None, b: int | None, pairs: dict[int, int]) -> bool:
    return b is None if a is None else pairs.get(a) == b


def _without_closed(ours: Sequence[Unit], checked: Sequence[Unit], pairs: dict[int, int]) -> list[Unit]:
    """Ours without what lies inside a unit that the checked outline does not look into."""
    closed = {a for a, b in pairs.items() if checked[b].is_closed}
    kept: list[Unit] = []
    index_of: dict[int, int] = {}
    for at, unit in enumerate(ours):
        if unit.parent is not None and (unit.parent in closed or unit.parent not in index_of):
            continue
        index_of[at] = len(kept)
        kept.append(Unit(unit.level, unit.number, None if unit.parent is None else index_of[unit.parent]))
    return kept


def _aligned(ours: Sequence[Unit], checked: Sequence[Unit]) -> dict[int, int]:
    """Index of ours → index of the checked unit of the same level and number, in order, as many as can be."""
    left, right = [(unit.level, unit.number) for unit in ours], [(unit.level, unit.number) for unit in checked]
    longest = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for a in range(len(left) - 1, -1, -1):
        for b in range(len(right) - 1, -1, -1):
            same = left[a] == right[b]
            longest[a][b] = longest[a + 1][b + 1] + 1 if same else max(longest[a + 1][b], longest[a][b + 1])
    pairs: dict[int, int] = {}
    a = b = 0
    while a < len(left) and b < len(right):
        if left[a] == right[b]:
            pairs[a] = b
            a, b = a + 1, b + 1
        elif longest[a + 1][b] >= longest[a][b + 1]:
            a += 1
        else:
            b += 1
    return pairs
