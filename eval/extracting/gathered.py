"""What the answerer learns from: the clauses of every question's passages, as numbers, and which of them answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from api.answering.extracting.choosing import evidence_of, seen_in
from api.answering.extracting.wanted import wish_of
from eval.gold import right
from eval.questions import Question
from eval.ranking.listwise import Listed
from eval.replies import Cited
from index.query.understanding import Part
from index.rerank.asked import asked_of
from index.rerank.rarity import rarity_of
from index.types import Scope

if TYPE_CHECKING:
    from api.answering.sources import Source
    from api.application import Application


@dataclass(frozen=True, slots=True)
class Gathered:
    """A question: `group` is the file that answers it, or the first one found: what is asked of one file is learned
    from or tested on, never both. `listed` tells of its clauses which answer; none need do."""

    id: str
    group: str
    answerable: bool
    listed: Listed


def gathered(
    application: Application, questions: Sequence[Question], *, without_gold: bool = False
) -> Iterator[Gathered]:
    """Ask all questions and weigh the clauses found. `without_gold`: with the files that answer left out, so that no
    question has an answer. Questions that find nothing are left out."""
    rarity = rarity_of(application.index.vocabulary.lexicon)
    for question in questions:
        said = application.searching.understood(question.text, frozenset({Part.OPERATORS}))
        count = application.settings.answer.passages
        sources = application.searching.retrieved(said, Scope(), 2 * count if without_gold else count)
        gold = {span.file for span in (*question.gold, *question.also_in)}
        if without_gold:
            sources = tuple(each for each in sources if _name(each) not in gold)[:count]
        named = application.index.named(said, Scope())
        seen = seen_in(wish_of(said.words), asked_of(said.subject, rarity), [*enumerate(sources, 1)], named.documents)
        if not seen:
            continue
        answers = [
            question.answerable
            and not without_gold
            and right(Cited(sources[each.clause.source - 1].entry.file, each.clause.text), question)
            for each in seen
        ]
        yield Gathered(
            question.id,
            question.gold[0].file if question.gold else sources[0].entry.file,
            question.answerable and not without_gold,
            Listed(evidence_of(seen), np.array(answers, dtype=bool)),
        )


def _name(source: Source) -> str:
    return source.entry.file.rpartition("/")[2]
