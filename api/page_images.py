"""Page images for the web pages: rendered once at each width, kept in the archive's cache."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock

# PDFium is not safe to enter from two threads at once.
_PDFIUM = Lock()

# Widths that are kept; a request gets the next one up, so that nobody can fill the disk one pixel at a time.
_WIDTHS_PX = (600, 900, 1200, 1600, 2200)


def page_image(original: Path, number: int, page_width: float, width_px: int, cache: Path) -> bytes:
    """PNG of a page (1-based, `page_width` points wide) at least `width_px` wide, up to the largest kept width."""
    width = next((kept for kept in _WIDTHS_PX if kept >= width_px), _WIDTHS_PX[-1])
    place = cache / f"{number}-{width}.png"
    if place.exists():
        return place.read_bytes()
    from ingest.formats.pdf import render_page

    with _PDFIUM:
        image = render_page(original, number, scale=width / page_width)
    cache.mkdir(parents=True, exist_ok=True)
    building = place.with_name(f"{place.name}.new-{os.getpid()}")
    building.write_bytes(image)
    building.rename(place)
    return image
