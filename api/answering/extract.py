"""The extractive answerer: the clauses that answer, quoted. Needs no language model.

Clauses of the best passages are scored by how much of the question's rare words they and their headings hold, by the
encoder's likeness, and by their passage's rank; the best ones that fit are proposed as claims, each its own quote.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from api.answering.citing import MAX_ANSWER_QUOTE_CHARS, MAX_QUOTE_CHARS
from api.answering.sources import Source
from api.types import Claim, Support
from ingest.language.normalise import match_key
from ingest.language.numbers import number_key, numbers_of
from ingest.types import Span

Similarities = Callable[[str, Sequence[str]], Sequence[float]]
"""Question and texts to one cosine a text."""

COMPARED = 16
CONTEXT_CHARS = 120

_SYLLABLE = re.compile(r"\w+")
_CLAUSE_END = re.compile(r"(?<=[;:])\s+|(?<=[.!?…])\s+(?=[^\W\d_a-zà-ỹ]|[-+•])")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Weights:
    """How the parts of a clause's score add up, and when to stop. Values: see `vanban-eval answers` in the README."""

    words: float = 1.0
    likeness: float = 1.0
    rank: float = 0.35
    more_within: float = 0.35
    statements: int = 3


@dataclass(frozen=True, slots=True)
class Clause:
    """A quotable stretch of a source: `source` is 1-based, `span` in the document's text."""

    source: int
    span: Span
    text: str
    context: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The claims proposed, best first, and how sure the answerer is that they answer (about 0–1)."""

    claims: tuple[Claim, ...]
    confidence: float


def extract(question: str, sources: Sequence[Source], similarities: Similarities, weights: Weights) -> Choice:
    """Choose the clauses that answer. No sources, or a question without words, gives no claims and confidence 0."""
    shown = _named(question, sources)
    clauses = _distinct([clause for n in shown for clause in clauses_of(sources[n - 1], n)])
    asked = _terms(question)
    if not clauses or not asked:
        return Choice((), 0.0)
    best = max(source.hit.score for source in sources)
    rank = [weights.rank * (sources[clause.source - 1].hit.score - best) for clause in clauses]
    coverage = coverages(asked, clauses)
    # Encoding is what takes the time: only clauses that words and rank speak for are compared by meaning.
    likely = sorted(range(len(clauses)), key=lambda at: (-weights.words * coverage[at] - rank[at], at))[:COMPARED]
    likeness = similarities(question, [_compared(clauses[at]) for at in likely])
    scores = {
        at: weights.words * coverage[at] + weights.likeness * _stretched(alike) + rank[at]
        for at, alike in zip(likely, likeness, strict=True)
    }
    order = sorted(scores, key=lambda at: (-scores[at], at))
    chosen = _fitting([at for at in order if scores[at] >= scores[order[0]] - weights.more_within], clauses, weights)
    return Choice(tuple(_claim(clauses[at]) for at in chosen), coverage[order[0]])


def _compared(clause: Clause) -> str:
    """What the encoder reads of a clause: the nearest line of its heading, then its words."""
    return f"{clause.context.rpartition(chr(10))[2][-CONTEXT_CHARS:]}\n{clause.text}"


def _named(question: str, sources: Sequence[Source]) -> list[int]:
    """1-based numbers of the sources to read: those of the documents that the question names, else all."""
    keys = {number_key(fact.value) for fact in numbers_of(question)}
    named = [n for n, source in enumerate(sources, 1) if number_key(source.entry.number or "") in keys]
    return named or list(range(1, len(sources) + 1))


def clauses_of(source: Source, number: int) -> Iterator[Clause]:
    """The clauses of a source: lines, longer ones cut at the ends of sentences and items, at most 400 characters."""
    text, span = source.document.text, source.passage.span
    at = span.start
    while at < span.end:
        end = text.find("\n", at, span.end)
        end = span.end if end < 0 else end
        for piece in _cut(text, Span(at, end)):
            words = piece.of(text)
            if _LETTER.search(words):
                yield Clause(number, piece, words, source.passage.heading)
        at = end + 1


def coverages(asked: Counter[str], clauses: Sequence[Clause]) -> list[float]:
    """Share of the question's terms, by rarity among the clauses, that a clause holds; its heading counts half."""
    own = [set(_terms(clause.text)) for clause in clauses]
    context = [set(_terms(clause.context)) for clause in clauses]
    frequency = Counter(term for terms in own for term in terms)
    weight = {term: math.log(1 + len(clauses) / (1 + frequency[term])) * n for term, n in asked.items()}
    whole = sum(weight.values()) or 1.0
    return [
        sum(w if term in mine else w / 2 if term in around else 0.0 for term, w in weight.items()) / whole
        for mine, around in zip(own, context, strict=True)
    ]


def _terms(text: str) -> Counter[str]:
    syllables = _SYLLABLE.findall(match_key(text))
    return Counter([*syllables, *(f"{a}_{b}" for a, b in pairwise(syllables))])


def _stretched(cosine: float) -> float:
    """The encoder's cosines lie between about 0.75 and 0.92: spread over 0–1."""
    return (cosine - 0.75) / 0.17


def _cut(text: str, line: Span) -> Iterator[Span]:
    ends = [line.start, *(m.end() for m in _CLAUSE_END.finditer(text, line.start, line.end)), line.end]
    start = ends[0]
    for end, following in zip(ends[1:], [*ends[2:], None], strict=True):
        if following is None or following - start > MAX_QUOTE_CHARS:
            yield from _windows(text, Span(start, end))
            start = end


def _windows(text: str, span: Span) -> Iterator[Span]:
    at = span.start
    while at < span.end:
        end = min(span.end, at + MAX_QUOTE_CHARS)
        if end < span.end:
            space = text.rfind(" ", at + 1, end)
            end = space if space > at else end
        words = text[at:end]
        lead = len(words) - len(words.lstrip())
        if kept := len(words.strip()):
            yield Span(at + lead, at + lead + kept)
        at = end


def _distinct(clauses: Sequence[Clause]) -> list[Clause]:
    """One clause of each wording: the same text often stands in several documents."""
    seen: dict[str, Clause] = {}
    for clause in clauses:
        seen.setdefault(match_key(clause.text), clause)
    return list(seen.values())


def _fitting(order: Sequence[int], clauses: Sequence[Clause], weights: Weights) -> list[int]:
    chosen: list[int] = []
    room = MAX_ANSWER_QUOTE_CHARS
    for at in order:
        size = len(clauses[at].text)
        if size <= room and len(chosen) < weights.statements:
            chosen.append(at)
            room -= size
    return chosen


def _claim(clause: Clause) -> Claim:
    return Claim(clause.text, (Support(clause.source, clause.text),))
