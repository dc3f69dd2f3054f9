"""Two runs over one question set: paired differences, and the questions whose score changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.bootstrap import Estimate, difference, mean
from eval.measures import MEASURES, Measure
from eval.questions import Question
from eval.scoring import Replies, scores_of


@dataclass(frozen=True, slots=True)
class Flip:
    """A question whose value changed; None where it was not eligible in that run."""

    question: Question
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """One measure in both runs, the difference (after minus before) with its interval, and the flips."""

    measure: Measure
    before: float | None
    after: float | None
    difference: Estimate
    flips: tuple[Flip, ...]


def compare(questions: Sequence[Question], before: Replies, after: Replies) -> tuple[Change, ...]:
    """Every measure that some question is eligible for in either run."""
    changes = tuple(_change(measure, questions, before, after) for measure in MEASURES)
    return tuple(change for change in changes if change.difference.questions)


def _change(measure: Measure, questions: Sequence[Question], before: Replies, after: Replies) -> Change:
    first, second = scores_of(measure, questions, before), scores_of(measure, questions, after)
    flips = tuple(
        Flip(question, a.value if a else None, b.value if b else None)
        for question, a, b in zip(questions, first, second, strict=True)
        if a != b
    )
    return Change(measure, mean(first), mean(second), difference(first, second), flips)
