"""The default ranker: a weighted sum of features of question and passage, learned listwise.

Its weights are made by `vanban-eval train-ranker` and lie beside this module.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from index.query.lexicon import Lexicon
from index.rerank.asked import asked_of
from index.rerank.features import NAMES, Candidate, Features, features_of
from index.rerank.rarity import rarity_of
from index.rerank.read import read
from index.types import Hit


@dataclass(frozen=True, slots=True)
class LinearWeights:
    """What a feature is worth, by its name; one that is not named is worth nothing."""

    name: str
    weights: Mapping[str, float]


def read_weights() -> LinearWeights:
    """The weights that come with the program."""
    found = json.loads(files("index.rerank").joinpath("weights.json").read_text(encoding="utf-8"))
    return LinearWeights(found["name"], found["weights"])


class LinearReranker:
    """A `Reranker`. `lexicon` gives the words of the archive as they are counted at the time."""

    sharpness = 1.0
    """Weights are learned as logarithms of odds."""

    def __init__(self, weights: LinearWeights, lexicon: Callable[[], Lexicon]) -> None:
        self.name = weights.name
        self._weights = np.array([weights.weights.get(name, 0.0) for name in NAMES])
        self._lexicon = lexicon

    def scores(self, question: str, hits: Sequence[Hit]) -> Sequence[float]:
        """See `index.types.Reranker`; some 20 ms for 30 passages."""
        scores: list[float] = (features_for(question, hits, self._lexicon()) @ self._weights).tolist()
        return scores


def features_for(question: str, hits: Sequence[Hit], lexicon: Lexicon) -> Features:
    """Shape (len(hits), len(NAMES)), in the order of the hits."""
    candidates = [Candidate(read(hit.passage), hit.legs.get("dense", 0.0), hit.legs.get("sparse", 0.0)) for hit in hits]
    return features_of(asked_of(question, rarity_of(lexicon)), candidates)
