"""A question without its way of asking: the words that an answer ought to hold, and what kind of answer is wanted."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from index.query.lexicon import ways_of_asking
from index.rerank.rarity import Rarity
from index.rerank.terms import SYLLABLE, Pair, Triple, Words, triples_of
from ingest.language.normalise import match_key

_BREAK = " | "
_NUMBER = re.compile(r"(?<!\w)(?:bao nhiêu|mấy|phần trăm|mức)(?!\w)")
_TIME = re.compile(r"(?<!\w)(?:bao lâu|bao giờ|khi nào|thời hạn|thời gian|ngày nào|tháng nào|năm nào)(?!\w)")
_WHO = re.compile(
    r"(?<!\w)(?:ai|cơ quan nào|đơn vị nào|tổ chức nào|người nào|chức danh nào|cấp nào|thẩm quyền|chủ trì)(?!\w)"
)
_MEANING = re.compile(r"là gì|nghĩa là|được hiểu|khái niệm|định nghĩa|(?<!\w)là$")


@dataclass(frozen=True, slots=True)
class Asked:
    """`syllables` in their order, as match keys; terms with their weights (`index.rerank.rarity`).

    Pairs and triples do not reach over what was taken out. `wants_*` says what kind of answer is looked for.
    """

    syllables: tuple[str, ...]
    weights: Mapping[str, float]
    pairs: Mapping[Pair, float]
    triples: frozenset[Triple]
    numbers: frozenset[str]
    wants_number: bool
    wants_time: bool
    wants_body: bool
    wants_meaning: bool

    def cover(self, *words: Words) -> float:
        """The part of the question's words, by weight, that stands in any of these."""
        return _part(self.weights, [each.syllables for each in words])

    def cover_pairs(self, *words: Words) -> float:
        """As `cover`, of its pairs of neighbours."""
        return _part(self.pairs, [each.pairs for each in words])

    def longest_run(self, syllables: Sequence[str]) -> float:
        """The weight of the heaviest stretch that both have word by word, as part of the question's."""
        places: dict[str, list[int]] = defaultdict(list)
        for at, syllable in enumerate(syllables):
            if syllable in self.weights:
                places[syllable].append(at)
        ending: dict[int, float] = {}
        best = 0.0
        for syllable in self.syllables:
            weight = self.weights[syllable]
            ending = {at: ending.get(at - 1, 0.0) + weight for at in places[syllable]}
            best = max(best, max(ending.values(), default=0.0))
        whole = sum(self.weights[syllable] for syllable in self.syllables)
        return best / whole if whole else 0.0


def asked_of(question: str, rarity: Rarity) -> Asked:
    """What a question asks; one that says nothing but its way of asking is taken as it is."""
    key = match_key(question)
    runs = [SYLLABLE.findall(run) for run in _asking().sub(_BREAK, key).split(_BREAK.strip())]
    if sum(map(len, runs)) < 2:
        runs = [SYLLABLE.findall(key)]
    syllables = tuple(syllable for run in runs for syllable in run)
    return Asked(
        syllables,
        {syllable: rarity.of(syllable) for syllable in syllables},
        {pair: rarity.of(pair) for run in runs for pair in pairwise(run)},
        frozenset().union(*map(triples_of, runs)),
        frozenset(syllable for syllable in syllables if syllable.isdecimal()),
        wants_number=bool(_NUMBER.search(key)),
        wants_time=bool(_TIME.search(key)),
        wants_body=bool(_WHO.search(key)),
        wants_meaning=bool(_MEANING.search(key)),
    )


def _part(weights: Mapping[Any, float], held: Sequence[frozenset[Any]]) -> float:
    # Sets meet in C, by the smaller one: this runs a thousand times for a question.
    found = held[0].intersection(weights).union(*(each.intersection(weights) for each in held[1:]))
    return math.fsum(map(weights.__getitem__, found)) / math.fsum(weights.values()) if found else 0.0


@cache
def _asking() -> re.Pattern[str]:
    longest_first = sorted({match_key(phrase) for phrase in ways_of_asking()}, key=lambda each: (-len(each), each))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
