"""Printed lines → blocks: the lines of one clause are joined, over a page break too; a heading stays alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.language.markers import starts_unit
from ingest.layout.blocks import Piece
from ingest.layout.lines import Line, Printed
from ingest.layout.tables import completes

TERMINAL = re.compile(r"[.;:!?…][\"”’)\]]*$")
BARE_UNIT = re.compile(
    r"^(phần|chương|mục|tiểu mục|phụ lục|điều)\b[\s.]*(thứ\s+\w+|số\s+\S+|[\w.\-/]{1,8})?[\s.:]*$", re.IGNORECASE
)
KIND = re.compile(
    r"^(NGHỊ QUYẾT|QUYẾT ĐỊNH|CHỈ THỊ|KẾT LUẬN|QUY CHẾ|QUY ĐỊNH|THÔNG TRI|HƯỚNG DẪN|THÔNG BÁO|BÁO CÁO|KẾ HOẠCH|"
    r"CHƯƠNG TRÌNH|ĐỀ ÁN|TỜ TRÌNH|CÔNG VĂN|BIÊN BẢN|CÔNG ĐIỆN|THÔNG TƯ|THÔNG TƯ LIÊN TỊCH|NGHỊ ĐỊNH|LUẬT|"
    r"BỘ LUẬT|PHÁP LỆNH|LỆNH|"
    r"QUYẾT NGHỊ|ĐIỀU LỆ|NỘI QUY)\s*:?$"
)
_CAPACITY = re.compile(r"^(TM|KT|TL|TUQ|T/M|K/T|T/L)\s*[./]?\s*[A-ZĐÀ-Ỹ]{2}")
"""A signature's first lines, each printed for itself."""
_BROKEN_MOTTO = re.compile(r"^CỘNG H(ÒA|OÀ) XÃ HỘI( CHỦ( NGHĨA( VIỆT)?)?)?$|^ĐẢNG CỘNG SẢN( VIỆT)?$")
"""The first line of the head's right side where its column is too narrow for it."""
_GLUE = re.compile(r"[^\W_]-$")


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a column's full lines begin and end, in points."""

    left: float
    right: float

    def centred(self, line: Line) -> bool:
        """Whether the line stands in the middle, clear of both margins."""
        before, after = line.box.left - self.left, self.right - line.box.right
        return before > 20 and after > 20 and abs(before - after) < 0.3 * max(before, after) + 4


def _edge(values: Sequence[float], outermost: float) -> float:
    """The outermost value that at least two lines share (a stray line alone does not make a margin)."""
    ordered = sorted(values, key=lambda value: abs(value - outermost))
    for a, b in pairwise(ordered):
        if abs(a - b) < 3:
            return a
    return ordered[0]


_FEW_LINES = 5


def frames_of(lines: Iterable[Line], page_widths: Mapping[int, float]) -> dict[tuple[int, int], Frame]:
    """The frame of each (page, column) that has running lines; a page with few lines borrows the usual width.

    `page_widths` (points) by page number: where all pages are so short, their margins are taken to be alike.
    """
    groups: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        if not line.cells:
            groups.setdefault((line.page, line.column), []).append(line)
    frames = {key: _own_frame(group) for key, group in groups.items()}
    widths = Counter(
        round(frame.right - frame.left)
        for (page, column), frame in frames.items()
        if not column and len(groups[page, column]) >= _FEW_LINES
    )
    usual = widths.most_common(1)[0][0] if widths else 0

    def widened(page: int, frame: Frame) -> Frame:
        width = usual or page_widths.get(page, 0.0) - 2 * frame.left
        return Frame(frame.left, max(frame.right, frame.left + width))

    return {key: frame if key[1] else widened(key[0], frame) for key, frame in frames.items()}


def _own_frame(lines: Sequence[Line]) -> Frame:
    lefts, rights = [line.box.left for line in lines], [line.box.right for line in lines]
    return Frame(_edge(lefts, min(lefts)), _edge(rights, max(rights)))


def blocks_of(lines: Sequence[Line], page_widths: Mapping[int, float]) -> list[list[Line]]:
    """`lines` in reading order, without headers and page numbers, grouped into blocks; [] for none."""
    frames = frames_of(lines, page_widths)
    indents = _indents_units(lines, frames)
    blocks: list[list[Line]] = []
    for line in lines:
        previous = blocks[-1][-1] if blocks else None
        if previous is not None and _continues(previous, line, frames, indents, blocks[-1][0]):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _indents_units(lines: Sequence[Line], frames: dict[tuple[int, int], Frame]) -> bool:
    """Whether this document sets the first lines of its units in from the margin."""
    units = [line for line in lines if not line.cells and not line.column and starts_unit(line.text)]
    inner = sum(line.box.left > frames[line.page, 0].left + 6 for line in units)
    return inner > 0.6 * len(units)


