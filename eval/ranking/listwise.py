"""Learning a weighted sum that puts what answers first. Pure numpy.

The chance that a passage is the one that answers is the softmax of its score over the passages of the same question
(ListNet's top one: Cao et al. 2007); where several answer, theirs are added up. A quadratic penalty keeps weights
small, and none may fall below 0 of features that grow as a passage fits better: what looks like a fault of a good sign
in a few hundred questions is chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

_STEPS = 400
_RATE = 0.03
_DECAY = (0.9, 0.999)


@dataclass(frozen=True, slots=True)
class Listed:
    """One question: `features` of shape (n, F) and which of the n passages answer; at least one does."""

    features: Array
    answers: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scale:
    """Means and deviations by feature, shape (F,) each; a feature that never changes has deviation 1."""

    mean: Array
    deviation: Array


def scale_of(lists: Sequence[Listed]) -> Scale:
    """Over all passages of all questions; one question at least."""
    rows = np.concatenate([each.features for each in lists])
    deviation = rows.std(axis=0)
    return Scale(rows.mean(axis=0), np.where(deviation > 1e-9, deviation, 1.0))


def fit(sets: Sequence[Sequence[Listed]], scale: Scale, penalty: float) -> Array:
    """Weights of the features as they are (not normalised), shape (F,); every set counts as much as every other.

    The sum of weights x features orders passages; an empty list of sets gives zeros. Deterministic: full gradients with
    Adam's steps (Kingma & Ba 2015), from zero.
    """
    packed = [_packed(lists, scale) for lists in sets if lists]
    weights = np.zeros_like(scale.mean)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        gradient = 2 * penalty * weights + sum((_gradient(weights, *each) for each in packed), np.zeros_like(weights))
        first = _DECAY[0] * first + (1 - _DECAY[0]) * gradient
        second = _DECAY[1] * second + (1 - _DECAY[1]) * gradient**2
        moved = first / (1 - _DECAY[0] ** step) / (np.sqrt(second / (1 - _DECAY[1] ** step)) + 1e-8)
        weights = np.maximum(weights - _RATE * moved, 0.0)
    return np.asarray(weights / scale.deviation, dtype=np.float64)


def _packed(lists: Sequence[Listed], scale: Scale) -> tuple[Array, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Normalised features (Q, n, F), which places hold a passage, and which hold one that answers; both (Q, n)."""
    longest = max(len(each.answers) for each in lists)
    features = np.zeros((len(lists), longest, len(scale.mean)))
    held = np.zeros((len(lists), longest), dtype=bool)
    answers = np.zeros((len(lists), longest), dtype=bool)
    for at, each in enumerate(lists):
        count = len(each.answers)
        features[at, :count] = (each.features - scale.mean) / scale.deviation
        held[at, :count] = True
        answers[at, :count] = each.answers
    return features, held, answers


def _gradient(weights: Array, features: Array, held: npt.NDArray[np.bool_], answers: npt.NDArray[np.bool_]) -> Array:
    scores = np.where(held, features @ weights, -np.inf)
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    right = np.where(answers, chances, 0.0)
    right /= np.maximum(right.sum(axis=1, keepdims=True), 1e-300)
    return np.asarray(np.einsum("qn,qnf->f", chances - right, features) / len(features), dtype=np.float64)
