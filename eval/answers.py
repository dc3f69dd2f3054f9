"""Asking every question of a set: one line a question, and the run goes on when one raises."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from eval.jsonl import Row
from eval.ports import Answers
from eval.questions import Question
from eval.replies import Reply, reply_of
from eval.scoring import question_scores
from index.types import Scope

_NO_ANSWER: dict[str, Any] = {
    "refused": False,
    "answer": "",
    "statements": [],
    "citations": [],
    "nearest": [],
    "trace": None,
}


def answer_lines(answers: Answers, questions: Iterable[Question], scope: Scope) -> Iterator[dict[str, Any]]:
    """The lines of `answers.jsonl`, in the questions' order: the answer's shape, wall time, and the question's scores.

    A question that raises gives a line with `error`, which scores as no answer.
    """
    for question in questions:
        started = time.perf_counter()
        said = _said(answers, question, scope)
        line = {
            **said,
            "id": question.id,
            "question": question.text,
            "kind": question.kind,
            "latency_ms": round((time.perf_counter() - started) * 1000, 2),
        }
        yield line | {"scores": question_scores(question, reply_of_line(line))}


def _said(answers: Answers, question: Question, scope: Scope) -> Mapping[str, Any]:
    try:
        return answers.ask(question.text, scope)
    except Exception as error:  # whatever it is, the other questions are still to be asked
        return _NO_ANSWER | {"error": f"{type(error).__name__}: {error}"}


def reply_of_line(line: Mapping[str, Any]) -> Reply | None:
    """The reply of a line just made."""
    return reply_of(Row(Path("answers.jsonl"), None, line))
