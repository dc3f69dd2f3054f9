"""Ruling lines found in a page's picture, so that a scanned table has its rows and cells."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ingest.types import Box

_WIDE_PT, _TALL_PT = 36.0, 18.0
"""A straight run of ink this long is a ruling line: no letter has one, body text being 14 points high at most."""
_THICK_PT = 3.0


def rules_of(grey: NDArray[np.uint8], dpi: int) -> tuple[Box, ...]:
    """Ruling lines as thin boxes in points, of a level picture; () for none.

    A line may lean by a pixel in three hundred or be broken by a speck: the rows above and below count as the line.
    """
    dark = grey < 150
    points = 72 / dpi
    wide = [
        Box(start * points, at * points, end * points, (at + 1) * points)
        for at, start, end in _runs(dark, dpi, _WIDE_PT)
    ]
    tall = [
        Box(at * points, start * points, (at + 1) * points, end * points)
        for at, start, end in _runs(dark.T, dpi, _TALL_PT)
    ]
    return (*wide, *tall)


def _runs(dark: NDArray[np.bool_], dpi: int, least_pt: float) -> list[tuple[int, int, int]]:
    """Row, start and end of runs along the rows; of a line several pixels thick, its middle row."""
    least, thick = int(least_pt * dpi / 72), int(_THICK_PT * dpi / 72)
    near = dark.copy()
    near[1:] |= dark[:-1]
    near[:-1] |= dark[1:]
    rows = np.flatnonzero(near.sum(axis=1) >= least)
    found: list[tuple[int, int, int]] = []
    for row in rows:
        edges = np.flatnonzero(np.diff(near[row].astype(np.int8), prepend=0, append=0))
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            if end - start >= least:
                found.append((int(row), int(start), int(end)))
    return [line for line in _merged(found) if line is not None] if thick else found


def _merged(found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """One line for runs on neighbouring rows that overlap; the middle row, from the leftmost to the rightmost pixel."""
    groups: list[list[int]] = []
    for row, start, end in found:
        for group in reversed(groups[-40:]):
            if row - group[1] <= 1 and start < group[3] and end > group[2]:
                group[1] = row
                group[2], group[3] = min(group[2], start), max(group[3], end)
                break
        else:
            groups.append([row, row, start, end])
    return [((first + last) // 2, start, end) for first, last, start, end in groups if last - first <= 14]
