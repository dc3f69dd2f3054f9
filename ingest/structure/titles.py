"""The words of a heading that stands on several lines: titles of Chương and Mục, of annexes and of forms."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.language.normalise import strip_accents
from ingest.structure.readings import Reading
from ingest.structure.regions import Line, is_kind_heading

TITLE_LINES = 8
_NOTE = re.compile(r"\(\s*(?:được\s+)?(?:ban hành\s+)?kèm theo\b", re.IGNORECASE)
_BARE_NOTE = re.compile(r"\s*\(?\s*(?:Được\s+)?(?:Ban hành\s+)?kèm theo\b", re.IGNORECASE)
_NAME = re.compile(r"(?<!nuoc )cong ?hoa ?xa ?hoi ?chu ?nghia ?viet ?nam")
_MOTTO = re.compile(r"doc ?lap ?[-–—.]+ ?tu ?do ?[-–—.]+ ?hanh ?phuc")
_MAY_NAME_NATION = re.compile(r"C[ỘO]NG\s?H|[ĐD][ộoỘO][cC]\s?[lL]")
_FORM = re.compile(r"(?:Mẫu|Biểu)\s", re.IGNORECASE)
_HEAD_LINE = re.compile(r"(?:Số|SỐ)\s*:|.{0,60},\s*ngày\W|[\W\d_]*$")
_TITLE_CHARS = 200

Readings = Sequence[Sequence[Reading]]


def joined(lines: Sequence[Line]) -> str:
    """The lines' words in one line."""
    return " ".join(line.text for line in lines)


def is_issue_note(words: str) -> bool:
    """Whether the words say with which document an annex was issued: "(Ban hành) kèm theo … số 12/…"."""
    note = _NOTE.search(words) or re.search(r"(?:[:.]\s*|^)Ban hành kèm theo\b", words)
    return note is not None and re.search(r"\d", words[note.end() :]) is not None


def is_nation(line: str) -> bool:
    """Whether the line holds the State's name or motto, as the head of a document or of a form does."""
    if len(line) > _TITLE_CHARS or not _MAY_NAME_NATION.search(line):
        return False
    words = _folded(line)
    return _NAME.search(words) is not None or _MOTTO.search(words) is not None


def is_form_heading(words: str) -> bool:
    """Whether a scope that begins so is a blank form: "Mẫu số 01", or the head of a document with blanks."""
    return _FORM.match(words) is not None or any(is_nation(line) for line in words.split("\n")[:3])


def names_nation(lines: Sequence[Line], at: int) -> bool:
    """Whether line `at` is the State's name with the motto on it or close under it; a signature has no motto."""
    if not is_nation(lines[at].text):
        return False
    words = _folded(lines[at].text)
    near = " ".join(_folded(line.text) for line in lines[at : at + 4] if len(line.text) < _TITLE_CHARS)
    return _NAME.search(words) is not None and _MOTTO.search(near) is not None


def _folded(words: str) -> str:
    return strip_accents(words).casefold()


def split_at_note(words: str) -> str:
    """The words before "(Ban hành kèm theo …"."""
    return _NOTE.split(words, maxsplit=1)[0].strip()


def has_note(line: str) -> bool:
    """Whether "(Ban hành kèm theo …" begins in the line."""
    return _NOTE.search(line[:2000]) is not None


def title_end(lines: Sequence[Line], readings: Readings, at: int, rest: str) -> int:
    """The index after the last line of a heading's title that begins on line `at` with the words `rest`.

    Titles of Phần, Chương and Mục stand on the next lines in capitals; with nothing on the heading's own line the
    next line is the title whatever its case.
    """
    after = at + 1
    while after < len(lines) and after <= at + TITLE_LINES:
        line = lines[after]
        if line.is_row or readings[after] or (after > at + 1 and is_kind_heading(line)):
            break
        if not line.is_capital and (rest or after > at + 1 or _is_sentence(line.text)):
            break
        after += 1
    return after


def annex_title(lines: Sequence[Line], readings: Readings, at: int, rest: str) -> tuple[str, int]:
    """An annex's title without the "(Kèm theo …)" under or over it, and the index after the heading's last line.

    The head of a form (State's name, motto, issuing body, blanks for number and date) is no title: what stands in
    capitals under it is.
    """
    reader = _AnnexTitle([] if not rest or _BARE_NOTE.match(rest) else [rest])
    reader.in_note = _BARE_NOTE.match(rest) is not None and rest.startswith("(") and ")" not in rest
    after = at + 1
    while after < len(lines) and after <= at + TITLE_LINES and reader.takes(lines[after], bool(readings[after])):
        after += 1
    return reader.title, after


class _AnnexTitle:
    """Takes a heading's lines one by one; `title` is what they say."""

    def __init__(self, words: list[str]) -> None:
        self._words = words
        self._before_head: list[str] = []
        self._in_head = False
        self._noted = False
        self.in_note = False

    @property
    def title(self) -> str:
        return " ".join(self._words or self._before_head)

    def takes(self, line: Line, has_marker: bool) -> bool:
        """Whether the heading goes on with this line."""
        if is_nation(line.text):
            return self._take_nation()
        if self.in_note or _BARE_NOTE.match(line.text):
            self.in_note = ")" not in line.text and (self.in_note or line.text.lstrip().startswith("("))
            self._noted = True
            return True
        if line.is_row or has_marker:
            return False
        if self._in_head and _HEAD_LINE.match(line.text):
            return True
        if (self._noted and self._words) or not self._is_title(line):
            return False
        self._words.append(line.text)
        return True

    def _take_nation(self) -> bool:
        if self._noted and self._words and not self._in_head:
            return False
        if not self._in_head:
            self._before_head, self._words, self._in_head = self._words, [], True
        return True

    def _is_title(self, line: Line) -> bool:
        return line.is_capital or not (self._words or _is_sentence(line.text))


def _is_sentence(line: str) -> bool:
    return len(line) > _TITLE_CHARS or line[-1] in ".;:,"
