"""A store in plain Python: the meaning of the Protocol, spelt out. For tests and small experiments."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from index.store.legwise import both_legs
from index.types import BothScores, Point, Scope, Scored, SparseVector


class FakeStore:
    """Keeps points in a dictionary and scores them one by one."""

    def __init__(self) -> None:
        self._points: dict[str, Point] = {}

    def upsert(self, points: Sequence[Point]) -> None:
        self._points.update((point.id, point) for point in points)

    def delete_documents(self, document_ids: Sequence[str]) -> None:
        gone = set(document_ids)
        self._points = {key: point for key, point in self._points.items() if point.document_id not in gone}

    def search_dense(
        self,
        vector: npt.NDArray[np.float32],
        scope: Scope,
        limit: int,
        within: Sequence[str] | None = None,
        documents: Sequence[str] | None = None,
    ) -> list[Scored]:
        return self._ranked(
            lambda point: float(np.dot(np.asarray(point.dense), vector)), scope, limit, within, documents
        )

    def search_sparse(
        self,
        vector: SparseVector,
        scope: Scope,
        limit: int,
        within: Sequence[str] | None = None,
        documents: Sequence[str] | None = None,
    ) -> list[Scored]:
        weights = {index: value * self._idf(index) for index, value in zip(vector.indices, vector.values, strict=True)}

        def score(point: Point) -> float | None:
            stored = dict(zip(point.sparse.indices, point.sparse.values, strict=True))
            common = stored.keys() & weights.keys()
            return sum(weights[index] * stored[index] for index in common) if common else None

        return self._ranked(score, scope, limit, within, documents)

    def search_both(
        self,
        dense: npt.NDArray[np.float32],
        sparse: SparseVector,
        scope: Scope,
        limit: int,
        documents: Sequence[str] | None = None,
    ) -> BothScores:
        return both_legs(self, dense, sparse, scope, limit, documents)

    def count(self, document_id: str | None = None) -> int:
        return sum(document_id in (None, point.document_id) for point in self._points.values())

    def counts(self) -> dict[str, int]:
        return dict(Counter(point.document_id for point in self._points.values()))

    def scroll(self, after: str | None, limit: int) -> list[Point]:
        keys = sorted(key for key in self._points if after is None or key > after)
        return [self._points[key] for key in keys[: max(limit, 0)]]

    def wait_until_ready(self, timeout_s: float) -> None:
        """It always is."""

    def flush(self) -> None:
        """Nothing is on disk."""

    def optimize(self) -> None:
        """Nothing to build."""

    def close(self) -> None:
        """Nothing to release."""

    def _idf(self, index: int) -> float:
        n = len(self._points)
        df = sum(index in point.sparse.indices for point in self._points.values())
        return math.log(1 + (n - df + 0.5) / (df + 0.5))

    def _ranked(
        self,
        score: Callable[[Point], float | None],
        scope: Scope,
        limit: int,
        within: Sequence[str] | None,
        documents: Sequence[str] | None,
    ) -> list[Scored]:
        allowed = None if within is None else set(within)
        chosen = None if documents is None else set(documents)
        scored = [
            Scored(point.id, value)
            for point in self._points.values()
            if _visible(point, scope)
            and (allowed is None or point.id in allowed)
            and (chosen is None or point.document_id in chosen)
            and (value := score(point)) is not None
        ]
        return sorted(scored, key=lambda hit: -hit.score)[:limit]


def _visible(point: Point, scope: Scope) -> bool:
    return (
        point.clearance <= scope.clearance
        and (scope.organisations is None or point.organisation is None or point.organisation in scope.organisations)
        and (scope.as_of is None or point.issued_on is None or point.issued_on <= scope.as_of)
    )
