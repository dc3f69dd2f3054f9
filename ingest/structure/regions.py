"""Where a text's units may begin: its lines, the words quoted from other documents, annexes, and the closing part.

Nghị định 30/2020/NĐ-CP, phụ lục I: signature and "Nơi nhận" close the body; documents issued with a decision
("Ban hành kèm theo …") and annexes come after it and number their units anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.language.kinds import kind_at_start
from ingest.language.markers import marker_of
from ingest.types import Level

_KEM_THEO = re.compile(r"\(\s*(?:được\s+)?(?:ban hành\s+)?kèm theo\b", re.IGNORECASE)
_SIGNATURE = re.compile(r"\s*(?:T/M|T/L|K/T|TUQ|T/Ủ|TM|TL|KT|Q)(?:\.\s?|\s)\s*[^\W\d_]")
_CAPITAL_SIGNATURE = re.compile(
    r"\s*(?:TỔNG BÍ THƯ|BÍ THƯ|PHÓ BÍ THƯ|CHỦ TỊCH|PHÓ CHỦ TỊCH|THỦ TƯỚNG|BỘ TRƯỞNG|THỨ TRƯỞNG|CHỦ NHIỆM|TRƯỞNG BAN"
    r"|CHÁNH VĂN PHÒNG|TỔNG GIÁM ĐỐC|GIÁM ĐỐC|THỐNG ĐỐC|CỤC TRƯỞNG|HIỆU TRƯỞNG)(?![^\W\d_])[^,;:.]*$"
)
_RECIPIENTS = re.compile(r"\s*[*_]*(?:Nơi nhận|NƠI NHẬN|Kính gửi\s*:\s*$)", re.IGNORECASE)
_OPENS_QUOTE = re.compile(r"[:.;]\s*“[^”]*$|^\s*“")
_DIEU = re.compile(r"Điều\s+(\d{1,4})\s*[.:]")
_AMENDING = re.compile(
    r"(?:Điều\s+\d{1,4}\s*[.:]|\d{1,3}\.|[a-zđ]\))\s*(?:Sửa đổi|Bổ sung|Bãi bỏ|Thay thế|Thay cụm từ|Bỏ cụm từ)"
)
_TITLE_LINES = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words in it; `text` without the white space around it, offsets in the whole text, half-open."""

    start: int
    end: int
    text: str

    @property
    def is_row(self) -> bool:
        """Whether the line is a table row (cells joined by " | ")."""
        return " | " in self.text or self.text.startswith("| ") or self.text.endswith(" |")

    @property
    def is_capital(self) -> bool:
        """Whether every letter is a capital, and there are some."""
        return self.text.isupper()


@dataclass(frozen=True, slots=True)
class ScopeStart:
    """An issued-with document or annex without a number: its title, and the last line (index) that belongs to it."""

    title: str
    last: int


def lines_of(text: str) -> list[Line]:
    """The lines that hold words, in reading order; [] for "" and for white space."""
    lines, start = [], 0
    for raw in text.split("\n"):
        if words := raw.strip():
            at = start + raw.index(words[0])
            lines.append(Line(at, at + len(words), words))
        start += len(raw) + 1
    return lines


def quoted_lines(lines: list[Line]) -> set[int]:
    """Indexes of lines inside “…” that was opened at a line's beginning or after a colon (words of an amended text).

    A quote that is never closed ends with its own line, and one that runs into the next amending unit ends before
    it, so that one lost mark cannot swallow the rest.
    """
    closing = _closing_lines(lines)
    quoted: set[int] = set()
    at, outer = 0, 0
    while at < len(lines):
        close = closing[at] if _OPENS_QUOTE.search(lines[at].text) else None
        if close is None:
            outer = _dieu_number(lines[at].text) or outer
            at += 1
            continue
        if lines[at].text.startswith("“"):
            quoted.add(at)
        else:
            outer = _dieu_number(lines[at].text) or outer
        after = _quote_end(lines, at, close, outer)
        quoted.update(range(at + 1, after))
        at = after
    return quoted


def _dieu_number(line: str) -> int:
    match = _DIEU.match(line)
    return int(match[1]) if match else 0


def _quote_end(lines: list[Line], at: int, close: int, outer: int) -> int:
    """The index after a quote opened on line `at`: after `close`, or before the outer text's next unit."""
    inner = _dieu_number(lines[at].text.lstrip("“ ")) if lines[at].text.startswith("“") else 0
    for index in range(at + 1, close + 1):
        number = _dieu_number(lines[index].text)
        if _AMENDING.match(lines[index].text) or (number == outer + 1 and number != (inner or number) + 1):
            return index
        inner = number or inner
    return close + 1


