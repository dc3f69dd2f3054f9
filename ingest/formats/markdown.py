"""Markdown, of whatever hand: the marks go, the words stay; broken tables are taken for the layout that they are."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from ingest.layout.blocks import has_content, row_of
from ingest.layout.cells import table_blocks
from ingest.layout.unwrap import TextLine, unwrapped, wrap_width

_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_TAG = re.compile(r"</?(?:b|i|u|em|strong|sub|sup|span|div|p|center|font|a)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_EMPHASIS = re.compile(r"\*+|`+|~~|(?<![^\W_])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![^\W_])")
_HEADING = re.compile(r"^\s{0,8}#{1,6}\s+|\s+#+\s*$")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
_BULLET = re.compile(r"^\s*[*]\s+(?=\S)")
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$")
_SEPARATOR = re.compile(r"^\s*\|?[\s:|-]*-[\s:|-]*$")
_CELLS = re.compile(r"(?<!\\)\|")
_BOLD = re.compile(r"(?<!\\)\*\*")
_CELL_LINES = 40
"""A cell of a broken table has fewer lines than this."""
_HELD = str.maketrans({"*": "\ue000", "_": "\ue001", "`": "\ue002", "~": "\ue003"})
_FREED = {0xE000: "*", 0xE001: "_", 0xE002: "`", 0xE003: "~"}


def blocks_of_markdown(text: str) -> list[str]:
    """The blocks of a Markdown file; [] for "".

    >>> blocks_of_markdown("# NGHỊ QUYẾT\\n\\n**Điều 1.** Tên\\n\\n| TT | Việc |\\n|---|---|\\n| 1 | Họp |")
    ['NGHỊ QUYẾT', 'Điều 1. Tên', 'TT | Việc', '1 | Họp']
    """
    raws = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    width = wrap_width([raw.strip() for raw in raws])
    blocks: list[str] = []
    lines: list[str] = []
    at = 0
    while at < len(raws):
        rows, end = barred_table(raws, at)
        row = None if rows else _table_row(raws[at])
        if rows or row is not None:
            blocks += _paragraphs(lines, width)
            blocks += (
                table_blocks([[_paragraphs(cell, width) for cell in row] for row in rows]) if rows else [row or ""]
            )
            lines = []
        else:
            lines.append(raws[at])
        at = end
    return [block for block in blocks + _paragraphs(lines, width) if block]


def _paragraphs(raws: Sequence[str], width: int) -> list[str]:
    lines: list[TextLine] = []
    bold = False
    for raw in raws:
        line, bold = _text_line(raw, bold)
        lines.append(line)
    return unwrapped(lines, width)


def barred_table(raws: Sequence[str], at: int) -> tuple[list[list[list[str]]], int]:
    """A table written with each bar on a line of its own, from line `at` on: its rows of cells of lines, and its end.

    No such table: no rows, and the next line. The number of cells in the first row tells where later rows end.
    """
    rows: list[list[list[str]]] = []
    end = at
    while end < len(raws) and raws[end].strip() == "|":
        cells, after = _barred_cells(raws, end, len(rows[0]) if rows else 0)
        if not cells or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
        end = after
    return (rows, end) if rows else ([], at + 1)


def _barred_cells(raws: Sequence[str], at: int, count: int) -> tuple[list[list[str]], int]:
    """The cells of one row that opens with the bar at `at`, and the line after its last bar; `count` 0: unknown."""
    cells: list[list[str]] = []
    end = at + 1
    start = end
    while start < len(raws) and len(cells) < (count or len(raws)):
        bar = next((i for i in range(start, min(len(raws), start + _CELL_LINES)) if raws[i].strip() == "|"), None)
        if bar is None or bar == start or not raws[start].strip():
            break
        cells.append(list(raws[start:bar]))
        start = end = bar + 1
    return cells, end


def plain(text: str) -> str:
    """A line without inline marks; links and pictures give their words.

    >>> plain("Theo **Điều 5** của [Luật](http://x.vn) số 1_2")
    'Theo Điều 5 của Luật số 1_2'
    """
    text = _TAG.sub("", _BREAK.sub(" ", _LINK.sub(r"\1", _IMAGE.sub("", text))))
    held = _ESCAPE.sub(lambda match: match[1].translate(_HELD), text)
    return html.unescape(_EMPHASIS.sub("", held)).translate(_FREED).strip()


def _table_row(raw: str) -> str | None:
    """The row's block, "" for a separator row; None for a line that is no row (a lone bar of a broken table too)."""
    line = raw.strip()
    if len(_CELLS.findall(line)) < 2 or not line.startswith("|"):
        return None
    if _SEPARATOR.match(line):
        return ""
    cells = _CELLS.split(line.removeprefix("|").removesuffix("|"))
    return row_of(plain(cell) for cell in cells)


def _text_line(raw: str, bold: bool) -> tuple[TextLine, bool]:
    """The line, and whether bold print runs on after it; a blank line ends it."""
    stripped = raw.strip()
    if not stripped or stripped == "|" or _RULE.match(raw) or not has_content(stripped):
        return TextLine(""), False
    heading = _HEADING.match(raw) is not None
    body = _QUOTE.sub("", _HEADING.sub("", raw))
    bullet = _BULLET.match(body) is not None
    words = plain(_BULLET.sub("", body))
    after = bold ^ (len(_BOLD.findall(body)) % 2 == 1)
    whole = body.strip().startswith("**") and (after or body.strip().rstrip("* ").count("**") == 1)
    line = TextLine(
        ("- " + words) if bullet else words,
        open=bold,
        apart=heading or (whole and not bold and not after),
        heading=heading,
        last=raw.endswith("  ") or heading or (not after and body.rstrip().endswith("**")),
    )
    return line, after
