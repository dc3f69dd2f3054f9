"""Several documents in one file: a volume, a gazette, a web page or a scan of many papers.

A document begins only where a masthead certainly does: the State's or the Party's name or a type in capitals, a number
with figures that no earlier masthead has, and a date with figures, close together (Nghị định 30/2020/NĐ-CP, phụ lục I;
Hướng dẫn 36-HD/VPTW). Annexes, issued-with documents, blank forms, quotations, and the marks of a copy ("sao y") begin
none. What stands before the first masthead belongs to the first document, what follows a document to that document.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.language.dates import dates_of
from ingest.language.normalise import strip_accents
from ingest.language.numbers import number_key, numbers_of
from ingest.structure.contents import contents_lines
from ingest.structure.quotes import quoted_lines
from ingest.structure.readings import readings_of
from ingest.structure.regions import Line, is_closing, is_kind_heading, lines_of
from ingest.structure.titles import has_note, names_nation
from ingest.types import Level, Span

_WINDOW = 9  # lines with words that a masthead takes, from its first to its type
_BODY_LINES = 5  # lines of issuing bodies above the State's or the Party's name
_FEWEST_LINES = 5  # lines from a masthead to the end of its document, at least
_NUMBER_LINE = re.compile(
    r"\(?\s*(?:(?:Luật|Pháp lệnh|Nghị quyết|Lệnh|Bộ luật)\s+)?[Ss][ốôỐ]\s*[:.]?\s*\d", re.IGNORECASE
)
_BARE_NUMBER = re.compile(r"\s*\d{1,5}\s?(?:/\s?\d{4}\s?)?[-–/]\s?[A-ZĐ]{2,}")
_DATE_LINE = re.compile(r"ngay\s*\d{1,2}\s*thang\s*\d{1,2}\s*nam\s*\d{4}|,\s*ngay\s*\d{1,2}[./-]\d{1,2}[./-]\d{4}")
_PARTY = re.compile(r"dang cong san viet nam$")
_COPY = re.compile(r"[/-](?:SY|SL|TrS|BS|SYBC|SLBC)\b")
_ISSUER = re.compile(
    r"(?:bo|uy ban|ubnd|hoi dong|chinh phu|quoc hoi|chu tich nuoc|thu tuong chinh phu|ban|tinh uy|thanh uy|huyen uy"
    r"|dang uy|dang bo|dang doan|so|van phong|tong cuc|cuc|ngan hang|toa an|vien|kiem toan|thanh tra|tinh|thanh pho"
    r"|huyen|xa|phuong|truong|dai hoc|tap doan|tong cong ty|cong ty|bao hiem|doan|hoi|mat tran|lien doan)\b|\*+$"
)
_ENDED = re.compile(r"[.;:!?/”)…]$")


@dataclass(frozen=True, slots=True)
class _Masthead:
    """Lines (indexes) from the first to the last that make it sure, and the key of its number."""

    first: int
    last: int
    key: str


def parts_of(text: str, page_starts: Sequence[int] = ()) -> tuple[Span, ...]:
    """The documents of a text, as spans that tile it but for the line breaks between them; never empty.

    `page_starts` are the offsets where pages begin: a masthead close under one begins with its page. One document
    gives the whole text.
    """
    lines = lines_of(text)
    pages = [start for start in page_starts if start == 0 or text[start - 1 : start] == "\n"]
    starts = [_start(lines, masthead, pages) for masthead in _beginnings(lines, pages)]
    cuts = [0, *(text.rfind("\n", 0, start) + 1 for start in starts), len(text) + 1]
    return tuple(Span(start, end - 1) for start, end in pairwise(cuts) if start < end)


def _beginnings(lines: Sequence[Line], pages: Sequence[int]) -> Iterator[_Masthead]:
    """The mastheads of the second document and all after it."""
    found = list(_mastheads(lines))
    if found and (unsure := _unsure_before(lines, found[0])) is not None:
        found.insert(0, unsure)
    if len(found) < 2:
        return
    passed = quoted_lines(lines) | contents_lines(lines)
    seen = {found[0].key}
    for before, masthead in pairwise(found):
        if masthead.key in seen or not _is_own(lines, before, masthead, passed, pages):
            continue
        seen.add(masthead.key)
        yield masthead


def _unsure_before(lines: Sequence[Line], first: _Masthead) -> _Masthead | None:
    """The head of a first document whose number or date could not be read."""
    at = next((at for at in range(max(0, first.first - _WINDOW)) if names_nation(lines, at)), None)
    return None if at is None else _Masthead(at, at, "")


def _mastheads(lines: Sequence[Line]) -> Iterator[_Masthead]:
    after = 0
    for at in range(len(lines)):
        if at >= after and _is_anchor(lines, at) and (masthead := _masthead(lines, at)) is not None:
            yield masthead
            after = masthead.last + 1


def _is_anchor(lines: Sequence[Line], at: int) -> bool:
    """The State's name with its motto, the Party's name alone in capitals, or a type of document alone in capitals."""
    line = lines[at]
    if len(line.text) > 120 or line.is_row:
        return names_nation(lines, at) if line.is_row else False
    if names_nation(lines, at):
        return True
    if not line.is_capital:
        return False
    return _PARTY.search(_folded(line.text)) is not None or (is_kind_heading(line) and line.text[-1] != ":")


def _masthead(lines: Sequence[Line], at: int) -> _Masthead | None:
    first, last = max(0, at - _WINDOW // 2), min(len(lines), at + _WINDOW)
    near = range(first, last)
    number = next((index for index in sorted(near, key=lambda i: abs(i - at)) if _says_number(lines[index].text)), None)
    date = next((index for index in near if _says_date(lines[index].text)), None)
    kind = next((index for index in range(at, last) if _names_kind(lines[index])), None)
    if number is None or date is None or kind is None or any(has_note(lines[i].text) for i in range(at, last)):
        return None
    printed = next(numbers_of(lines[number].text), None)
    if printed is None or _COPY.search(printed.value):
        return None
    return _Masthead(min(at, number, date), max(at, number, date), number_key(printed.value))


def _says_number(line: str) -> bool:
    """Whether the line is a number and little more: a date, a place; not "Luật số …" in the reasons of a decision."""
    if len(line) > 120 or line[-1] in ";,":
        return False
    return (_NUMBER_LINE.match(line) or _BARE_NUMBER.match(line)) is not None


def _says_date(line: str) -> bool:
    if len(line) > 120 or line[-1] in ";," or ("," not in line and "ngày" not in line.casefold()):
        return False
    return _DATE_LINE.search(_folded(line)) is not None and bool(dates_of(line))


def _names_kind(line: Line) -> bool:
    """A type in capitals, or the subject or the addressee of a letter."""
    return (is_kind_heading(line) and line.is_capital) or re.match(r"(?:V/v|Kính gửi)", line.text) is not None


def _is_own(
    lines: Sequence[Line], before: _Masthead, masthead: _Masthead, passed: Collection[int], pages: Sequence[int]
) -> bool:
    """Whether the masthead heads a document of its own: after the end of another or at the top of a page, not quoted,
    not under an annex's heading."""
    if any(at in passed for at in range(masthead.first, masthead.last + 1)):
        return False
    above = range(max(before.last + 1, masthead.first - _WINDOW), masthead.first)
    if any(_is_annex_heading(lines[at]) or lines[at].text[0] in '“"' for at in above):
        return False
    body = range(before.last + _FEWEST_LINES, masthead.first)
    return any(is_closing(lines[at].text) for at in body) or (
        bool(body) and _page_of(lines, masthead, pages) is not None
    )


def _is_annex_heading(line: Line) -> bool:
    readings = readings_of(line)
    return bool(readings) and readings[0].marker.level is Level.PHU_LUC


def _start(lines: Sequence[Line], masthead: _Masthead, pages: Sequence[int]) -> int:
    """Where the document begins: at its page's beginning where that is close, else with its issuing body."""
    page = _page_of(lines, masthead, pages)
    return lines[_issuer_line(lines, masthead.first)].start if page is None else page


def _issuer_line(lines: Sequence[Line], first: int) -> int:
    for at in range(first - 1, max(-1, first - _BODY_LINES - 1), -1):
        line = lines[at]
        if line.is_row or is_closing(line.text) or _ENDED.search(line.text) or not _ISSUER.match(_folded(line.text)):
            break
        first = at
    return first


def _page_of(lines: Sequence[Line], masthead: _Masthead, pages: Sequence[int]) -> int | None:
    """The beginning of the page that the masthead is at the top of."""
    lowest = lines[max(0, masthead.first - _BODY_LINES)].start
    return max((start for start in pages if lowest <= start <= lines[masthead.first].start), default=None)


def _folded(words: str) -> str:
    return strip_accents(words).casefold()
