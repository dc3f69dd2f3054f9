"""Where annexes, forms and issued-with documents begin: scopes whose units are numbered anew.

Nghị định 30/2020/NĐ-CP, phụ lục I: an annex has "Phụ lục", its number and title, and a note that says with what it was
issued; a form ("Mẫu số 01") belongs to an annex. A list of forms in front of them repeats their headings, and a
cross-reference may fall on a line's beginning: neither begins a scope.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.language.ordinals import Ordinal, follows, missing_between, ordinal_of
from ingest.structure.readings import ANNEX, FORM, ISSUED, SUB_ANNEX, Reading
from ingest.structure.regions import Line, is_asked_for, is_closing, is_kind_heading, may_go_on
from ingest.structure.titles import (
    TITLE_LINES,
    annex_title,
    has_note,
    is_issue_note,
    joined,
    names_nation,
    split_at_note,
)
from ingest.types import Level

_LIST_GAP = 3  # lines from one entry of a list of forms to the next
_MAX_GAP = 3  # annexes that may be missing between two
_HEAD_LINES = 10  # "CỘNG HÒA …" so soon under a heading is that annex's own
_BODY_LINES = 4  # lines of an issuing body above "CỘNG HÒA …"
_PROVING_NOTES = 4
_BLANKS = re.compile(r"\.{3}|…")


@dataclass(frozen=True, slots=True)
class Scope:
    """A heading that begins a scope; `last` is the index of the heading's last line."""

    number: str
    style: str
    title: str
    last: int
    place: Ordinal | None = None


Readings = Sequence[Sequence[Reading]]


def scopes_of(lines: Sequence[Line], readings: Readings, passed: Collection[int]) -> dict[int, Scope]:
    """Annexes, numbered forms and issued-with documents, by the index of their heading's first line.

    `passed` are lines that hold no structure (quotes, a table of contents).
    """
    issued = dict(_issued_with(lines, readings, passed))
    found = [
        at
        for at, of_line in enumerate(readings)
        if of_line and of_line[0].marker.level is Level.PHU_LUC and at not in passed and not lines[at].is_row
    ]
    listed = _listed(found, readings)
    inside = _InsideBody.of(lines, readings, passed)
    scopes: dict[int, Scope] = {}
    order = _Order()
    for at in sorted({*found, *issued} - listed):
        if at in issued:
            order = _Order()
            scopes[at] = issued[at]
        elif not inside(at) and not _is_cited(lines, at, order.expects(readings[at][0].place)):
            reading = readings[at][0]
            rest = lines[at].text[reading.marker.end :].lstrip(" .:-–—/|")
            title, after = annex_title(lines, readings, at, rest)
            note = joined(lines[at:after])
            if (style := order.style_of(reading, note)) is not None:
                scopes[at] = Scope(reading.marker.number, style, title, after - 1, reading.place)
    return _without_note_marks(scopes)


def _is_cited(lines: Sequence[Line], at: int, is_next: bool) -> bool:
    """Whether "Phụ lục II" is the end of a sentence, broken there; the next number of the annexes speaks against it."""
    return is_asked_for(lines, at) or (may_go_on(lines, at) and not is_next)


def _without_note_marks(scopes: dict[int, Scope]) -> dict[int, Scope]:
    """ "Mẫu số 0117" of a consolidated text is 01 with the mark of note 17, where the numbers of all forms and of all
    notes prove it: both run upwards."""
    forms = {at: scope for at, scope in scopes.items() if re.fullmatch(r"\d{2}(?:\d{2,3})?", scope.number)}
    heads = [int(scope.number[:2]) for scope in forms.values()]
    notes = [int(scope.number[2:]) for scope in forms.values() if scope.number[2:]]
    if len(notes) < _PROVING_NOTES or any(a >= b for a, b in [*pairwise(heads), *pairwise(notes)]):
        return scopes
    return scopes | {at: replace(scope, number=scope.number[:2]) for at, scope in forms.items()}


