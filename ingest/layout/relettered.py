"""A text whose legacy letters are turned to Unicode line by line, its pages and words moved along."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from ingest.language.normalise import nfc
from ingest.language.unfonted import Turned, turned_lines
from ingest.types import Finding, Page, Span, Word

_TURNED = (
    "{count} dòng ở mã chữ cũ (TCVN3, VNI, VISCII hoặc VPS) đã được chuyển sang Unicode theo mặt chữ; "
    "hãy đối chiếu bản gốc trước khi trích dẫn."
)
_LEFT = (
    "{count} dòng có vẻ vẫn ở mã chữ cũ, chưa chuyển được sang Unicode; tìm kiếm và trích dẫn ở đó không tin được. "
    "Hãy mở bản gốc bằng phông chữ của nó, hoặc nạp một bản Unicode."
)


def relettered(text: str, pages: Sequence[Page]) -> tuple[str, tuple[Page, ...], tuple[Finding, ...]]:
    """`text` with what its letters betray as legacy turned, and its findings; "" gives "".

    Lines of pages that were recognised from an image stay as they are: no old font printed their letters.
    """
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    seen = [at for at in range(len(lines)) if not _is_recognised(pages, starts[at])]
    turned = turned_lines([lines[at] for at in seen])
    new = list(lines)
    for at, line in zip(seen, turned.lines, strict=True):
        new[at] = nfc(line) if line != lines[at] else line
    findings = _findings(turned, seen, new)
    if not turned.turned:
        return text, tuple(pages), findings
    return "\n".join(new), _moved(pages, lines, new, starts), findings


def relettered_blocks(blocks: Sequence[str]) -> tuple[list[str], tuple[Finding, ...]]:
    """The blocks of a file without pages, turned before anything is cleaned away: a soft hyphen is TCVN3's ư."""
    turned = turned_lines(blocks)
    message = _TURNED.format(count=len(turned.turned))
    return list(turned.lines), (Finding("legacy_encoding", message),) if turned.turned else ()


def _is_recognised(pages: Sequence[Page], start: int) -> bool:
    return any(page.source.kind == "ocr" and page.span.start <= start < page.span.end for page in pages)


def _findings(turned: Turned, seen: Sequence[int], lines: Sequence[str]) -> tuple[Finding, ...]:
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    found = []
    for code, message, at in (("legacy_encoding", _TURNED, turned.turned), ("legacy_unconverted", _LEFT, turned.left)):
        if at:
            first = seen[at[0]]
            span = Span(starts[first], starts[first] + len(lines[first]))
            found.append(Finding(code, message.format(count=len(at)), span))
    return tuple(found)


def _moved(pages: Sequence[Page], old: Sequence[str], new: Sequence[str], starts: Sequence[int]) -> tuple[Page, ...]:
    """The pages, whose spans are in `old` lines, over the `new` ones."""
    if not pages:
        return ()
    places = _places(old, new)
    return tuple(
        replace(page, span=_through(page.span, places), words=tuple(_word(word, places) for word in page.words))
        for page in pages
    )


def _word(word: Word, places: Sequence[int]) -> Word:
    return word if word.span is None else replace(word, span=_through(word.span, places))


def _through(span: Span, places: Sequence[int]) -> Span:
    return Span(places[span.start], places[span.end])


def _places(old: Sequence[str], new: Sequence[str]) -> list[int]:
    """For each offset of the old text, its end included, the offset in the new one: exact where a word begins."""
    places: list[int] = []
    for before, after in zip(old, new, strict=True):
        base = places[-1] + 1 if places else 0
        places += [base + offset for offset in _line_places(before, after)]
    return places


def _line_places(before: str, after: str) -> list[int]:
    """The same inside one line, its end included. The blanks of both are the same; the words between them may not."""
    words, others = list(re.finditer(r"[^ ]+", before)), list(re.finditer(r"[^ ]+", after))
    if before == after or len(words) != len(others):
        return [min(offset, len(after)) for offset in range(len(before) + 1)]
    found: list[int] = []
    for word, other in zip(words, others, strict=True):
        while len(found) < word.start():
            found.append(other.start() - (word.start() - len(found)))
        while len(found) < word.end():
            found.append(min(other.start() + len(found) - word.start(), other.end()))
    return found + [len(after) - (len(before) - offset) for offset in range(len(found), len(before) + 1)]
