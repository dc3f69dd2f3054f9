"""Reads the source texts of the sample archive: front matter, then one line a paragraph.

    ^ line                      centred, no unit of the outline
    > line                      quoted (the words of an amendment), no unit
    # A :: title :: note        an annex or an issued-with document, on a new page
    ## Chương I :: TITLE        a chapter; ### Mục 1 :: TITLE a section
    @sign                       where the signature stands (at the end if left out)
    |= 10 50 40                 column widths of the table that follows, in per cent
    | a | b | c |               a table row; the first one is the header, empty cells at its end are merged
    [tasks]                     the next table holds tasks
    === tasks                   after the body: tasks that stand in running text, `what | lead | cooperating | …`

A line wholly in `**` is a heading and has a title; `*…*` is italic. Whatever else begins with a mark of the outline
("Điều 5.", "II-", "2.1.", "a)", "-") is a unit of it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from eval.sample.truth import Task
from ingest.types import Level


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph with its inline marks. `number` as printed without punctuation, empty where there is no unit."""

    text: str
    level: Level | None = None
    number: str = ""
    heading: bool = False
    centred: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """A centred heading of up to three lines: label ("Phụ lục I"), title, note."""

    level: Level
    number: str
    label: str
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class Table:
    """`widths` in per cent, one a column; `rows[0]` is the header; all rows have as many cells as there are widths."""

    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    tasks: bool


@dataclass(frozen=True, slots=True)
class Sign:
    """Where the signature and the recipients stand."""


Block = Line | Scope | Table | Sign


@dataclass(frozen=True, slots=True)
class Source:
    """One source text: its front matter and its blocks in reading order."""

    name: str
    meta: dict[str, str]
    blocks: tuple[Block, ...]
    tasks: tuple[Task, ...]

    @property
    def party(self) -> bool:
        """Whether the document has the form of the Party's family."""
        return self.meta["family"] == "party"

    @property
    def issued_on(self) -> dt.date:
        """The date in the masthead."""
        return dt.date.fromisoformat(self.meta["date"])

    def parts(self, key: str, mark: str) -> tuple[str, ...]:
        """The value of `key` split at `mark`; empty for a missing or empty value."""
        return tuple(part.strip() for part in self.meta.get(key, "").split(mark) if part.strip())


_UNITS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (Level.DIEU, re.compile(r"Điều (\d+)\. ?")),
    (Level.ROMAN, re.compile(r"([IVX]+)[-.] ")),
    (Level.DECIMAL, re.compile(r"(\d+\.\d+)\. ")),
    (Level.ARABIC, re.compile(r"(\d+)\. ")),
    (Level.PAREN, re.compile(r"\((\d+)\) ")),
    (Level.LETTER, re.compile(r"([a-zđ])\) ")),
    (Level.DASH, re.compile(r"()- ")),
)
_SCOPES = {"#": Level.PHU_LUC, "##": Level.CHUONG, "###": Level.MUC}


def plain(text: str) -> str:
    """The text without its inline marks.

    >>> plain("**Điều 1.** Ban hành *kèm theo*")
    'Điều 1. Ban hành kèm theo'
    """
    return text.replace("*", "")


def pieces(text: str) -> list[tuple[str, bool, bool]]:
    """The text cut at its inline marks: (words, bold, italic).

    >>> pieces("**Điều 1.** Ban hành")
    [('Điều 1.', True, False), (' Ban hành', False, False)]
    """
    found, bold, italic = [], False, False
    for part in re.split(r"(\*\*|\*)", text):
        if part == "**":
            bold = not bold
        elif part == "*":
            italic = not italic
        elif part:
            found.append((part, bold, italic))
    return found


def unit_of(text: str) -> tuple[Level, str, str] | None:
    """Level, number and the words after the mark, for a line without inline marks; None if it is no unit.

    >>> unit_of("đ) Trường hợp khác")
    (<Level.LETTER: 'letter'>, 'đ', 'Trường hợp khác')
    """
    for level, pattern in _UNITS:
        if match := pattern.match(text):
            return level, match[1], text[match.end() :]
    return None


def _line(text: str, under_dieu: bool) -> Line:
    if text[0] in "^>":
        return Line(text[2:], centred=text[0] == "^", quoted=text[0] == ">")
    unit = unit_of(plain(text))
    heading = text.startswith("**") and text.endswith("**") and text.count("**") == 2
    if unit is None:
        return Line(text, heading=heading)
    under = {Level.ARABIC: Level.KHOAN, Level.LETTER: Level.DIEM} if under_dieu else {}
    return Line(text, under.get(unit[0], unit[0]), unit[1], heading)


def _scope(text: str) -> Scope:
    mark, _, rest = text.partition(" ")
    label, title, note = ([part.strip() for part in rest.split("::")] + ["", ""])[:3]
    numbered = re.match(r"(?:Phụ lục|Chương|Mục) (\w+)$", label)
    return Scope(_SCOPES[mark], numbered[1] if numbered else "", label, title, note)


def _cells(text: str, count: int) -> tuple[str, ...]:
    cells = [cell.strip() for cell in text.strip("|").split("|")]
    return tuple(cells + [""] * (count - len(cells)))


def _tables_and_lines(lines: list[str]) -> list[Block]:
    blocks: list[Block] = []
    under_dieu = tasks = False
    while lines:
        text = lines.pop(0)
        if text == "[tasks]":
            tasks = True
        elif text == "@sign":
            blocks.append(Sign())
        elif text.startswith("#"):
            under_dieu = under_dieu and not text.startswith("# ")
            blocks.append(_scope(text))
        elif text.startswith("|="):
            blocks.append(_table(text, lines, tasks))
            tasks = False
        else:
            line = _line(text, under_dieu)
            under_dieu = under_dieu or line.level is Level.DIEU
            blocks.append(line)
    return blocks


def _table(text: str, lines: list[str], tasks: bool) -> Table:
    widths = tuple(float(width) for width in text[2:].split())
    rows = []
    while lines and lines[0].startswith("| "):
        rows.append(_cells(lines.pop(0), len(widths)))
    return Table(widths, tuple(rows), tasks)


def _task(text: str) -> Task:
    what, lead, cooperating, deadline, product = ([part.strip() for part in text.split("|")] + [""] * 5)[:5]
    return Task(what, lead, cooperating, deadline, product)


def read_source(path: Path) -> Source:
    """The source text at `path`. Raises KeyError later if a field is missing, ValueError if the form is not kept."""
    front, _, rest = path.read_text(encoding="utf-8").partition("\n---\n")
    body, _, tasks = rest.partition("\n=== tasks\n")
    meta = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in front.splitlines())}
    blocks = _tables_and_lines([line for line in body.splitlines() if line.strip()])
    if not any(isinstance(block, Sign) for block in blocks):
        blocks.append(Sign())
    return Source(path.stem, meta, tuple(blocks), tuple(_task(line) for line in tasks.splitlines() if line.strip()))
