"""The extractive answerer: the clauses that answer, quoted. Needs no language model.

A question wants a kind of answer (a share, a date, a body …). Clauses of the passages found are weighed by how much of
the question they and their headings hold and by whether they hold such an answer, and where; learned weights say which
one answers and how sure that is. What answers directly is said first, with the whole clause as its quote.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from api.answering.citing import MAX_ANSWER_QUOTE_CHARS, MAX_QUOTE_CHARS, verify
from api.answering.extracting.choosing import (
    Judgement,
    Seen,
    assurance_row,
    confidence_of,
    evidence_of,
    scores_of,
    seen_in,
    shipped,
)
from api.answering.extracting.clauses import items_below
from api.answering.extracting.direct import direct_in, listed, polarity_of
from api.answering.extracting.evidence import NAMES
from api.answering.extracting.rows import said_by_row
from api.answering.extracting.told import told_claims
from api.answering.extracting.units import units_asked, whole_unit
from api.answering.extracting.values import values_of
from api.answering.extracting.wanted import Wanted, Wish, figures_of, wish_of
from api.answering.sources import Source
from api.types import Claim, Support
from index.named import Named
from index.query.understanding import Understood
from index.rerank.asked import Asked, asked_of
from index.rerank.rarity import Rarity
from ingest.language.normalise import match_key

WITHIN = 0.75
"""Clauses that score this much below the best are quoted too: of 0/0.5/0.75/1 below, 0.75 gave most facts without
losing precision on party_qa when it was chosen (one document left out, nothing refused: facts 0.73/0.78/0.80/0.80,
precision 0.78/0.77/0.75/0.68)."""

COMPLETES_WITHIN = 6.0
"""So far below the best a clause may be that holds another thing that is asked for ("mấy nhóm mục tiêu và mấy …")."""

ENDED_BEHIND = 2.0
"""What a clause of a document that is no longer in force loses: as likely again by e² it must be to come first."""

STATEMENTS = 3

_EXACT = (Wanted.PERCENT, Wanted.MONEY, Wanted.DURATION, Wanted.QUANTITY, Wanted.REGION)
"""Kinds that no other words can stand for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The claims proposed, best first, and how likely the best of them answers (0–1)."""

    claims: tuple[Claim, ...]
    confidence: float


NOTHING = Choice((), 0.0)


def extract(
    said: Understood,
    sources: Sequence[Source],
    named: Named,
    rarity: Rarity,
    ended: frozenset[str] = frozenset(),
    judgement: Judgement | None = None,
) -> Choice:
    """Choose the clauses that answer. No sources, or a question without words, gives no claims and confidence 0.

    Documents that have `ended` stand back behind others, but for those that the question names.
    """
    if told := told_claims(named.told, sources):
        return Choice(told[:STATEMENTS], 1.0)
    wish, asked = wish_of(said.words), asked_of(said.subject, rarity)
    units = units_asked(said.addresses, sources, named)
    if units and (whole := whole_unit(wish, units, named)):
        return Choice((whole,), 1.0)
    looked_into = [*enumerate(sources, 1)] if units is None else units
    seen = seen_in(wish, asked, looked_into, named.documents)
    if not seen or not asked.weights:
        return NOTHING
    past = [sources[each.clause.source - 1].document.id in ended - named.documents for each in seen]
    ordered, scores, sure = _ordered(seen, past, judgement or shipped())
    claims = [*_fitting(_claim(wish, asked, each, sources) for each in _chosen(wish, ordered, scores))]
    if claims and wish.is_yes_no:
        claims[0] = _decided(said.words, claims[0])
    shown = tuple(_as_quoted_if_doubted(claim, sources) for claim in claims)
    return Choice(shown, sure if _holds_it(wish, ordered[0]) else 0.0)


def _ordered(seen: Sequence[Seen], past: Sequence[bool], judgement: Judgement) -> tuple[list[Seen], list[float], float]:
    """Clauses and their scores, best first, and how likely the best one answers; those of the past stand back."""
    evidence = evidence_of(seen)
    scores = scores_of(evidence, judgement) - np.where(past, ENDED_BEHIND, 0.0)
    order = np.argsort(-scores, kind="stable")
    sure = confidence_of(assurance_row(evidence, scores), judgement)
    return [seen[at] for at in order], scores[order].tolist(), sure


def _holds_it(wish: Wish, best: Seen) -> bool:
    """Whether the best clause can answer: what is asked for by its unit or kind alone must stand in it."""
    exact = [kind for kind in wish.kinds if kind in _EXACT and (kind is not Wanted.QUANTITY or wish.units)]
    return not exact or bool(best.weighed.evidence[NAMES.index("fits")])


def _chosen(wish: Wish, seen: Sequence[Seen], scores: Sequence[float]) -> list[Seen]:
    """The best clause and those near it, no words twice; of each thing that is counted, or year given, the best."""
    chosen: list[Seen] = []
    lacking = set(_parts(wish))
    for each, score in zip(seen, scores, strict=True):
        here = {part for part in lacking if _has(wish, each, part)}
        is_near = score >= scores[0] - WITHIN
        completes = len(_parts(wish)) > 1 and bool(here) and score >= scores[0] - COMPLETES_WITHIN
        if (is_near or completes) and not any(_repeats(each, other) for other in chosen):
            chosen.append(each)
            lacking -= here
    return chosen


def _parts(wish: Wish) -> tuple[tuple[str, ...], ...]:
    """What a question asks several times: the units that it counts, or the years that it gives."""
    years = tuple((each.figure,) for each in wish.given if not each.unit)
    return wish.units if len(wish.units) > 1 else years


def _has(wish: Wish, seen: Seen, part: tuple[str, ...]) -> bool:
    if part in wish.units:
        return any(True for _ in values_of(Wanted.QUANTITY, seen.clause.text, replace(wish, units=(part,))))
    return part[0] in figures_of(seen.clause.text)


def _repeats(one: Seen, other: Seen) -> bool:
    """Whether two clauses overlap, or the words of one are among the other's."""
    if one.clause.source == other.clause.source and one.clause.span.overlaps(other.clause.span):
        return True
    shorter, longer = sorted((match_key(one.clause.text), match_key(other.clause.text)), key=len)
    return shorter.strip(" .;,:-") in longer


