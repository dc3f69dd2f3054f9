"""What stands on a page but is no part of the text: running headers, page numbers, gazette and signature lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

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
    for lines, height in zip(pages, heights, strict=True):
        gazette = any(_GAZETTE.match(line.text) for line in lines)
        signed = any(_SIGNED_ALONE.match(line.text) for line in lines)
        for line in lines:
            if line.cells:
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


def _at_edge(line: Line, height: float) -> bool:
    return line.box.bottom < _EDGE * height or line.box.top > (1 - _EDGE) * height


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", fold_spaces(line.text))


def _repeated(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> set[str]:
    """Wordings, numbers aside, that stand at the very edge of at least three pages and of a third of them."""
    seen: Counter[str] = Counter()
    for lines, height in zip(pages, heights, strict=True):
        plain = [line for line in lines if not line.cells]
        outer = {_shape(line) for line in (*plain[:2], *plain[-2:]) if _at_edge(line, height)}
        seen.update(outer)
    return {shape for shape, count in seen.items() if count >= max(3, len(pages) / 3)}
