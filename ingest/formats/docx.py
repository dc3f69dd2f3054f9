"""Word documents (.docx, .docm, .dotx): paragraphs with their computed numbers, tables, notes at the end.

Of tracked changes the accepted text is read; headers, footers, comments and hidden text are no part of it, but for
the marks of secrecy and urgency that some writers set in a header: they stand before the text.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from ingest.errors import DamagedDocument
from ingest.facts.marks import bears_mark
from ingest.formats.numbering import Numbering, W, attribute
from ingest.formats.package import check_package
from ingest.formats.parts import Parts
from ingest.language.legacy import encoding_of_font, to_unicode
from ingest.language.symbols import shown
from ingest.layout.aligned import gapped, unaligned
from ingest.layout.cells import Cell, table_blocks
from ingest.layout.joining import TERMINAL

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BREAK = "\n"
_PASSED = frozenset(
    W + name
    for name in ("hyperlink", "ins", "smartTag", "sdt", "sdtContent", "fldSimple", "moveTo",
     "customXml", "dir", "bdo")
)  # fmt: skip
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_NO_STYLES = etree.Element(W + "styles")


def blocks_of_docx(path: Path) -> list[str]:
    """The blocks of a Word document, foot- and endnotes last; [] for an empty one. Raises DamagedDocument."""
    check_package(path, "DOCX")
    try:
        parts = Parts(path)
        body = parts.main().find(W + "body")
        if body is None:
            raise DamagedDocument(path, "DOCX")
        styles = parts.related("styles")
        reader = _Reader(_NO_STYLES if styles is None else styles, parts.related("numbering"))
        blocks = [*_marks(parts, reader), *reader.blocks(body)]
        for name in ("footnote", "endnote"):
            blocks += reader.notes(parts.related(name + "s"), name)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, RecursionError) as error:
        raise DamagedDocument(path, "DOCX") from error
    return blocks


def _marks(parts: Parts, reader: _Reader) -> list[str]:
    edges = [edge for kind in ("header", "footer") for edge in parts.all_related(kind)]
    return list(dict.fromkeys(block for edge in edges for block in reader.blocks(edge) if bears_mark(block)))


@dataclass(slots=True)
class _Reader:
    styles: etree._Element
    numbering_root: etree._Element | None
    numbering: Numbering = field(init=False)
    by_id: dict[str, etree._Element] = field(init=False)
    default: str | None = field(init=False, default=None)
    fonts: dict[str | None, str | None] = field(init=False, default_factory=dict)
    noted: dict[str, list[str]] = field(init=False, default_factory=lambda: {"footnote": [], "endnote": []})

    def __post_init__(self) -> None:
        self.numbering = Numbering(self.numbering_root)
        self.by_id = {style.get(W + "styleId") or "": style for style in self.styles.findall(W + "style")}
        for key, style in self.by_id.items():
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                self.default = key

    def blocks(self, container: etree._Element) -> list[str]:
        """The blocks of a body, a cell or a text box, in order."""
        return unaligned(list(self.gapped_blocks(container)))

    def gapped_blocks(self, container: etree._Element) -> Iterator[str]:
        """The same while wide gaps inside paragraphs still show."""
        going_on: list[etree._Element] = []
        for child in container:
            if child.tag == W + "p":
                if child.find(f"{W}pPr/{W}rPr/{W}del") is not None:
                    # The end of this paragraph is deleted: it goes on in the next one.
                    going_on.append(child)
                    continue
                yield from self.paragraph(child, going_on)
                going_on = []
            elif child.tag == W + "tbl":
                yield from table_blocks(self.rows(child))
            elif child.tag in _PASSED:
                yield from self.gapped_blocks(child)
            elif child.tag == _MC + "AlternateContent":
                yield from self.gapped_blocks(_chosen(child))
        if going_on:
            yield from self.paragraph(going_on[-1], going_on[:-1])

    def rows(self, table: etree._Element) -> list[list[Cell]]:
        """The rows of a table; the continuation of a cell merged downwards or to the right is empty."""
        rows: list[list[Cell]] = []
        for row in _below(table, "tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells: list[Cell] = [()] * _count(attribute(row, "trPr/gridBefore"), 0)
            for cell in _below(row, "tc"):
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                going_on = merge is not None and merge.get(W + "val", "continue") == "continue"
                cells.append(() if going_on else self.blocks(cell))
                cells += [()] * (_count(attribute(cell, "tcPr/gridSpan"), 1) - 1)
            rows.append(cells)
        return rows

    def notes(self, root: etree._Element | None, kind: str) -> list[str]:
        """The words of foot- or endnotes that the text refers to, each opened by its printed number, in order."""
        found = {note.get(W + "id"): note for note in ([] if root is None else root) if isinstance(note.tag, str)}
        blocks = []
        for number, key in enumerate(self.noted[kind], 1):
            words = " ".join(self.blocks(found[key])).strip() if key in found else ""
            if words:
                blocks.append(f"[{number}] {words}")
        return blocks

    def paragraph(self, node: etree._Element, before: Sequence[etree._Element] = ()) -> list[str]:
        """The paragraph's lines, and behind them those of text boxes that hang on it; `before` runs on into it."""
        style = attribute(node, "pPr/pStyle") or self.default
        lines = _lines("".join(part for piece in (*before, node) for part in self.words(piece, style)))
        lines[:1] = [_SOFT_START.sub("", line) for line in lines[:1]]
        label = self.label(node, style)
        if label and lines:
            lines[0] = label + lines[0]
        for box in node.iter(W + "txbxContent"):
            if not any(parent.tag == _MC + "Fallback" for parent in box.iterancestors()):
                lines += self.blocks(box)
        return lines

    def label(self, node: etree._Element, style: str | None) -> str:
        """The paragraph's computed number; "" for none."""
        number, level = attribute(node, "pPr/numPr/numId"), attribute(node, "pPr/numPr/ilvl")
        for key in self.chain(style):
            number = number or attribute(self.by_id[key], "pPr/numPr/numId")
            level = level or attribute(self.by_id[key], "pPr/numPr/ilvl")
        if number is None or number == "0":
            return ""
        return self.numbering.label(number, int(level or 0))

    def chain(self, style: str | None) -> Iterator[str]:
        """The style and those that it is based on."""
        seen: set[str] = set()
        while style is not None and style in self.by_id and style not in seen:
            seen.add(style)
            yield style
            style = attribute(self.by_id[style], "basedOn")

    def words(self, node: etree._Element, style: str | None) -> Iterator[str]:
        """The texts of the runs below `node`; forced line breaks as "\\n"."""
        for child in node:
            if child.tag == W + "r":
                yield self.run(child, style)
            elif child.tag in _PASSED:
                yield from self.words(child, style)
            elif child.tag == _MC + "AlternateContent":
                yield from self.words(_chosen(child), style)
            elif child.tag in (_M + "oMath", _M + "oMathPara"):
                yield _formula(child)

    def run(self, node: etree._Element, style: str | None) -> str:
        """A run's text in Unicode; hidden text is left out."""
        properties = node.find(W + "rPr")
        if properties is not None and _on(properties, "vanish"):
            return ""
        for kind in self.noted:
            for mark in node.findall(f"{W}{kind}Reference"):
                self.noted[kind].append(mark.get(W + "id") or "")
        font = self.font(properties, style)
        text = shown("".join(_run_text(child) for child in node), font)
        encoding = encoding_of_font(font)
        if encoding is not None:
            text = to_unicode(text, encoding)
        return text.upper() if properties is not None and _on(properties, "caps") else text

    def font(self, properties: etree._Element | None, style: str | None) -> str:
        """The font of a run: its own, its style's, its paragraph's, the document's; "" where none says."""
        font = _font(properties) or self.style_font(attribute(properties, "rStyle")) or self.style_font(style)
        return font or _font(self.styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")) or ""

    def style_font(self, style: str | None) -> str | None:
        """The font that a style gives, by itself or through the styles below it."""
        if style not in self.fonts:
            own = (_font(self.by_id[key].find(W + "rPr")) for key in self.chain(style))
            self.fonts[style] = next((font for font in own if font), None)
        return self.fonts[style]


def _below(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children called w:`name`, content controls looked into."""
    for child in node:
        if child.tag == W + name:
            yield child
        elif child.tag in _PASSED:
            yield from _below(child, name)


def _chosen(node: etree._Element) -> etree._Element:
    """Of alternate content the first choice, else the fallback; an empty one where there is neither."""
    for name in ("Choice", "Fallback"):
        found = node.find(_MC + name)
        if found is not None:
            return found
    return etree.Element("none")


def _formula(node: etree._Element) -> str:
    """The signs of a formula on one line, a fraction with a stroke."""
    if node.tag == _M + "t":
        return node.text or ""
    parts = [_formula(child) for child in node if isinstance(child.tag, str)]
    return ("/" if node.tag == _M + "f" else "").join(part for part in parts if part)


def _count(value: str | None, default: int) -> int:
    return min(200, int(value)) if value is not None and value.isdecimal() else default


def _font(properties: etree._Element | None) -> str | None:
    return attribute(properties, "rFonts", "ascii") or attribute(properties, "rFonts", "hAnsi")


def _on(properties: etree._Element, name: str) -> bool:
    node = properties.find(W + name)
    return node is not None and node.get(W + "val", "true") not in ("0", "false", "off")


def _run_text(node: etree._Element) -> str:
    if node.tag == W + "t":
        return node.text or ""
    if node.tag in (W + "tab", W + "ptab"):
        return "\t"
    if node.tag in (W + "br", W + "cr"):
        return _BREAK
    if node.tag == W + "noBreakHyphen":
        return "-"
    if node.tag == W + "softHyphen":
        return "\u00ad"
    if node.tag == W + "sym":
        code = node.get(W + "char", "")
        return shown(chr(int(code, 16)), node.get(W + "font") or "") if _HEX.fullmatch(code) else ""
    return ""


# A soft hyphen of Word's has the code of TCVN3's "ư"; "ưc)" is "c)" behind one.
_SOFT_START = re.compile(r"ư(?=[a-zđ]\))")
_HEX = re.compile("[0-9A-Fa-f]{2,4}")


def _lines(text: str) -> list[str]:
    """The parts between forced breaks; one that goes on in lower case belongs to the line before."""
    lines: list[str] = []
    for part in map(gapped, text.split(_BREAK)):
        if part and lines and part[0].islower() and not TERMINAL.search(lines[-1]):
            lines[-1] += " " + part
        elif part:
            lines.append(part)
    return lines
