"""How many passages answer: not always ten.

A reranker that was taught listwise says how likely each passage is the one that answers: the softmax of its scores,
times the reranker's sharpness. Passages are kept until it is likely enough that the answer is among them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

ENOUGH = 0.9
MOST = 10


def chances(scores: Sequence[float], sharpness: float) -> list[float]:
    """The chance of each to be the one that answers, if one of them does; no scores give []."""
    if not scores:
        return []
    best = max(scores)
    weights = [math.exp(sharpness * (score - best)) for score in scores]
    whole = math.fsum(weights)
    return [weight / whole for weight in weights]


def answering(scores: Sequence[float], sharpness: float, enough: float = ENOUGH, most: int = MOST) -> int:
    """How many of the first, best first, are enough: 1 to `most`, and no more than there are; 0 of none.

    >>> answering([9.0, 2.0, 1.0], 1.0), answering([1.0, 1.0, 1.0, 1.0], 1.0), answering([], 1.0)
    (1, 4, 0)
    """
    together = 0.0
    for count, chance in enumerate(chances(scores, sharpness), start=1):
        together += chance
        if together >= enough - 1e-9 or count == most:
            return count
    return len(scores)
