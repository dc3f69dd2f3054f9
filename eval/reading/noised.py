"""Pages of born-digital PDFs made into scans whose truth is known: which pages, and how they are bound."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from eval.reading.noising import DPI, Noise, Scan
from ingest.formats.pdf import RawPage, pages_of, render_page
from ingest.layout.lines import Line, rows_of
from ingest.layout.paged import page_lines
from ingest.layout.tables import grids_of

_LEAST_WORDS = 120
_MOST_IMAGES = 0.05


@dataclass(frozen=True, slots=True)
class NoisedPage:
    """A one-page PDF that holds a picture only. `printed` is its text in the reading orders that are right.

    `cells` counts the cells of each row of its tables.
    """

    path: Path
    source: str
    number: int
    kind: str
    printed: tuple[str, ...]
    cells: tuple[int, ...] = ()


def noised_pages(
    sources: Sequence[Path], folder: Path, kinds: Mapping[str, Noise], per_kind: int, seed: int, *, tables: bool = False
) -> Iterator[NoisedPage]:
    """`per_kind` pages of each kind, drawn from all sources in turn; first pages, with their mastheads, come first.

    The same arguments give the same pages. Pages with few words or with images are passed over: their text layer would
    not be the truth. So are pages with tables, which have no one reading order; see `tables`.
    """
    names = [name for _ in range(per_kind) for name in kinds]
    pages = _pages(sources, len(names), np.random.default_rng(seed), tables)
    for at, (name, (source, page)) in enumerate(zip(names, pages, strict=False)):
        scan = kinds[name](_picture(source, page.number), np.random.default_rng([seed, at]))
        # A name of its own, for nothing may be told from it.
        path = folder / f"{hashlib.sha256(f'{seed} {at}'.encode()).hexdigest()[:12]}.pdf"
        bind(scan, path)
        yield NoisedPage(
            path, source.name, page.number, name, printed_of(page), cells_of(page_lines(page.page_words()))
        )


def printed_of(page: RawPage) -> tuple[str, ...]:
    """The text layer's words in the layout's order (columns one after the other), and row by row."""
    columns = " ".join(line.text for line in page_lines(page.page_words()))
    rows = " ".join(word.text for row in rows_of(page.words) for word in row)
    return columns, rows


def cells_of(lines: Sequence[Line]) -> tuple[int, ...]:
    """How many cells each table row has; () without tables."""
    return tuple(len(line.cells) for line in lines if line.cells)


def bind(scan: Scan, path: Path) -> None:
    """The picture as the only thing on a page of its size."""
    picture = scan.picture.convert("L") if scan.picture.mode == "1" else scan.picture
    picture.save(path, "PDF", resolution=scan.dpi, quality=95)


def _pages(
    sources: Sequence[Path], count: int, random: np.random.Generator, tables: bool
) -> list[tuple[Path, RawPage]]:
    """The first page of each source, then others of each, until there are enough."""
    fit = {
        source: [page for page in pages_of(source) if isinstance(page, RawPage) and _is_fit(page, tables)]
        for source in sources
    }
    chosen: list[tuple[Path, RawPage]] = [(source, pages[0]) for source, pages in fit.items() if pages]
    rest = {source: list(random.permutation(len(pages) - 1) + 1) for source, pages in fit.items() if len(pages) > 1}
    while len(chosen) < count and any(rest.values()):
        chosen += [(source, fit[source][int(order.pop())]) for source, order in rest.items() if order]
    return chosen[:count]


def _is_fit(page: RawPage, tables: bool) -> bool:
    plain = page.image_share < _MOST_IMAGES and not page.turn and not page.asides
    return plain and len(page.words) >= _LEAST_WORDS and bool(grids_of(page.rules)) == tables


def _picture(source: Path, number: int) -> Image.Image:
    return Image.open(io.BytesIO(render_page(source, number, scale=DPI / 72))).convert("RGB")
