"""What scanners and copiers add to a page: dark edges, specks, dust. Arrays as in `ink`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from ingest.formats.ink import Grey

_INK = 128
"""Darker than this, on a page made even, is ink."""


def without_edges(grey: Grey) -> Grey:
    """The page without the dark bands that a lid left open, a fold or a skewed feed draws in from its edges.

    What goes is dark without a gap from the very edge inwards, and at least 1 mm deep: print touches no edge.
    """
    padded = np.pad(grey, ((0, -grey.shape[0] % 4), (0, -grey.shape[1] % 4)), mode="edge")
    height, width = (side // 4 for side in padded.shape)
    dark = padded.reshape(height, 4, width, 4).mean(axis=(1, 3)) < _INK
    band = np.zeros_like(dark)
    for turned_dark, turned_band in zip(_four_ways(dark), _four_ways(band), strict=True):
        deep = np.logical_and.accumulate(turned_dark, axis=0)
        turned_band |= deep & deep[:_EDGE_DEPTH].all(axis=0)
    if not band.any():
        return grey
    for _ in range(2):
        wider = np.pad(band, 1)
        band = np.logical_or.reduce([wider[y : y + height, x : x + width] for y in range(3) for x in range(3)])
    out = grey.copy()
    out[band.repeat(4, axis=0).repeat(4, axis=1)[: grey.shape[0], : grey.shape[1]]] = 255
    return out


_EDGE_DEPTH = 4
"""Cells of four pixels: a third of a millimetre each at 300 dpi."""


def _four_ways(cells: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], ...]:
    """Views of the same cells, each with another edge of the page first."""
    return cells, cells[::-1], cells.T, cells.T[::-1]


_SPECKS = 0.004
"""Share of lone dark or bright pixels above which a median filter helps; below it, it only blurs the accents."""


def without_specks(grey: Grey) -> Grey:
    """The page through a median of 3 × 3 where lone pixels unlike all their neighbours are many; else unchanged."""
    if min(grey.shape) < 8:
        return grey
    inner = grey[1:-1, 1:-1].astype(np.int16)
    around = [grey[1 + y : grey.shape[0] - 1 + y, 1 + x : grey.shape[1] - 1 + x] for y, x in _ROUND]
    high, low = np.maximum.reduce(around), np.minimum.reduce(around)
    lone = (inner + 60 < low) | (inner > high.astype(np.int16) + 60)
    if lone.mean() < _SPECKS:
        return grey
    median = Image.fromarray(grey).filter(ImageFilter.MedianFilter(3))
    filtered: Grey = np.asarray(median)
    return filtered


_ROUND = ((-1, 0), (1, 0), (0, -1), (0, 1))


_DUST_MM, _LONELY_MM = 0.45, 2.5
_DUSTY = 40
"""Specks that stand alone on blank paper; the dots of print are never alone. Below this no speck is touched."""


def without_dust(grey: Grey, dpi: int) -> Grey:
    """The page without specks of up to 0.45 mm, where many of them lie on blank paper; else unchanged.

    Dust beside a letter reads as an accent, a comma or a bullet. The dots of body print are larger (0.5 mm at 12
    points); of a dusty page those of the smallest print may go too.
    """
    ink = np.pad(grey < _DUST_INK, 1).cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
    side = max(1, round(_DUST_MM * dpi / 25.4))
    lonely = _alone(ink, side, round(_LONELY_MM * dpi / 25.4))
    if _count(lonely, side) < _DUSTY:
        return grey
    out = grey.copy()
    for y, x in zip(*np.nonzero(_alone(ink, side, side + 2)), strict=True):
        out[max(0, y - 1) : y + side + 1, max(0, x - 1) : x + side + 1] = 255
    return out


_DUST_INK = 160


def _alone(sums: NDArray[np.int32], side: int, around: int) -> NDArray[np.bool_]:
    """Where a square of `side` pixels holds ink, and a square of `around` about it holds no other ink.

    `sums` are the running sums of the ink, padded by a row and a column of zeros on each side.
    """
    rim = (around - side) // 2
    inner = _boxed(sums, side)
    outer = _boxed(sums, side + 2 * rim)
    if not outer.size:
        return np.zeros_like(inner, dtype=np.bool_)
    out = np.zeros(inner.shape, np.bool_)
    out[rim : rim + outer.shape[0], rim : rim + outer.shape[1]] = (
        inner[rim : rim + outer.shape[0], rim : rim + outer.shape[1]] == outer
    ) & (outer > 0)
    return out


def _boxed(sums: NDArray[np.int32], side: int) -> NDArray[np.int32]:
    """The ink in each square of `side` pixels, by the place of its first pixel."""
    above: NDArray[np.int32] = sums[side:-1, side:-1] - sums[: -side - 1, side:-1]
    left: NDArray[np.int32] = sums[side:-1, : -side - 1] - sums[: -side - 1, : -side - 1]
    return above - left


def _count(found: NDArray[np.bool_], side: int) -> int:
    """How many specks: the squares that hold one overlap."""
    ys, xs = np.nonzero(found)
    return len(np.unique((ys // (2 * side)) * 100_000 + xs // (2 * side)))
