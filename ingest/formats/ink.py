"""Ink and paper: red stamps apart from black print, shaded paper white, faded ink black.

Arrays are (height, width) of uint8, 0 black.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Grey = NDArray[np.uint8]

_RED_LEAD = 50
"""Red stamp ink outshines its green and blue by this much; black print with a coloured fringe does not."""
_RED_SHARE = 0.0002
"""Of the page; less red than this is a fleck."""


def separated(colours: NDArray[np.uint8]) -> tuple[Grey, Grey | None]:
    """The page without red ink, and the red ink alone on white (None where there is hardly any).

    `colours` is (height, width, 3). Stamps, and with them secrecy marks, are red; print that shows through a stamp is
    dark in every channel and stays. The red channel is the page as a red filter would show it.
    """
    red, green, blue = (colours[..., channel].astype(np.int16) for channel in range(3))
    lead = red - np.maximum(green, blue)
    mask = lead > _RED_LEAD
    grey = np.asarray(Image.fromarray(colours).convert("L"))
    if mask.mean() < _RED_SHARE:
        return grey, None
    pale = np.maximum(green, blue)
    black = np.where(lead > _RED_LEAD // 3, np.maximum(red, grey), grey)
    # Under full red ink the red channel is that of the ink, not of the paper: lift it to the paper's.
    paper = np.percentile(red, 90)
    ink = max(1.0, float(np.percentile(red[mask], 60)))
    lifted = np.minimum(black * (paper / ink), paper)
    black = np.where(mask, lifted, black)
    alone = np.where(mask, pale, 255)
    return black.astype(np.uint8), alone.astype(np.uint8)


_BLOCK = 16
"""Pixels of a square whose brightest part is taken for paper; a letter of body text is some 40 pixels high."""
_EVEN_PAPER = 235
"""Where all paper is at least this bright and ink is black, the picture stays as it is."""


def even(grey: Grey) -> Grey:
    """The same page with its paper white and its ink black, whatever the shade of the place."""
    paper = _paper_of(grey)
    if paper.min() >= _EVEN_PAPER and grey.min() < 40:
        return grey
    height, width = grey.shape
    spread = Image.fromarray(paper.astype(np.float32)).resize((width, height), Image.Resampling.BILINEAR)
    whole = np.maximum(np.asarray(spread), 1.0)
    ink = _ink_of(grey / whole)
    if ink > _FADED:
        # Stretching would stretch the paper's grain with the ink.
        grey = np.asarray(Image.fromarray(grey).filter(ImageFilter.BoxBlur(1)))
    stretched = (grey / whole - ink) / (0.97 - ink) * 255
    made: Grey = np.clip(stretched, 0, 255).astype(np.uint8)
    return made


def _ink_of(share: NDArray[np.floating[Any]]) -> float:
    """The ink's brightness as a share (0–0.75) of its paper's; 0 for a page with hardly any."""
    dark = share[share < 0.85]
    return min(0.75, float(np.percentile(dark, 10))) if dark.size > 0.001 * share.size else 0.0


def darkest(grey: Grey) -> Grey:
    """The blackest ink alone, of a picture made even: what is a third as bright as paper is paper."""
    stretched: Grey = np.clip(grey.astype(np.float32) * (255 / _BLACK), 0, 255).astype(np.uint8)
    return stretched


_BLACK = 80
_FADED = 0.55
"""Of the paper's brightness: ink this pale is grey on grey."""


def _paper_of(grey: Grey) -> NDArray[np.float32]:
    """The paper's brightness by blocks: the bright part of each block, and of its neighbours where it is all ink."""
    height, width = grey.shape
    rows, columns = max(1, height // _BLOCK), max(1, width // _BLOCK)
    size_y, size_x = height // rows, width // columns
    cut = grey[: rows * size_y, : columns * size_x]
    blocks = cut.reshape(rows, size_y, columns, size_x).swapaxes(1, 2).reshape(rows, columns, -1)
    at = int(blocks.shape[2] * 0.8)
    bright = np.partition(blocks, at, axis=2)[..., at].astype(np.float32)
    grown = bright
    for _ in range(3):
        padded = np.pad(grown, 1, mode="edge")
        grown = np.maximum.reduce([padded[y : y + rows, x : x + columns] for y in range(3) for x in range(3)])
    padded = np.pad(grown, 2, mode="edge")
    window = np.lib.stride_tricks.sliding_window_view(padded, (5, 5))
    mean: NDArray[np.float32] = window.mean(axis=(2, 3), dtype=np.float32)
    return mean
