"""Whether quotes support a statement: one decision after the other, the first doubt is the answer. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from api.answering.citing.alignment import Reading, reading_of
from api.answering.citing.evidence import Evidence
from api.answering.citing.governing import governed_of, mark_doubt, misfit
from api.answering.citing.ground import ground_of
from api.answering.citing.matching import names, same
from api.answering.citing.phrases import key_of
from api.answering.citing.reasons import Doubt
from api.answering.citing.tokens import Said, Token, said_of
from api.answering.citing.values import Day, DocumentNumber, Place, Quantity
from ingest.language.kinds import KINDS

_NOT_QUOTED: dict[type, str] = {
    Quantity: "number_not_in_quote",
    Day: "date_not_in_quote",
    DocumentNumber: "document_not_in_quote",
    Place: "place_not_in_quote",
}
_NO = re.compile(r"\s*(?:không|chưa)\s*[.,:;!–-]\s*", re.IGNORECASE)
"""The answer to a question of yes or no, which what follows must say again."""
_NAMING = frozenset(" ".join(map(key_of, words.split())) for words in (*KINDS, "ban hành", "ký ban hành"))
_NEAR = 2
"""How far apart in a heading two words may stand that stand together in a statement."""


def doubt_of(statement: str, evidence: Evidence) -> Doubt | None:
    """The first reason why the evidence does not support an NFC statement; None where it does."""
    if any(quote.is_instruction for quote in evidence.quotes):
        return Doubt("instruction_quoted")
    words = tuple(statement.split())
    if any(quote.words == words and not quote.is_torn for quote in evidence.quotes):
        return None
    if hidden := [letter for letter in statement if unicodedata.category(letter) == "Cf"]:
        return Doubt("hidden_characters", f"U+{ord(hidden[0]):04X}")
    if answer := _NO.match(statement):
        statement = statement[answer.end() :]
    said = said_of(statement)
    if not said.tokens:
        return Doubt("nothing_said")
    if answer and not said.negations:
        return Doubt("negation_not_in_quote", answer[0])
    ground = ground_of(evidence.quotes)
    candidates = [[n for n, place in enumerate(ground.places) if same(word, place.token)] for word in said.tokens]
    in_context = _in_context(said, evidence, candidates)
    if doubt := _unquoted(statement, said, candidates, in_context):
        return doubt
    governed = governed_of(evidence, ground)
    reading = reading_of(
        said.tokens,
        [said.clauses[word.clause].section for word in said.tokens],
        candidates,
        in_context,
        [{n: misfit(word, n, ground) for n in found} for word, found in zip(said.tokens, candidates, strict=True)],
        ground,
    )
    if 3 * sum(taken is not None for taken in reading.taken) < len(said.tokens):
        return Doubt("word_not_in_quote", statement)  # a statement of headings, under any quote
    return mark_doubt(statement, said, reading, ground, governed) or _joined(statement, said, reading)


def _unquoted(
    statement: str, said: Said, candidates: Sequence[Sequence[int]], in_context: Sequence[bool]
) -> Doubt | None:
    missing = [
        word for word, found, told in zip(said.tokens, candidates, in_context, strict=True) if not found and not told
    ]
    for word in missing:
        if word.value is not None:
            return Doubt(_NOT_QUOTED[type(word.value)], word.span.of(statement))
    for word in missing:
        has_figure = any(letter.isdigit() for letter in word.key)
        code = "number_not_in_quote" if has_figure else "name_not_in_quote" if word.capital else "word_not_in_quote"
        return Doubt(code, word.span.of(statement))
    return None


def _joined(statement: str, said: Said, reading: Reading) -> Doubt | None:
    """The doubt about a reading that jumps into the middle of another clause."""
    for at in reading.unsound:
        around = said.tokens[max(0, at - 1) : at + 2]
        numbered = any(isinstance(word.value, Quantity | Day) for word in around)
        code = "number_of_another_fact" if numbered else "words_of_another_fact"
        return Doubt(code, statement[around[0].span.start : around[-1].span.end])
    return None


def _in_context(said: Said, evidence: Evidence, candidates: Sequence[Sequence[int]]) -> list[bool]:
    """Which words may come from mastheads, headings and addresses: numbers and places of the cited documents always,
    other words only beside a neighbour that stands beside them there too. What is quoted is taken from the quote: the
    marks of a heading are not compared."""
    mastheads = [_of_document(said.tokens, _run_in(said.tokens, each.tokens)) for each in evidence.mastheads]
    headings = [_beginning(said.tokens, _run_in(said.tokens, each.tokens)) for each in evidence.headings]
    return [
        any(run[at] for run in mastheads)
        or (not candidates[at] and any(run[at] for run in headings))
        or _is_named(said, at, evidence)
        for at in range(len(said.tokens))
    ]


def _is_named(said: Said, at: int, evidence: Evidence) -> bool:
    word = said.tokens[at]
    if isinstance(word.value, DocumentNumber):
        return names(word.value, evidence.numbers) and (not evidence.names_others or _opens(said, at))
    return isinstance(word.value, Place) and any(word.value.units <= place.units for place in evidence.places)


def _opens(said: Said, at: int) -> bool:
    """Whether a document is named at the beginning of a clause: elsewhere it could replace one that is quoted."""
    before = [word for word in said.tokens[:at] if word.clause == said.tokens[at].clause]
    return all(word.key in _NAMING for word in before)


def _run_in(words: Sequence[Token], context: Sequence[Token]) -> list[bool]:
    found = [[n for n, other in enumerate(context) if same(word, other)] for word in words]
    alone = [len(context) == 1 and bool(places) for places in found]
    for at in range(1, len(words)):
        if any(0 < abs(n - m) <= _NEAR for n in found[at] for m in found[at - 1]):
            alone[at] = alone[at - 1] = True
    return alone


def _of_document(words: Sequence[Token], told: Sequence[bool]) -> list[bool]:
    """A masthead speaks of the document alone: its words count where they name it by number, type or issuing."""
    kept = list(told)
    for run in _runs(told):
        if not any(isinstance(words[at].value, DocumentNumber) or words[at].key in _NAMING for at in run):
            kept[run.start : run.stop] = [False] * len(run)
    return kept


def _beginning(words: Sequence[Token], told: Sequence[bool]) -> list[bool]:
    """Words of a heading count at the beginning of a clause: there they say what it is about."""
    kept = list(told)
    for run in _runs(told):
        if not words[run.start].first:
            kept[run.start : run.stop] = [False] * len(run)
    return kept


def _runs(told: Sequence[bool]) -> Iterator[range]:
    at = 0
    while at < len(told):
        end = at
        while end < len(told) and told[end]:
            end += 1
        if end > at:
            yield range(at, end)
        at = end + 1
