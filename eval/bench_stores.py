"""The same points and questions in two stores, leg by leg: Qdrant Edge beside the client's emulation or a real server.

Both search exactly: Edge scans segments below its threshold, the emulation always scans, a server is asked to.
"""

from __future__ import annotations

import time
import uuid
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np

from eval.errors import NothingToScore
from index.sparse import query_vector, terms_of
from index.types import Scope, Scored, Store

if TYPE_CHECKING:
    from index.catalogue.catalogue import Catalogue

QUESTIONS = 500
_TEN = 10
_WORDS = 12
_BATCH = 256
_EVERYTHING = Scope(clearance=3)
CLOSE = 1e-4


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one leg: how many questions got the same ten in the same order, and how many the same but for ties.

    `apart` is the largest difference of two scores at one rank. Times are medians of one question, in milliseconds.
    """

    leg: str
    questions: int
    same: int
    same_but_for_ties: int
    apart: float
    first_ms: float
    second_ms: float


def run(archive: Path, server_url: str = "", server_key: str = "", questions: int = QUESTIONS) -> list[Agreement]:
    """Copy the points of an archive's embedded index into the other store, then ask both; the archive is not changed.

    Without a `server_url` the other store is the client's emulation. A server's collection is taken away at the end.
    Raises NothingToScore without an embedded index, StoreBusy while another process has the archive open.
    """
    from index.archive import open_catalogue
    from index.catalogue.generations import CURRENT
    from index.encoders import chosen_encoders, encoders_of
    from index.places import Places
    from index.settings import IndexSettings
    from index.stores import open_store

    settings, places = IndexSettings(), Places(archive)
    embedder, words = encoders_of(*chosen_encoders(settings))
    with closing(open_catalogue(places)) as catalogue:
        generation = catalogue.generation(CURRENT)
        if generation is None or generation.store != settings.store:
            raise NothingToScore(archive, "kho chưa có chỉ mục trong máy này.")
        with (
            closing(open_store(places, settings, generation, create=False)) as edge,
            exact_store(server_url, server_key, embedder.dimension) as other,
        ):
            copied(edge, other)
            asked = openings(catalogue.at(generation), questions)
            dense = list(embedder.encode_queries(asked))
            sparse = [query_vector(terms_of(each, words)) for each in asked]
            return [
                agreement("dense", *(timed(store.search_dense, dense) for store in (edge, other))),
                agreement("sparse", *(timed(store.search_sparse, sparse) for store in (edge, other))),
            ]


def copied(source: Store, target: Store) -> int:
    """Every point of one store put into the other; gives how many."""
    after, count = None, 0
    while points := source.scroll(after, _BATCH):
        target.upsert(points)
        after, count = points[-1].id, count + len(points)
    return count


def openings(catalogue: Catalogue, count: int, seed: int = 7) -> list[str]:
    """So many stretches of twelve words from passages chosen by the seed: questions of every kind of text there is."""
    random = Random(seed)
    ids = catalogue.passage_ids()
    chosen = random.sample(ids, min(count, len(ids)))
    texts = [passage.text.split() for passage in catalogue.passages(chosen, _EVERYTHING).values()]
    starts = [random.randint(0, max(0, len(text) - _WORDS)) for text in texts]
    return [" ".join(text[start : start + _WORDS]) for text, start in zip(texts, starts, strict=True)]


def timed(search: Callable[..., list[Scored]], queries: Sequence[Any]) -> tuple[list[list[Scored]], float]:
    """The first ten for each query, and the median time of one in milliseconds."""
    found, times = [], []
    for query in queries:
        started = time.perf_counter()
        found.append(search(query, _EVERYTHING, _TEN))
        times.append(time.perf_counter() - started)
    return found, float(np.median(times) * 1000) if times else 0.0


def agreement(leg: str, first: tuple[list[list[Scored]], float], second: tuple[list[list[Scored]], float]) -> Agreement:
    """Two stores' answers to the same questions."""
    pairs = list(zip(first[0], second[0], strict=True))
    return Agreement(
        leg,
        len(pairs),
        sum([hit.id for hit in one] == [hit.id for hit in two] for one, two in pairs),
        sum(is_same_but_for_ties(one, two) for one, two in pairs),
        max((abs(a.score - b.score) for one, two in pairs for a, b in zip(one, two, strict=False)), default=0.0),
        first[1],
        second[1],
    )


def is_same_but_for_ties(one: Sequence[Scored], two: Sequence[Scored], close: float = CLOSE) -> bool:
    """Whether two rankings differ only where scores are within `close`.

    >>> a, b, c = Scored("a", 0.9), Scored("b", 0.50001), Scored("c", 0.5)
    >>> is_same_but_for_ties([a, b], [a, c]), is_same_but_for_ties([a, b], [b, a]), is_same_but_for_ties([a], [a, b])
    (True, False, False)
    """
    if len(one) != len(two):
        return False
    if any(abs(a.score - b.score) > close for a, b in zip(one, two, strict=True)):
        return False
    # A point that both name must have the same score in both; one that only one names is tied with the last.
    scores, last = {hit.id: hit.score for hit in two}, min((hit.score for hit in two), default=0.0)
    return all(abs(hit.score - scores.get(hit.id, last)) <= close for hit in one)


@contextmanager
def exact_store(url: str, key: str, dimension: int) -> Iterator[Store]:
    """A collection of its own on a server, or the client's emulation of one; gone at the end."""
    from index.store.qdrant import QdrantStore, connect, drop_collection, emulated
    from index.store.qdrant_schema import Layout

    name = f"vanban-bench-{uuid.uuid4().hex}"
    client = connect(url, key, timeout_s=60, over_grpc=False) if url else emulated()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Payload indexes have no effect")
        # The emulation compares every vector anyway, and says so at every question when it is asked to.
        store = QdrantStore(client, name, dimension, Layout(), exact=bool(url))
    try:
        yield store
    finally:
        drop_collection(client, name)
        store.close()
