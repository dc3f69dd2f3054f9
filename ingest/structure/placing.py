"""Where an item of an outline belongs: the list that it goes on, the list that it begins, or none.

Siblings run 1, 2, 3; "1." after "5." begins a list below where a colon announces it or "6." is still to come, and the
list anew elsewhere; a number that fits nowhere is running text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.language.ordinals import Ordinal, follows, missing_between
from ingest.structure.lookahead import LookAhead
from ingest.structure.readings import OUTLINE, RANKS, Node, Reading
from ingest.structure.regions import Line
from ingest.types import Level

_MAX_GAP = 3
_MAX_SAME = 2  # lists of one style inside each other
_LETTERED = (
    (Level.LETTER, "a)"),
    (Level.LETTER, "a."),
    (Level.LETTER, "a-"),
    (Level.PAREN, "(a)"),
    (Level.PHAN, "A."),
)
_PREAMBLE = ("Căn cứ", "Xét", "Theo đề nghị", "Thực hiện", "Tự do")


@dataclass(frozen=True, slots=True)
class Placing:
    """Answers for one line at a time; `stack` (open units, outermost first) and `closed` (the last place of each list
    that ended) are the parser's own and change under it."""

    lines: Sequence[Line]
    stack: list[Node]
    closed: dict[tuple[Level, str], Ordinal]
    ahead: LookAhead

    def depth_of(self, readings: Sequence[Reading], at: int) -> tuple[Reading, int] | None:
        """The reading of line `at` that fits, and how much of the stack stays open above it; None for running text."""
        floor = next((i + 1 for i in range(len(self.stack) - 1, -1, -1) if self.stack[i].rank < OUTLINE), 0)
        for place in (self._next_of_list, self._first_of_list, self._goes_on, self._repeats, self._after_gap):
            for reading in readings:
                depth = None if reading.is_slip and place != self._next_of_list else place(reading, at, floor)
                if depth is not None:
                    return reading, depth
        return None

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
                return depth if self._is_alike(reading, self.stack[depth], at) else None
        return None

    def _is_alike(self, reading: Reading, sibling: Node, at: int) -> bool:
        """ "I." goes on from "H." only where both stand in capitals; else it is the first of the Roman numbers."""
        if reading.marker.level is not Level.PHAN or reading.marker.number != "I":
            return True
        return self.lines[at].is_capital and self.lines[sibling.line].is_capital

    def _first_of_list(self, reading: Reading, at: int, floor: int) -> int | None:
        if reading.place is None:
            return None if self._is_preamble(at) else self._room(reading, at, floor)
        if not reading.is_first:
            return None
        same = self._same(reading, floor)
        if len(same) >= _MAX_SAME:
            return same[0]
        if same and not self._is_announced(at) and not self._continues(reading, self.stack[same[0]].place, at):
            return same[0]
        return self._room(reading, at, floor)

    def _is_announced(self, at: int) -> bool:
        """Whether the innermost unit's own line stands right above and ends in a colon."""
        return self.stack[-1].line == at - 1 and self.lines[at - 1].text.endswith(":")

    def _continues(self, reading: Reading, before: Ordinal | None, at: int) -> bool:
        """Whether the open list goes on below: its next number comes, and not as part of the list that begins here."""
        if before is None:
            return False
        following = self.ahead.line_under_heading(reading.key, before[1] + 1, at)
        again = self.ahead.line_under_heading(reading.key, before[1], at)
        return following is not None and (again is None or again > following)

    def _is_preamble(self, at: int) -> bool:
        words = self.lines[at].text.lstrip("-–—+•* ")
        return not self.stack and words.startswith(_PREAMBLE)

    def _room(self, reading: Reading, at: int, floor: int) -> int:
        """How much of the stack stays open above a new list."""
        top = self.stack[-1] if len(self.stack) > floor else None
        below = reading.rank > RANKS[Level.ROMAN] and reading.marker.level is not Level.DECIMAL
        if below and top is not None and self._is_announced(at):
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

    def _repeats(self, reading: Reading, at: int, floor: int) -> int | None:
        """A number printed twice ("3." and again "3."): a mistake of the original, where a sentence ended before it."""
        if reading.place is None or reading.place[1] == 1 or self.lines[at - 1].text[-1] not in ".;”":
            return None
        words = self.lines[at].text[reading.marker.end :].lstrip("“ ")
        if reading.marker.level is Level.LETTER or words[:1].isupper():
            for depth in self._same(reading, floor):
                if self.stack[depth].place == reading.place:
                    return depth
        return None

    def _after_gap(self, reading: Reading, at: int, floor: int) -> int | None:
        if reading.place is None:
            return None
        for depth in self._same(reading, floor):
            before = self.stack[depth].place
            if before is not None and 0 < missing_between(before, reading.place) <= _MAX_GAP:
                later = self.ahead.line_under_heading(reading.key, before[1] + 1, at)
                return depth if later is None else None
        if reading.marker.level is Level.DECIMAL:
            owner = self._owner_of_decimal(reading, floor)
            return None if owner is None or reading.place[1] > _MAX_GAP else owner + 1
        if reading.marker.level is Level.ROMAN and not self._same(reading, floor):
            return self._room(reading, at, floor)
        return self._room(reading, at, floor) if reading.place[1] == 2 and not self._same(reading, floor) else None
