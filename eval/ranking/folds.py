"""What a learned ranker gains where it was never taught: cross-validation in folds of whole laws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np

from eval.beir import Collection
from eval.ranking.gathered import Gathered
from eval.ranking.listwise import Array, fit, scale_of
from eval.retrieval import Ranking, falling
from index.rerank.features import NAMES
from index.rerank.linear import read_weights

MAIN = "theo-luat"


@dataclass(frozen=True, slots=True)
class Split:
    """Questions to learn from and to be tested on; their groups are disjoint."""

    learned: tuple[Gathered, ...]
    tested: tuple[Gathered, ...]


def splits(questions: Sequence[Gathered], folds: int, seed: int = 0) -> list[Split]:
    """Each group is tested in one fold; as even as a seeded shuffle makes them. Empty folds are left out."""
    groups = sorted({each.group for each in questions})
    Random(seed).shuffle(groups)
    fold_of = {group: at % folds for at, group in enumerate(groups)}
    found = []
    for fold in range(folds):
        tested = tuple(each for each in questions if fold_of[each.group] == fold)
        learned = tuple(each for each in questions if fold_of[each.group] != fold)
        if tested:
            found.append(Split(learned, tested))
    return found


def learned(sets: Sequence[Sequence[Gathered]], penalty: float) -> Array:
    """Weights by feature, shape (F,), from the questions of which a first passage answers; all sets count alike."""
    usable = [[each.listed for each in questions if each.listed.answers.any()] for questions in sets]
    kept = [lists for lists in usable if lists]
    if not kept:
        raise ValueError("no question has an answer among its first passages")
    return fit(kept, scale_of([each for lists in kept for each in lists]), penalty)


def ranking(question: Gathered, weights: Array | None, name: str) -> Ranking:
    """The documents of a question by these weights, each at its best passage; None keeps the fused order."""
    order: list[int] = list(range(len(question.documents)))
    if weights is not None:
        scores = question.listed.features @ weights
        head = np.argsort(-scores, kind="stable").tolist()
        order = [*head, *order[len(head) :]]
    documents = dict.fromkeys(question.documents[at] for at in order)
    return Ranking(question.query, name, falling([(key, -float(at)) for at, key in enumerate(documents)]), 0.0)


def judged(collection: Collection, questions: Sequence[Gathered]) -> Collection:
    """The collection with these questions alone."""
    kept = {each.query for each in questions}
    return replace(collection, queries={key: text for key, text in collection.queries.items() if key in kept})


def rankings_of(
    questions: Sequence[Gathered], others: Sequence[Sequence[Gathered]], folds: int, penalty: float
) -> tuple[list[Ranking], dict[str, str]]:
    """Every question by every way, and what the ways are: the sum, the weights that come with the program, weights of
    `others` alone, and those learned here by folds, with and without `others`."""
    sum_of_legs = {"khong-xep-lai": "tổng điểm hai nhánh, không xếp lại"}
    about = {MAIN: f"học từ các luật khác của bộ này, {folds} phần", **sum_of_legs, "kem-san": "bản kèm sẵn"}
    made = [ranking(each, None, "khong-xep-lai") for each in questions]
    made += [ranking(each, shipped(), "kem-san") for each in questions]
    made += _by_folds(questions, (), folds, penalty, MAIN)
    if others:
        about |= {"bo-khac": "học từ các bộ khác", "theo-luat-va-bo-khac": "học từ các luật khác và các bộ khác"}
        weights = learned(others, penalty)
        made += [ranking(each, weights, "bo-khac") for each in questions]
        made += _by_folds(questions, others, folds, penalty, "theo-luat-va-bo-khac")
    return made, about


def shipped() -> Array:
    """The weights that come with the program, shape (F,)."""
    found = read_weights().weights
    return np.array([found.get(name, 0.0) for name in NAMES])


def _by_folds(
    questions: Sequence[Gathered], others: Sequence[Sequence[Gathered]], folds: int, penalty: float, name: str
) -> list[Ranking]:
    made = []
    for split in splits(questions, folds):
        weights = learned([split.learned, *others], penalty)
        made += [ranking(each, weights, name) for each in split.tested]
    return made
