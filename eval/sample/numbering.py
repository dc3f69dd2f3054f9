"""Automatic numbering in a Word file: "1." and "a)" drawn by Word, absent from the words of the paragraph."""

from __future__ import annotations

from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from eval.sample.source import Line
from ingest.types import Level

_ABSTRACT = 90
_LEVELS = {Level.ARABIC: 0, Level.KHOAN: 0, Level.LETTER: 1, Level.DIEM: 1}


def _level(index: int, kind: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


class Numbering:
    """Numbers items of the first two levels; lists begin anew after a unit above them.

    Word counts letters a, b, c, d, e: a list that reaches "đ" must not be numbered this way.
    """

    def __init__(self, word: Word) -> None:
        self._root = word.part.numbering_part.element
        levels = _level(0, "decimal", "%1.") + _level(1, "lowerLetter", "%2)")
        head = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_ABSTRACT}">'
        abstract = parse_xml(f'{head}<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>')
        self._root.insert(0, abstract)
        self._number = 900
        self._fresh = True

    def apply(self, paragraph: Paragraph, line: Line) -> str:
        """Gives the paragraph its number and returns the words that remain, with their inline marks."""
        if line.level not in _LEVELS:
            self._fresh = self._fresh or line.level is not None
            return line.text
        if self._fresh:
            self._begin()
        properties = paragraph._p.get_or_add_pPr()
        place = f'<w:ilvl w:val="{_LEVELS[line.level]}"/><w:numId w:val="{self._number}"/>'
        # The schema wants numPr before spacing, which the paragraph has already.
        first = 1 if properties.keepNext is not None else 0
        properties.insert(first, parse_xml(f"<w:numPr {nsdecls('w')}>{place}</w:numPr>"))
        if line.heading:
            properties.append(parse_xml(f"<w:rPr {nsdecls('w')}><w:b/></w:rPr>"))
        mark = "**" if line.heading else ""
        return mark + line.text.removeprefix(mark).partition(" ")[2]

    def _begin(self) -> None:
        self._number += 1
        self._fresh = False
        start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        abstract = f'<w:abstractNumId w:val="{_ABSTRACT}"/>'
        number = f'<w:num {nsdecls("w")} w:numId="{self._number}">{abstract}{start}</w:num>'
        self._root.append(parse_xml(number))
