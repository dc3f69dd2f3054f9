"""A Qdrant server or cluster through qdrant-client, with the schema and the queries of the embedded store.

`QdrantClient(":memory:")` is the client's Python emulation of the same interface; tests use it, archives do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from index.errors import StoreUnreachable
from index.types import Point, Scope, Scored, SparseVector

if TYPE_CHECKING:
    from qdrant_client import QdrantClient
    from qdrant_client import models as m

_BATCH = 256


class QdrantStore:
    """One collection of a server, created when missing. Raises StoreUnreachable when the server does not answer."""

    def __init__(self, client: QdrantClient, collection: str, dimension: int) -> None:
        from qdrant_client import models

        self._models = models
        self._client = client
        self._collection = collection
        with _translated():
            if not client.collection_exists(collection):
                self._create(dimension)
            self._index_fields()

    def upsert(self, points: Sequence[Point]) -> None:
        with _translated():
            for start in range(0, len(points), _BATCH):
                batch = [self._point(point) for point in points[start : start + _BATCH]]
                self._client.upsert(self._collection, batch, wait=True)

    def delete_documents(self, document_ids: Sequence[str]) -> None:
        if document_ids:
            m = self._models
            chosen = m.Filter(must=[m.FieldCondition(key="document_id", match=m.MatchAny(any=list(document_ids)))])
            with _translated():
                self._client.delete(self._collection, m.FilterSelector(filter=chosen), wait=True)

    def search_dense(
        self,
        vector: npt.NDArray[np.float32],
        scope: Scope,
        limit: int,
        within: Sequence[str] | None = None,
        documents: Sequence[str] | None = None,
    ) -> list[Scored]:
        return self._query([float(x) for x in vector], "dense", scope, limit, within, documents)

    def search_sparse(
        self,
        vector: SparseVector,
        scope: Scope,
        limit: int,
        within: Sequence[str] | None = None,
        documents: Sequence[str] | None = None,
    ) -> list[Scored]:
        if not vector.indices:
            return []
        return self._query(self._sparse(vector), "sparse", scope, limit, within, documents)

    def count(self, document_id: str | None = None) -> int:
        m = self._models
        chosen = None
        if document_id is not None:
            chosen = m.Filter(must=[m.FieldCondition(key="document_id", match=m.MatchValue(value=document_id))])
        with _translated():
            return self._client.count(self._collection, count_filter=chosen, exact=True).count

    def flush(self) -> None:
        """Nothing to do: every write waited for the server's own log."""

    def optimize(self) -> None:
        """Nothing to do: a server optimises by itself."""

    def close(self) -> None:
        with _translated():
            self._client.close()

    def _create(self, dimension: int) -> None:
        m = self._models
        self._client.create_collection(
            self._collection,
            vectors_config={"dense": m.VectorParams(size=dimension, distance=m.Distance.COSINE)},
            sparse_vectors_config={"sparse": m.SparseVectorParams(modifier=m.Modifier.IDF)},
        )

    def _index_fields(self) -> None:
        """Build the field indexes that are not there: all of a new collection, or of one whose creation was cut off."""
        m = self._models
        there = self._client.get_collection(self._collection).payload_schema
        for field, kind in (
            ("document_id", m.PayloadSchemaType.KEYWORD),
            ("organisation", m.PayloadSchemaType.KEYWORD),
            ("clearance", m.PayloadSchemaType.INTEGER),
            ("issued_day", m.PayloadSchemaType.INTEGER),
        ):
            if field not in there:
                self._client.create_payload_index(self._collection, field, kind)

    def _query(
        self,
        query: Any,
        using: str,
        scope: Scope,
        limit: int,
        within: Sequence[str] | None,
        documents: Sequence[str] | None,
    ) -> list[Scored]:
        if limit < 1 or any(chosen is not None and not chosen for chosen in (within, documents)):
            return []
        with _translated():
            found = self._client.query_points(
                self._collection,
                query=query,
                using=using,
                query_filter=_filter_of(self._models, scope, within, documents),
                limit=limit,
                with_payload=False,
            )
        return [Scored(str(point.id), float(point.score)) for point in found.points]

    def _sparse(self, vector: SparseVector) -> m.SparseVector:
        return self._models.SparseVector(indices=list(vector.indices), values=list(vector.values))

    def _point(self, point: Point) -> m.PointStruct:
        payload: dict[str, Any] = {"document_id": point.document_id, "clearance": point.clearance}
        if point.organisation is not None:
            payload["organisation"] = point.organisation
        if point.issued_on is not None:
            payload["issued_day"] = point.issued_on.toordinal()
        vectors: Any = {"dense": [float(x) for x in point.dense], "sparse": self._sparse(point.sparse)}
        return self._models.PointStruct(id=point.id, vector=vectors, payload=payload)


def _filter_of(m: Any, scope: Scope, within: Sequence[str] | None, documents: Sequence[str] | None) -> Any:
    must: list[Any] = [m.FieldCondition(key="clearance", range=m.Range(lte=scope.clearance))]
    if scope.organisations is not None:
        mine: list[Any] = [m.IsEmptyCondition(is_empty=m.PayloadField(key="organisation"))]
        if scope.organisations:
            mine.append(m.FieldCondition(key="organisation", match=m.MatchAny(any=sorted(scope.organisations))))
        must.append(m.Filter(should=mine))
    if scope.as_of is not None:
        until = m.FieldCondition(key="issued_day", range=m.Range(lte=scope.as_of.toordinal()))
        undated = m.IsEmptyCondition(is_empty=m.PayloadField(key="issued_day"))
        must.append(m.Filter(should=[undated, until]))
    if within is not None:
        must.append(m.HasIdCondition(has_id=list(within)))
    if documents is not None:
        must.append(m.FieldCondition(key="document_id", match=m.MatchAny(any=list(documents))))
    return m.Filter(must=must)


@contextmanager
def _translated() -> Iterator[None]:
    from qdrant_client.http.exceptions import ApiException

    try:
        yield
    except (ApiException, ConnectionError, OSError) as error:
        raise StoreUnreachable(str(error)) from error
