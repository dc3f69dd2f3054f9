"""Qdrant Edge: the real engine, in process. The default store.

The write-ahead log stays on: with it `kill -9` loses nothing. A second process is refused by a lock of our own: the
engine has one too, but looks at it after it has touched the segments, and then whoever has the shard open can write
nothing more ("Tracker journal … is shorter than expected"; qdrant-edge-py 0.9).
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import shutil
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.disk import RESERVE_BYTES, require_space
from index.errors import StoreBusy, StoreDamaged
from index.types import BothScores, Point, Scope, Scored, SparseVector

# At or below this many vectors (in KB) a segment is scanned exactly; 64 MB is about 40,000 vectors of 384 floats,
# where a scan takes under 10 ms, so that small archives need no approximate index at all.
_INDEXING_THRESHOLD_KB = 65_536
_BATCH = 256

# So many neighbours are looked at in the graph of a segment that has one. Of 200,024 passages, 200 questions, the true
# first 10/100 by 100/200/300/500 in 1.9/3.2/4.5/7.3 ms: 0.973/0.822, 0.983/0.877, 0.987/0.905, 0.991/0.934; a scan
# takes 27 ms.
_NEIGHBOURS = 300

_SEGMENTS, _UNFINISHED = "segments", "temp_segments"

# The engine walks through the points of listed documents, 1 µs each, or looks every point up in the list, 0.2 µs each.
# Both cost the same at about a fifth of all points; an official document has some twenty.
_LISTED_SHARE = 0.01


class EdgeStore:
    """One shard in `folder`, created when missing. Raises StoreBusy when another process has it open."""

    def __init__(self, folder: Path, dimension: int) -> None:
        import qdrant_edge as edge

        self._edge = edge
        self._folder = folder
        self._release = weakref.finalize(self, os.close, _locked(folder))
        try:
            with _translated(folder):
                self._shard = _opened(edge, folder, dimension)
        except BaseException:
            self._release()
            raise

    def upsert(self, points: Sequence[Point]) -> None:
        with _translated(self._folder):
            for start in range(0, len(points), _BATCH):
                batch = [self._point(point) for point in points[start : start + _BATCH]]
                self._shard.update(self._edge.UpdateOperation.upsert_points(batch))

    def delete_documents(self, document_ids: Sequence[str]) -> None:
        if not document_ids:
            return
        e = self._edge
        of_documents = e.Filter(must=[e.FieldCondition("document_id", match=e.MatchAny(list(document_ids)))])
        with _translated(self._folder):
            self._shard.update(e.UpdateOperation.delete_points_by_filter(of_documents))

    def search_dense(
        self,
        vector: npt.NDArray[np.float32],
        scope: Scope,
        limit: int,
        within: Sequence[str] | None = None,
        documents: Sequence[str] | None = None,
    ) -> list[Scored]:
        query = self._edge.Query.Nearest(vector.tolist(), using="dense")
        return self._query(query, scope, limit, within, documents)

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
        query = self._edge.Query.Nearest(self._sparse(vector), using="sparse")
        return self._query(query, scope, limit, within, documents)

    def search_both(
        self,
        dense: npt.NDArray[np.float32],
        sparse: SparseVector,
        scope: Scope,
        limit: int,
        documents: Sequence[str] | None = None,
    ) -> BothScores:
        """Two calls for both legs: the second asks for what one leg found and the other did not.

        The engine's own ids are handed back to it as they came, and each is spelt out once.
        """
        if limit < 1 or (documents is not None and not documents):
            return {}, {}
        e = self._edge
        queries = [e.Query.Nearest(dense.tolist(), using="dense")]
        if sparse.indices:
            queries.append(e.Query.Nearest(self._sparse(sparse), using="sparse"))
        with _translated(self._folder):
            chosen = self._chosen(scope, None, documents)
            found = self._asked([(query, chosen, limit) for query in queries])
            every = set[Any]().union(*found)
            lacking = [every.difference(leg) for leg in found]
            # What is asked for by id was found in this scope just now.
            more = [
                (query, e.Filter(must=[e.HasIdCondition(ids)]), len(ids))
                for query, ids in zip(queries, lacking, strict=True)
                if ids
            ]
            rest = iter(self._asked(more) if more else [])
        names = {key: str(key) for key in every}
        legs = [leg | next(rest) if ids else leg for leg, ids in zip(found, lacking, strict=True)]
        by_name = [{names[key]: score for key, score in leg.items()} for leg in legs]
        return by_name[0], by_name[1] if sparse.indices else {}

    def count(self, document_id: str | None = None) -> int:
        e = self._edge
        chosen = None
        if document_id is not None:
            chosen = e.Filter(must=[e.FieldCondition("document_id", match=e.MatchValue(document_id))])
        with _translated(self._folder):
            return int(self._shard.count(e.CountRequest(filter=chosen, exact=True)))

    def counts(self) -> dict[str, int]:
        with _translated(self._folder):
            points = self._shard.info().points_count
            if not points:
                return {}
            request = self._edge.FacetRequest("document_id", limit=points, exact=True)
            # Documents that were deleted are still named, with no points.
            return {str(hit.value): int(hit.count) for hit in self._shard.facet(request).hits if hit.count}

    def scroll(self, after: str | None, limit: int) -> list[Point]:
        if limit < 1:
            return []
        request = self._edge.ScrollRequest(offset=after, limit=limit + 1, with_payload=True, with_vector=True)
        with _translated(self._folder):
            records, _ = self._shard.scroll(request)
            points = [_point_of(str(record.id), record.vector, record.payload) for record in records]
        return [point for point in points if point.id != after][:limit]

    def wait_until_ready(self, timeout_s: float) -> None:
        """It always is: what was written is searched at once, and built further by `optimize`."""

    def flush(self) -> None:
        with _translated(self._folder):
            self._shard.flush()

    def optimize(self) -> None:
        """Nothing is searched meanwhile, by this process nor its other threads. Raises DiskFull before it begins.

        Killed half way, the shard is as it was. 20,031 points take 10 s, 200,024 take 220 s; what has not grown much
        since takes no time.
        """
        require_space(self._folder, RESERVE_BYTES + _size_bytes(self._folder / _SEGMENTS))
        with _translated(self._folder):
            self._shard.optimize()

    def close(self) -> None:
        try:
            with _translated(self._folder):
                self._shard.flush()
                self._shard.close()
        finally:
            self._release()

    def _query(
        self, query: Any, scope: Scope, limit: int, within: Sequence[str] | None, documents: Sequence[str] | None
    ) -> list[Scored]:
        if limit < 1 or any(chosen is not None and not chosen for chosen in (within, documents)):
            return []
        with _translated(self._folder):
            chosen = self._chosen(scope, within, documents)
            [found] = self._asked([(query, chosen, limit)])
        return [Scored(str(key), float(score)) for key, score in found.items()]

    def _chosen(self, scope: Scope, within: Sequence[str] | None, documents: Sequence[str] | None) -> Any:
        points = self._shard.info().points_count if documents else 0
        return _filter_of(self._edge, scope, within, documents, points)

    def _asked(self, asked: Sequence[tuple[Any, Any, int]]) -> list[dict[Any, float]]:
        """Queries, each with its filter and limit, in one call: scores by the engine's own ids."""
        e = self._edge
        requests = [
            e.QueryRequest(
                limit=limit,
                query=query,
                filter=chosen,
                with_payload=False,
                params=e.SearchParams(hnsw_ef=_NEIGHBOURS),
            )
            for query, chosen, limit in asked
        ]
        found = self._shard.query_batch(e.QueryBatchRequest(requests))
        return [{hit.id: hit.score for hit in hits} for hits in found]

    def _sparse(self, vector: SparseVector) -> Any:
        return self._edge.SparseVector(indices=list(vector.indices), values=list(vector.values))

    def _point(self, point: Point) -> Any:
        payload: dict[str, Any] = {"document_id": point.document_id, "clearance": point.clearance}
        if point.organisation is not None:
            payload["organisation"] = point.organisation
        if point.issued_on is not None:
            payload["issued_day"] = point.issued_on.toordinal()
        vectors: Any = {"dense": [float(x) for x in point.dense], "sparse": self._sparse(point.sparse)}
        return self._edge.Point(id=point.id, vector=vectors, payload=payload)


