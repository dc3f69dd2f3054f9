"""HTML: the document, not the site around it."""

from __future__ import annotations

import re

from lxml import etree

from ingest.language.decoding import decoded
from ingest.layout.cells import Cell, table_blocks
from ingest.layout.joining import TERMINAL

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w\-]{2,20})", re.IGNORECASE)
_CHROME = frozenset(
    ("script", "style", "noscript", "nav", "header", "footer", "aside", "form", "button", "iframe", "select", "svg",
     "template", "head", "object", "video", "audio")
)  # fmt: skip
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
     "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr")
)  # fmt: skip
_ROOTS = (
    ".//*[@data-vbpl-content-root]",
    ".//*[@id='toanvancontent']",
    ".//*[@class='vbContent']",
    ".//*[@class='content1']",
    ".//main",
    ".//article",
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def blocks_of_html(content: bytes) -> list[str]:
    """The blocks of a saved page, in UTF-8 or the charset it declares; [] for a page without words."""
    match = _CHARSET.search(content[:4096])
    text = decoded(content, match[1].decode("ascii", "replace") if match else None)
    if not text or not text.strip():
        return []
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    page = etree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser)
    if page is None:
        return []
    walker = _Walker()
    walker.children(_root(page))
    return walker.done()


def _letters(node: etree._Element) -> int:
    return sum(len(" ".join(str(text).split())) for text in node.itertext())


def _root(page: etree._Element) -> etree._Element:
    whole = _letters(page)
    for path in _ROOTS:
        found = [node for node in page.findall(path) if _letters(node) > 0.3 * whole]
        if len(found) == 1:
            return found[0]
    body = page.find("body")
    return page if body is None else body


class _Walker:
    """Collects lines in document order; a block element ends the line, inline ones do not."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line = ""

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
        if self.lines and self.open and text[0].islower() and not TERMINAL.search(self.lines[-1]):
            self.lines[-1] += " " + text
        else:
            self.lines.append(text)
        self.open = broken

    open = False

    def children(self, node: etree._Element) -> None:
        """The words of `node` and of all below it."""
        self.line += node.text or ""
        for child in node:
            if isinstance(child.tag, str):
                self.element(child)
            self.line += child.tail or ""

    def element(self, node: etree._Element) -> None:
        """One element, without its tail."""
        tag = str(node.tag).lower()
        if tag in _CHROME or _HIDDEN.search(node.get("style") or "") or _is_menu(node, tag):
            return
        if tag == "br":
            self.end(broken=True)
        elif tag == "table":
            self.end()
            self.lines += table_blocks(_rows(node))
            self.open = False
        elif tag in _INLINE:
            self.children(node)
        else:
            self.end()
            self.children(node)
            self.end()


def _is_menu(node: etree._Element, tag: str) -> bool:
    """Whether a list or a box is mostly links."""
    if tag not in ("ul", "ol", "div", "section"):
        return False
    links = node.findall(".//a")
    if len(links) < 4:
        return False
    return sum(_letters(link) for link in links) > 0.7 * _letters(node)


def _rows(table: etree._Element) -> list[list[Cell]]:
    """The table's own rows; a merged cell has its words where it begins and is empty below and beside."""
    rows: list[list[Cell]] = []
    hanging: dict[int, int] = {}
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is not table:
            continue
        cells: list[Cell] = []
        for cell in (child for child in row if child.tag in ("td", "th")):
            while hanging.get(len(cells), 0):
                hanging[len(cells)] -= 1
                cells.append(())
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            for column in range(len(cells), len(cells) + (across if down > 1 else 1)):
                hanging[column] = down - 1
            walker = _Walker()
            walker.children(cell)
            cells.append(walker.done())
            cells += [()] * (across - 1 if down > 1 else 0)
        while hanging.get(len(cells), 0):
            hanging[len(cells)] -= 1
            cells.append(())
        rows.append(cells)
    return rows


def _span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(200, int(value)) if value.isdecimal() and int(value) else 1
