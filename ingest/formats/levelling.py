"""How far a page's lines of print lean, and whether they run across it or along it. Arrays as in `ink`."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ingest.formats.ink import Grey


def _points(grey: Grey) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Places of ink on the picture brought down to some 600 pixels across, at most 150,000 of them."""
    factor = max(1, min(grey.shape) // 600)
    height, width = (side // factor for side in grey.shape)
    small = grey[: height * factor, : width * factor].reshape(height, factor, width, factor).mean(axis=(1, 3))
    ys, xs = np.nonzero(_without_rules(small < 170))
    step = max(1, len(ys) // 150_000)
    return ys[::step].astype(np.float32), xs[::step].astype(np.float32)


_RULE_CELLS = 45
"""A straight run of ink this long, at some 600 pixels across, is a ruling line: a table's would outweigh its words."""


def _without_rules(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    rules = np.zeros_like(ink)
    for cells, marked in ((ink, rules), (ink.T, rules.T)):
        if cells.shape[1] > _RULE_CELLS:
            sums = np.pad(cells.cumsum(axis=1, dtype=np.int32), ((0, 0), (1, 0)))
            starts = sums[:, _RULE_CELLS:] - sums[:, :-_RULE_CELLS] == _RULE_CELLS
            begun = np.pad(starts.cumsum(axis=1, dtype=np.int32), ((0, 0), (_RULE_CELLS, _RULE_CELLS - 1)), mode="edge")
            begun[:, :_RULE_CELLS] = 0
            marked |= begun[:, _RULE_CELLS:] > begun[:, :-_RULE_CELLS]
    return ink & ~rules


def _sharpness(ys: NDArray[np.float32], xs: NDArray[np.float32], degrees: float) -> float:
    """How sharply ink gathers into rows when the page is turned by so much."""
    slope = math.tan(math.radians(degrees))
    rows = np.round(ys + slope * xs).astype(np.int64)
    counts = np.bincount(rows - rows.min()).astype(np.float64)
    return float(np.square(np.diff(counts)).sum())


_SKEW_LIMIT = 6.0
_SKEW_LEAST = 0.2
"""Degrees; Tesseract follows lines that lean less, and turning costs a little sharpness."""


def skew_of(grey: Grey) -> float:
    """Degrees by which lines of print fall to the left (anticlockwise is positive); 0.0 below 0.2° and for no print."""
    ys, xs = _points(grey)
    if len(ys) < 200:
        return 0.0
    best = max(np.arange(-_SKEW_LIMIT, _SKEW_LIMIT + 0.01, 0.5), key=lambda at: _sharpness(ys, xs, at))
    for step in (0.1, 0.05):
        best = max((best + step * at for at in range(-5, 6)), key=lambda at: _sharpness(ys, xs, at))
    return float(best) if abs(best) >= _SKEW_LEAST and abs(best) < _SKEW_LIMIT else 0.0


def lies_sideways(grey: Grey) -> bool:
    """Whether lines of print run up or down the page."""
    ys, xs = _points(grey)
    if len(ys) < 200:
        return False
    angles = np.arange(-5, 5.1, 0.5)
    upright = max(_sharpness(ys, xs, at) for at in angles)
    sideways = max(_sharpness(xs, ys, at) for at in angles)
    return sideways > 1.5 * upright
