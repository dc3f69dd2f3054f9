"""Answers of the extractive answerer with weights other than those that come with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.answering.citing import verify
from api.answering.extracting.choosing import Judgement
from api.answering.extracting.extract import extract
from eval.questions import Question
from eval.replies import Cited, Reply
from index.query.understanding import Part
from index.rerank.rarity import rarity_of
from index.types import Scope

if TYPE_CHECKING:
    from api.application import Application


def answered(application: Application, question: Question, judgement: Judgement) -> Reply:
    """What the program would answer, with its own passages, verification and threshold."""
    said = application.searching.understood(question.text, frozenset({Part.OPERATORS}))
    settings = application.settings.answer
    sources = application.searching.retrieved(said, Scope(), settings.passages)
    named = application.index.named(said, Scope())
    rarity = rarity_of(application.index.vocabulary.lexicon)
    ended = application.ended({source.document.id for source in sources}, Scope())
    choice = extract(said, sources, named, rarity, ended, judgement)
    sure = choice.confidence >= settings.refuse_below and not named.missing
    statements, citations, _ = verify(choice.claims if sure else (), sources)
    text = "\n".join(statement.text for statement in statements)
    return Reply(not citations, text, tuple(Cited(each.file, each.quote) for each in citations))
