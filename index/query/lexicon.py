"""The words of an archive: how often its syllables and pairs of syllables stand in it.

Made of the archive itself, so that a name or a term that its documents use is known however rare it is elsewhere.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import pairwise

from ingest.language.normalise import match_key, strip_accents
from ingest.language.syllables import is_spelled

SYLLABLE = re.compile(r"[^\W\d_]+")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_COMMON = 5
"""Rarer than this, a syllable of an archive may be the mistake of a scan."""
_MOST_PAIRS = 400_000
_ASKED_SHARE = 2e-4
"""Part of all pairs that each way of asking of `asked.txt` counts for: documents do not ask, and would not teach it."""


def split_tone(syllable: str) -> tuple[str, str]:
    """The letters with their marks but without the tone, and the tone: a combining character, "" for none.

    >>> split_tone("quyết") == ("quyêt", chr(0x301)), split_tone("ban")
    (True, ('ban', ''))
    """
    decomposed = unicodedata.normalize("NFD", syllable)
    tone = next((letter for letter in decomposed if letter in _TONES), "")
    return unicodedata.normalize("NFC", decomposed.replace(tone, "") if tone else decomposed), tone


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Counts by match key (`ingest.language.normalise`). `pairs` is keyed "first second"; rare ones may be left out.

    `followed` is how often each syllable begins a pair: the rest of its count ends a phrase.

    `by_bare` gives the syllables with the same letters under their accents, the frequent ones first; `by_tone` the
    Vietnamese ones that are not rare, by `split_tone`.
    """

    syllables: Mapping[str, int] = field(default_factory=dict)
    pairs: Mapping[str, int] = field(default_factory=dict)
    by_bare: Mapping[str, tuple[str, ...]] = field(init=False, default_factory=dict)
    by_tone: Mapping[tuple[str, str], str] = field(init=False, default_factory=dict)
    followed: Mapping[str, int] = field(init=False, default_factory=dict)
    total: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        forms: dict[str, list[str]] = {}
        for syllable in self.syllables:
            forms.setdefault(strip_accents(syllable), []).append(syllable)
        ordered = {
            bare: tuple(sorted(found, key=lambda form: (-self.syllables[form], form))) for bare, found in forms.items()
        }
        object.__setattr__(self, "by_bare", ordered)
        common = (syllable for syllable, count in self.syllables.items() if count >= _COMMON and is_spelled(syllable))
        object.__setattr__(self, "by_tone", {split_tone(syllable): syllable for syllable in common})
        followed: dict[str, int] = {}
        for pair, count in self.pairs.items():
            first = pair.partition(" ")[0]
            followed[first] = followed.get(first, 0) + count
        object.__setattr__(self, "followed", followed)
        object.__setattr__(self, "total", sum(self.syllables.values()))

    def log_probability(self, syllable: str, before: str | None) -> float:
        """Log of P(syllable | before), pairs and single syllables interpolated; a floor for what was never seen."""
        alone = (self.syllables.get(syllable, 0) + 0.01) / (self.total + 1.0)
        if before is None:
            return math.log(alone)
        seen = self.syllables.get(before, 0)
        paired = self.pairs.get(f"{before} {syllable}", 0)
        # Witten-Bell-like: the rarer the syllable before, the less its pairs say.
        weight = seen / (seen + 5.0)
        return math.log(weight * (paired / seen if seen else 0.0) + (1 - 0.9 * weight) * alone)


def lexicon_of(texts: Iterable[str]) -> Lexicon:
    """Counted over these texts; no texts give an empty lexicon."""
    syllables, pairs = _counts(texts)
    if not syllables:
        return Lexicon()
    weight = max(1, round(_ASKED_SHARE * pairs.total()))
    for counts, asked in zip((syllables, pairs), _counts(ways_of_asking()), strict=True):
        counts.update({term: count * weight for term, count in asked.items()})
    return Lexicon(dict(syllables), dict(pairs.most_common(_MOST_PAIRS)))


def _counts(texts: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    syllables: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for text in texts:
        # A pair does not reach over punctuation or a number.
        for run in re.split(r"[^\w\s]|\d+", match_key(text)):
            found = SYLLABLE.findall(run)
            syllables.update(found)
            pairs.update(f"{first} {second}" for first, second in pairwise(found))
    return syllables, pairs


def ways_of_asking() -> list[str]:
    lines = files("index.query").joinpath("asked.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
