"""What comes further down: whether a list's next number is still to come, and whether Roman numbers hold Điều."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.structure.readings import ABOVE, OUTLINE, Reading
from ingest.types import Level

_NEAR = 4  # lines from "I- QUY ĐỊNH CHUNG" to the Điều that it holds


def raise_romans(readings: Sequence[Sequence[Reading]]) -> None:
    """ "I- QUY ĐỊNH CHUNG" right before a Điều makes every Roman number a heading above Điều; changes `readings`."""
    openings = [(of_line[0], at) for at, of_line in enumerate(readings) if of_line]
    for (first, at), (after, then) in pairwise(openings):
        holds = first.marker.level is Level.ROMAN and after.marker.level is Level.DIEU and then - at < _NEAR
        if holds and first.is_first:
            break
    else:
        return
    for of_line in readings:
        for reading in of_line:
            if reading.marker.level is Level.ROMAN:
                reading.marker = replace(reading.marker, style=ABOVE)


@dataclass(slots=True)
class LookAhead:
    """Lines (indexes, ascending) by list and place, and those where a heading or a new scope begins."""

    places: dict[tuple[Level, str, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    headings: list[int] = field(default_factory=list)
    scopes: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, readings: Sequence[Sequence[Reading]], scopes: Container[int]) -> LookAhead:
        """Gathers the readings of all lines; `scopes` are the lines where an annex, a form or an issued-with
        document begins."""
        ahead = cls()
        for at, of_line in enumerate(readings):
            for reading in of_line:
                if reading.place is not None:
                    ahead.places[(*reading.key, reading.place[1])].append(at)
            if at in scopes:
                ahead.scopes.append(at)
            is_heading = any(r.rank < OUTLINE and r.marker.level is not Level.PHU_LUC for r in of_line[:1])
            if is_heading or at in scopes:
                ahead.headings.append(at)
        return ahead

    def line_in_scope(self, key: tuple[Level, str], place: int, at: int) -> int | None:
        """The next line after `at` that begins the list's `place`, before the next annex; None where there is none."""
        return self._next(key, place, at, self.scopes)

    def line_under_heading(self, key: tuple[Level, str], place: int, at: int) -> int | None:
        """The next line after `at` that begins the list's `place`, before the next heading."""
        return self._next(key, place, at, self.headings)

    def _next(self, key: tuple[Level, str], place: int, at: int, barriers: list[int]) -> int | None:
        positions = self.places.get((*key, place), [])
        later = bisect_right(positions, at)
        if later == len(positions):
            return None
        barrier = bisect_right(barriers, at)
        found = positions[later]
        return found if barrier == len(barriers) or found < barriers[barrier] else None
