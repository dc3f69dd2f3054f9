"""Pages of words → text and `Page`s: the one way for the text layer and for OCR."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.layout.blocks import Sheet, paged_text
from ingest.layout.footnotes import marks_of, notes_of, without_references
from ingest.layout.furniture import furniture_of
from ingest.layout.joining import blocks_of, pieces_of
from ingest.layout.lines import Line, Printed, lines_of
from ingest.layout.tables import Grid, grids_of, inside, repeated_heads, table_lines
from ingest.types import Box, Page, PageSource


@dataclass(frozen=True, slots=True)
class PageWords:
    """A page's words and ruling lines, from whichever source; 1-based number, size in points."""

    number: int
    width: float
    height: float
    source: PageSource
    words: Sequence[Printed] = ()
    rules: Sequence[Box] = ()


def text_and_pages(pages: Sequence[PageWords]) -> tuple[str, tuple[Page, ...]]:
    """The text in reading order and the pages that tile it; ("", ()) for no pages."""
    left_out: dict[int, list[Box]] = {page.number: [] for page in pages}

    def leave_out(number: int, words: Iterable[Printed]) -> None:
        left_out[number] += [word.box for word in words]

    lines = [page_lines(page) for page in pages]
    outside = furniture_of(lines, [page.height for page in pages])
    for line in outside:
        leave_out(line.page, line.words)
    lines = [[line for line in page if line not in outside] for page in lines]
    notes = notes_of(lines)
    body: list[Line] = []
    for page_of_lines, page_notes in zip(lines, notes, strict=True):
        apart = {line for note in page_notes for line in note}
        marks = marks_of(page_notes)
        for line in page_of_lines:
            if line not in apart:
                kept, calls = without_references(line, marks) if marks else (line, [])
                leave_out(line.page, calls)
                body.append(kept)
    heads = repeated_heads(body)
    for line in heads:
        leave_out(line.page, line.words)
    body = [line for line in body if line not in heads]
    blocks = _with_notes(
        blocks_of(body, {page.number: page.width for page in pages}),
        [note for page_notes in notes for note in page_notes],
    )
    sheets = [_sheet(page, left_out[page.number]) for page in pages]
    return paged_text([pieces_of(block) for block in blocks], sheets)


def _sheet(page: PageWords, left_out: Sequence[Box]) -> Sheet:
    ordered = tuple(sorted(left_out, key=lambda box: (box.top, box.left)))
    return Sheet(page.number, page.source, page.width, page.height, ordered)


def _with_notes(blocks: Sequence[list[Line]], notes: Sequence[list[Line]]) -> list[list[Line]]:
    """Each note behind the last block that ends on its page, so that words stay in page order."""
    out: list[list[Line]] = []
    waiting = list(notes)
    for block in blocks:
        while waiting and waiting[0][0].page < max(line.page for line in block):
            out.append(waiting.pop(0))
        out.append(block)
    return out + waiting


def page_lines(page: PageWords) -> list[Line]:
    """The page's lines in reading order: what stands above a table, its rows, what stands below it."""
    grids = grids_of(page.rules)
    tables: list[list[Printed]] = [[] for _ in grids]
    free: list[Printed] = []
    for word in page.words:
        home = next((index for index, grid in enumerate(grids) if inside(grid, word.box)), None)
        (free if home is None else tables[home]).append(word)
    lines: list[Line] = []
    for grid, words in zip(grids, tables, strict=True):
        lines += lines_of([word for word in free if _above(word, grid)], page.number)
        free = [word for word in free if not _above(word, grid)]
        lines += table_lines(grid, words, page.number)
    return _renumbered(lines + lines_of(free, page.number))


def _above(word: Printed, grid: Grid) -> bool:
    return word.box.top + word.box.bottom < 2 * grid.ys[0]


def _renumbered(lines: list[Line]) -> list[Line]:
    """Column numbers that `lines_of` gave per stretch made unique on the page."""
    base = last = 0
    out: list[Line] = []
    for line in lines:
        if line.column and line.column < last:
            base += last
        last = line.column or last
        out.append(line if not base or not line.column else Line(line.page, line.words, line.column + base, line.cells))
    return out
