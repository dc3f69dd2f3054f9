"""HTML: the document, not the site around it (see `site`)."""

from __future__ import annotations

import email
import re
from email.policy import compat32

from lxml import etree

from ingest.formats.numbering import numeral
from ingest.formats.site import ends_document, is_around, letters, root_of
from ingest.language.decoding import decoded
from ingest.language.legacy import Encoding, encoding_of_font, to_unicode
from ingest.layout.cells import Cell, table_blocks
from ingest.layout.joining import TERMINAL

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w\-]{2,20})", re.IGNORECASE)
_INLINE = frozenset(
    ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
     "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
     "var", "wbr")
)  # fmt: skip
_FAMILY = re.compile(r"font-family\s*:\s*['\"]?([^;,'\"]+)", re.IGNORECASE)
_MARKED = re.compile(r"^([-–+•*(]|\w{1,5}[.)\]]|(Điều|Khoản|Mục|Chương|Phần)\s)")
_ORDERED = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
# Numeric references to code page 1252's punctuation, which browsers show and HTML does not know.
_C1 = {byte: bytes([byte]).decode("cp1252", "ignore") or None for byte in range(0x80, 0xA0)}
_TAIL = 0.6
"""What a site puts under an article stands behind this part of the lines."""


def blocks_of_html(content: bytes) -> list[str]:
    """The blocks of a saved page (HTML or MHTML), in UTF-8 or the charset it declares; [] for a page without words."""
    content, declared = _page_part(content)
    match = _CHARSET.search(content[:4096])
    text = decoded(content, declared or (match[1].decode("ascii", "replace") if match else None))
    if not text or not text.strip():
        return []
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    page = etree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser)
    if page is None:
        return []
    root = root_of(page)
    walker = _Walker(letters(root))
    walker.children(root)
    return _without_tail(walker.done())


def _page_part(content: bytes) -> tuple[bytes, str | None]:
    """Of a web archive (MHTML) its first page and the charset of that; other content as it is."""
    head = content[:4096].lower()
    if b"mime-version:" not in head or b"<html" in head.partition(b"mime-version:")[0]:
        return content, None
    message = email.message_from_bytes(content, policy=compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return (payload, part.get_content_charset()) if isinstance(payload, bytes) else (content, None)
    return content, None


def _without_tail(lines: list[str]) -> list[str]:
    """The lines up to the heading of related links or comments, when it stands in the last part of the page."""
    for at in range(int(_TAIL * len(lines)), len(lines)):
        if ends_document(lines[at]):
            return lines[:at]
    return lines


class _Walker:
    """Collects lines in document order; a block element ends the line, inline ones do not."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.lines: list[str] = []
        self.line = ""
        self.open = False
        self.label = ""
        self.encoding: Encoding | None = None

    def done(self) -> list[str]:
        """The lines so far."""
        self.end()
        return self.lines

    def end(self, broken: bool = False) -> None:
        """Ends the line. `broken`: by a forced break, after which a sentence may go on."""
        text = " ".join(self.line.split())
        self.line = ""
        if not text:
            return
        if self.label and not _MARKED.match(text):
            text = self.label + text
        elif self.lines and self.open and text[0].islower() and not TERMINAL.search(self.lines[-1]):
            self.lines[-1] += " " + text
            self.open = broken
            return
        self.label = ""
        self.lines.append(text)
        self.open = broken

    def children(self, node: etree._Element) -> None:
        """The words of `node` and of all below it."""
        outer = self.encoding
        self.encoding = _encoding(node, outer)
        self.say(node.text)
        for child in node:
            if isinstance(child.tag, str):
                self.element(child)
            self.say(child.tail)
        self.encoding = outer

    def say(self, text: str | None) -> None:
        """Adds words to the line, in Unicode."""
        if text:
            text = text.translate(_C1)
            self.line += text if self.encoding is None else to_unicode(text, self.encoding)

    def element(self, node: etree._Element) -> None:
        """One element, without its tail."""
        tag = str(node.tag).lower()
        if is_around(node, tag, self.size):
            return
        if tag == "br":
            self.end(broken=True)
        elif tag == "table":
            self.end()
            self.lines += table_blocks(_rows(node, self))
            self.open = False
        elif tag == "pre":
            self.end()
            for line in "".join(map(str, node.itertext())).split("\n"):
                self.line = line
                self.end(broken=True)
            self.open = False
        elif tag in _INLINE:
            self.children(node)
        else:
            self.end()
            self.label = _label(node) if tag == "li" else self.label
            self.children(node)
            self.end()
            self.label = "" if tag == "li" else self.label


def _encoding(node: etree._Element, outer: Encoding | None) -> Encoding | None:
    """The legacy encoding that a font named here tells; the outer one where none is named."""
    styled = _FAMILY.search(node.get("style") or "")
    font = styled[1].strip() if styled else (node.get("face") or "").split(",")[0]
    return encoding_of_font(font) if font else outer


def _label(item: etree._Element) -> str:
    """The number of an item of an ordered list, or the dash of an unordered one; "" where none is shown."""
    parent = item.getparent()
    if parent is None or "none" in re.sub(r"\s", "", (parent.get("style") or "").lower()).partition("list-style")[2]:
        return ""
    if parent.tag != "ol":
        return "- "
    number = _whole(parent.get("start"), 1)
    for sibling in parent.iterchildren("li"):
        number = _whole(sibling.get("value"), number)
        if sibling is item:
            break
        number += 1
    form = _ORDERED.get(parent.get("type") or "", "decimal")
    return numeral(number, form) + (") " if form == "lowerLetter" else ". ")


def _whole(value: str | None, default: int) -> int:
    return int(value) if value is not None and value.strip().isdecimal() else default


def _rows(table: etree._Element, outer: _Walker) -> list[list[Cell]]:
    """The table's own rows; a merged cell has its words where it begins and is empty below and beside."""
    rows: list[list[Cell]] = []
    hanging: dict[int, int] = {}
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is not table:
            continue
        cells: list[Cell] = []
        for cell in (child for child in row if child.tag in ("td", "th")):
            _skip(cells, hanging)
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            for column in range(len(cells), len(cells) + across):
                hanging[column] = down - 1
            walker = _Walker(outer.size)
            walker.encoding = outer.encoding
            walker.children(cell)
            cells += [walker.done(), *[()] * (across - 1)]
        _skip(cells, hanging)
        rows.append(cells)
    return rows


def _skip(cells: list[Cell], hanging: dict[int, int]) -> None:
    """Empty cells where one from a row above hangs down."""
    while hanging.get(len(cells), 0):
        hanging[len(cells)] -= 1
        cells.append(())


def _span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(200, int(value)) if value.isdecimal() and int(value) else 1