def _point_of(key: str, vector: Any, payload: Any) -> Point:
    day = payload.get("issued_day")
    return Point(
        id=key,
        document_id=payload["document_id"],
        dense=np.asarray(vector["dense"], dtype=np.float32),
        sparse=SparseVector(tuple(vector["sparse"].indices), tuple(vector["sparse"].values)),
        clearance=payload["clearance"],
        organisation=payload.get("organisation"),
        issued_on=None if day is None else dt.date.fromordinal(day),
    )


def _filter_of(e: Any, scope: Scope, within: Sequence[str] | None, documents: Sequence[str] | None, points: int) -> Any:
    must_not = []
    must = [e.FieldCondition("clearance", range=e.RangeFloat(lte=float(scope.clearance)))]
    if scope.organisations is not None:
        mine = [e.IsEmptyCondition("organisation")]
        if scope.organisations:
            mine.append(e.FieldCondition("organisation", match=e.MatchAny(sorted(scope.organisations))))
        must.append(e.Filter(should=mine))
    if scope.as_of is not None:
        until = e.FieldCondition("issued_day", range=e.RangeFloat(lte=float(scope.as_of.toordinal())))
        must.append(e.Filter(should=[e.IsEmptyCondition("issued_day"), until]))
    if within is not None:
        must.append(e.HasIdCondition(set(within)))
    if documents is not None and len(documents) < _LISTED_SHARE * points:
        must.append(e.FieldCondition("document_id", match=e.MatchAny(list(documents))))
    elif documents is not None:
        must_not.append(e.FieldCondition("document_id", match=e.MatchExcept(list(documents))))
    return e.Filter(must=must, must_not=must_not)


