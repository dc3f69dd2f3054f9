"""The reader of outlines: takes each line's marker for a unit where its number fits the list that it would join.

Quoted units and tables of contents are passed over, the signature closes the body, annexes begin anew. Time is linear
but for short look-ups.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.language.markers import OCR_STYLE, Marker
from ingest.language.ordinals import Ordinal, follows, missing_between
from ingest.structure.annexes import Scope
from ingest.structure.lookahead import LookAhead, raise_romans
from ingest.structure.placing import Placing
from ingest.structure.readings import ISSUED, OUTLINE, RANKS, Node, Reading, rank_of
from ingest.structure.regions import Line, is_closing, is_kind_heading
from ingest.structure.titles import joined, title_end
from ingest.types import Level

_TITLE_CHARS = 200
_ENDS = (".", ";", ",", "!", "?", "…", "”", ":")
_ENACTS = re.compile(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT|CHỈ THỊ|QUY ĐỊNH|THÔNG BÁO|KẾT LUẬN)\s*:$")
_SWAPPED = 2  # Điều that may be missing where the next one comes late: 5, 7, 6, 8


@dataclass(slots=True)
class OutlineParser:
    """Reads the lines once from the top and keeps the units that are open on a stack; `run` fills `nodes`.

    `skipped` gets the lines that are printed like a Điều whose number fits nowhere.
    """

    lines: Sequence[Line]
    passed: Collection[int]
    scopes: Mapping[int, Scope]
    forms: Mapping[int, Scope]
    readings: Sequence[Sequence[Reading]]
    nodes: list[Node] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    stack: list[Node] = field(default_factory=list)
    closed: dict[tuple[Level, str], Ordinal] = field(default_factory=dict)
    last_dieu: Ordinal | None = None
    seen_dieu: set[Ordinal] = field(default_factory=set)
    in_closing: bool = False
    ahead: LookAhead = field(default_factory=LookAhead)

    def run(self) -> None:
        """Reads all lines."""
        kept = [[] if self._is_passed(at) else of_line for at, of_line in enumerate(self.readings)]
        raise_romans(kept)
        self.ahead = LookAhead.of(kept, self.scopes)
        self.readings = kept
        placing = Placing(self.lines, self.stack, self.closed, self.ahead)
        at = 0
        while at < len(self.lines):
            at = self._line(at, placing)
        self._close_to(0, len(self.lines))

    def _is_passed(self, at: int) -> bool:
        return at in self.passed or self.lines[at].is_row

    def _line(self, at: int, placing: Placing) -> int:
        """Reads line `at`; gives the index of the next line to read."""
        if at in self.passed:
            return at + 1
        if (scope := self._scope_at(at)) is not None:
            return self._open_scope(scope, at)
        if self._closes(at):
            return at + 1
        readings = self.readings[at]
        if readings and readings[0].rank < OUTLINE:
            if readings[0].marker.level is not Level.PHU_LUC and (after := self._heading(readings[0], at)) is not None:
                return after
            readings = [reading for reading in readings if reading.rank >= OUTLINE]
        if not (readings and self._item(readings, at, placing)):
            self._text(at)
        return at + 1

    # Scopes

    def _scope_at(self, at: int) -> Scope | None:
        if (scope := self.scopes.get(at)) is not None:
            return scope if scope.style != ISSUED or self.nodes or self.in_closing else None
        if (form := self.forms.get(at)) is not None:
            return form if self.in_closing or self._is_in_scope() else None
        line = self.lines[at]
        if not self.in_closing or self._is_in_scope() or not line.is_capital or line.text.endswith(":"):
            return None
        if is_kind_heading(line):
            after = title_end(self.lines, self.readings, at, line.text)
            return Scope("", ISSUED, joined(self.lines[at:after]), after - 1)
        return None

    def _is_in_scope(self) -> bool:
        return bool(self.stack) and self.stack[0].level is Level.PHU_LUC

    def _open_scope(self, scope: Scope, at: int) -> int:
        rank = rank_of(Level.PHU_LUC, scope.style)
        depth = next((i for i, node in enumerate(self.stack) if node.rank >= rank), len(self.stack))
        self._open(Marker(Level.PHU_LUC, scope.number, scope.style, 0), at, " ".join(scope.title.split()), depth, None)
        self.stack[-1].line = scope.last
        return scope.last + 1

    def _closes(self, at: int) -> bool:
        """Whether the line is read as part of the closing, or ends what only looked like one."""
        if self.in_closing and _ENACTS.match(self.lines[at].text):
            self.in_closing = False
            return True
        text = self.lines[at].text
        if not is_closing(text) or not (self.nodes or text.casefold().startswith("nơi nhận")):
            return False
        depth = sum(node.level is Level.PHU_LUC for node in self.stack)
        self._close_to(depth, at)
        self.in_closing = depth == 0
        return True

    # Headings: Phần, Chương, Mục, Tiểu mục, Điều

    def _heading(self, reading: Reading, at: int) -> int | None:
        level = reading.marker.level
        depth = next((i for i, node in enumerate(self.stack) if node.rank >= reading.rank), len(self.stack))
        if reading.marker.style == OCR_STYLE:
            if not self._is_misread(reading, at):
                return None
            reading = Reading(
                replace(reading.marker, number=str(reading.place[1]) if reading.place else ""), reading.place
            )
        elif level is Level.DIEU:
            if not self._fits_dieu(reading, at):
                self.skipped += [at] if self._is_titled(reading, at) else []
                return None
        elif self.stack[depth:] and (self.stack[depth].level, self.stack[depth].place) == (level, reading.place):
            return None
        return self._open_heading(reading, at, depth)

    def _open_heading(self, reading: Reading, at: int, depth: int) -> int:
        rest = self.lines[at].text[reading.marker.end :].lstrip(" .:-–—/|")
        after = at + 1
        if reading.marker.level is Level.DIEU:
            after = self._dieu_title_end(at, rest)
        elif not rest or rest.isupper():
            after = title_end(self.lines, self.readings, at, rest)
        title = " ".join([rest, *(line.text for line in self.lines[at + 1 : after])])
        self._open(reading.marker, at, _title(title, reading.marker.level), depth, reading.place)
        self.stack[-1].line = after - 1
        return after

    def _dieu_title_end(self, at: int, rest: str) -> int:
        after = at + 1
        if rest or after >= len(self.lines) or self.readings[after] or self._is_passed(after):
            return after
        text = self.lines[after].text
        return after if len(text) > 150 or text.endswith(_ENDS) else after + 1

    def _fits_dieu(self, reading: Reading, at: int) -> bool:
        place, last = reading.place, self.last_dieu
        if place is None or reading.is_first or last is None:
            return place is not None
        if follows(last, place):
            return True
        if place <= last:
            return (place == last or place not in self.seen_dieu) and self._is_titled(reading, at)
        following = self.ahead.line_in_scope(reading.key, last[1] + 1, at)
        return following is None or self._is_swapped(reading, last, at, following)

    def _is_misread(self, reading: Reading, at: int) -> bool:
        """ "Điều I" is Điều 1, "Diễu 9" Điều 9: where it is the very next one, and the right print does not come."""
        place, last = reading.place, self.last_dieu
        if place is None or not (follows(last, place) if last else place[1] == 1 and not self.in_closing):
            return False
        key = (Level.DIEU, "dieu")
        if self.ahead.line_in_scope(key, place[1], at) is not None:
            return False
        return last is not None or self.ahead.line_in_scope(key, place[1] + 1, at) is not None

    def _is_swapped(self, reading: Reading, last: Ordinal, at: int, following: int) -> bool:
        """Điều 7 before Điều 6: the list goes on with 8 after both, and 7 does not come again."""
        place = reading.place
        if place is None or missing_between(last, place) > _SWAPPED or not self._is_titled(reading, at):
            return False
        resumes = self.ahead.line_in_scope(reading.key, place[1] + 1, at)
        return (
            resumes is not None and resumes > following and self.ahead.line_in_scope(reading.key, place[1], at) is None
        )

    def _is_titled(self, reading: Reading, at: int) -> bool:
        """Whether the line is printed as a Điều is: number, full stop, capital; after the end of a sentence."""
        text, end = self.lines[at].text, reading.marker.end
        ended = at == 0 or self.lines[at - 1].is_capital or self.lines[at - 1].text[-1] in ".;:”)"
        return ended and text[:end].rstrip(" -–")[-1] in ".:" and text[end:].lstrip()[:1].isupper()

    # Items of an outline, khoản and điểm among them

    def _item(self, readings: Sequence[Reading], at: int, placing: Placing) -> bool:
        if self.in_closing:
            readings = [r for r in readings if r.is_first and r.rank <= RANKS[Level.ROMAN]]
        found = placing.depth_of(readings, at)
        if found is None:
            return False
        reading, depth = found
        title = _title(self.lines[at].text[reading.marker.end :].strip(), reading.marker.level)
        self._open(reading.marker, at, title, depth, reading.place)
        return True

    # The stack

    def _text(self, at: int) -> None:
        """Running text ends a list of dashes that was itself at the end of a sentence."""
        line = self.lines[at].text
        if not self.stack or self.stack[-1].level not in (Level.DASH, Level.PLUS) or self.lines[at].is_row:
            return
        if self.lines[at - 1].text.endswith(_ENDS) and (line[0].isupper() or line[0].isdigit()):
            depth = len(self.stack)
            while depth and self.stack[depth - 1].level in (Level.DASH, Level.PLUS):
                depth -= 1
            self._close_to(depth, at)

    def _open(self, marker: Marker, at: int, title: str, depth: int, place: Ordinal | None) -> None:
        self._close_to(depth, at)
        if self.in_closing and marker.level is not Level.PHU_LUC and self._restarts(marker, place):
            self._open(Marker(Level.PHU_LUC, "", ISSUED, 0), at, "", 0, None)
        if marker.level is Level.PHU_LUC:
            self.last_dieu = None
            self.closed.clear()
            self.seen_dieu.clear()
        elif marker.level is Level.DIEU and place is not None:
            self.last_dieu = place
            self.seen_dieu.add(place)
        parent = self.stack[-1].index if self.stack else None
        start = self.lines[at].start
        node = Node(marker.level, marker.style, marker.number, title, start, parent, len(self.nodes), at, place=place)
        self.nodes.append(node)
        self.stack.append(node)
        self.in_closing = False

    def _restarts(self, marker: Marker, place: Ordinal | None) -> bool:
        """After the signature "Điều 1" or "Chương I" begins what is issued with the document, heading or not."""
        known = self.last_dieu is not None or any(node.level is marker.level for node in self.nodes)
        return known and place is not None and place[1] == 1

    def _close_to(self, depth: int, at: int) -> None:
        while len(self.stack) > depth:
            node = self.stack.pop()
            node.end = self.lines[at - 1].end
            if node.place is not None:
                self.closed[(node.level, node.style)] = node.place


def _title(words: str, level: Level) -> str:
    """The words of a heading; "" where they are already the unit's text."""
    words = " ".join(words.split())
    if level in (Level.DASH, Level.PLUS):
        return ""
    if words.isupper():
        return words
    if len(words) > _TITLE_CHARS:
        return ""
    if words.endswith(":"):
        return words.rstrip(": ")
    return "" if words.endswith(_ENDS) else words
