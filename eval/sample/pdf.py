"""A document as a born-digital PDF: masthead in two columns, page numbers, ruled tables, signature."""

from __future__ import annotations

from dataclasses import dataclass

from eval.sample import form
from eval.sample.form import Styled
from eval.sample.sheet import BOTTOM, HEIGHT, LEFT, RIGHT, Sheet, Token, tokens_of, width_of, wrapped
from eval.sample.source import Block, Line, Scope, Sign, Source, Table, pieces

_SIZE, _CELL, _SMALL = 12.5, 10.5, 10.0
_SIGN = 225.0  # room for a short last paragraph, signature and recipients
_MIDDLE = LEFT + (RIGHT - LEFT) * 0.43


@dataclass(frozen=True, slots=True)
class Drawn:
    """The file, its number of pages, and where the signature's middle is: page (1-based), x and y from the top."""

    data: bytes
    pages: int
    sign_page: int
    sign_x: float
    sign_y: float


def render(source: Source) -> Drawn:
    """The whole document."""
    sheet = Sheet(source.meta["number"])
    _stamp(sheet, source)
    _masthead(sheet, source)
    _title(sheet, source)
    signed = (1, 0.0, 0.0)
    for index, block in enumerate(source.blocks):
        if isinstance(block, Sign):
            signed = _signature(sheet, source)
        else:
            _block(sheet, block, source.blocks[index + 1 : index + 2])
    return Drawn(sheet.finish(), sheet.page, *signed)


def _tokens(styled: Styled) -> list[Token]:
    return tokens_of([(styled.text, styled.bold, styled.italic)])


def _stamp(sheet: Sheet, source: Source) -> None:
    for text in form.stamp_lines(source):
        sheet.y -= 10
        sheet.line(tokens_of([(text, False, False)]), sheet.y + 24, 7.5, RIGHT - 190, RIGHT, "left")


def _column(sheet: Sheet, lines: tuple[Styled, ...], left: float, right: float, size: float) -> None:
    for styled in lines:
        rows = wrapped(_tokens(styled), size, right - left)
        sheet.y -= (48 if styled.gap else 0) + (3 if styled.italic else 0)
        for row in rows:
            sheet.y -= size * 1.35
            sheet.line(row, sheet.y, size, left, right, "centre")
        if styled.rule:
            _rule_under(sheet, rows[-1], left, right, size)


def _rule_under(sheet: Sheet, row: list[Token], left: float, right: float, size: float) -> None:
    half = sum(width_of(token, size) for token in row) * 0.28
    middle = (left + right) / 2
    sheet.rule(middle - half, sheet.y - 5, middle + half, sheet.y - 5)
    sheet.y -= 7


def _masthead(sheet: Sheet, source: Source) -> None:
    top = sheet.y
    _column(sheet, form.left_head(source), LEFT - 20, _MIDDLE - 6, 11)
    left_end, sheet.y = sheet.y, top
    _column(sheet, form.right_head(source), _MIDDLE - 6, RIGHT + 14, 11)
    sheet.y = min(left_end, sheet.y) - 14


def _title(sheet: Sheet, source: Source) -> None:
    for index, styled in enumerate(form.title_lines(source)):
        sheet.paragraph(_tokens(styled), 14 if index == 0 else _SIZE, "centre", left=LEFT + 20, right=RIGHT - 20)
    if source.party:
        sheet.paragraph(tokens_of([(form.DASHES, False, False)]), _SIZE, "centre")
    elif not form.is_letter(source):
        middle = (LEFT + RIGHT) / 2
        sheet.rule(middle - 40, sheet.y - 8, middle + 40, sheet.y - 8)
        sheet.y -= 12
    sheet.y -= 4


def _block(sheet: Sheet, block: Block, following: tuple[Block, ...]) -> None:
    if isinstance(block, Scope):
        _scope(sheet, block)
    elif isinstance(block, Table):
        _table(sheet, block)
    elif isinstance(block, Line):
        sheet.y -= 5
        # No heading at the foot of a page, no signature alone on one.
        before_sign = bool(following) and isinstance(following[0], Sign)
        sheet.room(_SIGN if before_sign else _SIZE * 1.42 * (3 if block.heading else 1))
        align, indent = ("centre", 0.0) if block.centred else ("justify", 28.0)
        sheet.paragraph(tokens_of(pieces(block.text)), _SIZE, align, indent)


def _scope(sheet: Sheet, scope: Scope) -> None:
    if scope.label.startswith(("Chương", "Mục")):
        sheet.room(90)
        sheet.y -= 8
    else:
        sheet.new_page()
    for text, bold, italic in ((scope.label, True, False), (scope.title, True, False), (scope.note, False, True)):
        if text:
            sheet.paragraph(tokens_of([(text, bold, italic)]), _SIZE, "centre", left=LEFT + 20, right=RIGHT - 20)
    sheet.y -= 4


def _spans(table: Table, row: tuple[str, ...]) -> list[tuple[str, float, float]]:
    """Cell, left and right of a row; the cell before empty ones reaches to the table's right edge."""
    edges = [LEFT]
    for width in table.widths:
        edges.append(edges[-1] + (RIGHT - LEFT) * width / sum(table.widths))
    cells = [cell for cell in row if cell]
    rights = [*edges[1 : len(cells)], RIGHT]
    return list(zip(cells, edges, rights, strict=False))


def _table(sheet: Sheet, table: Table) -> None:
    sheet.y -= 8
    for index, row in enumerate(table.rows):
        bold = index == 0 or not row[-1]
        spans = _spans(table, row)
        cells = [wrapped(tokens_of([(cell, bold, False)]), _CELL, right - left - 7) for cell, left, right in spans]
        height = max(len(lines) for lines in cells) * _CELL * 1.3 + 6
        sheet.room(height)
        _row(sheet, spans, cells, height, centred=index == 0)
    sheet.y -= 6


def _row(
    sheet: Sheet, spans: list[tuple[str, float, float]], cells: list[list[list[Token]]], height: float, centred: bool
) -> None:
    top, bottom = sheet.y, sheet.y - height
    for (_, left, right), lines in zip(spans, cells, strict=True):
        align = "centre" if centred or right - left < 45 else "left"
        for number, line in enumerate(lines, start=1):
            sheet.line(line, top - number * _CELL * 1.3, _CELL, left + 3.5, right - 3.5, align)
        for x, y, x_end, y_end in ((left, top, right, top), (left, bottom, right, bottom), (left, top, left, bottom)):
            sheet.rule(x, y, x_end, y_end)
    sheet.rule(RIGHT, top, RIGHT, bottom)
    sheet.y = bottom


def _signature(sheet: Sheet, source: Source) -> tuple[int, float, float]:
    recipients = form.recipient_lines(source)
    sheet.room(max(160.0, 15.0 * len(recipients)))
    sheet.y -= 14
    top, middle = sheet.y, (LEFT + RIGHT) / 2
    for index, text in enumerate(recipients):
        tokens = tokens_of([(text, index == 0, index == 0)])
        sheet.paragraph(tokens, 11 if index == 0 else _SMALL, "left", left=LEFT, right=middle - 8)
    left_end, left_page, sheet.y = sheet.y, sheet.page, top
    _column(sheet, form.signature_lines(source), middle + 4, RIGHT, _SIZE)
    spot = (left_page, (middle + RIGHT) / 2, HEIGHT - sheet.y - 28)
    sheet.y = max(BOTTOM, min(left_end, sheet.y))
    return spot