def _continues(previous: Line, line: Line, frames: dict[tuple[int, int], Frame], indents: bool, first: Line) -> bool:
    """Whether `line` goes on with the block that begins with `first` and ends, so far, with `previous`."""
    if line.page - previous.page > 1:
        return False
    if previous.cells and line.cells:
        return completes(line, previous, first)
    if previous.cells or line.cells or bool(previous.column) != bool(line.column):
        return False
    if line.column:
        return line.column == previous.column and line.page == previous.page and _continues_in_column(previous, line)
    before, here = frames[previous.page, 0], frames[line.page, 0]
    if BARE_UNIT.match(previous.text) or KIND.match(previous.text):
        return False
    if previous.capitals and line.capitals and (_CAPACITY.match(previous.text) or _CAPACITY.match(line.text)):
        return False
    if previous.page == line.page and line.box.top - previous.box.bottom > 0.9 * line.height:
        return False
    if _heading(previous) and (here.centred(line) or _coaxial(previous, line, here)) and _same_heading(previous, line):
        return True
    if before.centred(previous) or (here.centred(line) and not _full(previous, line, before)):
        return before.centred(previous) and here.centred(line) and _same_heading(previous, line)
    if not _starts_small(line) and (previous.capitals > line.capitals or _ends_heading(previous, line, here)):
        return False
    return _continues_clause(previous, line, before, here, indents)


def _coaxial(previous: Line, line: Line, frame: Frame) -> bool:
    """Whether two lines of different length share the column's middle: a centred title may be as wide as the page."""
    middles = [(one.box.left + one.box.right) / 2 for one in (previous, line)]
    off_centre = abs(middles[1] - (frame.left + frame.right) / 2)
    apart = abs(middles[0] - middles[1])
    uneven = abs(previous.box.left - line.box.left) > line.height
    return uneven and apart < 0.25 * line.height and off_centre < 0.12 * (frame.right - frame.left)


def _ends_heading(previous: Line, line: Line, here: Frame) -> bool:
    """Whether bold print stops with the line before and this one is set in like a paragraph's first."""
    return previous.bold and not line.words[0].bold and line.box.left > here.left + 8


def _heading(line: Line) -> bool:
    return line.bold or line.capitals


def _starts_small(line: Line) -> bool:
    return line.text[:1].islower()


def _continues_in_column(previous: Line, line: Line) -> bool:
    """In mastheads and signatures each line stands for itself, but for the inner lines of a list or a subject."""
    if _BROKEN_MOTTO.match(previous.text):
        return True
    if starts_unit(line.text) or TERMINAL.search(previous.text) or previous.capitals:
        return previous.capitals and line.capitals and previous.text.endswith((" -", ",", " –"))
    return _starts_small(line) or (starts_unit(previous.text) and not line.capitals)


def _same_heading(previous: Line, line: Line) -> bool:
    if starts_unit(line.text) or TERMINAL.search(previous.text) or previous.page != line.page:
        return False
    near = line.box.top - previous.box.bottom < 0.8 * previous.height
    return near and previous.bold == line.bold and previous.capitals == line.capitals and line.text[:1] != "("


def _full(previous: Line, line: Line, frame: Frame) -> bool:
    """Whether the next line's first word would not have fitted on the previous line."""
    word = line.words[0].box
    return previous.box.right + 0.25 * previous.height + (word.right - word.left) > frame.right - 1


def _continues_clause(previous: Line, line: Line, before: Frame, here: Frame, indents: bool) -> bool:
    ended = TERMINAL.search(previous.text) is not None
    inset = line.box.left > here.left + 8
    if starts_unit(line.text):
        return _full(previous, line, before) and not ended and indents and not inset
    if _starts_small(line) and not ended:
        return True
    if not _full(previous, line, before):
        return False
    return not inset or (abs(previous.box.left - line.box.left) < 3 and not ended)


def pieces_of(block: Sequence[Line]) -> list[Piece]:
    """The block's words in order; cells are parted by separators, a word broken after a hyphen is glued."""
    if block[0].cells:
        return _row_pieces(block)
    pieces: list[Piece] = []
    for line in block:
        for position, word in enumerate(line.words):
            broken = bool(pieces) and position == 0 and _GLUE.search(pieces[-1].text) is not None
            glued = broken or (position > 0 and _hangs_on(line.words[position - 1], word))
            pieces.append(Piece(word.text, line.page, word.box, glued))
    return pieces


def _hangs_on(before: Printed, word: Printed) -> bool:
    """Whether raised digits stand right behind a word: "m" and "2"."""
    return word.raised and abs(word.box.left - before.box.right) < 1.5


def _row_pieces(rows: Sequence[Line]) -> list[Piece]:
    """The cells of a row; one that a page break parts is given as two rows, whose cells go on in each other."""
    cells = [_cell_pieces(rows, at) for at in range(len(rows[0].cells))]
    filled = [at for at, cell in enumerate(cells) if cell]
    pieces: list[Piece] = []
    for at in range(filled[0], filled[-1] + 1):
        if at > filled[0]:
            pieces.append(Piece("|", rows[0].page, None))
        pieces += cells[at]
    return pieces


def _cell_pieces(rows: Sequence[Line], at: int) -> list[Piece]:
    words = [(row.page, word) for row in rows for word in row.cells[at]]
    return [
        Piece(word.text, page, word.box, position > 0 and _hangs_on(words[position - 1][1], word))
        for position, (page, word) in enumerate(words)
    ]
