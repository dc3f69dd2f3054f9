"""A Qdrant server or cluster through qdrant-client, with the schema and the queries of the embedded store.

`QdrantClient(":memory:")` is the client's Python emulation of the same interface; tests use it, archives do not.
"""

from __future__ import annotations

import datetime as dt
import time
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from index.errors import ManifestMismatch, StoreNotReady, StoreUnreachable
from index.store.legwise import both_legs
from index.store.qdrant_calls import Calls
from index.store.qdrant_schema import Layout, create_collection, dimension_of, filter_of, index_fields, of_documents
from index.types import BothScores, Point, Scope, Scored, SparseVector

if TYPE_CHECKING:
    from qdrant_client import QdrantClient
    from qdrant_client import models as m

_BATCH = 256
_ROUND_S = 0.5


def connect(url: str, key: str, *, timeout_s: int, over_grpc: bool) -> QdrantClient:
    """A client of that server; nothing is asked yet. An empty key is none. Raises StoreUnreachable for no address."""
    from qdrant_client import QdrantClient

    try:
        # The check of versions asks the server at once. Both it and the use of a key over plain HTTP, which is told in
        # the README, warn in English on the standard error at every command.
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Api key is used with an insecure connection")
            return QdrantClient(
                url=url, api_key=key or None, timeout=timeout_s, prefer_grpc=over_grpc, check_compatibility=False
            )
    except ValueError as error:
        raise StoreUnreachable(f"địa chỉ “{url}” không dùng được") from error


def emulated() -> QdrantClient:
    """The client's own emulation of a server, in memory and in Python: for tests and comparisons."""
    from qdrant_client import QdrantClient

    return QdrantClient(":memory:")


class QdrantStore:
    """One collection of a server. Every method may raise what `Calls` raises.

    With a `layout` the collection is created when missing; without one it must be there (else StoreDamaged). Raises
    ManifestMismatch when its vectors have another length. `exact`: every vector is compared, none is passed over.
    """

    def __init__(
        self,
        client: QdrantClient,
        collection: str,
        dimension: int,
        layout: Layout | None = None,
        *,
        retries: int = 3,
        exact: bool = False,
    ) -> None:
        from qdrant_client import models

        self._models = models
        self._client = client
        self._collection = collection
        self._calls = Calls(collection, retries)
        self._search = models.SearchParams(exact=True) if exact else None
        if layout is not None and not self._calls.read(lambda: client.collection_exists(collection)):
            self._calls.write(lambda: self._create(dimension, layout))
        found = self._calls.read(lambda: dimension_of(client, collection))
        if found != dimension:
            raise ManifestMismatch("số chiều", str(dimension), str(found))
        self._calls.write(lambda: index_fields(client, collection))

    def upsert(self, points: Sequence[Point]) -> None:
        for start in range(0, len(points), _BATCH):
            batch = [self._point(point) for point in points[start : start + _BATCH]]
            self._upsert(batch)

    def delete_documents(self, document_ids: Sequence[str]) -> None:
        if document_ids:
            chosen = self._models.FilterSelector(filter=of_documents(document_ids))
            self._calls.write(lambda: self._client.delete(self._collection, chosen, wait=True))

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

    def search_both(
        self,
        dense: npt.NDArray[np.float32],
        sparse: SparseVector,
        scope: Scope,
        limit: int,
        documents: Sequence[str] | None = None,
    ) -> BothScores:
        return both_legs(self, dense, sparse, scope, limit, documents)

    def count(self, document_id: str | None = None) -> int:
        chosen = None if document_id is None else of_documents([document_id])
        return self._calls.read(lambda: self._client.count(self._collection, count_filter=chosen, exact=True).count)

    def counts(self) -> dict[str, int]:
        points = self.count()
        if not points:
            return {}
        found = self._calls.read(lambda: self._client.facet(self._collection, "document_id", limit=points, exact=True))
        return {str(hit.value): hit.count for hit in found.hits if hit.count}

    def scroll(self, after: str | None, limit: int) -> list[Point]:
        if limit < 1:
            return []
        records, _ = self._calls.read(
            lambda: self._client.scroll(
                self._collection, offset=after, limit=limit + 1, with_payload=True, with_vectors=True
            )
        )
        points = [_point_of(record) for record in records]
        return [point for point in points if point.id != after][:limit]

    def wait_until_ready(self, timeout_s: float) -> None:
        until = time.monotonic() + timeout_s
        while (status := self._status()) != self._models.CollectionStatus.GREEN:
            if time.monotonic() >= until:
                raise StoreNotReady(self._collection, str(status))
            time.sleep(min(_ROUND_S, timeout_s))

    def flush(self) -> None:
        """Nothing to do: every write waited for the server's own log."""

    def optimize(self) -> None:
        """Nothing to do: a server optimises by itself."""

    def close(self) -> None:
        self._client.close()

    def _status(self) -> m.CollectionStatus:
        return self._calls.read(lambda: self._client.get_collection(self._collection).status)

    def _create(self, dimension: int, layout: Layout) -> None:
        # Asked again after a time-out, it may be there by now.
        if not self._client.collection_exists(self._collection):
            create_collection(self._client, self._collection, dimension, layout)

    def _upsert(self, batch: list[m.PointStruct]) -> None:
        self._calls.write(lambda: self._client.upsert(self._collection, batch, wait=True))

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
        found = self._calls.read(
            lambda: self._client.query_points(
                self._collection,
                query=query,
                using=using,
                query_filter=filter_of(scope, within, documents),
                limit=limit,
                search_params=self._search,
                with_payload=False,
            )
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


def _point_of(record: Any) -> Point:
    payload = record.payload
    day = payload.get("issued_day")
    return Point(
        id=str(record.id),
        document_id=payload["document_id"],
        dense=np.asarray(record.vector["dense"], dtype=np.float32),
        sparse=SparseVector(tuple(record.vector["sparse"].indices), tuple(record.vector["sparse"].values)),
        clearance=payload["clearance"],
        organisation=payload.get("organisation"),
        issued_on=None if day is None else dt.date.fromordinal(day),
    )


def point_alias(client: QdrantClient, alias: str, collection: str, *, retries: int = 3) -> None:
    """Let the alias lead to the collection, in one operation; nothing is done where it does already.

    An alias cannot have the name of a collection: where there is such a one, it stays without.
    """
    from qdrant_client import models as m

    calls = Calls(collection, retries)
    aliases = calls.read(client.get_aliases).aliases
    leads_to = next((each.collection_name for each in aliases if each.alias_name == alias), None)
    if leads_to == collection or any(each.name == alias for each in calls.read(client.get_collections).collections):
        return
    create = m.CreateAliasOperation(create_alias=m.CreateAlias(collection_name=collection, alias_name=alias))
    delete = m.DeleteAliasOperation(delete_alias=m.DeleteAlias(alias_name=alias))
    operations: list[Any] = [create] if leads_to is None else [delete, create]
    calls.write(lambda: client.update_collection_aliases(operations))


def has_collection(client: QdrantClient, collection: str, *, retries: int = 3) -> bool:
    return Calls(collection, retries).read(lambda: client.collection_exists(collection))


def drop_collection(client: QdrantClient, collection: str, *, retries: int = 3) -> None:
    """Take a collection away; one that is not there is none to take."""
    calls = Calls(collection, retries)
    if calls.read(lambda: client.collection_exists(collection)):
        calls.write(lambda: client.delete_collection(collection))
