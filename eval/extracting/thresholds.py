"""How well a confidence tells what can be answered from what cannot."""

from __future__ import annotations

from collections.abc import Sequence


def area_under_curve(answerable: Sequence[bool], confidences: Sequence[float]) -> float:
    """The chance that an answerable question has a higher confidence than an unanswerable one; ties count half.

    0.5 where there are none of one kind.
    """
    pairs = [
        (one > other) + (one == other) / 2
        for one, is_one in zip(confidences, answerable, strict=True)
        if is_one
        for other, is_other in zip(confidences, answerable, strict=True)
        if not is_other
    ]
    return sum(pairs) / len(pairs) if pairs else 0.5


def refusal_f1(answerable: Sequence[bool], confidences: Sequence[float], threshold: float) -> float:
    """F1 of refusing below a threshold what cannot be answered; 0 where nothing is refused rightly."""
    refused = [confidence < threshold for confidence in confidences]
    right = sum(each and not can for each, can in zip(refused, answerable, strict=True))
    return 2 * right / (sum(refused) + sum(not can for can in answerable)) if right else 0.0
