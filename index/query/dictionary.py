"""What Vietnamese has beside an archive: syllables, and pairs of syllables inside words, from a list of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from index.query.lexicon import SYLLABLE
from ingest.language.normalise import match_key, strip_accents

_BETWEEN = " . "


@dataclass(frozen=True, slots=True)
class Dictionary:
    """By match key, in how many words each stands. `by_bare` gives the syllables with the same letters under their
    accents, the frequent ones first; `total` adds all syllables up."""

    syllables: Mapping[str, int] = field(default_factory=dict)
    pairs: Mapping[str, int] = field(default_factory=dict)
    by_bare: Mapping[str, tuple[str, ...]] = field(init=False, default_factory=dict)
    total: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        forms: dict[str, list[str]] = {}
        for syllable in sorted(self.syllables, key=lambda each: (-self.syllables[each], each)):
            forms.setdefault(strip_accents(syllable), []).append(syllable)
        object.__setattr__(self, "by_bare", {bare: tuple(found) for bare, found in forms.items()})
        object.__setattr__(self, "total", sum(self.syllables.values()))


NO_DICTIONARY = Dictionary()


def dictionary_of(words: Iterable[str]) -> Dictionary:
    """Of a list of words, one to some syllables each; other signs are passed over."""
    syllables: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    # One key of all of them: taken one by one the list of 74,000 takes three times as long.
    for word in match_key(_BETWEEN.join(words)).split(_BETWEEN):
        found = SYLLABLE.findall(word)
        syllables.update(found)
        pairs.update(f"{one} {other}" for one, other in pairwise(found))
    return Dictionary(syllables, pairs)
