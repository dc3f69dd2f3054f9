"""Which parts of a question are spoken for, asked once for every word of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from ingest.types import Span


class Taken:
    """Spans joined where they overlap; each question about them takes the logarithm of their number."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        joined: list[list[int]] = []
        for span in sorted(spans):
            if joined and span.start <= joined[-1][1]:
                joined[-1][1] = max(joined[-1][1], span.end)
            elif span.start < span.end:
                joined.append([span.start, span.end])
        self._starts = [start for start, _ in joined]
        self._ends = [end for _, end in joined]

    def overlaps(self, span: Span) -> bool:
        """Whether some taken character lies in `span`; never for an empty one.

        >>> taken = Taken([Span(2, 4), Span(3, 6)])
        >>> [taken.overlaps(Span(*at)) for at in ((0, 2), (1, 3), (5, 9), (6, 7))]
        [False, True, True, False]
        """
        last = bisect_left(self._starts, span.end) - 1
        return last >= 0 and span.start < span.end and span.start < self._ends[last]
