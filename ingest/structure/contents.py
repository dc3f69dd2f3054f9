"""Tables of contents: lines that name the units without being them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.language.normalise import match_key
from ingest.structure.regions import Line

_HEADING = re.compile(r"(?:MỤC LỤC|Mục lục|M Ụ C L Ụ C)\W*$")
_LEADER = re.compile(r"(?:\.{4,}|…{2,}|_{4,}|(?:\. ){3,})\s*\d{0,4}$")
_PAGE = re.compile(r"(?:[\s.…|_\t])(?:[Tt]r(?:ang|\.)?\s*)?\d{1,4}$")
_NEAR = 4  # lines of one entry, broken over several
_FEWEST = 4  # entries that make a table of contents without its heading
_LONGEST = 2000  # lines of a table of contents


def contents_lines(lines: Sequence[Line]) -> set[int]:
    """Indexes of the lines of tables of contents; set() where there is none.

    A table begins with "MỤC LỤC" and holds the lines up to the last one that ends in a page number, or, without page
    numbers, up to where its first entry comes again. Rows of dot leaders are one without its heading.
    """
    found: set[int] = set()
    at = 0
    while at < len(lines):
        after = _end(lines, at) if _HEADING.match(lines[at].text) else _end_of_leaders(lines, at)
        found.update(range(at, after))
        at = max(after, at + 1)
    return found


def _end(lines: Sequence[Line], at: int) -> int:
    last = at
    for index in range(at + 1, min(len(lines), at + _LONGEST)):
        if _PAGE.search(lines[index].text) or _LEADER.search(lines[index].text):
            last = index
        elif index - last > _NEAR:
            break
    return last + 1 if last > at + 1 else _first_again(lines, at)


def _first_again(lines: Sequence[Line], at: int) -> int:
    """The index of the line that repeats the first entry, `at` where none does."""
    if at + 1 >= len(lines):
        return at
    entry = match_key(lines[at + 1].text)
    for index in range(at + 2, min(len(lines), at + _LONGEST)):
        if len(lines[index].text) == len(lines[at + 1].text) and match_key(lines[index].text) == entry:
            return index
    return at


def _end_of_leaders(lines: Sequence[Line], at: int) -> int:
    if not _LEADER.search(lines[at].text):
        return at
    entries, last, index = 1, at, at + 1
    while index < len(lines) and index - last <= 2:
        if _LEADER.search(lines[index].text) and lines[index].text[-1].isdigit():
            entries, last = entries + 1, index
        index += 1
    return last + 1 if entries >= _FEWEST and lines[at].text[-1].isdigit() else at
