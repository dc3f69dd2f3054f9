"""A page's picture made ready for OCR: coloured ink apart, paper even, edges and specks gone, lines level.

What is done here was kept because it lowers the character error rate against bare Tesseract on noised pages and does
not raise it on clean ones (`vanban-eval bench-reading DIR --only scans`). Angles are in degrees, anticlockwise as seen.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image

from ingest.formats.dirt import without_dust, without_edges, without_specks
from ingest.formats.ink import Grey, even, separated
from ingest.formats.levelling import lies_sideways, skew_of
from ingest.formats.placing import Placing


@dataclass(frozen=True, slots=True)
class Prepared:
    """A level, even picture of the page's black print, the layer of red ink where there is some, and their placing."""

    grey: Grey
    red: Grey | None
    placing: Placing
    dpi: int

    def turned(self, quarters: int) -> Prepared:
        """The same page taken for one that was fed in `quarters` further quarter turns clockwise."""
        placing = self.placing
        turned = Placing(placing.width, placing.height, (placing.quarters + quarters) % 4, placing.skew)
        red = None if self.red is None else np.ascontiguousarray(np.rot90(self.red, quarters))
        return Prepared(np.ascontiguousarray(np.rot90(self.grey, quarters)), red, turned, self.dpi)


def prepared(png: bytes, width: float, height: float, dpi: int) -> Prepared:
    """The page of `width` × `height` points, of which `png` is a picture at `dpi`, ready for OCR."""
    picture = Image.open(io.BytesIO(png))
    colours = np.asarray(picture.convert("RGB"))
    black, red = separated(colours)
    grey = without_dust(even(without_edges(without_specks(black))), dpi)
    quarters = 1 if lies_sideways(grey) else 0
    if quarters:
        grey = np.ascontiguousarray(np.rot90(grey))
        red = None if red is None else np.ascontiguousarray(np.rot90(red))
    skew = skew_of(grey)
    if skew:
        grey = _turned(grey, -skew)
        red = None if red is None else _turned(red, -skew)
    return Prepared(grey, red, Placing(width, height, quarters, skew), dpi)


def png_of(grey: Grey) -> bytes:
    """The picture as PNG bytes."""
    out = io.BytesIO()
    Image.fromarray(grey).save(out, "PNG", compress_level=1)
    return out.getvalue()


def _turned(grey: Grey, degrees: float) -> Grey:
    turned: Grey = np.asarray(Image.fromarray(grey).rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255))
    return turned
