"""How much a page's words look like Vietnamese: OCR that goes wrong loses tone marks and breaks syllables first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.language.normalise import nfc, strip_accents
from ingest.language.syllables import is_spelled

_EDGES = re.compile(r"^\W+|\W+$")
_LETTERS = re.compile(r"[^\W\d_]+")
_MIN_WORDS = 12
"""Below this, shares say nothing about a page."""


@dataclass(frozen=True, slots=True)
class Legibility:
    """`words` counts what is judged: words of letters, numbers and abbreviations left out.

    `spelled` is the share of them (0–1) that are Vietnamese syllables as they are spelled, `marked` the share with a
    tone or vowel mark or đ (some 0.8 in official prose), `strange` the share of all tokens that are neither words,
    numbers nor abbreviations.
    """

    words: int
    spelled: float
    marked: float
    strange: float

    @property
    def is_judged(self) -> bool:
        """Whether there are words enough to judge by."""
        return self.words >= _MIN_WORDS


def legibility_of(tokens: Iterable[str]) -> Legibility:
    """The measure of a page's words as they stand between blanks; zeros for none.

    >>> legibility_of("Điều 1. Phạm vi điều chỉnh".split())
    Legibility(words=5, spelled=1.0, marked=0.8, strange=0.0)
    >>> legibility_of(["Điéù", "chinh", "~|«", "UBND"])
    Legibility(words=2, spelled=0.5, marked=0.5, strange=0.25)
    """
    total = strange = 0
    words: list[str] = []
    for token in tokens:
        core = _EDGES.sub("", nfc(token))
        total += 1
        if _LETTERS.fullmatch(core):
            if not _is_abbreviation(core):
                words.append(core)
        elif not any(letter.isdigit() for letter in core) and "/" not in core and "-" not in core:
            strange += token.strip(".,;:-–—_*|") != ""
    count = len(words)
    if not count:
        return Legibility(0, 0.0, 0.0, strange / total if total else 0.0)
    spelled = sum(is_spelled(word) for word in words)
    marked = sum(strip_accents(word) != word for word in words)
    return Legibility(count, round(spelled / count, 4), round(marked / count, 4), round(strange / total, 4))


def _is_abbreviation(word: str) -> bool:
    """ "UBND", "QH", "TTg": capitals without marks that are no syllable."""
    return len(word) > 1 and word[:2].isupper() and strip_accents(word) == word and not is_spelled(word)


_SPELLED, _CONFIDENT, _UNREAD = 0.9, 0.72, 0.05
"""Measured on noised pages whose text is known. Up to 5 % of characters wrong: spelled 0.95 and more, confidence 0.88
and more; 19 % wrong: 0.91 and 0.69; 43 to 46 % wrong: 0.85 and 0.42 to 0.47."""


def is_illegible(found: Legibility, confidence: float, unread: float) -> bool:
    """Whether a recognised page should not be quoted unseen.

    `confidence` is the mean of the words' confidences (0–1), `unread` the part (0–1) of the page that is printed on
    and in no word. A page without words and without print is blank, not illegible.
    """
    if unread > _UNREAD:
        return True
    return found.is_judged and (found.spelled < _SPELLED or confidence < _CONFIDENT)
