"""What stands on a page but is no part of the text: running headers, page numbers, gazette and signature lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.facts.marks import bears_mark
from ingest.language.normalise import fold_spaces
from ingest.layout.blocks import has_content
from ingest.layout.lines import Line

_GAZETTE = re.compile(r"^(?:\d+\s+)?CÔNG BÁO\s*/\s*Số\s.{0,60}$")
_GAZETTE_PART = re.compile(r"^(?:PHẦN )?(?:VĂN BẢN QUY PHẠM PHÁP LUẬT|VĂN BẢN PHÁP LUẬT KHÁC|ĐIỀU ƯỚC QUỐC TẾ)$")
_SIGNED = re.compile(r"^(Ký bởi|Người ký|Thời gian ký|Ngày ký|Cơ quan|Email|Giờ ký)\s*:")
_SIGNED_ALONE = re.compile(r"^(Ký bởi|Người ký|Thời gian ký|Giờ ký)\s*:")
_NUMBER = re.compile(r"^[-–—\s]*(?:Trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—.\s]*$")
_EDGE = 0.13
"""Headers and page numbers stand in this part of the page's height, at its top or bottom."""


def furniture_of(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> set[Line]:
    """The lines to leave out of the text. `pages` holds each page's lines, `heights` the pages' heights in points."""
    out: set[Line] = set()
    repeated = _repeated(pages, heights)
    marks: set[str] = set()
    for lines, height in zip(pages, heights, strict=True):
        gazette = any(_GAZETTE.match(line.text) for line in lines)
        signed = any(_SIGNED_ALONE.match(line.text) for line in lines)
        for line in lines:
            if line.cells:
                continue
            if bears_mark(line.text) and _shape(line) not in marks:
                # A running mark is read where it stands first: one of secrecy that is missed is a leak.
                marks.add(_shape(line))
                continue
            told = (
                is_furniture(line.text)
                or (gazette and _GAZETTE_PART.match(line.text) is not None)
                or (signed and _SIGNED.match(line.text) is not None)
            )
            if told or (_at_edge(line, height) and (_NUMBER.match(line.text) or _shape(line) in repeated)):
                out.add(line)
    return out


def is_furniture(text: str) -> bool:
    """Whether a line is a gazette's header, a digital signature's or one without letters and digits, wherever it is."""
    return not has_content(text) or _GAZETTE.match(text) is not None or _SIGNED_ALONE.match(text) is not None


def is_page_number(text: str) -> bool:
    """Whether a line holds a page number alone; whether it stands where one would is for the caller to see."""
    return _NUMBER.match(text) is not None


def _at_edge(line: Line, height: float) -> bool:
    return line.box.bottom < _EDGE * height or line.box.top > (1 - _EDGE) * height


_DIGITS = re.compile(r"\d+")


def _shape(line: Line) -> str:
    return _DIGITS.sub("#", fold_spaces(line.text))


def _repeated(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> set[str]:
    """Wordings, page numbers aside, that stand at the very edge of at least three pages and of a third of them."""
    seen: dict[str, list[tuple[int, list[int]]]] = {}
    for at, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        plain = [line for line in lines if not line.cells]
        outer = {_shape(line): line for line in (*plain[:2], *plain[-2:]) if _at_edge(line, height)}
        for shape, line in outer.items():
            seen.setdefault(shape, []).append((at, [int(digits) for digits in _DIGITS.findall(line.text)]))
    least = max(3, len(pages) / 3)
    return {shape for shape, found in seen.items() if len(found) >= least and _counts_pages(found)}


def _counts_pages(found: Sequence[tuple[int, list[int]]]) -> bool:
    """Whether the numbers in a wording are alike on most pages or grow as the pages do; those of forms do not."""
    steady = sum(
        all(b == a or b - a == later - page for a, b in zip(numbers, others, strict=True))
        for (page, numbers), (later, others) in pairwise(found)
    )
    return steady >= 0.7 * (len(found) - 1)
