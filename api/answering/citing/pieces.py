"""A text cut into words, atoms and stops, with the bounds of numbers taken out of the words and put on the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from api.answering.citing.atoms import atoms_of
from api.answering.citing.marks import Bound
from api.answering.citing.phrases import BOUND_PHRASES, BOUND_PHRASES_AFTER, LONGEST, key_of
from api.answering.citing.values import Atom, Day, Quantity, Value
from ingest.types import Span

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[!?…\n]|\.(?=\s|$)")
_CLAUSE_END = re.compile(r"[,:;|()\[\]“”\"«»–—]|(?<=\s)-(?=\s)")
# "1. ", "a) ", "(2) ", "I- " and the dash of an item: how a list is printed, not what it says.
_LABEL = re.compile(
    r"^[ \t]*(?:(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]\d?|[IVXL]+)[.)\-/](?=\s)|\([\da-zđIVX]{1,4}\)(?=\s)|[-+•*–](?=\s))",
    re.MULTILINE,
)
_REACH = 6
"""Syllables that may stand between a number and "trở lên"."""
CHANGES = frozenset(map(key_of, ("tăng", "giảm", "hạ", "nâng", "rút", "đưa")))
"""Verbs after which a number is a difference, and after which "còn" or "lên" makes it a level."""
_LEVEL_WORDS = frozenset(map(key_of, ("còn", "lên", "xuống")))
_AMOUNTING = frozenset(map(key_of, ("đạt", "chiếm", "bằng")))
"""Verbs that only join a number to what it counts."""
_BETWEEN = frozenset(map(key_of, ("là", "ngày", "mức", "năm", "vào", "trong", "thời", "hạn", "số", "lượng", "đủ")))
"""Syllables that may stand between a bound and its number."""


@dataclass(slots=True)
class Piece:
    """`stop` is 0 for a word or an atom, 1 at the end of a clause, 2 at the end of a sentence; `key` is "" for a stop,
    `sign` what is printed there."""

    key: str
    span: Span
    value: Value | None = None
    stop: int = 0
    bound: Bound = Bound.EXACT
    sign: str = ""

    @property
    def is_word(self) -> bool:
        return not self.stop and self.value is None


def pieces_of(text: str) -> list[Piece]:
    """Words, atoms and stops of an NFC text in reading order; the labels of list items fall away."""
    pieces = list(_cut(text))
    gone: set[int] = set()
    for at, piece in enumerate(pieces):
        if isinstance(piece.value, Quantity | Day):
            for bound, words in (_before(pieces, at), _after(pieces, at)):
                if bound:
                    piece.bound = bound
                    gone.update(words)
            at -= 1
            while at in gone:
                at -= 1
            if at >= 0 and pieces[at].key in _AMOUNTING:
                gone.add(at)
    return [piece for at, piece in enumerate(pieces) if at not in gone]


def _cut(text: str) -> Iterator[Piece]:
    labels = [Span(*match.span()) for match in _LABEL.finditer(text)]
    atoms = [atom for atom in atoms_of(text) if not any(label.overlaps(atom.span) for label in labels)]
    taken: list[tuple[Span, Atom | None]] = [*((atom.span, atom) for atom in atoms), *((each, None) for each in labels)]
    at = 0
    for span, atom in sorted(taken, key=lambda each: each[0]):
        yield from _words(text, at, span.start)
        if atom is not None:
            yield Piece(_atom_key(atom.value), span, atom.value)
        at = span.end
    yield from _words(text, at, len(text))


def _words(text: str, start: int, end: int) -> Iterator[Piece]:
    found = [(match.span(), 0) for match in _WORD.finditer(text, start, end)]
    found += [(match.span(), 1) for match in _CLAUSE_END.finditer(text, start, end)]
    found += [(match.span(), 2) for match in _SENTENCE_END.finditer(text, start, end)]
    for (begin, finish), stop in sorted(found):
        printed = text[begin:finish]
        yield Piece("" if stop else key_of(printed), Span(begin, finish), stop=stop, sign=printed if stop else "")


def _atom_key(value: Value) -> str:
    return f"{value.value:f} {value.unit}".strip() if isinstance(value, Quantity) else str(value)


def _before(pieces: list[Piece], at: int) -> tuple[Bound | None, range]:
    end = at
    for _ in range(4):
        for size in range(min(LONGEST, end), 0, -1):
            words = pieces[end - size : end]
            if all(word.is_word for word in words):
                bound = BOUND_PHRASES.get(tuple(word.key for word in words))
                if bound and not _is_adverb(pieces, end - size, end):
                    return bound, range(end - size, end)
        if not end or pieces[end - 1].key not in _BETWEEN:
            break
        end -= 1
    return None, range(0)


def _is_adverb(pieces: list[Piece], start: int, end: int) -> bool:
    """ "vẫn còn 3 xã": only after a verb of change does "còn" say to which level."""
    alone = end - start == 1 and pieces[start].key in _LEVEL_WORDS
    return alone and (start == 0 or pieces[start - 1].key not in CHANGES)


def _after(pieces: list[Piece], at: int) -> tuple[Bound | None, range]:
    for start in range(at + 1, min(at + 2 + _REACH, len(pieces))):
        if not pieces[start].is_word:
            break
        for size in (3, 2):
            if bound := BOUND_PHRASES_AFTER.get(tuple(each.key for each in pieces[start : start + size])):
                return bound, range(start, start + size)
    return None, range(0)
