"""How much a word says: what is rare in the archive says more.

The share of passages that hold a term is not counted but estimated from how often it stands in the archive, as if its
occurrences fell at random (a Poisson distribution; Church & Gale 1995, "Inverse document frequency (IDF): a measure of
deviations from Poisson"). The counts are those that questions are understood by, so nothing more is kept.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from index.query.lexicon import Lexicon

_PASSAGE_SYLLABLES = 250
_UNSEEN = 0.5
"""What a term that the archive lacks counts for."""
_LEAST = 0.05

Term = str | tuple[str, str]
"""A syllable, or a pair of neighbours, by match key."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """Weights of terms, above 0: nearly 0 for what stands in every passage, 12 for what stands nowhere in a million."""

    syllables: Mapping[str, int]
    pairs: Mapping[str, int]
    total: int

    def of(self, term: Term) -> float:
        if not self.total:
            return 1.0
        count = self.syllables.get(term, 0) if isinstance(term, str) else self.pairs.get(f"{term[0]} {term[1]}", 0)
        expected = _PASSAGE_SYLLABLES * (count + _UNSEEN) / (self.total + 1)
        return max(_LEAST, -math.log(-math.expm1(-expected)))


def rarity_of(lexicon: Lexicon) -> Rarity:
    """An empty lexicon gives every term the same weight."""
    return Rarity(lexicon.syllables, lexicon.pairs, lexicon.total)
