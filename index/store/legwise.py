"""Both legs at once, of a store that can only be asked for one at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.types import BothScores, Scope, SparseVector, Store


def both_legs(
    store: Store,
    dense: npt.NDArray[np.float32],
    sparse: SparseVector,
    scope: Scope,
    limit: int,
    documents: Sequence[str] | None,
) -> BothScores:
    """What `Store.search_both` promises, by four searches at most."""
    by_dense = {hit.id: hit.score for hit in store.search_dense(dense, scope, limit, documents=documents)}
    by_sparse = {hit.id: hit.score for hit in store.search_sparse(sparse, scope, limit, documents=documents)}
    only_sparse = [key for key in by_sparse if key not in by_dense]
    only_dense = [key for key in by_dense if key not in by_sparse]
    if only_sparse:
        found = store.search_dense(dense, scope, len(only_sparse), within=only_sparse)
        by_dense |= {hit.id: hit.score for hit in found}
    if only_dense:
        found = store.search_sparse(sparse, scope, len(only_dense), within=only_dense)
        by_sparse |= {hit.id: hit.score for hit in found}
    return by_dense, by_sparse
