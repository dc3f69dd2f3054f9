"""Slides in the Open Document format (.odp, what LibreOffice makes of .ppt and .pptx): paragraphs, lists, tables."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ingest.errors import DamagedDocument
from ingest.formats.package import check_package, xml_of
from ingest.language.legacy import encoding_of_font, to_unicode
from ingest.layout.cells import Cell, table_blocks

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _TABLE, _STYLE, _DRAW, _PRESENTATION = (
    _NS % name for name in ("text", "table", "style", "drawing", "presentation")
)
_FO = _NS % "xsl-fo-compatible"
_LEFT_OUT = frozenset((_PRESENTATION + "notes", _TEXT + "note-citation", _NS % "office" + "annotation"))
_PLACEHOLDERS = frozenset(("date-time", "footer", "header", "page-number"))


def blocks_of_slides(path: Path) -> list[str]:
    """The blocks of all slides in order, a slide's in the order of its boxes; [] for empty slides.

    Speaker notes and what the master prints on every slide are left out. Raises DamagedDocument.
    """
    check_package(path, "ODP")
    try:
        with zipfile.ZipFile(path) as package:
            roots = [xml_of(package.read(name)) for name in ("content.xml", "styles.xml")]
        reader = _Reader(roots)
        return [block for page in roots[0].iter(_DRAW + "page") for block in reader.blocks(page)]
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError) as error:
        raise DamagedDocument(path, "PPT") from error


class _Reader:
    """Walks a slide with the fonts of its styles at hand."""

    def __init__(self, roots: list[etree._Element]) -> None:
        found = [style for root in reversed(roots) for style in root.iter(_STYLE + "style")]
        self.styles = {(style.get(_STYLE + "family"), style.get(_STYLE + "name")): style for style in found}

    def blocks(self, node: etree._Element, font: str | None = None) -> Iterator[str]:
        """The blocks below `node`, whose style gives `font`."""
        for child in node:
            if not isinstance(child.tag, str) or child.tag in _LEFT_OUT:
                continue
            if child.get(_PRESENTATION + "class") in _PLACEHOLDERS:
                continue
            own = self.font("presentation", child.get(_PRESENTATION + "style-name")) or font
            if child.tag in (_TEXT + "p", _TEXT + "h"):
                yield from "".join(self.words(child, self.paragraph_font(child) or own)).split("\n")
            elif child.tag == _TABLE + "table":
                yield from table_blocks([self.cells(row) for row in child.iter(_TABLE + "table-row")])
            else:
                yield from self.blocks(child, own)

    def cells(self, row: etree._Element) -> list[Cell]:
        """The cells of a row; covered ones are empty."""
        return [tuple(self.blocks(cell)) for cell in row if isinstance(cell.tag, str)]

    def words(self, node: etree._Element, font: str | None) -> Iterator[str]:
        """The texts below a paragraph or a span, in Unicode."""
        yield _turned(node.text, font)
        for child in node:
            if child.tag == _TEXT + "s":
                yield " "
            elif child.tag == _TEXT + "tab":
                yield "\t"
            elif child.tag == _TEXT + "line-break":
                yield "\n"
            elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
                yield from self.words(child, self.font("text", child.get(_TEXT + "style-name")) or font)
            yield _turned(child.tail, font)

    def paragraph_font(self, node: etree._Element) -> str | None:
        """The font that the paragraph's style gives."""
        return self.font("paragraph", node.get(_TEXT + "style-name"))

    def font(self, family: str, name: str | None) -> str | None:
        """The font that a style gives, by itself or through the styles it is based on."""
        seen: set[str] = set()
        while name is not None and name not in seen and (family, name) in self.styles:
            seen.add(name)
            style = self.styles[family, name]
            properties = style.find(_STYLE + "text-properties")
            if properties is not None:
                font = properties.get(_STYLE + "font-name") or properties.get(_FO + "font-family")
                if font:
                    return font
            name = style.get(_STYLE + "parent-style-name")
        return None


def _turned(text: str | None, font: str | None) -> str:
    encoding = encoding_of_font(font or "")
    return to_unicode(text or "", encoding) if encoding is not None else text or ""