def _size_bytes(folder: Path) -> int:
    """What the files under a folder take on the disk; a mapped file may be longer than that."""
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())


def lock_of(folder: Path) -> Path:
    """The file whose lock says that a shard is open; it stays when the shard is closed, and is empty."""
    return folder.with_name(f"{folder.name}.lock")


def _locked(folder: Path) -> int:
    """A descriptor that holds the lock until it is closed, by us or by the end of the process. Raises StoreBusy."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(lock_of(folder), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        raise StoreBusy(folder) from error
    return descriptor


def _opened(e: Any, folder: Path, dimension: int) -> Any:
    if not folder.exists():
        _create(e, folder, dimension)
    # What an optimisation that was killed had built; the engine leaves it there for ever.
    shutil.rmtree(folder / _UNFINISHED, ignore_errors=True)
    shard = e.EdgeShard.load(str(folder))
    _index_fields(e, shard)
    return shard


def _index_fields(e: Any, shard: Any) -> None:
    """Build the field indexes that are not there. Shards that this module made have them all: nothing is done then."""
    there = shard.info().payload_schema
    for field, kind in (
        ("document_id", e.PayloadSchemaType.Keyword),
        ("organisation", e.PayloadSchemaType.Keyword),
        ("clearance", e.PayloadSchemaType.Integer),
        ("issued_day", e.PayloadSchemaType.Integer),
    ):
        if field not in there:
            shard.update(e.UpdateOperation.create_field_index(field, kind))


def _create(e: Any, folder: Path, dimension: int) -> None:
    """Beside its place first, then renamed: a creation that is killed half way leaves nothing to open."""
    building = folder.with_name(f"{folder.name}.new-{os.getpid()}")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    shard = e.EdgeShard.create(str(building), _config(e, dimension))
    _index_fields(e, shard)
    shard.flush()
    shard.close()
    building.rename(folder)


def _config(e: Any, dimension: int) -> Any:
    return e.EdgeConfig(
        vectors={"dense": e.EdgeVectorParams(size=dimension, distance=e.Distance.Cosine)},
        sparse_vectors={"sparse": e.EdgeSparseVectorParams(modifier=e.Modifier.Idf)},
        optimizers=e.EdgeOptimizersConfig(indexing_threshold=_INDEXING_THRESHOLD_KB),
    )


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        # The engine raises bare Exception with its own words; the lock is recognised by them.
        if type(error) is not Exception:
            raise
        raise (StoreBusy(folder) if "open WAL" in str(error) else StoreDamaged(folder, str(error))) from error
