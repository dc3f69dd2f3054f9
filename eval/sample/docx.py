"""A document as a Word file: masthead and signature as real tables, page numbers, automatic numbering where asked.

`runs_of` says how words become runs of (text, font): as they are in Times New Roman, or as TCVN3 in .VnTime.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable

from docx import Document
from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from eval.sample import form
from eval.sample.form import Styled
from eval.sample.numbering import Numbering
from eval.sample.source import Line, Scope, Sign, Source, Table, pieces

Runs = Callable[[str], list[tuple[str, str]]]
_CENTRE, _JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def times(text: str) -> list[tuple[str, str]]:
    """The words as they are, in Times New Roman."""
    return [(text, "Times New Roman")]


def render(source: Source, runs_of: Runs = times) -> bytes:
    """The whole document; the same source gives the same bytes."""
    writer = _Writer(source, runs_of)
    writer.masthead()
    for block in source.blocks:
        if isinstance(block, Line):
            writer.line(block)
        elif isinstance(block, Scope):
            writer.scope(block)
        elif isinstance(block, Table):
            writer.table(block)
        elif isinstance(block, Sign):
            writer.signature()
    return _fixed(writer.word)


class _Writer:
    def __init__(self, source: Source, runs_of: Runs) -> None:
        self.source = source
        self.runs_of = runs_of
        self.word = Document()
        self.numbering = Numbering(self.word) if source.meta.get("numbering") == "auto" else None
        section = self.word.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin = Mm(30), Mm(18)
        section.top_margin = section.bottom_margin = Mm(20)
        section.different_first_page_header_footer = True
        self._page_number(section.header.paragraphs[0])

    def runs(self, paragraph: Paragraph, text: str, bold: bool, italic: bool, size: float = 13.5) -> None:
        for words, font in self.runs_of(text):
            run = paragraph.add_run(words)
            run.bold, run.italic, run.font.size = bold, italic, Pt(size)
            _set_font(run, font)

    def masthead(self) -> None:
        self.two_columns(form.left_head(self.source), form.right_head(self.source), 11)
        for styled in form.title_lines(self.source):
            self.centred(styled.text, styled.bold, styled.italic)
        if self.source.party:
            self.centred(form.DASHES, False, False)

    def two_columns(self, left: tuple[Styled, ...], right: tuple[Styled, ...], size: float) -> None:
        table = self.word.add_table(rows=1, cols=2)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        _set_widths(table, (67, 105))
        for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
            for index, styled in enumerate(lines):
                paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
                paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if styled.text.startswith("- ") else _CENTRE
                paragraph.paragraph_format.space_after = Pt(2)
                paragraph.paragraph_format.space_before = Pt(48 if styled.gap else 0)
                self.runs(paragraph, styled.text, styled.bold, styled.italic, size)

    def centred(self, text: str, bold: bool, italic: bool) -> None:
        paragraph = self.word.add_paragraph()
        paragraph.alignment = _CENTRE
        paragraph.paragraph_format.space_after = Pt(3)
        self.runs(paragraph, text, bold, italic)

    def line(self, line: Line) -> None:
        paragraph = self.word.add_paragraph()
        paragraph.alignment = _CENTRE if line.centred else _JUSTIFY
        paragraph.paragraph_format.space_after = Pt(5)
        paragraph.paragraph_format.first_line_indent = Mm(0 if line.centred else 12.7)
        if line.heading:
            paragraph.paragraph_format.keep_with_next = True
        text = self.numbering.apply(paragraph, line) if self.numbering else line.text
        for words, bold, italic in pieces(text):
            self.runs(paragraph, words, bold, italic)

    def scope(self, scope: Scope) -> None:
        if not scope.label.startswith(("Chương", "Mục")):
            self.word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for text, bold, italic in ((scope.label, True, False), (scope.title, True, False), (scope.note, False, True)):
            if text:
                self.centred(text, bold, italic)

    def table(self, table: Table) -> None:
        grid = self.word.add_table(rows=len(table.rows), cols=len(table.widths), style="Table Grid")
        _set_widths(grid, tuple(162 * width / sum(table.widths) for width in table.widths))
        for index, row in enumerate(table.rows):
            cells = grid.rows[index].cells
            filled = [text for text in row if text]
            if len(filled) < len(row):
                cells[len(filled) - 1].merge(cells[-1])
            for cell, text in zip(cells, filled, strict=False):
                self.runs(cell.paragraphs[0], text, index == 0 or len(filled) < len(row), False, 11)
        self.word.add_paragraph().paragraph_format.space_after = Pt(0)

    def signature(self) -> None:
        heading, *items = form.recipient_lines(self.source)
        left = (Styled(heading, bold=True, italic=True), *map(Styled, items))
        self.two_columns(left, form.signature_lines(self.source), 11.5)

    def _page_number(self, paragraph: Paragraph) -> None:
        paragraph.alignment = _CENTRE
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)


def _set_widths(table: WordTable, widths_mm: tuple[float, ...]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _set_font(run: Run, font: str) -> None:
    run.font.name = font
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), font)


def _fixed(word: Word) -> bytes:
    """The file with fixed dates: in the core properties and of the members of the archive."""
    day = dt.datetime(2026, 3, 1, 8, 0, 0)
    word.core_properties.created = word.core_properties.modified = day
    word.core_properties.author = word.core_properties.last_modified_by = "Văn thư"
    raw, made = io.BytesIO(), io.BytesIO()
    word.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, (2026, 3, 1, 8, 0, 0))
            new.writestr(info, old.read(member.filename), zipfile.ZIP_DEFLATED)
    return made.getvalue()
