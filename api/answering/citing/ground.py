"""The quotes of a claim as one row of places, and how their clauses hang together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.answering.citing.evidence import Quoted
from api.answering.citing.phrases import key_of
from api.answering.citing.tokens import Clause, Token

_COOPERATING = " ".join(map(key_of, ("phối", "hợp")))


@dataclass(frozen=True, slots=True)
class Place:
    """A token of a quote; `quote` and `clause` are indexes, clauses being numbered over all quotes."""

    token: Token
    quote: int
    clause: int


@dataclass(frozen=True, slots=True)
class Ground:
    """All places of all quotes in order.

    For every clause: `scopes`, the clauses that it holds for when it is a phrase of time, place or condition before
    them, else empty; `cooperating`, whether it names the bodies that the subject before it works with; `sentences`, a
    number that only clauses of the same sentence share.
    """

    places: tuple[Place, ...]
    clauses: tuple[Clause, ...]
    scopes: tuple[range, ...]
    cooperating: tuple[bool, ...]
    sentences: tuple[tuple[int, int], ...]
    spans: tuple[range, ...]
    """The places of every clause."""


def ground_of(quotes: Sequence[Quoted]) -> Ground:
    """The places of the quotes, quote after quote; nothing for no quotes."""
    places: list[Place] = []
    clauses: list[Clause] = []
    scopes: list[range] = []
    sentences: list[tuple[int, int]] = []
    for number, quote in enumerate(quotes):
        shift = len(clauses)
        places += [Place(token, number, token.clause + shift) for token in quote.tokens]
        clauses += quote.said.clauses
        scopes += _scopes(quote.said.clauses, shift)
        sentences += [(number, clause.sentence) for clause in quote.said.clauses]
    spans = tuple(_spans(places, len(clauses)))
    return Ground(
        tuple(places), tuple(clauses), tuple(scopes), _cooperating(places, clauses, spans), tuple(sentences), spans
    )


def _spans(places: Sequence[Place], count: int) -> Iterator[range]:
    at = 0
    for clause in range(count):
        start = at
        while at < len(places) and places[at].clause == clause:
            at += 1
        yield range(start, at)


def _scopes(clauses: Sequence[Clause], shift: int) -> Iterator[range]:
    """A leading phrase holds until the next one that begins alike: "đến năm 2030, …; đến năm 2045, …"."""
    for at, clause in enumerate(clauses):
        end = at + 1
        if clause.leader and clause.comma:
            while end < len(clauses) and clauses[end].leader != clause.leader:
                end += 1
        yield range(at + 1 + shift, end + shift)


def _cooperating(places: Sequence[Place], clauses: Sequence[Clause], spans: Sequence[range]) -> tuple[bool, ...]:
    """ "…, phối hợp với Sở A, Sở B và Sở C xây dựng …": all of it, though what is built is the subject's."""
    found: list[bool] = []
    for at, span in enumerate(spans):
        first = places[span[0]].token if span else None
        begins = first is not None and first.key == _COOPERATING
        joined = bool(at and found[-1]) and (not clauses[at - 1].comma or (first is not None and first.capital))
        found.append(begins or joined)
    return tuple(found)
