"""One ranking out of two: a weighted sum of normalised scores, as plain functions over the two legs' scores.

Plain reciprocal-rank fusion loses to its better leg on Vietnamese law; a sum of normalised scores does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

_ALIKE = 1e-9
"""A smaller deviation is that of rounding."""


def z_scores(scores: Mapping[str, float]) -> dict[str, float]:
    """(score − mean) / deviation; all zero when there are fewer than two scores or they are all alike."""
    return dict(zip(scores, _normalised(list(scores.values())).tolist(), strict=True))


def fused(dense: Mapping[str, float], sparse: Mapping[str, float], dense_weight: float) -> dict[str, float]:
    """Weighted sum of both legs' z-scores over their common candidates.

    A candidate missing from `sparse` shares no term with the query and counts as 0 there. Every candidate of the
    sparse leg must have a dense score. `dense_weight` is in [0, 1]; empty input gives an empty result.
    """
    from_dense = _normalised(list(dense.values()))
    from_sparse = _normalised([sparse.get(key, 0.0) for key in dense])
    totals = dense_weight * from_dense + (1 - dense_weight) * from_sparse
    return dict(zip(dense, totals.tolist(), strict=True))


def _normalised(scores: Sequence[float]) -> npt.NDArray[np.float64]:
    values = np.asarray(scores, dtype=np.float64)
    if not len(values):
        return values
    deviation = values.std()
    return np.zeros_like(values) if deviation <= _ALIKE else (values - values.mean()) / deviation
