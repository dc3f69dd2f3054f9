"""From replies to figures: scores per question, then estimates over all questions and by kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from eval.bootstrap import Estimate, Scores, estimate
from eval.measures import MEASURES, Measure
from eval.questions import Question
from eval.replies import Reply

Replies = Mapping[str, Reply | None]


def scores_of(measure: Measure, questions: Sequence[Question], replies: Replies) -> Scores:
    """One measure's score of every question, in order; a question without a reply counts as the worst."""
    return [measure.score(question, replies.get(question.id)) for question in questions]


def question_scores(question: Question, reply: Reply | None) -> dict[str, float]:
    """Measure name → value, for the measures that the question is eligible for."""
    scores = {str(measure): measure.score(question, reply) for measure in MEASURES}
    return {name: score.value for name, score in scores.items() if score is not None}


def estimates(questions: Sequence[Question], replies: Replies) -> dict[str, Estimate]:
    """Measure name → figure with its interval and number of eligible questions."""
    return {str(measure): estimate(scores_of(measure, questions, replies)) for measure in MEASURES}


def by_kind(questions: Sequence[Question], replies: Replies) -> dict[str, dict[str, Estimate]]:
    """Kind → the same over the questions of that kind, kinds in order of first appearance."""
    kinds = dict.fromkeys(question.kind for question in questions)
    return {kind: estimates([q for q in questions if q.kind == kind], replies) for kind in kinds}


def shape(estimated: Mapping[str, Estimate]) -> dict[str, Any]:
    """Estimates as JSON: `value`, `low`, `high` (null without an eligible question) and `questions`."""
    return {
        name: {"value": e.value, "low": e.low, "high": e.high, "questions": e.questions}
        for name, e in estimated.items()
    }


def unmatched(questions: Iterable[Question], replies: Replies) -> tuple[list[str], list[str]]:
    """Question ids without a reply, and reply ids without a question."""
    asked = [question.id for question in questions]
    known = set(asked)
    return [key for key in asked if replies.get(key) is None], [key for key in replies if key not in known]