def _closing_lines(lines: list[Line]) -> list[int | None]:
    """For each line the first line, itself included, after which no more quotes are open than before it."""
    depths = [0]
    for line in lines:
        depths.append(depths[-1] + line.text.count("“") - line.text.count("”"))
    closing: list[int | None] = [None] * len(lines)
    waiting: list[int] = []
    for at in range(len(lines)):
        waiting.append(at)
        while waiting and depths[at + 1] <= depths[waiting[-1]]:
            closing[waiting.pop()] = at
    return closing


def is_closing(line: str) -> bool:
    """Whether the line begins the closing part: a signature's capacity or post, or the recipients.

    >>> [is_closing(line) for line in ("TM. ỦY BAN NHÂN DÂN", "Nơi nhận:", "Chủ tịch xã ký.")]
    [True, True, False]
    """
    if len(line) > 160 and not _RECIPIENTS.match(line):
        return False
    return bool(
        _SIGNATURE.match(line) or (line.isupper() and _CAPITAL_SIGNATURE.match(line)) or _RECIPIENTS.match(line)
    )


def is_kind_heading(line: Line) -> bool:
    """Whether the line is a type of document in capitals, or alone on its line ("QUY CHẾ", "Quy chế")."""
    found = kind_at_start(line.text)
    if found is None or line.is_row or len(line.text) > 200:
        return False
    return line.text[: found[1]].isupper() or (found[1] == len(line.text) and line.text[0].isupper())


def scope_starts(lines: list[Line]) -> dict[int, ScopeStart]:
    """Headings followed within a few lines by "(Ban hành kèm theo …)", by index of their first line.

    A heading that is itself a numbered or unnumbered "Phụ lục" is left to its marker.
    """
    starts: dict[int, ScopeStart] = {}
    for at, line in enumerate(lines):
        if not _KEM_THEO.search(line.text[:2000]) or line.is_row:
            continue
        first = _heading_before(lines, at)
        if first is not None:
            title = " ".join(item.text for item in lines[first : at + 1])
            starts[first] = ScopeStart(_KEM_THEO.split(title, maxsplit=1)[0].strip(), at)
    return starts


def _heading_before(lines: list[Line], at: int) -> int | None:
    found = None
    for index in range(at, max(-1, at - _TITLE_LINES - 1), -1):
        line = lines[index]
        marker = marker_of(line.text)
        if marker is not None and marker.level is Level.PHU_LUC:
            return None
        if index != at and (marker is not None or is_closing(line.text) or line.text[-1] in ".;"):
            break
        if is_kind_heading(line):
            found = index
    return found


def title_end(lines: list[Line], at: int, rest: str) -> int:
    """The index after the last line of a heading's title that begins on line `at` with the words `rest`.

    Titles of Phần, Chương and Mục stand on the next lines in capitals; with nothing on the heading's own line the
    next line is the title whatever its case.
    """
    after = at + 1
    while after < len(lines) and after <= at + _TITLE_LINES:
        line = lines[after]
        if line.is_row or marker_of(line.text) is not None or (after > at + 1 and is_kind_heading(line)):
            break
        if not line.is_capital and (rest or after > at + 1 or _is_sentence(line.text)):
            break
        after += 1
    return after


def annex_title(lines: list[Line], at: int, rest: str) -> tuple[str, int]:
    """An annex's title without the "(Kèm theo …)" under or over it, and the index after the heading's last line."""
    words = [] if _KEM_THEO.match(rest) else [rest] if rest else []
    after, in_note = at + 1, _KEM_THEO.match(rest) is not None and ")" not in rest
    while after < len(lines) and after <= at + _TITLE_LINES:
        line = lines[after]
        note = in_note or _KEM_THEO.match(line.text) is not None
        if not note and (line.is_row or marker_of(line.text) is not None):
            break
        if not note and not line.is_capital and (words or _is_sentence(line.text)):
            break
        in_note = note and ")" not in line.text
        words += [] if note else [line.text]
        after += 1
    return " ".join(words), after


def breaks_sentence(lines: list[Line], at: int) -> bool:
    """Whether line `at` goes on with the sentence of a full line before it."""
    before = lines[at - 1] if at else None
    return before is not None and len(before.text) > 60 and not before.is_capital and before.text[-1] not in ".;:!?)”"


def _is_sentence(line: str) -> bool:
    return len(line) > 200 or line[-1] in ".;:,"
