"""One ranking out of two: a weighted sum of normalised scores, as plain functions over the two legs' scores.

Plain reciprocal-rank fusion loses to its better leg on Vietnamese law; a sum of normalised scores does not.
"""

from __future__ import annotations

from collections.abc import Mapping


def z_scores(scores: Mapping[str, float]) -> dict[str, float]:
    """(score − mean) / deviation; all zero when there are fewer than two scores or they are all alike."""
    if not scores:
        return {}
    mean = sum(scores.values()) / len(scores)
    variance = sum((score - mean) ** 2 for score in scores.values()) / len(scores)
    if variance <= 1e-18:
        return dict.fromkeys(scores, 0.0)
    deviation = variance**0.5
    return {key: (score - mean) / deviation for key, score in scores.items()}


def fused(dense: Mapping[str, float], sparse: Mapping[str, float], dense_weight: float) -> dict[str, float]:
    """Weighted sum of both legs' z-scores over their common candidates.

    A candidate missing from `sparse` shares no term with the query and counts as 0 there. Every candidate of the
    sparse leg must have a dense score. `dense_weight` is in [0, 1]; empty input gives an empty result.
    """
    from_dense = z_scores(dense)
    from_sparse = z_scores({key: sparse.get(key, 0.0) for key in dense})
    return {key: dense_weight * from_dense[key] + (1 - dense_weight) * from_sparse[key] for key in dense}
