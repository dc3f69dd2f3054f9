"""What the index takes and gives, and the seams where weight sits."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ingest.types import Span

Vectors = npt.NDArray[np.float32]
"""Shape (n, dimension), rows of unit length."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What this reader may see, and as of which date. Required by every search, so that no door can forget it.

    `clearance`: 0 none, 1 mật, 2 tối mật, 3 tuyệt mật. `organisations`: None means all; an empty set means only
    documents that belong to no organisation. `as_of`: documents issued after that date are not seen; None: all.
    """

    clearance: int = 0
    organisations: frozenset[str] | None = None
    as_of: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A findable piece of a document. `text == document.text[span]` always.

    `heading` is the breadcrumb ("57-NQ/TW › III › 2. …"): indexed with the text, never quoted. `id` is a UUID made of
    the document's id and the span.
    """

    id: str
    document_id: str
    span: Span
    text: str
    heading: str


def passage_id(document_id: str, span: Span) -> str:
    """Deterministic UUIDv5, so that ingesting twice gives the same ids."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"vanban:{document_id}:{span.start}-{span.end}"))


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage and its score; the position in the result is its rank.

    `legs` gives each leg's own score by name; under "fused" the sum of both alone, under "rerank" a reranker's.
    """

    passage: Passage
    score: float
    legs: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A line of the catalogue. `file` is the path as it was ingested, relative to the ingested folder."""

    id: str
    file: str
    media_type: str
    number: str | None
    kind: str | None
    issuer: str | None
    issued_on: dt.date | None
    title: str | None
    pages: int
    passages: int
    findings: int
    clearance: int
    organisation: str | None


class Embedder(Protocol):
    """Text to unit vectors. Implementations add their model's own prefixes; callers pass plain text.

    `encode_*` of an empty sequence gives shape (0, dimension). Texts longer than the model's window are cut at its end.
    `name` identifies model and version in the manifest.
    """

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors: ...

    def encode_queries(self, texts: Sequence[str]) -> Vectors: ...


class Reranker(Protocol):
    """Judges the first passages of a ranking by looking at question and passage together.

    `name` identifies model and version. Scores are of any scale, the higher the better; one point more makes a passage
    exp(sharpness) times as likely the one that answers. Texts of any length and kind are judged; loading and judging
    may raise `IndexingError`. Safe to use from several threads.
    """

    @property
    def name(self) -> str: ...

    @property
    def sharpness(self) -> float: ...

    def scores(self, question: str, hits: Sequence[Hit]) -> Sequence[float]:
        """One finite number a hit, in their order."""


@dataclass(frozen=True, slots=True)
class SparseVector:
    """Term ids (unsigned 32-bit, distinct) and their weights, of equal length."""

    indices: tuple[int, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """What a store keeps of a passage: both vectors and what a `Scope` filters by.

    `dense` has unit length. `issued_on` and `organisation` are None where the document names none.
    """

    id: str
    document_id: str
    dense: Sequence[float] | npt.NDArray[np.float32]
    sparse: SparseVector
    clearance: int
    organisation: str | None
    issued_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Scored:
    """A point's id and its score in one leg."""

    id: str
    score: float


BothScores = tuple[dict[str, float], dict[str, float]]
"""Dense and sparse scores of the same points, by id; a point without a common term has no sparse one."""


class Store(Protocol):
    """Points with two named vectors, filtered by `Scope` inside the engine. Every method may raise `IndexingError`.

    Scores: `dense` is the cosine; `sparse` is the dot product of the query's weights with the stored ones, each term
    multiplied by the store's own IDF, log(1 + (N − df + 0.5) / (df + 0.5)). Best first; ties in any order. A `limit`
    above the number of points gives them all; points without a common term are left out of the sparse ranking.

    With `documents`, only points of these documents are found: None restricts nothing, an empty sequence finds nothing.
    On 20,000 points of 2,000 documents Edge then takes a third of the time for 10 documents, the same for 100, twice
    as long for 200 to 1,000, three times for all of them: it grows with the ids handed over and the points of the
    store, not with `limit`. With `within`, only these ids are scored.
    """

    def upsert(self, points: Sequence[Point]) -> None:
        """Insert or replace by id. Empty input does nothing."""

    def delete_documents(self, document_ids: Sequence[str]) -> None:
        """Delete every point of these documents; unknown ids are ignored."""

    def search_dense(
        self,
        vector: npt.NDArray[np.float32],
        scope: Scope,
        limit: int,
        within: Sequence[str] | None = None,
        documents: Sequence[str] | None = None,
    ) -> list[Scored]:
        """Nearest points."""

    def search_sparse(
        self,
        vector: SparseVector,
        scope: Scope,
        limit: int,
        within: Sequence[str] | None = None,
        documents: Sequence[str] | None = None,
    ) -> list[Scored]:
        """Best points by the sparse vector."""

    def search_both(
        self,
        dense: npt.NDArray[np.float32],
        sparse: SparseVector,
        scope: Scope,
        limit: int,
        documents: Sequence[str] | None = None,
    ) -> BothScores:
        """Every point that is among the first `limit` of either leg, scored by both."""

    def count(self, document_id: str | None = None) -> int:
        """Exact number of points, of one document or of all."""

    def counts(self) -> dict[str, int]:
        """Exact number of points of every document that has any."""

    def scroll(self, after: str | None, limit: int) -> list[Point]:
        """Whole points in the order of their ids, at most `limit`, those after the id `after`; [] at the end.

        `dense` is a float32 array of unit length; the terms of `sparse` come in any order.
        """

    def wait_until_ready(self, timeout_s: float) -> None:
        """Return once everything written is searched at full speed. Raises StoreNotReady after `timeout_s`."""

    def flush(self) -> None:
        """Make everything written so far durable."""

    def optimize(self) -> None:
        """Build the engine's indexes over what was written, where that is worth it; slow after a large ingestion."""

    def close(self) -> None:
        """Flush and release; the store is not used again."""
