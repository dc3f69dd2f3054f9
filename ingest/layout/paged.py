"""Pages of words → text and `Page`s: the one way for the text layer and for OCR."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.layout.blocks import Sheet, paged_text
from ingest.layout.footnotes import marks_of, notes_of, opens_note, without_references
from ingest.layout.furniture import furniture_of, is_furniture, is_page_number
from ingest.layout.joining import blocks_of, pieces_of
from ingest.layout.lines import Line, Printed, lines_of
from ingest.layout.tables import Grid, grids_of, inside, repeated_heads, table_lines
from ingest.layout.turning import as_printed, upright, upright_size
from ingest.types import Box, Page, PageSource, Word


@dataclass(frozen=True, slots=True)
class PageWords:
    """A page's words and ruling lines, from whichever source; 1-based number, size in points.

    `turn`: quarter turns counter-clockwise in which its print runs (see `turning`). `asides`: words in other directions
    by their turn; their lines stand behind the page's text. `unread`: boxes of words that stay on the page and out of
    the text, whatever the layout.
    """

    number: int
    width: float
    height: float
    source: PageSource
    words: Sequence[Printed] = ()
    rules: Sequence[Box] = ()
    turn: int = 0
    asides: Sequence[tuple[int, Sequence[Printed]]] = ()
    unread: Sequence[Box] = ()


@dataclass(frozen=True, slots=True)
class _Turned:
    """A word of a page that is printed sideways, where it stands once the page is turned."""

    text: str
    box: Box
    bold: bool
    raised: bool


def text_and_pages(pages: Sequence[PageWords]) -> tuple[str, tuple[Page, ...]]:
    """The text in reading order and the pages that tile it; ("", ()) for no pages."""
    text, tiled = _text_and_pages([_upright(page) for page in pages])
    return text, tuple(_as_printed(page, given) for page, given in zip(tiled, pages, strict=True))


def _upright(page: PageWords) -> PageWords:
    if not page.turn:
        return page
    width, height = upright_size(page.turn, page.width, page.height)
    unread = [upright(box, page.turn, page.width, page.height) for box in page.unread]
    rules = [upright(box, page.turn, page.width, page.height) for box in page.rules]
    words = _turned(page.words, page.turn, page)
    asides = [(turn, _turned(aside, page.turn, page)) for turn, aside in page.asides]
    return PageWords(page.number, width, height, page.source, words, rules, page.turn, asides, unread)


def _turned(words: Iterable[Printed], turn: int, page: PageWords) -> list[_Turned]:
    return [
        _Turned(word.text, upright(word.box, turn, page.width, page.height), word.bold, word.raised) for word in words
    ]


def _aside_lines(page: PageWords) -> list[Line]:
    """The lines of an upright page's words in other directions, each group read as if the page were turned for it."""
    lines: list[Line] = []
    for turn, words in page.asides:
        turned = _turned(words, (turn - page.turn) % 4, page)
        homes = {id(word): home for word, home in zip(turned, words, strict=True)}
        for line in lines_of(turned, page.number):
            lines.append(Line(page.number, tuple(homes[id(word)] for word in line.words)))
    return lines


def _as_printed(page: Page, given: PageWords) -> Page:
    if not given.turn:
        return page
    words = tuple(Word(as_printed(word.box, given.turn, given.width, given.height), word.span) for word in page.words)
    return Page(page.number, page.span, page.source, given.width, given.height, words)


def _text_and_pages(pages: Sequence[PageWords]) -> tuple[str, tuple[Page, ...]]:
    left_out: dict[int, list[Box]] = {page.number: list(page.unread) for page in pages}

    def leave_out(number: int, words: Iterable[Printed]) -> None:
        left_out[number] += [word.box for word in words]

    lines = [page_lines(page) for page in pages]
    outside = furniture_of(lines, [page.height for page in pages])
    for line in outside:
        leave_out(line.page, line.words)
    lines = [[line for line in page if line not in outside] for page in lines]
    notes = notes_of(lines)
    for page, page_notes in zip(pages, notes, strict=True):
        for line in _aside_lines(page):
            if is_furniture(line.text) or is_page_number(line.text):
                leave_out(line.page, line.words)
            else:
                page_notes.append([line])
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
    waiting = _whole_notes(notes, {line.page for block in blocks for line in block if line.page != block[0].page})
    noted = {note[0].page for note in waiting}
    parts = [part for block in blocks for part in _parted(block, noted)]
    for block in parts:
        while waiting and waiting[0][0].page < max(line.page for line in block):
            out.append(waiting.pop(0))
        out.append(block)
    return out + waiting


def _parted(block: list[Line], noted: set[int]) -> Iterator[list[Line]]:
    """The block; in two where it fills a page that has notes and goes on: they have no other place on that page."""
    rest = block
    for page in sorted({line.page for line in block} & noted):
        if rest[0].page < page < block[-1].page:
            yield [line for line in rest if line.page <= page]
            rest = [line for line in rest if line.page > page]
    yield rest


def _whole_notes(notes: Sequence[list[Line]], entered: set[int]) -> list[list[Line]]:
    """Notes with what goes on of them on the next page, but for pages that a clause `entered` from the page before.

    There the clause's words come first: a page's words are one stretch of the text. For the same reason a note over
    three pages is in two parts.
    """
    whole: list[list[Line]] = []
    for note in notes:
        page = note[0].page
        goes_on = bool(whole) and whole[-1][0].page == page - 1 and not opens_note(note[0])
        if goes_on and page not in entered:
            whole[-1] += note
        else:
            whole.append(list(note))
    return whole


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
