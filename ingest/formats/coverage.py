"""How much of what is printed on a page its words account for: by the area of the ink, not by counting words."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from ingest.types import Box

_CELL = 8
"""Points; a line of print is one to two cells high."""
_CONTRAST = 60
"""A cell whose darkest and brightest pixels differ by this much has something printed on it."""
_RUN = 4
"""Ink of fewer cells side by side is a speck, a bullet or a piece of a frame."""


def unread_share(grey: NDArray[np.uint8], dpi: float, boxes: Iterable[Box]) -> float:
    """The part (0–1) of the page's area that is printed on and lies under none of the boxes (in points).

    `grey` is the page's picture, (height, width), 0 black, its paper even. A page full of text is 0.3 to 0.5 without
    boxes. A line of print is some 0.006 of A4, a logo or a signature 0.005, a round stamp 0.02.
    """
    unread = _unread(grey, dpi, boxes)
    return float(unread.mean()) if unread.size else 0.0


def unread_bands(grey: NDArray[np.uint8], dpi: float, boxes: Iterable[Box]) -> list[tuple[float, float]]:
    """Top and bottom, in points, of the stretches of the page's height that hold print under none of the boxes."""
    rows = _unread(grey, dpi, boxes).sum(axis=1) >= _LINE
    edges = np.flatnonzero(np.diff(rows.astype(np.int8), prepend=0, append=0))
    return [(float(start * _CELL), float(end * _CELL)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


_LINE = 6
"""Cells in a row: two words; less is the foot of a letter or a rule."""


def _unread(grey: NDArray[np.uint8], dpi: float, boxes: Iterable[Box]) -> NDArray[np.bool_]:
    printed = _printed(grey, dpi)
    covered = np.zeros_like(printed)
    for box in boxes:
        top, bottom = int(max(0, box.top - 2) // _CELL), int(max(0, box.bottom + 2) // _CELL) + 1
        left, right = int(max(0, box.left - 3) // _CELL), int(max(0, box.right + 3) // _CELL) + 1
        covered[top:bottom, left:right] = True
    return _runs(printed & ~covered)


def _printed(grey: NDArray[np.uint8], dpi: float) -> NDArray[np.bool_]:
    side = _CELL * dpi / 72
    rows, columns = int(grey.shape[0] / side), int(grey.shape[1] / side)
    if not rows or not columns:
        return np.zeros((0, 0), np.bool_)
    ys = (np.arange(rows) * side).astype(int)
    xs = (np.arange(columns) * side).astype(int)
    high = np.maximum.reduceat(np.maximum.reduceat(grey, ys, axis=0), xs, axis=1)
    low = np.minimum.reduceat(np.minimum.reduceat(grey, ys, axis=0), xs, axis=1)
    inked: NDArray[np.bool_] = high.astype(np.int16) - low > _CONTRAST
    return inked


def _runs(cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Cells in runs of at least `_RUN` side by side."""
    kept = np.zeros_like(cells)
    for shift in range(_RUN):
        # A run that begins `shift` cells to the left of each cell.
        whole = np.ones_like(cells)
        for step in range(_RUN):
            moved = step - shift
            whole &= np.roll(cells, -moved, axis=1) if moved else cells
        kept |= whole
    return kept & cells
