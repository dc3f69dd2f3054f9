"""Word documents (.docx): paragraphs with their computed numbers, tables, notes at the end."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import docx
from docx.opc.exceptions import OpcError
from lxml import etree

from ingest.errors import DamagedDocument
from ingest.formats.numbering import Numbering, W, attribute
from ingest.formats.package import check_package
from ingest.language.legacy import Encoding, encoding_of_font, to_unicode
from ingest.layout.aligned import gapped, unaligned
from ingest.layout.cells import Cell, table_blocks
from ingest.layout.joining import TERMINAL

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BREAK = "\n"
_PASSED = frozenset(W + name for name in ("hyperlink", "ins", "smartTag", "sdt", "sdtContent", "fldSimple", "moveTo"))
_SYMBOLS = {"F02D": "-", "F0B7": "•", "F0A7": "•", "F0D8": "•", "F0FC": "•", "F0B3": "≥", "F0A3": "≤", "F0B0": "°"}


def blocks_of_docx(path: Path) -> list[str]:
    """The blocks of a Word document, foot- and endnotes last; [] for an empty one. Raises DamagedDocument."""
    check_package(path, "DOCX")
    try:
        document = docx.Document(str(path))
        reader = _Reader(document.styles.element, _part(document, "numbering"))
        blocks = reader.blocks(document.element.body)
        for name in ("footnotes", "endnotes"):
            blocks += reader.notes(_part(document, name))
    except (OpcError, etree.XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, AttributeError) as error:
        raise DamagedDocument(path, "DOCX") from error
    return blocks


def _part(document: docx.document.Document, name: str) -> etree._Element | None:
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith("/" + name):
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
            return etree.fromstring(relation.target_part.blob, parser)
    return None


@dataclass(slots=True)
class _Reader:
    styles: etree._Element
    numbering_root: etree._Element | None
    numbering: Numbering = field(init=False)
    by_id: dict[str, etree._Element] = field(init=False)
    default: str | None = field(init=False, default=None)
    fonts: dict[str | None, str | None] = field(init=False, default_factory=dict)

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
        for child in container:
            if child.tag == W + "p":
                yield from self.paragraph(child)
            elif child.tag == W + "tbl":
                yield from table_blocks(self.rows(child))
            elif child.tag in _PASSED:
                yield from self.gapped_blocks(child)

    def rows(self, table: etree._Element) -> list[list[Cell]]:
        """The rows of a table; the continuation of a cell merged downwards is empty."""
        rows: list[list[Cell]] = []
        for row in _below(table, "tr"):
            cells: list[Cell] = []
            for cell in _below(row, "tc"):
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                going_on = merge is not None and merge.get(W + "val", "continue") == "continue"
                cells.append(() if going_on else self.blocks(cell))
            rows.append(cells)
        return rows

    def notes(self, root: etree._Element | None) -> list[str]:
        """The words of foot- or endnotes, each opened by its number."""
        blocks = []
        for note in [] if root is None else root:
            if note.get(W + "type") in (None, "normal"):
                words = " ".join(self.blocks(note)).strip()
                if words:
                    blocks.append(f"[{note.get(W + 'id')}] {words}")
        return blocks

    def paragraph(self, node: etree._Element) -> list[str]:
        """The paragraph's lines, and behind them those of text boxes that hang on it."""
        style = attribute(node, "pPr/pStyle") or self.default
        lines = _lines("".join(self.words(node, style)))
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

    def run(self, node: etree._Element, style: str | None) -> str:
        """A run's text in Unicode; hidden text is left out."""
        properties = node.find(W + "rPr")
        if properties is not None and _on(properties, "vanish"):
            return ""
        text = "".join(_run_text(child) for child in node)
        encoding = self.encoding(properties, style)
        if encoding is not None:
            text = to_unicode(text, encoding)
        return text.upper() if properties is not None and _on(properties, "caps") else text

    def encoding(self, properties: etree._Element | None, style: str | None) -> Encoding | None:
        """The legacy encoding that the run's font tells: its own, its style's, its paragraph's, the document's."""
        font = _font(properties) or self.style_font(attribute(properties, "rStyle")) or self.style_font(style)
        return encoding_of_font(font or _font(self.styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")) or "")

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
        code = node.get(W + "char", "").upper()
        return _SYMBOLS.get(code, "")
    return ""


def _lines(text: str) -> list[str]:
    """The parts between forced breaks; one that goes on in lower case belongs to the line before."""
    lines: list[str] = []
    for part in map(gapped, text.split(_BREAK)):
        if part and lines and part[0].islower() and not TERMINAL.search(lines[-1]):
            lines[-1] += " " + part
        elif part:
            lines.append(part)
    return lines
