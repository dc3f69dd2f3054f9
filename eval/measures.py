"""Measures of answers. A measure is a frozen value whose `str` is its name; larger is better, 0 worst, 1 best.

Per question first: `measure.score(question, reply)` is a `Score`, or None for a question that says nothing about the
measure. Every aggregate is one fold, the weighted mean of the scores (`eval.bootstrap.mean`). A question that was not
answered at all (no line, or it raised) scores the worst in every measure that could have applied to it, so that
silence never raises a figure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from eval.gold import found, right
from eval.matching import contains, words
from eval.questions import Question
from eval.replies import Reply

DIRECT_CHARS = 250


@dataclass(frozen=True, slots=True)
class Score:
    """One question's value in 0–1 and its weight in the mean."""

    value: float
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Measure:
    """A named measure. Two measures of one name are equal."""

    name: str
    applies: Callable[[Question], bool] = field(compare=False, repr=False)
    of: Callable[[Question, Reply], Score | None] = field(compare=False, repr=False)

    def __str__(self) -> str:
        return self.name

    def score(self, question: Question, reply: Reply | None) -> Score | None:
        """The question's score; None when it is not eligible; 0 when it is and there is no reply."""
        if not self.applies(question):
            return None
        return Score(0.0) if reply is None else self.of(question, reply)


def _facts(question: Question, reply: Reply) -> Score:
    stated = all(any(contains(part, form) for form in forms for part in reply.parts) for forms in question.must_contain)
    return Score(float(stated and not reply.refused))


def _direct(question: Question, reply: Reply) -> Score:
    said = reply.answer[:DIRECT_CHARS]
    stated = all(any(contains(said, form) for form in forms) for forms in question.must_contain)
    return Score(float(stated and not reply.refused))


def _precision(question: Question, reply: Reply) -> Score:
    given = () if reply.refused else reply.citations
    return Score(sum(right(cited, question) for cited in given) / len(given) if given else 0.0)


def _precision_given(question: Question, reply: Reply) -> Score | None:
    return None if reply.refused or not reply.citations else _precision(question, reply)


def _recall(question: Question, reply: Reply) -> Score:
    given = () if reply.refused else reply.citations
    return Score(sum(found(span, given, question) for span in question.gold) / len(question.gold))


def _polarity(question: Question, reply: Reply) -> Score:
    said = words(reply.answer)
    lead = said[0] if said and said[0] in ("có", "không") else None
    agrees = question.label == lead if lead else question.label in said
    return Score(float(agrees and not reply.refused))


def _refusal_precision(question: Question, reply: Reply) -> Score | None:
    return Score(float(not question.answerable)) if reply.refused else None


def _refusal_recall(_: Question, reply: Reply) -> Score:
    return Score(float(reply.refused))


def _refusal_f1(question: Question, reply: Reply) -> Score | None:
    if reply.refused and not question.answerable:
        return Score(1.0, weight=2.0)
    return Score(0.0) if reply.refused or not question.answerable else None


def _answerable(question: Question) -> bool:
    return question.answerable


def _with_gold(question: Question) -> bool:
    return question.answerable and bool(question.gold)


required_facts_accuracy = Measure(
    "required_facts_accuracy", lambda question: question.answerable and bool(question.must_contain), _facts
)
"""Rewards an answer that gives every required fact: not refused, and each inner list of `must_contain` has a form that
stands on token boundaries in the answer or in one of its quotes. Answerable questions with required facts."""

direct_accuracy = Measure(
    "direct_accuracy", lambda question: question.answerable and bool(question.must_contain), _direct
)
"""The same of the first 250 characters of the answer alone, its quotes left aside: what is read first says it."""

citation_precision = Measure("citation_precision", _with_gold, _precision)
"""Rewards citing nothing but what answers: the share of an answer's citations (identical ones once) that hit a gold
span or an allowed `also_in` place. A refused or uncited answer to an answerable question scores 0."""

citation_precision_given = Measure("citation_precision_given", _with_gold, _precision_given)
"""The same over the answers that were given: says how far to trust a citation that is there. Diagnostic: a product
raises it by refusing."""

citation_recall = Measure("citation_recall", _with_gold, _recall)
"""Rewards citing all that the answer needs: the share of gold spans that some citation hits. A refusal scores 0."""

polarity = Measure("polarity", lambda question: question.answerable and question.label is not None, _polarity)
"""Rewards the right "có" or "không" to a yes/no question: the word that opens the answer decides; where neither opens
it, the label must stand in the answer. Lenient, and apart from the facts."""

refusal_precision = Measure("refusal_precision", lambda question: True, _refusal_precision)
"""Rewards refusing only what the documents do not answer: of the refused questions, the share that is unanswerable."""

refusal_recall = Measure("refusal_recall", lambda question: not question.answerable, _refusal_recall)
"""Rewards refusing all that the documents do not answer: of the unanswerable questions, the share that is refused."""

refusal_f1 = Measure("refusal_f1", lambda question: True, _refusal_f1)
"""The harmonic mean of the two, as the weighted mean 2·TP / (2·TP + FP + FN) (van Rijsbergen 1979, with equal
weights), the positive class being unanswerable."""

answer_rate = Measure("answer_rate", _answerable, lambda question, reply: Score(float(not reply.refused)))
"""The share of answerable questions that were answered, rightly or not. Diagnostic."""

MEASURES = (
    required_facts_accuracy,
    direct_accuracy,
    citation_precision,
    citation_recall,
    refusal_precision,
    refusal_recall,
    refusal_f1,
    polarity,
    answer_rate,
    citation_precision_given,
)


def parse_measure(name: str) -> Measure:
    """The inverse of `str(measure)`. Raises KeyError for a name that is none."""
    return {str(measure): measure for measure in MEASURES}[name]
