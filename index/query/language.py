"""How likely a syllable is, alone, after another and at the end of a phrase: an archive's words with a dictionary's."""

from __future__ import annotations

import math
from collections.abc import Iterable

from index.query.dictionary import Dictionary
from index.query.lexicon import Lexicon

_MOST_FORMS = 16
_ENDING, _UNSURE = 0.15, 5
"""So many syllables end a phrase; so many of one must be seen before it is told by its own. Of the last syllables of
Party sentences without any accent 0.98 are put back right, 0.91 before this was asked (20 instead of 5: the same)."""


class Language:
    """The archive's counts with the dictionary's added; syllables by match key."""

    def __init__(self, lexicon: Lexicon, dictionary: Dictionary) -> None:
        self._lexicon = lexicon
        self._dictionary = dictionary
        self._total = lexicon.total + dictionary.total + 1.0
        self._alone: dict[str, tuple[float, float]] = {}
        self._weights: dict[str, tuple[float, float, float]] = {}

    def knows(self, syllable: str) -> bool:
        return syllable in self._lexicon.syllables or syllable in self._dictionary.syllables

    def forms_of(self, bare: str) -> Iterable[str]:
        common, other = self._lexicon.by_bare.get(bare, ()), self._dictionary.by_bare.get(bare, ())
        return [*dict.fromkeys((*common, *other))][:_MOST_FORMS]

    def alone(self, syllable: str) -> tuple[float, float]:
        """P(syllable), never 0, and its logarithm."""
        found = self._alone.get(syllable)
        if found is None:
            likely = (self._seen(syllable) + 0.01) / self._total
            found = self._alone[syllable] = likely, math.log(likely)
        return found

    def after(self, before: str, syllable: str) -> float:
        """Log of P(syllable | before), pairs and single syllables interpolated as in `Lexicon.log_probability`."""
        share, rest, log_rest = self._weights.get(before) or self._weigh(before)
        pair = f"{before} {syllable}"
        paired = self._lexicon.pairs.get(pair, 0) + self._dictionary.pairs.get(pair, 0)
        likely, log_likely = self.alone(syllable)
        # Most pairs are seen nowhere: their logarithm is a sum of two that are known.
        return math.log(share * paired + rest * likely) if paired else log_rest + log_likely

    def ends(self, syllable: str) -> float:
        """Log of P(a phrase ends | syllable): "đăng" hardly ever does, "Đảng" often."""
        seen = self._lexicon.syllables.get(syllable, 0)
        alone = max(0, seen - self._lexicon.followed.get(syllable, 0))
        return math.log((alone + _ENDING * _UNSURE) / (seen + _UNSURE))

    def _weigh(self, before: str) -> tuple[float, float, float]:
        seen = self._seen(before)
        weight = seen / (seen + 5.0)
        rest = 1 - 0.9 * weight
        self._weights[before] = weight / seen if seen else 0.0, rest, math.log(rest)
        return self._weights[before]

    def _seen(self, syllable: str) -> int:
        return self._lexicon.syllables.get(syllable, 0) + self._dictionary.syllables.get(syllable, 0)
