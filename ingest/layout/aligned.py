"""Lines whose writer set two columns side by side with blanks or tabs: the masthead and the signature of old files."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.layout.cells import STANDS_ALONE

GAP = "\t"
"""Stands for a wide gap inside a line until `unaligned` has seen it."""

_BLANK = "[ \u00a0\u2000-\u200a]"
_WIDE = re.compile(rf"(?<=\S)(?:{_BLANK}{{5,}}|{_BLANK}*\t[\t \u00a0\u2000-\u200a]*)(?=\S)")
_LEADING = re.compile(rf"^(?:{_BLANK}{{20,}}|{_BLANK}*\t[\t \u00a0\u2000-\u200a]*)(?=\S)")
_REACH = 6
"""Lines of recipients alone between two lines of both columns; one such line in a masthead."""
_LONG = 110
"""A line with more characters is running text, whatever gaps its setting left."""


def gapped(line: str) -> str:
    r"""`line` with its widest run of five blanks or tabs as one `GAP`; one at its beginning says: right column only.

    >>> gapped("BỘ NỘI VỤ        CỘNG HÒA"), gapped(" - Có")
    ('BỘ NỘI VỤ\tCỘNG HÒA', '- Có')
    """
    leading = _LEADING.match(line) is not None
    text = line.strip()
    gaps = [] if leading else list(_WIDE.finditer(text))
    widest = max(gaps, key=lambda gap: len(gap[0]) + 8 * gap[0].count(GAP), default=None)
    if widest is None:
        return GAP * leading + text.replace(GAP, " ")
    before, after = text[: widest.start()], text[widest.end() :]
    return before.replace(GAP, " ") + GAP + after.replace(GAP, " ")


def unaligned(lines: Sequence[str]) -> list[str]:
    """`lines` (see `gapped`) with columns side by side told one after the other; other gaps become blanks."""
    out: list[str] = []
    at = 0
    while at < len(lines):
        end = _zone_end(lines, at)
        if end > at:
            zone = [line.split(GAP, 1) if GAP in line else [line, ""] for line in lines[at:end]]
            out += [part for side in (0, 1) for pair in zone if (part := pair[side].replace(GAP, " ").strip())]
            at = end
        else:
            out.append(lines[at].replace(GAP, " ").strip())
            at += 1
    return out


def _zone_end(lines: Sequence[str], at: int) -> int:
    """The end of a zone of two columns that begins at `at`; `at` for none."""
    if not _parts_columns(lines[at]):
        return at
    end = at + 1
    reach = _REACH if lines[at].lower().startswith("nơi nhận") else 1
    for index in range(at + 1, len(lines)):
        if index - end > reach or len(lines[index]) > _LONG:
            break
        if GAP in lines[index]:
            end = index + 1
    return end


def _parts_columns(line: str) -> bool:
    left, gap, right = line.partition(GAP)
    return (
        bool(gap and left and right)
        and len(line) <= _LONG
        and any(STANDS_ALONE.match(part.strip()) for part in (left, right))
    )
