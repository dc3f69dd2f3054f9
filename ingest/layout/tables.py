"""Tables of a page from their ruling lines: cells, merged ones included, and the words in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.layout.lines import Line, Printed, rows_of
from ingest.types import Box

_NEAR_PT = 3.0
"""Ruling lines nearer than this are one."""


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A straight line: where it stands across its direction, and from where to where along it."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's lines: the positions of all, and the strokes themselves."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    verticals: tuple[_Stroke, ...]
    horizontals: tuple[_Stroke, ...]

    @property
    def box(self) -> Box:
        """The table's outline."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def _merged(strokes: list[_Stroke]) -> list[_Stroke]:
    """Pieces of one drawn line as one stroke."""
    merged: list[_Stroke] = []
    for stroke in sorted(strokes, key=lambda stroke: (stroke.at, stroke.start)):
        for index in range(len(merged) - 1, -1, -1):
            other = merged[index]
            if stroke.at - other.at > _NEAR_PT:
                merged.append(stroke)
                break
            if stroke.start <= other.end + _NEAR_PT and other.start <= stroke.end + _NEAR_PT:
                merged[index] = _Stroke(other.at, min(other.start, stroke.start), max(other.end, stroke.end))
                break
        else:
            merged.append(stroke)
    return merged


def grids_of(rules: Sequence[Box]) -> list[Grid]:
    """The tables (two columns or more) that ruling lines draw, top to bottom; [] for none."""
    tall = [_Stroke((r.left + r.right) / 2, r.top, r.bottom) for r in rules if r.bottom - r.top > r.right - r.left]
    wide = [_Stroke((r.top + r.bottom) / 2, r.left, r.right) for r in rules if r.bottom - r.top <= r.right - r.left]
    verticals = [stroke for stroke in _merged(tall) if stroke.end - stroke.start > 2 * _NEAR_PT]
    horizontals = [stroke for stroke in _merged(wide) if stroke.end - stroke.start > 2 * _NEAR_PT]
    grids = [_grid(group) for group in _groups(verticals, horizontals)]
    return sorted((grid for grid in grids if len(grid.xs) > 2 and len(grid.ys) > 1), key=lambda grid: grid.ys[0])


_Group = tuple[list[_Stroke], list[_Stroke]]


def _groups(verticals: list[_Stroke], horizontals: list[_Stroke]) -> list[_Group]:
    """Strokes that touch, directly or through others, belong to one table."""
    groups: list[_Group] = []
    for vertical in verticals:
        touching = [stroke for stroke in horizontals if _cross(vertical, stroke)]
        mine: _Group = ([vertical], touching)
        rest: list[_Group] = []
        for group in groups:
            if any(stroke in group[1] for stroke in mine[1]):
                mine = (mine[0] + group[0], mine[1] + [stroke for stroke in group[1] if stroke not in mine[1]])
            else:
                rest.append(group)
        groups = [*rest, mine]
    return groups


def _cross(vertical: _Stroke, horizontal: _Stroke) -> bool:
    return (
        horizontal.start - _NEAR_PT <= vertical.at <= horizontal.end + _NEAR_PT
        and vertical.start - _NEAR_PT <= horizontal.at <= vertical.end + _NEAR_PT
    )


def _positions(strokes: Sequence[_Stroke]) -> tuple[float, ...]:
    positions: list[float] = []
    for at in sorted(stroke.at for stroke in strokes):
        if not positions or at - positions[-1] > _NEAR_PT:
            positions.append(at)
    return tuple(positions)


def _grid(group: _Group) -> Grid:
    verticals, horizontals = group
    return Grid(_positions(verticals), _positions(horizontals), tuple(verticals), tuple(horizontals))


def _covered(strokes: Sequence[_Stroke], at: float, middle: float) -> bool:
    return any(abs(stroke.at - at) <= _NEAR_PT and stroke.start <= middle <= stroke.end for stroke in strokes)


def _cells(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """Each unit of the grid → the top left unit of the cell that it belongs to (units without a line between merge)."""
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    home = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

    def root(unit: tuple[int, int]) -> tuple[int, int]:
        while home[unit] != unit:
            unit = home[unit]
        return unit

    for row in range(rows):
        across = (grid.ys[row] + grid.ys[row + 1]) / 2
        for column in range(columns):
            along = (grid.xs[column] + grid.xs[column + 1]) / 2
            open_right = column + 1 < columns and not _covered(grid.verticals, grid.xs[column + 1], across)
            open_below = row + 1 < rows and not _covered(grid.horizontals, grid.ys[row + 1], along)
            for is_open, other in ((open_right, (row, column + 1)), (open_below, (row + 1, column))):
                if is_open:
                    first, second = sorted((root((row, column)), root(other)))
                    home[second] = first
    return {unit: root(unit) for unit in home}


def table_lines(grid: Grid, words: Sequence[Printed], page: int) -> list[Line]:
    """The table's rows as lines; a cell over several rows stands in its first. `words` are those inside `grid.box`."""
    cells = _cells(grid)
    content: dict[tuple[int, int], list[Printed]] = {home: [] for home in cells.values()}
    for word in words:
        content[cells[_unit(grid, word.box)]].append(word)
    lines = []
    for row in range(len(grid.ys) - 1):
        homes = sorted(home for home in content if home[0] == row)
        filled = tuple(tuple(word for line in rows_of(content[home]) for word in line) for home in homes)
        if any(filled):
            lines.append(Line(page, tuple(word for cell in filled for word in cell), cells=filled))
    return lines


def _unit(grid: Grid, box: Box) -> tuple[int, int]:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    column = sum(position < x for position in grid.xs[1:-1])
    row = sum(position < y for position in grid.ys[1:-1])
    return row, column


def inside(grid: Grid, box: Box) -> bool:
    """Whether the middle of `box` lies in the table."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    outline = grid.box
    return outline.left <= x <= outline.right and outline.top <= y <= outline.bottom


_HEAD_ROWS = 3


def repeated_heads(lines: Sequence[Line]) -> list[Line]:
    """The rows that only repeat a table's head on a further page. `lines` are those of the body, in order."""
    heads: list[str] = []
    repeated: list[Line] = []
    previous: Line | None = None
    for line in lines:
        if not line.cells:
            previous = line
            continue
        going_on = previous is not None and bool(previous.cells)
        if not going_on:
            heads = []
        turned = previous is not None and previous.page != line.page
        if going_on and (turned or (bool(repeated) and previous is repeated[-1])) and line.text in heads:
            repeated.append(line)
        elif len(heads) < _HEAD_ROWS:
            heads.append(line.text)
        previous = line
    return repeated


def completes(row: Line, before: Line, first: Line) -> bool:
    """Whether a page's first row holds the rest of the row that the page before ended with.

    `before` is the part of it on the page before, `first` where it begins. The row's first cell is empty then, as is
    that of a row below a cell over several rows; but a cell goes on in small letters.
    """
    same = row.page != before.page and len(row.cells) == len(before.cells) > 2
    if not same or row.cells[0] or not first.cells[0]:
        return False
    return any(cell and cell[0].text[:1].islower() for cell in row.cells)
