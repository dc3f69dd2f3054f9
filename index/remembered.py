"""Query vectors kept for the next time: pages turned, filters tried and counted all ask the same question again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np
import numpy.typing as npt

from index.types import Embedder, Vectors


class RememberedQueries:
    """An `Embedder` that encodes a query once while it is among the last `most` asked; passages it hands on.

    0 remembers nothing. 1,024 vectors of 384 numbers take 1.5 MB; they are in memory alone. Safe to use from several
    threads: two that ask the same new query at the same time both encode it.
    """

    def __init__(self, embedder: Embedder, most: int = 1024) -> None:
        self._embedder = embedder
        self._most = most
        self._vectors: OrderedDict[str, npt.NDArray[np.float32]] = OrderedDict()
        self._lock = Lock()

    @property
    def name(self) -> str:
        return self._embedder.name

    @property
    def dimension(self) -> int:
        return self._embedder.dimension

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.encode_passages(texts)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        known = self._known(texts)
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            known |= zip(missing, self._embedder.encode_queries(missing), strict=True)
            self._keep(missing, known)
        found = np.empty((len(texts), self.dimension), dtype=np.float32)
        for at, text in enumerate(texts):
            found[at] = known[text]
        return found

    def _known(self, texts: Sequence[str]) -> dict[str, npt.NDArray[np.float32]]:
        with self._lock:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
            for text in known:
                self._vectors.move_to_end(text)
        return known

    def _keep(self, texts: Sequence[str], vectors: dict[str, npt.NDArray[np.float32]]) -> None:
        with self._lock:
            for text in texts:
                # A copy: a row would hold the whole batch that it was encoded in.
                self._vectors[text] = vectors[text].copy()
                self._vectors.move_to_end(text)
            while len(self._vectors) > self._most:
                self._vectors.popitem(last=False)
