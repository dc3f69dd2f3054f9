"""The words of a stretch of text: single syllables, pairs and triples of neighbours, all by match key."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

SYLLABLE = re.compile(r"\w+")

Pair = tuple[str, str]
Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """The syllables of a stretch of text, their pairs, and how many there are with repetition."""

    syllables: frozenset[str]
    pairs: frozenset[Pair]
    count: int


def words_of(syllables: Sequence[str]) -> Words:
    return Words(frozenset(syllables), frozenset(pairwise(syllables)), len(syllables))


def triples_of(syllables: Sequence[str]) -> frozenset[Triple]:
    return frozenset(zip(syllables, syllables[1:], syllables[2:], strict=False))
