"""Learning the weights of clauses and of assurance, and trying them where one file at a time is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from api.answering.extracting.choosing import (
    ASSURANCE_NAMES,
    Judgement,
    assurance_row,
    confidence_of,
    scores_of,
)
from api.answering.extracting.evidence import NAMES
from eval.extracting.gathered import Gathered
from eval.ranking.listwise import Array, Listed, fit, scale_of

PENALTY, ASSURANCE_PENALTY = 0.05, 0.02
OTHER = 0.3
"""What all questions of other sets together count for in assurance, against 1 for those of the set itself. Of 0, 0.1,
0.3 and 1, with one document of party_qa left out, the area under the curve was 0.90, 0.91, 0.92 and 0.92."""
_STEPS, _RATE = 1500, 0.02


def learned(name: str, sets: Sequence[Sequence[Gathered]], unanswered: Sequence[Gathered]) -> Judgement:
    """From sets of questions, the first of them the one to be answered; `unanswered` are questions of the others."""
    lists = [[each.listed for each in chosen if _teaches(each.listed)] for chosen in sets]
    weights = fit(lists, scale_of([each for chosen in lists for each in chosen]), PENALTY)
    judgement = Judgement(name, weights, np.zeros(len(ASSURANCE_NAMES)), 0.0)
    own, others = sets[0], [*(each for chosen in sets[1:] for each in chosen), *unanswered]
    rows = np.array([_row(each, judgement) for each in (*own, *others)])
    truth = np.array([each.answerable for each in (*own, *others)], dtype=float)
    worth = np.concatenate([_worth(own), OTHER * _worth(others)])
    assurance, constant = _logistic(rows, truth, worth)
    return Judgement(name, weights, assurance, constant)


def left_out(
    sets: Sequence[Sequence[Gathered]], unanswered: Sequence[Gathered]
) -> Iterator[tuple[Gathered, Judgement, float]]:
    """Every question of the first set with a judgement that saw nothing of its group, and its confidence."""
    for group in sorted({each.group for each in sets[0]}):
        rest = [each for each in sets[0] if each.group != group]
        judgement = learned(group, [rest, *sets[1:]], unanswered)
        for each in sets[0]:
            if each.group == group:
                yield each, judgement, confidence_of(_row(each, judgement), judgement)


def shape_of(judgement: Judgement, counts: dict[str, int]) -> dict[str, Any]:
    """The file of weights, with what they were learned from."""
    return {
        "name": judgement.name,
        "learned_from": counts,
        "clause": _named(NAMES, judgement.clause),
        "assurance": _named(ASSURANCE_NAMES, judgement.assurance),
        "constant": round(judgement.constant, 5),
    }


def _named(names: Sequence[str], weights: Array) -> dict[str, float]:
    return {name: round(weight, 5) for name, weight in zip(names, weights.tolist(), strict=True) if weight > 1e-5}


def _teaches(listed: Listed) -> bool:
    return bool(listed.answers.any() and not listed.answers.all())


def _row(each: Gathered, judgement: Judgement) -> Array:
    return assurance_row(each.listed.features, scores_of(each.listed.features, judgement))


def _worth(questions: Sequence[Gathered]) -> Array:
    """Both sides of a set count the same, and all of it 1."""
    answerable = np.array([each.answerable for each in questions], dtype=bool)
    sides = np.where(answerable, answerable.sum(), (~answerable).sum())
    return np.asarray(0.5 / np.maximum(sides, 1))


def _logistic(rows: Array, truth: Array, worth: Array) -> tuple[Array, float]:
    """Logistic regression with weights of 0 and more, for all of `rows` grow as an answer is likelier."""
    mean, deviation = rows.mean(axis=0), rows.std(axis=0)
    deviation = np.where(deviation > 1e-9, deviation, 1.0)
    inputs = np.column_stack([(rows - mean) / deviation, np.ones(len(rows))])
    weights = np.zeros(inputs.shape[1])
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    penalty = np.append(np.full(rows.shape[1], ASSURANCE_PENALTY), 0.0)
    for step in range(1, _STEPS + 1):
        wrong = 1 / (1 + np.exp(-inputs @ weights)) - truth
        gradient = inputs.T @ (worth * wrong) + 2 * penalty * weights
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
        weights -= _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights[:-1] = np.maximum(weights[:-1], 0.0)
    plain = weights[:-1] / deviation
    return plain, float(weights[-1] - plain @ mean)