@dataclass(slots=True)
class _Order:
    """The annexes so far, so that a running header or a number out of nowhere begins none."""

    annex: Ordinal | None = None
    sub: Ordinal | None = None
    form: Ordinal | None = None
    is_open: bool = False
    is_noted: bool = False  # the annex says itself with what it was issued
    forms: set[Ordinal] = field(default_factory=set)

    def expects(self, place: Ordinal | None) -> bool:
        """Whether `place` is the next of the forms, of the parts, or of the annexes."""
        lists = (self.form, self.sub, self.annex)
        return place is not None and any(before is not None and follows(before, place) for before in lists)

    def style_of(self, reading: Reading, note: str) -> str | None:
        """What the heading begins (`ANNEX`, `SUB_ANNEX`, `FORM`), None for nothing."""
        if reading.marker.style == FORM:
            return self._form(reading, note)
        place = reading.place
        if place is None:
            return FORM if self.form and _BLANKS.search(note) else self._open(ANNEX, None, note)
        if self._is_part(place):
            return None if place == self.sub else self._open(SUB_ANNEX, place, note)
        if self.annex is not None and place[0] == self.annex[0]:
            late = missing_between(self.annex, place) > _MAX_GAP and not is_issue_note(note)
            back = place < self.annex and not reading.is_first
            if place == self.annex or late or back:
                return None
        return self._open(ANNEX, place, note)

    def _is_part(self, place: Ordinal) -> bool:
        """ "I.1" and "Ia" under "I"."""
        if self.annex is None or self.annex[2]:
            return False
        same = place[:2] == self.annex[:2] and place[2] > 0
        return same or (place[0] != "" and ordinal_of(Level.PHU_LUC, place[0]) == self.annex)

    def _open(self, style: str, place: Ordinal | None, note: str) -> str:
        if style == ANNEX:
            self.annex, self.sub = place, None
            self.is_open, self.is_noted = True, is_issue_note(note)
        else:
            self.sub = place
        self.form = None
        self.forms.clear()
        return style

    def _form(self, reading: Reading, note: str) -> str | None:
        place = reading.place
        if place is None or place == self.form or (place in self.forms and not reading.is_first):
            return None
        if is_issue_note(note) and not self.is_noted:
            self.annex, self.sub, self.is_open = None, None, True
            self.forms.clear()
            self.form = place
            return ANNEX
        if reading.is_first:
            self.forms.clear()
        self.form = place
        self.forms.add(place)
        return FORM


def _listed(found: Sequence[int], readings: Readings) -> set[int]:
    """Entries of a list of annexes or forms: close to each other, and each comes again as a heading."""
    keys = [(readings[at][0].marker.style, readings[at][0].place) for at in found]
    last = {key: index for index, key in enumerate(keys)}
    listed: set[int] = set()
    for index, (at, key) in enumerate(zip(found, keys, strict=True)):
        if key[1] is None or last[key] == index:
            continue
        after = index + 1 < len(found) and found[index + 1] - at <= _LIST_GAP and keys[index + 1] != key
        before = index > 0 and at - found[index - 1] <= _LIST_GAP and found[index - 1] in listed
        if after or before:
            listed.add(at)
    return listed


@dataclass(frozen=True, slots=True)
class _InsideBody:
    """Lines between Điều 5 and Điều 6 hold no annex: "Phụ lục" there is a reference that fell on a line's beginning."""

    at: list[int]
    places: list[Ordinal]

    @classmethod
    def of(cls, lines: Sequence[Line], readings: Readings, passed: Collection[int]) -> _InsideBody:
        kept = [
            (at, of_line[0].place)
            for at, of_line in enumerate(readings)
            if of_line and of_line[0].marker.level is Level.DIEU and at not in passed and not lines[at].is_row
        ]
        return cls([at for at, _ in kept], [place for _, place in kept if place is not None])

    def __call__(self, at: int) -> bool:
        after = bisect_right(self.at, at)
        return 0 < after < len(self.at) and follows(self.places[after - 1], self.places[after])


def _issued_with(lines: Sequence[Line], readings: Readings, passed: Collection[int]) -> Iterator[tuple[int, Scope]]:
    """Headings followed within a few lines by "(Ban hành kèm theo …)"; those of a numbered annex are left to it."""
    for at, line in enumerate(lines):
        if line.is_row or at in passed or not has_note(line.text):
            continue
        if (first := _heading_before(lines, readings, at)) is not None:
            yield first, Scope("", ISSUED, split_at_note(joined(lines[first : at + 1])), at)


def _heading_before(lines: Sequence[Line], readings: Readings, at: int) -> int | None:
    found = None
    for index in range(at, max(-1, at - TITLE_LINES - 1), -1):
        line, of_line = lines[index], readings[index]
        if of_line and of_line[0].marker.level is Level.PHU_LUC:
            return None
        if index != at and (of_line or is_closing(line.text) or line.text[-1] in ".;"):
            break
        if is_kind_heading(line):
            found = index
    return found


def forms_of(
    lines: Sequence[Line], readings: Readings, scopes: Mapping[int, Scope], passed: Collection[int]
) -> dict[int, Scope]:
    """Forms without a number, by the index of their first line: "CỘNG HÒA …" that no heading stands close above.

    They count only where an annex or what follows a signature is being read.
    """
    forms: dict[int, Scope] = {}
    heads = sorted(scopes)
    for at in range(len(lines)):
        if at in passed or not names_nation(lines, at):
            continue
        before = bisect_right(heads, at)
        if before and at - scopes[heads[before - 1]].last <= _HEAD_LINES:
            continue
        if before < len(heads) and heads[before] - at <= _HEAD_LINES:
            continue  # the head of an issued-with document
        first = _first_of_head(lines, readings, at)
        title, after = annex_title(lines, readings, at - 1, "")
        forms[first] = Scope("", FORM, title, max(after - 1, at))
    return forms


def _first_of_head(lines: Sequence[Line], readings: Readings, at: int) -> int:
    first = at
    for index in range(at - 1, max(-1, at - _BODY_LINES - 1), -1):
        line = lines[index]
        is_body = line.is_capital or line.text.startswith("Tên ") or _BLANKS.search(line.text) is not None
        if line.is_row or readings[index] or is_closing(line.text) or line.text[-1] in ".;:," or not is_body:
            break
        first = index
    return first
