"""Both legs of a search asked as one: the candidates of each, scored by both."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from index.fusion import fused
from index.sparse import query_vector
from index.types import Scope, Scored, SparseVector, Store

_FEW = 100
"""So many texts are read as fast as the store is asked once more."""

Leg = Literal["fused", "dense", "sparse"]
Scores = dict[str, dict[str, float]]
"""The scores of each leg that was asked, by its name and the passage's id; without a common term there is none."""
Ranked = list[tuple[str, float, dict[str, float]]]
"""Passage id, score, and each leg's own score; best first, of equal scores the smaller id first."""


@dataclass(frozen=True, slots=True)
class Legs:
    """One question to a store. `dense` is None where only the sparse leg is asked; `documents` as for the store."""

    store: Store
    dense: npt.NDArray[np.float32] | None
    sparse: SparseVector
    scope: Scope
    documents: Sequence[str] | None = None

    def found(self, leg: Leg, depth: int) -> Scores:
        """The first `depth` of one leg. Fused: the first of either, each scored by both, 0 for no common term."""
        if leg != "fused":
            return {leg: self._asked(leg, depth)}
        assert self.dense is not None
        dense, sparse = self.store.search_both(self.dense, self.sparse, self.scope, depth, self.documents)
        return {"dense": dense, "sparse": {key: sparse.get(key, 0.0) for key in dense}}

    def holding(self, groups: Sequence[Sequence[str]], depth: int) -> tuple[list[str], bool]:
        """Ids of passages that may have a term of every group, and whether all that do are among them.

        A group that `depth` passages or more have bounds nothing. Where every group is such a one, they are the first
        `depth` by all the terms together. No groups give none.
        """
        bounded: set[str] | None = None
        for group in groups:
            found = self._by_terms(group, depth)
            if len(found) < depth:
                bounded = set(found) if bounded is None else bounded.intersection(found)
                if len(bounded) <= _FEW:
                    break
        if bounded is not None or not groups:
            return sorted(bounded or ()), bounded is not None
        return self._by_terms([term for group in groups for term in group], depth), False

    def _by_terms(self, terms: Sequence[str], depth: int) -> list[str]:
        vector = query_vector(terms)
        return [hit.id for hit in self.store.search_sparse(vector, self.scope, depth, documents=self.documents)]

    def completed(self, found: Scores, keys: Collection[str]) -> Scores:
        """The scores of these passages and no others, asked for where a leg did not find them by itself."""
        complete: Scores = {}
        for name, scores in found.items():
            complete[name] = {key: scores[key] for key in keys if key in scores}
            missing = [key for key in keys if key not in scores]
            complete[name] |= self._asked(name, len(missing), missing) if missing else {}
        return complete

    def _asked(self, name: str, limit: int, within: Sequence[str] | None = None) -> dict[str, float]:
        documents = self.documents if within is None else None
        if name == "sparse":
            return _by_id(self.store.search_sparse(self.sparse, self.scope, limit, within, documents))
        assert self.dense is not None
        return _by_id(self.store.search_dense(self.dense, self.scope, limit, within, documents))


def totals_of(scores: Scores, dense_weight: float) -> dict[str, float]:
    """One score a passage: that of the only leg, or of both together (see `index.fusion`)."""
    if len(scores) > 1:
        return fused(scores["dense"], scores["sparse"], dense_weight)
    return dict(*scores.values())


def ranked(totals: Mapping[str, float], scores: Scores) -> Ranked:
    """Totals in order, with the scores that they were made of."""
    best = sorted((-total, key) for key, total in totals.items())
    names = tuple(scores)
    legs = zip(*([leg.get(key, 0.0) for _, key in best] for leg in scores.values()), strict=True)
    return [(key, totals[key], dict(zip(names, each, strict=True))) for (_, key), each in zip(best, legs, strict=True)]


def _by_id(hits: Iterable[Scored]) -> dict[str, float]:
    return {hit.id: hit.score for hit in hits}
