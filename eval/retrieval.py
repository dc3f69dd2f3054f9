"""Ranking a collection through the product and scoring it per query with ir-measures (nDCG@10, R@1, R@10, MRR@10).

A document scores as its best passage. Every query with a relevant document counts: one that finds nothing is 0.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import numpy as np

from eval.beir import Collection
from eval.measures import Score
from eval.ports import Leg, RetrievalIndex
from eval.variants import VARIANTS

NAMES = {"nDCG@10": "nDCG@10", "R@1": "R@1", "R@10": "R@10", "MRR@10": "RR@10"}
"""Our names and ir-measures' own: the mean of RR@10 is MRR@10."""

TOP = 10

Rank = Callable[[str], Sequence[tuple[str, float]]]
"""From a query to (document id, score), best first."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """What one leg gave for one query: (document id, score) best first, in scores that strictly fall.

    `leg` is a leg of the search, or a variant of `eval.variants` asked of the fused ranking.
    """

    query: str
    leg: str
    documents: tuple[tuple[str, float], ...]
    latency_ms: float


def rankings(
    index: RetrievalIndex, collection: Collection, legs: Sequence[Leg], limit: int, variants: Sequence[str] = ()
) -> Iterator[Ranking]:
    """Every query by every leg, then as every variant. The first is asked once before, so that no loading is timed."""
    index.rank(next(iter(collection.queries.values())), limit=1)
    for key, text in collection.queries.items():
        asked: list[tuple[str, str, Leg]] = [(leg, text, leg) for leg in legs]
        asked += [(variant, VARIANTS[variant](text), "fused") for variant in variants]
        for name, question, leg in asked:
            started = time.perf_counter()
            found = index.rank(question, limit=limit, leg=leg)
            elapsed_ms = (time.perf_counter() - started) * 1000
            yield Ranking(key, name, falling(found), elapsed_ms)


def system_rankings(systems: Mapping[str, Rank], collection: Collection) -> Iterator[Ranking]:
    """Every query by every system, by name; the first query is asked of each once before, so that no loading is timed.

    Systems are asked in turn, query by query: what slows the machine down slows all of them.
    """
    for rank in systems.values():
        rank(next(iter(collection.queries.values())))
    for key, text in collection.queries.items():
        for name, rank in systems.items():
            started = time.perf_counter()
            found = rank(text)
            elapsed_ms = (time.perf_counter() - started) * 1000
            yield Ranking(key, name, falling(found), elapsed_ms)


def falling(found: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """The same order in scores that fall by at least one step of a 32-bit float.

    TREC's tools order by score and break ties by document id; so the ranking that was given is the one that is scored.

    >>> [score < 1 for _, score in falling([("a", 1.0), ("b", 1.0)])]
    [False, True]
    """
    kept: list[tuple[str, float]] = []
    below = np.float32(np.inf)
    for key, score in found:
        below = min(np.float32(score), np.nextafter(below, np.float32(-np.inf)))
        kept.append((key, float(below)))
    return tuple(kept)


def scores_of(rankings: Sequence[Ranking], collection: Collection) -> dict[str, dict[str, Score]]:
    """Our measure's name → query id → score, in the collection's order, for one leg's rankings."""
    import ir_measures

    measures = {ir_measures.parse_measure(theirs): ours for ours, theirs in NAMES.items()}
    qrels = [ir_measures.Qrel(q, key, grade) for q, found in collection.qrels.items() for key, grade in found.items()]
    run = [ir_measures.ScoredDoc(r.query, key, score) for r in rankings for key, score in r.documents]
    scores = {name: dict.fromkeys(collection.queries, Score(0.0)) for name in NAMES}
    for metric in ir_measures.iter_calc(list(measures), qrels, run) if run else ():
        scores[measures[metric.measure]][metric.query_id] = Score(float(metric.value))
    return scores


def trec_lines(rankings: Sequence[Ranking], tag: str = "vanban") -> Iterator[str]:
    """A run file: query, Q0, document, 1-based rank, score, tag. White space in an id is written in per cent form."""
    for ranking in rankings:
        for rank, (key, score) in enumerate(ranking.documents, start=1):
            yield f"{_solid(ranking.query)} Q0 {_solid(key)} {rank} {score:.9g} {tag}\n"


def query_lines(
    by_leg: Mapping[str, Sequence[Ranking]],
    scores: Mapping[str, Mapping[str, Mapping[str, Score]]],
    collection: Collection,
    main: str = "fused",
) -> Iterator[dict[str, Any]]:
    """One object a query: text, relevant documents, and each leg's top ids, scores and time; `main` at the top."""
    tables = {leg: {ranking.query: ranking for ranking in rankings} for leg, rankings in by_leg.items()}
    for key, text in collection.queries.items():
        legs = {
            leg: {
                "top": [document for document, _ in table[key].documents[:TOP]],
                "scores": {name: scores[leg][name][key].value for name in NAMES},
                "latency_ms": round(table[key].latency_ms, 2),
            }
            for leg, table in tables.items()
        }
        relevant = [document for document, grade in collection.qrels[key].items() if grade > 0]
        yield {"id": key, "query": text, "relevant": relevant, **legs.pop(main), "legs": legs}


def _solid(name: str) -> str:
    return re.sub(r"\s", lambda match: quote(match[0]), name)
