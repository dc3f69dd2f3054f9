"""How two readings of a text differ, when what their formats and a recognition do to it is taken away. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from index.alignment import Gap, gaps_of
from ingest.language.normalise import strip_accents

WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
# What a recognition takes for one another, letters and digits: QH15 is read QHI5, 18 is read i8.
_LOOKS = str.maketrans("iloszb", "110528")
_PLAIN = re.compile("(?:ngh|ng|nh|kh|ph|th|tr|ch|gh|gi|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")
# What counts the items of a list: Word makes it by itself, so that one format has it and another has not.
_COUNTER = re.compile(r"^[ \t]*\(?\d{1,3}(?:\.\d{1,3})*[.)](?=[ \t])", re.MULTILINE)
ALIKE = 0.6
"""Letters that two spellings of one misread stretch share at least."""


def words_of(text: str) -> list[str]:
    """Syllables and numbers in lower case without accents, what OCR keeps best; counters of lists left out."""
    return WORD.findall(strip_accents(_COUNTER.sub("", text).casefold()))


@dataclass(frozen=True, slots=True)
class Difference:
    """How two texts differ, in words: those of no counterpart on each side, changed wordings, changed numbers."""

    only_here: int
    only_there: int
    wordings: int
    numbers: int


def difference_of(here: Sequence[str], there: Sequence[str], *, is_ocr: bool) -> Difference:
    """What remains of the gaps when furniture, moved blocks and spaces inside words are taken away."""
    sides = [(list(here[g.start : g.end]), list(there[g.other_start : g.other_end]), g) for g in gaps_of(here, there)]
    sides = [(a, b, gap) for a, b, gap in sides if "".join(a) != "".join(b)]
    sides = _without_page_numbers(sides, 0)
    sides = _without_page_numbers(sides, 1)
    furniture = _repeated(a for a, _, _ in sides) | _repeated(b for _, b, _ in sides)
    moved = _groups(a for a, b, _ in sides if not b) & _groups(b for a, b, _ in sides if not a)
    only_here = only_there = wordings = numbers = 0
    for a, b, gap in sides:
        if not a or not b:
            a, b = _unmoved(a, moved, furniture), _unmoved(b, moved, furniture)
        elif _is_misread(a, b, is_ocr=is_ocr):
            numbers += _other_numbers(a, b, is_ocr=is_ocr)
            continue
        only_here, only_there = only_here + len(a), only_there + len(b)
        if not _at_edge(gap, len(here), len(there)):
            numbers += _other_numbers(a, b, is_ocr=is_ocr)
            wordings += _is_wording(a, b) if is_ocr else any(map(_is_content, (*a, *b)))
    return Difference(only_here, only_there, wordings, numbers)


_Sides = list[tuple[list[str], list[str], Gap]]


def _without_page_numbers(sides: _Sides, which: int) -> _Sides:
    """Without lone numbers on one side that count on from one to the next, three or more of them."""
    pairs = [(b, a) if which else (a, b) for a, b, _ in sides]
    lone = [(at, a[0]) for at, (a, b) in enumerate(pairs) if len(a) == 1 and not b]
    values = [(at, int(word)) for at, word in lone if word.isdecimal()]
    chains: dict[int, list[int]] = {}
    for at, value in values:
        chains[value] = [*chains.pop(value - 1, []), at]
    counting = {at for chain in chains.values() if len(chain) >= 3 for at in chain}
    return [pair for at, pair in enumerate(sides) if at not in counting]


def _is_misread(a: Sequence[str], b: Sequence[str], *, is_ocr: bool) -> bool:
    """Whether the two are one stretch that a recognition, or the conversion of an old font, spelled differently."""
    if not is_ocr and all(_PLAIN.fullmatch(word) for word in (*a, *b)):
        return False
    return SequenceMatcher(None, "".join(a), "".join(b)).ratio() >= ALIKE


def _is_content(word: str) -> bool:
    return word.isdigit() or _PLAIN.fullmatch(word) is not None


def _is_wording(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether words stand where others stood, rather than what OCR made of a stamp, a rule or a smear."""
    sides = [side for side in (a, b) if side]
    worded = [[word for word in side if len(word) > 1 and _PLAIN.fullmatch(word)] for side in sides]
    return all(len(words) >= 2 and len(words) >= 0.7 * len(side) for words, side in zip(worded, sides, strict=True))


def _at_edge(gap: Gap, here: int, there: int) -> bool:
    """Whether a gap stands in the masthead or the signature, where copies differ in order, stamps and handwriting."""
    head, tail = min(80, here // 8), min(120, here // 5)
    return (gap.end <= head and gap.other_end <= 2 * head) or (
        gap.start >= here - tail and gap.other_start >= there - 2 * tail
    )


def _masked(words: Sequence[str]) -> str:
    """A line of furniture without what changes from page to page."""
    return " ".join(word for word in words if not word.isdigit())


def _repeated(sides: Iterable[Sequence[str]]) -> set[str]:
    """Lines of words that come more than once; numbers alone are content."""
    lines = Counter(_masked(side) for side in sides if any(not word.isdigit() for word in side))
    return {line for line, count in lines.items() if count > 1}


def _groups(sides: Iterable[Sequence[str]]) -> set[tuple[str, ...]]:
    return {tuple(side[at : at + 3]) for side in sides for at in range(len(side) - 2)}


def _unmoved(words: list[str], moved: set[tuple[str, ...]], furniture: set[str]) -> list[str]:
    """The words that are no furniture and do not stand in a group that the other text has elsewhere."""
    if _masked(words) in furniture:
        return []
    kept = [True] * len(words)
    for at in range(len(words) - 2):
        if tuple(words[at : at + 3]) in moved:
            kept[at : at + 3] = [False] * 3
    return [word for word, stays in zip(words, kept, strict=True) if stays]


def _other_numbers(a: Sequence[str], b: Sequence[str], *, is_ocr: bool) -> bool:
    """Whether both sides have digits, and not the same."""
    if looked("".join(a), is_ocr) == looked("".join(b), is_ocr):
        return False
    ours, theirs = (sorted(part for word in side for part in _DIGITS.findall(word)) for side in (a, b))
    return bool(ours and theirs) and ours != theirs


def looked(word: str, is_ocr: bool) -> str:
    """A word by its looks, where a recognition may have read it."""
    return word.translate(_LOOKS) if is_ocr else word


def alike(one: str, other: str, share: float) -> bool:
    if one == other:
        return True
    return bool(one and other) and SequenceMatcher(None, one, other, autojunk=False).ratio() >= share
