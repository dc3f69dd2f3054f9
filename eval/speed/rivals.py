"""The same passages in other engines: bm25s for the sparse leg, qdrant-client's local mode for both."""

from __future__ import annotations

import logging
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.speed.asking import Speed, timed
from index.catalogue.catalogue import Catalogue
from index.sparse import Bm25, Words, query_vector, terms_of
from index.types import Embedder, Passage, Point, Scope, Store

DEPTH = 200
"""Candidates of a leg, as the product asks for."""
LOCAL_QUESTIONS = 50
_BATCH = 1_000
_EVERYTHING = Scope(clearance=3)

Terms = Callable[[str], list[str]]


def passages_in(catalogue: Catalogue) -> list[Passage]:
    """Every passage of the archive, copies among them."""
    return [each for key in catalogue.ids(_EVERYTHING) for each in catalogue.passages_of(key)]


def sparse_leg(store: Store, questions: Sequence[str], terms: Terms) -> Speed:
    """Our own sparse leg alone: the store's first `DEPTH`, the question's terms known."""
    vectors = {question: query_vector(terms(question)) for question in questions}
    return timed(lambda question: store.search_sparse(vectors[question], Scope(), DEPTH), questions, 1)


def bm25s_leg(texts: Sequence[str], questions: Sequence[str], terms: Terms) -> tuple[Speed, float]:
    """bm25s over the same terms with the same k1 and b, and how long its index takes, terms known, in seconds."""
    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)
    bm25 = Bm25()
    vocabulary: dict[str, int] = {}
    ids = [np.array([vocabulary.setdefault(term, len(vocabulary)) for term in terms(text)]) for text in texts]
    rival: Any = bm25s.BM25(k1=bm25.k1, b=bm25.b, method="lucene")
    started = time.perf_counter()
    rival.index((ids, vocabulary), show_progress=False)
    built_s = time.perf_counter() - started
    asked = {question: [list(dict.fromkeys(terms(question)))] for question in questions}
    depth = min(DEPTH, len(texts))
    speed = timed(lambda each: rival.retrieve(asked[each], k=depth, show_progress=False), questions, 1)
    return speed, round(built_s, 2)


def both_legs(store: Store, embedder: Embedder, questions: Sequence[str], terms: Terms) -> Speed:
    """The first `DEPTH` of both legs, the questions' vectors known."""
    dense = dict(zip(questions, embedder.encode_queries(questions), strict=True))
    sparse = {question: query_vector(terms(question)) for question in questions}

    def ask(question: str) -> None:
        store.search_dense(dense[question], Scope(), DEPTH)
        store.search_sparse(sparse[question], Scope(), DEPTH)

    return timed(ask, questions, 1)


def local_mode(folder: Path, points: Sequence[Point], dimension: int) -> tuple[Store, float]:
    """A store in qdrant-client's local mode with these points, and how long loading took, in seconds."""
    from qdrant_client import QdrantClient

    from index.store.qdrant import QdrantStore
    from index.store.qdrant_schema import Layout

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it advises against so many points: that is what is measured
        store = QdrantStore(QdrantClient(path=str(folder)), "bench", dimension, Layout())
        started = time.perf_counter()
        for start in range(0, len(points), _BATCH):
            store.upsert(points[start : start + _BATCH])
        return store, round(time.perf_counter() - started, 2)


def points_in(store: Store) -> Iterator[Point]:
    """Every point of the store, in the order of their ids."""
    after = None
    while batch := store.scroll(after, _BATCH):
        yield from batch
        after = batch[-1].id


def terms_by(words: Words) -> Terms:
    return lambda text: terms_of(text, words)