def _claim(wish: Wish, asked: Asked, seen: Seen, sources: Sequence[Source]) -> Claim:
    clause, source = seen.clause, sources[seen.clause.source - 1]
    items = items_below(source, clause, MAX_QUOTE_CHARS) if clause.is_opened else None
    if items:
        quote = items.of(source.document.text)
        return Claim(listed(quote), (Support(clause.source, quote),))
    quoted = Support(clause.source, clause.text)
    if clause.is_row:
        return Claim(said_by_row(wish, asked, clause.text, clause.context), (quoted,))
    text = direct_in(clause.text, asked, seen.weighed.value)
    if not seen.weighed.in_lead:
        return Claim(text, (quoted,))
    return Claim(f"{direct_in(seen.lead, asked, None)}: {text}", (Support(clause.source, seen.lead), quoted))


def _decided(question: str, claim: Claim) -> Claim:
    return Claim(f"{polarity_of(question, claim.text)}. {claim.text}", claim.supports)


def _as_quoted_if_doubted(claim: Claim, sources: Sequence[Source]) -> Claim:
    """Words put together from a quote ("Không. …", cells under their headers) are checked like a model's; where they do
    not pass, the quote speaks for itself."""
    if verify([claim], sources)[0]:
        return claim
    quoted = claim.supports[-1]
    return Claim(" ".join(quoted.quote.split()), (quoted,))


def _fitting(claims: Iterator[Claim]) -> Iterator[Claim]:
    """As many as may be shown, each quote once."""
    room, count, quoted = MAX_ANSWER_QUOTE_CHARS, 0, set[Support]()
    for claim in claims:
        new = {support for support in claim.supports if support not in quoted}
        size = sum(len(support.quote) for support in new)
        if size and size <= room and count < STATEMENTS:
            yield claim
            quoted |= new
            room, count = room - size, count + 1
