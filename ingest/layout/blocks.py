"""From what an adapter finds to `Document.text`: one block (a paragraph, a heading, a table row) a line.

Flow formats give blocks as strings; paged formats give them as `Piece`s that know their place on a page, so that a
span of the text can be drawn and page spans tile the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.language.normalise import fold_spaces, nfc
from ingest.types import Box, Page, PageSource, Span, Word

CELL = " | "
"""Between the cells of a table row."""

_CONTROL = re.compile("[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2061-\u2064\ufff9-\uffff]")
_CONTENT = re.compile(r"[^\W_]")
_STANDALONE_EDGES = "| "


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed word. `glued`: no blank before it ("NĐ-" at a line's end, "CP" on the next). `page` is 1-based.

    A separator between cells has no box.
    """

    text: str
    page: int
    box: Box | None
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is known of a page before its text is: 1-based number, source, size in points, and the words left out."""

    number: int
    source: PageSource
    width: float
    height: float
    left_out: tuple[Box, ...] = ()


def clean(text: str) -> str:
    """NFC on one line: no control or zero-width characters, no-break blanks as blanks, runs of them as one; "" for "".

    >>> clean(" Điều\\u00a01.\\u200b \\x07Tên ")
    'Điều 1. Tên'
    """
    return nfc(fold_spaces(_CONTROL.sub("", text)))


def has_content(text: str) -> bool:
    """Whether there is a letter or a digit; rules ("-----"), lone stars and bullets have none."""
    return _CONTENT.search(text) is not None


def row_of(cells: Iterable[str]) -> str:
    """A table row as a line; empty cells inside stay as an empty place, those at the ends go.

    >>> row_of(["1", "Đề án", "", "Bộ Nội vụ", ""])
    '1 | Đề án | | Bộ Nội vụ'
    """
    return clean(CELL.join(cells)).strip(_STANDALONE_EDGES)


def text_of(blocks: Iterable[str]) -> str:
    """Cleaned blocks, one a line; those without a letter or a digit are left out; "" for none."""
    return "\n".join(line for block in blocks if has_content(line := clean(block)))


def paged_text(blocks: Sequence[Sequence[Piece]], sheets: Sequence[Sheet]) -> tuple[str, tuple[Page, ...]]:
    """The text of `blocks` and its pages, one for each sheet; the page spans tile the text.

    A block may run over a page break; a page begins at its first word. Pieces must come in page order and be clean
    (see `clean`); blocks without a letter or a digit are kept as words without a span.
    """
    parts: list[str] = []
    words: dict[int, list[Word]] = {sheet.number: [Word(box, None) for box in sheet.left_out] for sheet in sheets}
    starts: dict[int, int] = {}
    at = 0
    for block in blocks:
        if not any(has_content(piece.text) for piece in block):
            for piece in block:
                if piece.box is not None:
                    words[piece.page].append(Word(piece.box, None))
            continue
        gap = "\n" if parts else ""
        for piece in block:
            if gap and not (gap == " " and piece.glued):
                parts.append(gap)
                at += 1
            gap = " "
            parts.append(piece.text)
            start, at = at, at + len(piece.text)
            if piece.box is not None:
                words[piece.page].append(Word(piece.box, Span(start, at)))
                if piece.page not in starts:
                    starts[piece.page] = start
    text = "".join(parts)
    return text, _pages(sheets, words, starts, len(text))


def _pages(
    sheets: Sequence[Sheet], words: dict[int, list[Word]], starts: dict[int, int], length: int
) -> tuple[Page, ...]:
    pages: list[Page] = []
    end = length
    for position in range(len(sheets) - 1, -1, -1):
        sheet = sheets[position]
        start = 0 if position == 0 else starts.get(sheet.number, end)
        span = Span(start, end)
        pages.append(Page(sheet.number, span, sheet.source, sheet.width, sheet.height, tuple(words[sheet.number])))
        end = start
    return tuple(reversed(pages))
