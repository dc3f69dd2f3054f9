"""The lines of a text, and what a line is: a table row, a type of document, the beginning of the closing part.

Nghị định 30/2020/NĐ-CP, phụ lục I: signature and "Nơi nhận" close the body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.language.kinds import kind_at_start

_SIGNATURE = re.compile(r"\s*(?:T/M|T/L|K/T|TUQ|T/Ủ|TM|TL|KT|Q)(?:\.\s?|\s)\s*[^\W\d_]")
_CAPITAL_SIGNATURE = re.compile(
    r"\s*(?:TỔNG BÍ THƯ|BÍ THƯ|PHÓ BÍ THƯ|CHỦ TỊCH|PHÓ CHỦ TỊCH|THỦ TƯỚNG|BỘ TRƯỞNG|THỨ TRƯỞNG|CHỦ NHIỆM|TRƯỞNG BAN"
    r"|CHÁNH VĂN PHÒNG|TỔNG GIÁM ĐỐC|GIÁM ĐỐC|THỐNG ĐỐC|CỤC TRƯỞNG|HIỆU TRƯỞNG)(?![^\W\d_])[^,;:.]*$"
)
_RECIPIENTS = re.compile(r"\s*[*_]*(?:Nơi nhận|NƠI NHẬN|Kính gửi\s*:\s*$)", re.IGNORECASE)
# Words after which a sentence cannot stop.
_ASKING = frozenset(("tại", "theo", "của", "và", "hoặc", "các", "từ", "đến", "với", "trong", "là", "bằng", "gồm")) | {
    *("thuộc", "số", "như", "xem", "này", "những", "kèm", "về", "do", "cho", "có", "ở", "mục"),
}


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


def lines_of(text: str) -> list[Line]:
    """The lines that hold words, in reading order; [] for "" and for white space."""
    lines, start = [], 0
    for raw in text.split("\n"):
        if words := raw.strip():
            at = start + raw.index(words[0])
            lines.append(Line(at, at + len(words), words))
        start += len(raw) + 1
    return lines


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


def is_asked_for(lines: Sequence[Line], at: int) -> bool:
    """Whether the sentence before line `at` cannot stop there: "… theo quy định tại / Phụ lục II"."""
    before = _prose_before(lines, at)
    return before is not None and before.text.rsplit(None, 1)[-1] in _ASKING


def may_go_on(lines: Sequence[Line], at: int) -> bool:
    """Whether the sentence before line `at` may go on in it: it stops at a comma, or at the end of a full line and
    small letters follow after `at`."""
    before = _prose_before(lines, at)
    after = lines[at + 1] if at + 1 < len(lines) else None
    if before is None:
        return False
    return before.text[-1] == "," or (len(before.text) > 60 and after is not None and after.text[0].islower())


def _prose_before(lines: Sequence[Line], at: int) -> Line | None:
    before = lines[at - 1] if at else None
    if before is None or before.is_row or before.is_capital or before.text[-1] in ".;:!?)”|":
        return None
    return before
