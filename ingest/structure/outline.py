"""The reader of outlines: takes each line's marker for a unit where its number fits the list that it would join.

Siblings run 1, 2, 3; "1." after "5." opens a list below; a number that fits nowhere is running text. Quoted units are
passed over, the signature closes the body, annexes begin anew. Time is linear but for short look-ups.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.language.markers import Marker
from ingest.language.ordinals import Ordinal, follows, missing_between
from ingest.structure.lookahead import LookAhead, raise_romans
from ingest.structure.readings import OUTLINE, RANKS, Node, Reading
from ingest.structure.regions import (
    Line,
    ScopeStart,
    annex_title,
    breaks_sentence,
    is_closing,
    is_kind_heading,
    title_end,
)
from ingest.types import Level

_MAX_GAP = 3
_MAX_SAME = 2  # lists of one style inside each other
_TITLE_CHARS = 200
_ENDS = (".", ";", ",", "!", "?", "…", "”", ":")
_LETTERED = (
    (Level.LETTER, "a)"),
    (Level.LETTER, "a."),
    (Level.LETTER, "a-"),
    (Level.PAREN, "(a)"),
    (Level.PHAN, "A."),
)


@dataclass(slots=True)
class OutlineParser:
    """Reads the lines once from the top and keeps the units that are open on a stack; `run` fills `nodes`."""

    lines: list[Line]
    quoted: set[int]
    scopes: dict[int, ScopeStart]
    readings: list[list[Reading]]
    nodes: list[Node] = field(default_factory=list)
    stack: list[Node] = field(default_factory=list)
    closed: dict[tuple[Level, str], Ordinal] = field(default_factory=dict)
    annexes: dict[str, Ordinal] = field(default_factory=dict)  # the last numbered annex of each style
    last_dieu: Ordinal | None = None
    body_dieu: Ordinal | None = None
    in_closing: bool = False
    ahead: LookAhead = field(default_factory=LookAhead)

    def run(self) -> None:
        """Reads all lines."""
        raise_romans(self.readings)
        self.ahead = LookAhead.of(self.readings, self.scopes)
        at = 0
        while at < len(self.lines):
            at = self._line(at)
        self._close_to(0, len(self.lines))

    def _line(self, at: int) -> int:
        """Reads line `at`; gives the index of the next line to read."""
        if at in self.quoted:
            return at + 1
        if (scope := self._scope_at(at)) is not None:
            self._open(Marker(Level.PHU_LUC, "", "kem theo", 0), at, scope.title, 0, None)
            self.stack[-1].line = scope.last
            return scope.last + 1
        if (self.stack or self.nodes) and is_closing(self.lines[at].text):
            self._enter_closing(at)
            return at + 1
        readings = [] if self.lines[at].is_row else self.readings[at]
        if readings and readings[0].rank < OUTLINE:
            if (after := self._heading(readings[0], at)) is not None:
                return after
            readings = [reading for reading in readings if reading.rank >= OUTLINE]
        if not (readings and self._item(readings, at)):
            self._text(at)
        return at + 1

    def _scope_at(self, at: int) -> ScopeStart | None:
        if not self.nodes and not self.in_closing:
            return None
        if (scope := self.scopes.get(at)) is not None:
            return scope
        line = self.lines[at]
        if self.in_closing and not self._scope_node() and line.is_capital and is_kind_heading(line):
            after = title_end(self.lines, at, line.text)
            return ScopeStart(" ".join(item.text for item in self.lines[at:after]), after - 1)
        return None

    def _scope_node(self) -> Node | None:
        return self.stack[0] if self.stack and self.stack[0].level is Level.PHU_LUC else None

    def _enter_closing(self, at: int) -> None:
        depth = sum(node.level is Level.PHU_LUC for node in self.stack)
        self._close_to(depth, at)
        self.in_closing = depth == 0

    # Headings: Phụ lục, Phần, Chương, Mục, Tiểu mục, Điều

    def _heading(self, reading: Reading, at: int) -> int | None:
        level = reading.marker.level
        depth = next((i for i, node in enumerate(self.stack) if node.rank >= reading.rank), len(self.stack))
        if level is Level.PHU_LUC:
            if not self._fits_annex(reading, at):
                return None
        elif level is Level.DIEU:
            if not self._fits_dieu(reading, at):
                return None
            depth = min(depth, self._depth_for_dieu(reading, depth))
        elif self.stack[depth:] and (self.stack[depth].level, self.stack[depth].place) == (level, reading.place):
            return None
        return self._open_heading(reading, at, depth)

    def _open_heading(self, reading: Reading, at: int, depth: int) -> int:
        rest = self.lines[at].text[reading.marker.end :].lstrip(" .:-–—/|")
        if reading.marker.level is Level.PHU_LUC:
            title, after = annex_title(self.lines, at, rest)
        else:
            after = at + 1
            if reading.marker.level is Level.DIEU:
                after = self._dieu_title_end(at, rest)
            elif not rest or rest.isupper():
                after = title_end(self.lines, at, rest)
            title = " ".join([rest, *(line.text for line in self.lines[at + 1 : after])])
        self._open(reading.marker, at, _title(title, reading.marker.level), depth, reading.place)
        self.stack[-1].line = after - 1
        return after

    def _fits_annex(self, reading: Reading, at: int) -> bool:
        """An annex's number goes on from the last one's; "Phụ lục II" that ends a broken sentence is none."""
        if not self.lines[at].text[:3].isupper() and breaks_sentence(self.lines, at):
            return False
        last, place = self.annexes.get(reading.marker.style), reading.place
        if place is None or last is None:
            return True
        if place[0] != last[0]:
            return place[1] == 1 or place[0] == ""
        if reading.marker.style == "mau so":
            return place > last or reading.is_first
        return place > last and missing_between(last, place) <= _MAX_GAP

    def _dieu_title_end(self, at: int, rest: str) -> int:
        after = at + 1
        if rest or after >= len(self.lines) or self.readings[after] or self.lines[after].is_row:
            return after
        text = self.lines[after].text
        return after if len(text) > 150 or text.endswith(_ENDS) else after + 1

    def _fits_dieu(self, reading: Reading, at: int) -> bool:
        place, last = reading.place, self.last_dieu
        if place is None or reading.is_first or last is None:
            return place is not None
        if self._continues_body(place) or follows(last, place):
            return True
        return place > last and not self.ahead.comes_in_scope(reading.key, last[1] + 1, at)

    def _continues_body(self, place: Ordinal) -> bool:
        """A "Phụ lục …" line inside the body opened no annex if the body's numbering goes on after it."""
        return self.last_dieu is None and self.body_dieu is not None and follows(self.body_dieu, place)

    def _depth_for_dieu(self, reading: Reading, depth: int) -> int:
        if reading.place is not None and self._scope_node() and not reading.is_first:
            body = self.body_dieu
            if self.last_dieu is None and body is not None and follows(body, reading.place):
                return 0
        return depth

    # Items of an outline, khoản and điểm among them

    def _item(self, readings: list[Reading], at: int) -> bool:
        if self.in_closing:
            readings = [r for r in readings if r.is_first and r.rank <= RANKS[Level.ROMAN]]
        floor = next((i + 1 for i in range(len(self.stack) - 1, -1, -1) if self.stack[i].rank < OUTLINE), 0)
        for place in (self._next_of_list, self._first_of_list, self._goes_on, self._after_gap):
            for reading in readings:
                depth = place(reading, at, floor)
                if depth is not None:
                    title = _title(self.lines[at].text[reading.marker.end :].strip(), reading.marker.level)
                    self._open(reading.marker, at, title, depth, reading.place)
                    return True
        return False

    def _same(self, reading: Reading, floor: int) -> list[int]:
        """Depths of open nodes of the reading's list, deepest first."""
        return [
            i
            for i in range(len(self.stack) - 1, floor - 1, -1)
            if (self.stack[i].level, self.stack[i].style) == reading.key
        ]

    def _next_of_list(self, reading: Reading, at: int, floor: int) -> int | None:
        lettered = reading.key in _LETTERED
        for depth in self._same(reading, floor):
            before = self.stack[depth].place
            if reading.place is None or (before is not None and follows(before, reading.place, lettered)):
                return depth
        return None

    def _first_of_list(self, reading: Reading, at: int, floor: int) -> int | None:
        if reading.place is None:
            return None if self._is_preamble(at) else self._room(reading, at, floor)
        if not reading.is_first:
            return None
        same = self._same(reading, floor)
        if len(same) >= _MAX_SAME:
            return same[0]
        return self._room(reading, at, floor)

    def _is_preamble(self, at: int) -> bool:
        words = self.lines[at].text.lstrip("-–—+•* ")
        return not self.stack and words.startswith(("Căn cứ", "Xét", "Theo đề nghị", "Thực hiện", "Tự do"))

    def _room(self, reading: Reading, at: int, floor: int) -> int:
        """How much of the stack stays open above a new list."""
        top = self.stack[-1] if len(self.stack) > floor else None
        below = reading.rank > RANKS[Level.ROMAN] and reading.marker.level is not Level.DECIMAL
        if below and top is not None and top.line == at - 1 and self.lines[at - 1].text.endswith(":"):
            return len(self.stack)
        owner = self._owner_of_decimal(reading, floor)
        if owner is not None:
            return owner + 1
        same = self._same(reading, floor)
        depth = len(self.stack)
        while depth > floor and self._gives_way(self.stack[depth - 1], reading, depth - 1 in same):
            depth -= 1
        return depth

    def _gives_way(self, node: Node, reading: Reading, same: bool) -> bool:
        if same:
            return False
        if node.level in (Level.DASH, Level.PLUS):
            return node.rank > reading.rank
        if reading.marker.level is Level.ARABIC:
            listed = any(n.level in (Level.ARABIC, Level.DECIMAL) for n in self.stack if n is not node)
            return node.rank > reading.rank and (listed or node.level is Level.DECIMAL)
        return node.rank > reading.rank and reading.rank <= RANKS[Level.ROMAN]

    def _owner_of_decimal(self, reading: Reading, floor: int) -> int | None:
        if reading.marker.level is not Level.DECIMAL or reading.place is None:
            return None
        prefix = reading.place[0]
        for depth in range(len(self.stack) - 1, max(floor - 2, -1), -1):
            node = self.stack[depth]
            if node.level in (Level.ARABIC, Level.DECIMAL, Level.DIEU) and node.number == prefix:
                return depth
            if node.level is Level.ROMAN and node.place is not None and str(node.place[1]) == prefix:
                return depth
        return None

    def _goes_on(self, reading: Reading, at: int, floor: int) -> int | None:
        """A list that runs on after a heading above it: I: 1, 2; II: 3, 4. Not across Điều."""
        before = self.closed.get(reading.key)
        if reading.marker.level is not Level.ARABIC or reading.place is None or before is None:
            return None
        if self._same(reading, floor) or any(node.level is Level.DIEU for node in self.stack):
            return None
        return self._room(reading, at, floor) if follows(before, reading.place) else None

    def _after_gap(self, reading: Reading, at: int, floor: int) -> int | None:
        if reading.place is None:
            return None
        for depth in self._same(reading, floor):
            before = self.stack[depth].place
            if before is not None and 0 < missing_between(before, reading.place) <= _MAX_GAP:
                later = self.ahead.comes_under_heading(reading.key, before[1] + 1, at)
                return None if later else depth
        if reading.marker.level is Level.DECIMAL:
            owner = self._owner_of_decimal(reading, floor)
            return None if owner is None or reading.place[1] > _MAX_GAP else owner + 1
        if reading.marker.level is Level.ROMAN and not self._same(reading, floor):
            return self._room(reading, at, floor)
        return self._room(reading, at, floor) if reading.place[1] == 2 and not self._same(reading, floor) else None

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

    def _note_annex(self, style: str, place: Ordinal | None) -> None:
        if style != "mau so":
            self.annexes.pop("mau so", None)
        if style == "kem theo":
            self.annexes.clear()
        elif place is not None:
            self.annexes[style] = place

    def _open(self, marker: Marker, at: int, title: str, depth: int, place: Ordinal | None) -> None:
        self._close_to(depth, at)
        if self.in_closing and marker.level is not Level.PHU_LUC and self._restarts(marker, place):
            self._open(Marker(Level.PHU_LUC, "", "kem theo", 0), at, "", 0, None)
        if marker.level is Level.PHU_LUC:
            if self._scope_node() is None:
                self.body_dieu = self.last_dieu
            self.last_dieu, self.closed = None, {}
            self._note_annex(marker.style, place)
        elif marker.level is Level.DIEU:
            self.last_dieu = place
            self.body_dieu = place if self._scope_node() is None else self.body_dieu
        parent = self.stack[-1].index if self.stack else None
        node = Node(
            marker.level,
            marker.style,
            marker.number,
            title,
            self.lines[at].start,
            parent,
            len(self.nodes),
            at,
            place=place,
        )
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
    if level is Level.PHU_LUC or words.isupper():
        return words.strip()
    if len(words) > _TITLE_CHARS:
        return ""
    if words.endswith(":"):
        return words.rstrip(": ")
    return "" if words.endswith(_ENDS) else words
