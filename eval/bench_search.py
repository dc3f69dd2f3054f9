"""Speed of a hybrid query, encoding included, over an archive of synthetic passages in the real store and catalogue."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from index.types import Embedder, Passage, Scope, Vectors, passage_id
from ingest.types import Document, Span

if TYPE_CHECKING:
    from index.search import Index

PASSAGES = 20_000
QUERIES = 200
_PER_DOCUMENT = 100
_CLAUSES = 3
_NOISE = 0.35


@dataclass(frozen=True, slots=True)
class SearchSpeed:
    """Milliseconds of one query with and without its encoding, over so many passages."""

    passages: int
    p50_ms: float
    p95_ms: float
    encoding_p50_ms: float
    built_s: float


class Perturbed:
    """Vectors of a few real clauses with seeded noise: real neighbourhoods without hours of encoding."""

    name = "perturbed"

    def __init__(self, base: Vectors, seed: int) -> None:
        self._base = base
        self._random = np.random.default_rng(seed)
        self.dimension = base.shape[1]

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        chosen = self._base[self._random.integers(len(self._base), size=len(texts))]
        noise = self._random.standard_normal(chosen.shape).astype(np.float32) * _NOISE / np.sqrt(self.dimension)
        moved = chosen + noise
        return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), dtype=np.float32)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        raise NotImplementedError("only passages are synthetic")


def run(passages: int = PASSAGES, queries: int = QUERIES, seed: int = 7) -> SearchSpeed:
    """Build the archive in a temporary folder, then time queries one after another; the first few are not counted."""
    from index.archive import open_catalogue
    from index.fakes import SyllableSegmenter
    from index.openvino_encoder import OpenVinoE5
    from index.places import Places
    from index.search import Index
    from index.store.edge import EdgeStore
    from index.words import Segmenter

    encoder = OpenVinoE5()
    clauses = sample_clauses()
    with TemporaryDirectory(prefix="vanban-bench-") as folder:
        places = Places(Path(folder))
        catalogue = open_catalogue(places)
        places.shard.parent.mkdir(parents=True)
        store = EdgeStore(places.shard, encoder.dimension)
        started = time.perf_counter()
        base = Perturbed(encoder.encode_passages(clauses), seed)
        _fill(Index(catalogue, store, base, SyllableSegmenter()), clauses, passages, seed)
        built_s = time.perf_counter() - started
        asked = [clause[:90] for clause in Random(seed).choices(clauses, k=queries)]
        times, encoding = _timed(Index(catalogue, store, encoder, Segmenter()), encoder, asked)
        count = store.count()
        store.close()
        catalogue.close()
    p50, p95 = np.percentile(times, (50, 95)) * 1000
    return SearchSpeed(count, float(p50), float(p95), float(np.percentile(encoding, 50) * 1000), built_s)


def sample_clauses() -> list[str]:
    """The longer body lines of the sample archive's documents."""
    from eval.sample.make import sources
    from eval.sample.source import Line, plain

    lines = [plain(block.text) for source in sources() for block in source.blocks if isinstance(block, Line)]
    return [line for line in lines if len(line) > 60]


def _fill(index: Index, clauses: Sequence[str], passages: int, seed: int) -> None:
    from index.catalogue.catalogue import FileRecord, Label

    random = Random(seed)
    for number in range(passages // _PER_DOCUMENT):
        file_id = f"{number:064x}"
        lines = [" ".join(random.sample(clauses, _CLAUSES)) for _ in range(_PER_DOCUMENT)]
        document = Document(f"{file_id}-0", "\n".join(lines), "text/plain")
        record = FileRecord(file_id, 0, "text/plain", "bench", degraded=False)
        index.catalogue.put(record, [document], [_cut(document, lines)], Label())
        index.catalogue.link(f"{number}.txt", f"{number}.txt", file_id)
        index.index_documents([document.id])
    index.optimize()


def _cut(document: Document, lines: Sequence[str]) -> list[Passage]:
    found, at = [], 0
    for line in lines:
        span = Span(at, at + len(line))
        found.append(Passage(passage_id(document.id, span), document.id, span, line, ""))
        at = span.end + 1
    return found


def _timed(index: Index, encoder: Embedder, queries: Sequence[str]) -> tuple[list[float], list[float]]:
    for query in queries[:5]:
        index.search(query, Scope(), 10)
    times, encoding = [], []
    for query in queries:
        start = time.perf_counter()
        index.search(query, Scope(), 10)
        times.append(time.perf_counter() - start)
        start = time.perf_counter()
        encoder.encode_queries([query])
        encoding.append(time.perf_counter() - start)
    return times, encoding
