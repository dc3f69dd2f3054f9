"""Lines of text files → blocks. Some files break lines at 70 columns or so, some write a paragraph a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.language.markers import starts_unit
from ingest.layout.cells import STANDS_ALONE
from ingest.layout.joining import BARE_UNIT, KIND, TERMINAL

_NARROW = range(45, 130)
_INNER_DASH = re.compile(r"^[-–]\s+[^\W\dA-ZĐÀ-Ỹ]")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A stripped line, "" for a paragraph's end.

    `open`: a mark of the line before still runs, so it surely goes on; `apart`: a printed line for itself (a heading
    mark, a whole line in bold); `last`: nothing follows in its block; `heading`: apart by a heading's mark.
    """

    text: str
    open: bool = False
    apart: bool = False
    last: bool = False
    heading: bool = False


def unwrapped(lines: Sequence[TextLine], width: int) -> list[str]:
    """The blocks of `lines`, of a file that breaks its lines at `width` (see `wrap_width`); [] for none."""
    blocks: list[str] = []
    previous: TextLine | None = None
    for line in lines:
        if line.text:
            if previous is not None and previous.text and _continues(previous, line, blocks[-1], width):
                blocks[-1] += " " + line.text
            else:
                blocks.append(line.text)
        previous = line
    return blocks


def wrap_width(lines: Sequence[str]) -> int:
    """The width at which the file breaks its lines, in characters; 0 where it does not."""
    pairs = [(a, b) for a, b in pairwise(lines) if a and b]
    broken = [a for a, b in pairs if b[0].islower() and not TERMINAL.search(a) and len(a) in _NARROW]
    filled = [line for line in lines if line]
    if len(broken) < 3 or len(broken) < 0.1 * len(pairs) or sum(len(line) >= 160 for line in filled) > len(broken):
        return 0
    lengths = sorted(len(line) for line in broken)
    return lengths[len(lengths) * 3 // 4]


_HANGING = frozenset(("VỀ", "Về", "về", "VỀ VIỆC", "Về việc", "SỐ"))
"""Words that no title ends with."""


def _continues(previous: TextLine, line: TextLine, block: str, width: int) -> bool:
    if line.open or previous.text in _HANGING:
        return True
    if KIND.match(block) or BARE_UNIT.match(block):
        return False
    ended = TERMINAL.search(previous.text) is not None
    if previous.last or line.apart:
        return previous.last and line.apart and _same_title(previous, line, ended)
    full = bool(width) and len(previous.text) + 1 + len(line.text.split()[0]) > 0.75 * width
    if starts_unit(line.text):
        return full and not ended and previous.text[-1] != "," and _INNER_DASH.match(line.text) is not None
    if line.text[0].islower() and (width or not ended):
        return True
    if not width or previous.apart or block.isupper() != line.text.isupper():
        return False
    if line.text.isupper():
        return not ended and not STANDS_ALONE.match(previous.text) and not STANDS_ALONE.match(line.text)
    return full if ended else len(previous.text) > 0.5 * width or starts_unit(block)


def _same_title(previous: TextLine, line: TextLine, ended: bool) -> bool:
    """Whether two whole lines in bold, one below the other, are one title in small letters."""
    small = not previous.text.isupper() and not line.text.isupper()
    return small and not ended and previous.apart and not previous.heading and not starts_unit(line.text)
