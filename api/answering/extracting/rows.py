"""What a row of a table says of what is asked: its name, and the cells under the headers that fit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from api.answering.extracting.values import aligned, values_of
from api.answering.extracting.wanted import Wanted, Wish
from index.rerank.asked import Asked
from index.rerank.terms import SYLLABLE, words_of

_INDEX = re.compile(r"(?:\d+(?:\.\d+)*|[IVX]+|[a-zđ])[.)]?")
_FIGURE = re.compile(r"[≥≤><=~\s]*\d+(?:[.,]\d+)*\s*%?")
_UNIT_HEADER = re.compile(r"(?:đơn vị(?: tính)?|đvt|đvị)\.?")


def said_by_row(wish: Wish, asked: Asked, row: str, context: str) -> str:
    """ "Tên: giá trị đơn vị"; all cells where nothing of them is asked for in particular.

    The last line of `context` is the table's header where it has as many cells. Words are those of row, header and
    question alone.
    """
    cells = [cell.strip() for cell in row.split("|")]
    headers = [header.strip() for header in context.rpartition("\n")[2].split("|")]
    if len(headers) != len(cells):
        headers = [""] * len(cells)
    named = next((at for at, cell in enumerate(cells) if cell and not _INDEX.fullmatch(cell)), None)
    if named is None:
        return " – ".join(cell for cell in cells if cell)
    rest = [at for at in range(named + 1, len(cells)) if cells[at] and not _UNIT_HEADER.fullmatch(aligned(headers[at]))]
    chosen = [at for kind in wish.kinds if (at := _cell(kind, wish, asked, cells, headers, rest)) is not None]
    if not chosen:
        return " – ".join(cells[at] for at in (named, *(at for at in range(named + 1, len(cells)) if cells[at])))
    said = [_with_unit(wish, cells, headers, at) for at in sorted(set(chosen))]
    return f"{cells[named]}: {'; '.join(said)}"


def _cell(
    kind: Wanted, wish: Wish, asked: Asked, cells: Sequence[str], headers: Sequence[str], rest: Sequence[int]
) -> int | None:
    """The cell of a kind whose header says most of the question."""
    if kind in (Wanted.PERCENT, Wanted.QUANTITY, Wanted.AMOUNT, Wanted.MONEY):
        found = [at for at in rest if _FIGURE.fullmatch(cells[at])]
    else:
        found = [at for at in rest if any(True for _ in values_of(kind, cells[at], wish))]
    return max(found, key=lambda at: _likeness(asked, headers[at]), default=None)


def _likeness(asked: Asked, header: str) -> float:
    words = words_of(SYLLABLE.findall(aligned(header)))
    return asked.cover(words) + asked.cover_pairs(words)


def _with_unit(wish: Wish, cells: Sequence[str], headers: Sequence[str], at: int) -> str:
    """A figure with the unit of its row or, counted, of the question; another cell under its header."""
    cell, header = cells[at], headers[at]
    if not _FIGURE.fullmatch(cell):
        return f"{header}: {cell}" if header else cell
    unit = next((cells[n] for n, each in enumerate(headers) if _UNIT_HEADER.fullmatch(aligned(each)) and n != at), "")
    if unit:
        return f"{cell}{unit}" if unit.startswith("%") else f"{cell} {unit[:1].lower()}{unit[1:]}"
    return f"{cell} {' '.join(wish.units[0])}" if wish.units else f"{header}: {cell}" if header else cell
