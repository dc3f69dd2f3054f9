"""Where two readings of one text agree, and the gaps between. Patience: by word groups that stand once in each."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

_GROUPS = (4, 2, 1)
# A gap without an anchor is compared word by word up to so many pairs of words, a tenth of a second; above, it stays.
_MOST_PAIRS = 250_000


@dataclass(frozen=True, slots=True)
class Gap:
    """Words `[start, end)` of the one that stand where `[other_start, other_end)` stand in the other; 0-based."""

    start: int
    end: int
    other_start: int
    other_end: int


def gaps_of(one: Sequence[str], other: Sequence[str]) -> list[Gap]:
    """The places where the two differ, in reading order; equal texts give none.

    >>> gaps_of("đạt 48 nghìn tấn mỗi năm".split(), "đạt 50 nghìn tấn năm".split())
    [Gap(start=1, end=2, other_start=1, other_end=2), Gap(start=4, end=5, other_start=4, other_end=4)]
    """
    found: list[Gap] = []
    waiting = [(Gap(0, len(one), 0, len(other)), 0)]
    while waiting:
        gap, depth = waiting.pop()
        gap = _trimmed(one, other, gap)
        if gap.start == gap.end and gap.other_start == gap.other_end:
            continue
        if gap.start == gap.end or gap.other_start == gap.other_end:
            found.append(gap)
            continue
        if depth < len(_GROUPS):
            anchors = _anchors(one, other, gap, _GROUPS[depth])
            waiting += [(inner, depth + (not anchors)) for inner in _between(gap, anchors)]
        else:
            found += _word_by_word(one, other, gap)
    return sorted(found, key=lambda gap: (gap.start, gap.other_start))


def _trimmed(one: Sequence[str], other: Sequence[str], gap: Gap) -> Gap:
    start, end, other_start, other_end = gap.start, gap.end, gap.other_start, gap.other_end
    while start < end and other_start < other_end and one[start] == other[other_start]:
        start, other_start = start + 1, other_start + 1
    while start < end and other_start < other_end and one[end - 1] == other[other_end - 1]:
        end, other_end = end - 1, other_end - 1
    return Gap(start, end, other_start, other_end)


def _anchors(one: Sequence[str], other: Sequence[str], gap: Gap, words: int) -> list[tuple[int, int]]:
    """Places of the groups of so many words that stand once on each side, the longest run of them in order."""
    here = _once(one, gap.start, gap.end, words)
    there = _once(other, gap.other_start, gap.other_end, words)
    pairs = sorted((at, there[group]) for group, at in here.items() if group in there)
    return _rising(pairs)


def _once(words: Sequence[str], start: int, end: int, size: int) -> dict[tuple[str, ...], int]:
    groups = [tuple(words[at : at + size]) for at in range(start, end - size + 1)]
    counts = Counter(groups)
    return {group: start + at for at, group in enumerate(groups) if counts[group] == 1}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """A longest subsequence that rises on both sides (patience sorting)."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for at, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(ends[pile - 1] if pile else None)
        tops[pile : pile + 1] = [place]
        ends[pile : pile + 1] = [at]
    chain: list[tuple[int, int]] = []
    at_end = ends[-1] if ends else None
    while at_end is not None:
        chain.append(pairs[at_end])
        at_end = before[at_end]
    return chain[::-1]


def _between(gap: Gap, anchors: Sequence[tuple[int, int]]) -> Iterator[Gap]:
    """The stretches from one anchor to the next; each begins with its anchor, which trimming takes away."""
    places = [(gap.start, gap.other_start), *anchors, (gap.end, gap.other_end)]
    for (start, other_start), (end, other_end) in pairwise(places):
        yield Gap(start, end, other_start, other_end)


def _word_by_word(one: Sequence[str], other: Sequence[str], gap: Gap) -> Iterator[Gap]:
    if (gap.end - gap.start) * (gap.other_end - gap.other_start) > _MOST_PAIRS:
        yield gap
        return
    here, there = one[gap.start : gap.end], other[gap.other_start : gap.other_end]
    for tag, start, end, other_start, other_end in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Gap(gap.start + start, gap.start + end, gap.other_start + other_start, gap.other_start + other_end)
