"""A ranking put into another order at its head."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from index.types import Hit

FUSED, JUDGED = "fused", "rerank"
"""Under these names `Hit.legs` holds the sum of both legs alone, and what a reranker said."""


def reordered(hits: Sequence[Hit], scores: Sequence[float]) -> tuple[Hit, ...]:
    """The first `len(scores)` hits in the order that a reranker's scores give; those after them come after them.

    The scores, of any scale, are brought to mean and deviation of the fused scores that they stand for; what a hit has
    beyond its fused score, because it is named or preferred, it keeps. Scores never rise from one hit to the next; of
    equal ones the earlier hit stays before. No scores change nothing.
    """
    if not scores:
        return tuple(hits)
    head = hits[: len(scores)]
    fused = [hit.legs.get(FUSED, hit.score) for hit in head]
    judged = [
        replace(hit, score=hit.score - before + after, legs={**hit.legs, JUDGED: score})
        for hit, before, after, score in zip(head, fused, _like(scores, fused), scores, strict=True)
    ]
    judged.sort(key=lambda hit: -hit.score)
    rest = hits[len(head) :]
    shift = min(0.0, judged[-1].score - rest[0].score) if rest else 0.0
    return (*judged, *(replace(hit, score=hit.score + shift) for hit in rest))


def _like(scores: Sequence[float], others: Sequence[float]) -> list[float]:
    """The scores with mean and deviation of the others; all the same where one of the two does not deviate."""
    mean, deviation = _moments(scores)
    other_mean, other_deviation = _moments(others)
    unit = other_deviation / deviation if deviation > 0 else 0.0
    return [other_mean + unit * (score - mean) for score in scores]


def _moments(values: Sequence[float]) -> tuple[float, float]:
    mean = math.fsum(values) / len(values)
    return mean, math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))
