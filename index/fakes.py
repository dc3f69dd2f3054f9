"""Deterministic stand-ins for what has weight: no files, no models."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from hashlib import blake2b
from itertools import pairwise

import numpy as np

from index.types import Hit, Vectors

SYLLABLE = re.compile(r"\w+")


class FakeEmbedder:
    """An `Embedder` in which texts that share syllables point in similar directions.

    A vector is the sum of one fixed random direction a distinct syllable, one a pair of neighbours, and a small one of
    the kind of text (query or passage), as unit length. Texts are cut at `window` syllables.
    """

    def __init__(self, dimension: int = 384, window: int = 500) -> None:
        self._dimension = dimension
        self._window = window

    @property
    def name(self) -> str:
        return f"fake-{self._dimension}-1"

    @property
    def dimension(self) -> int:
        return self._dimension

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self._encoded("passage", texts)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self._encoded("query", texts)

    def _encoded(self, kind: str, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            row += 0.1 * self._direction(kind + ":")
            syllables = syllables_of(text)[: self._window]
            pairs = [" ".join(pair) for pair in pairwise(syllables)]
            for feature in sorted({*syllables, *pairs}):
                row += self._direction(feature)
            row /= np.linalg.norm(row)
        return vectors

    def _direction(self, feature: str) -> Vectors:
        seed = int.from_bytes(blake2b(feature.encode(), digest_size=8).digest())
        direction = np.random.default_rng(seed).standard_normal(self._dimension, dtype=np.float32)
        return direction / np.linalg.norm(direction)


class FakeReranker:
    """A `Reranker` that counts how many of the question's syllables a passage has, each for one point."""

    name = "fake-rerank-1"
    sharpness = 1.0

    def scores(self, question: str, hits: Sequence[Hit]) -> Sequence[float]:
        asked = set(syllables_of(question))
        return [float(len(asked.intersection(syllables_of(hit.passage.text)))) for hit in hits]


class SyllableSegmenter:
    """Stands in for `index.words.Segmenter`: every syllable is a word, so nothing is ever joined."""

    def words_of(self, text: str) -> list[str]:
        """Lower-cased syllables in reading order, punctuation left out."""
        return syllables_of(text)


def syllables_of(text: str) -> list[str]:
    return SYLLABLE.findall(unicodedata.normalize("NFC", text).lower())
