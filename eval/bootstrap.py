"""Folding scores of questions into a figure, and how far to trust it: the percentile bootstrap.

Questions are resampled with replacement, eligible or not, and the fold is taken anew each time (Efron and Tibshirani
1993, §13.3), seeded, so that the same scores give the same interval. A draw in which no question is eligible is left
out. Where every score is the same the interval has no width: it does not say how few questions there were, so the
number of eligible questions is always given beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from eval.measures import Score

RESAMPLES = 5_000
SEED = 57
LEVEL = 0.95

Floats = npt.NDArray[np.float64]
Scores = Sequence[Score | None]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval, and the number of eligible questions. All None when that is 0."""

    value: float | None
    low: float | None
    high: float | None
    questions: int


def mean(scores: Scores) -> float | None:
    """The weighted mean of the eligible questions' scores; None when there is none.

    >>> mean([Score(1.0), None, Score(0.0)])
    0.5
    """
    eligible = [score for score in scores if score is not None]
    weight = sum(score.weight for score in eligible)
    return sum(score.value * score.weight for score in eligible) / weight if weight else None


def estimate(scores: Scores, *, resamples: int = RESAMPLES, seed: int = SEED) -> Estimate:
    """The mean with its percentile interval."""
    value = mean(scores)
    if value is None:
        return Estimate(None, None, None, 0)
    low, high = _interval(_folds(scores, _draws(len(scores), resamples, seed)))
    return Estimate(value, low, high, sum(score is not None for score in scores))


def difference(before: Scores, after: Scores, *, resamples: int = RESAMPLES, seed: int = SEED) -> Estimate:
    """`after` minus `before` over the same questions in the same order, resampled together.

    Raises ValueError when the two are not of one length. `questions` counts those eligible in either.
    """
    if len(before) != len(after):
        raise ValueError(f"paired scores of different lengths: {len(before)} and {len(after)}")
    first, second = mean(before), mean(after)
    either = sum(a is not None or b is not None for a, b in zip(before, after, strict=True))
    if first is None or second is None:
        return Estimate(None, None, None, either)
    draws = _draws(len(before), resamples, seed)
    low, high = _interval(_folds(after, draws) - _folds(before, draws))
    return Estimate(second - first, low, high, either)


@lru_cache(maxsize=2)
def _draws(questions: int, resamples: int, seed: int) -> Floats:
    """How often each question is drawn, shape (resamples, questions)."""
    generator = np.random.default_rng(seed)
    return generator.multinomial(questions, np.full(questions, 1 / questions), size=resamples).astype(np.float64)


def _folds(scores: Scores, draws: Floats) -> Floats:
    """The weighted mean of every draw; NaN where nothing in it is eligible."""
    weights = np.array([0.0 if score is None else score.weight for score in scores])
    values = np.array([0.0 if score is None else score.value for score in scores])
    total = draws @ weights
    folds: Floats = np.divide(draws @ (values * weights), total, out=np.full_like(total, np.nan), where=total > 0)
    return folds


def _interval(folds: Floats) -> tuple[float, float]:
    edge = (1 - LEVEL) / 2
    low, high = np.quantile(folds[~np.isnan(folds)], [edge, 1 - edge])
    return float(low), float(high)


def percentiles(values: Sequence[float], shares: Sequence[float] = (0.5, 0.95)) -> tuple[float | None, ...]:
    """Percentiles by linear interpolation; None each for no values."""
    return tuple(float(np.quantile(values, share)) if values else None for share in shares)
