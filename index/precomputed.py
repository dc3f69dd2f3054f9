"""Vectors and words of passages that were computed elsewhere, handed over in the place of the encoder and segmenter."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from index.sparse import Words
from index.types import Embedder, Vectors

Value = TypeVar("Value")

_KEPT = 20_000
"""So many passages wait for their turn at most, some 60 MB; what is forgotten is computed here."""


class Kept(Generic[Value]):
    """The newest values by text. Safe to use from several threads."""

    def __init__(self, most: int = _KEPT) -> None:
        self._most = most
        self._values: OrderedDict[str, Value] = OrderedDict()
        self._lock = Lock()

    def update(self, values: Mapping[str, Value]) -> None:
        with self._lock:
            self._values.update(values)
            while len(self._values) > self._most:
                self._values.popitem(last=False)

    def get(self, text: str) -> Value | None:
        with self._lock:
            return self._values.get(text)


class PrecomputedEmbedder:
    """An `Embedder` that takes the vectors that are kept, and has the rest encoded by `other`.

    `encoded` counts the passages that were encoded here after all.
    """

    def __init__(self, other: Embedder, kept: Kept[npt.NDArray[np.float32]]) -> None:
        self._other = other
        self._kept = kept
        self.encoded = 0

    @property
    def name(self) -> str:
        return self._other.name

    @property
    def dimension(self) -> int:
        return self._other.dimension

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder`."""
        found = [self._kept.get(text) for text in texts]
        missing = [text for text, vector in zip(texts, found, strict=True) if vector is None]
        self.encoded += len(missing)
        rest = iter(self._other.encode_passages(missing))
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for row, vector in enumerate(found):
            vectors[row] = next(rest) if vector is None else vector
        return vectors

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder`."""
        return self._other.encode_queries(texts)


class PrecomputedWords:
    """A `Words` that takes the words that are kept, and has other texts segmented by `other`."""

    def __init__(self, other: Words, kept: Kept[list[str]]) -> None:
        self._other = other
        self._kept = kept

    def words_of(self, text: str) -> list[str]:
        """See `Words`."""
        found = self._kept.get(text)
        return self._other.words_of(text) if found is None else found
