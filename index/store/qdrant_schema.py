"""What a collection of a Qdrant server is made of, and how a reader's scope becomes a filter there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from index.types import Scope

if TYPE_CHECKING:
    from qdrant_client import QdrantClient
    from qdrant_client import models as m

Quantization = Literal["none", "int8"]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a new collection is spread over a cluster and over memory and disk; an old one keeps what it was made with.

    `write_consistency`: so many replicas must have a write before it counts. `quantization`: int8 keeps a copy of a
    quarter of the size in memory, searches that and scores the best anew with the whole vectors.
    """

    shards: int = 1
    replicas: int = 1
    write_consistency: int = 1
    quantization: Quantization = "none"
    vectors_on_disk: bool = False
    payload_on_disk: bool = True


def create_collection(client: QdrantClient, name: str, dimension: int, layout: Layout) -> None:
    from qdrant_client import models as m

    client.create_collection(
        name,
        vectors_config={
            "dense": m.VectorParams(size=dimension, distance=m.Distance.COSINE, on_disk=layout.vectors_on_disk)
        },
        sparse_vectors_config={
            "sparse": m.SparseVectorParams(
                modifier=m.Modifier.IDF, index=m.SparseIndexParams(on_disk=layout.vectors_on_disk)
            )
        },
        shard_number=layout.shards,
        replication_factor=layout.replicas,
        write_consistency_factor=layout.write_consistency,
        on_disk_payload=layout.payload_on_disk,
        quantization_config=_quantization_of(layout.quantization),
    )


def _quantization_of(chosen: Quantization) -> m.ScalarQuantization | None:
    from qdrant_client import models as m

    if chosen == "none":
        return None
    # 0.99 leaves the outermost hundredth of the values out of the scale, as the engine's documentation recommends.
    return m.ScalarQuantization(
        scalar=m.ScalarQuantizationConfig(type=m.ScalarType.INT8, quantile=0.99, always_ram=True)
    )


def index_fields(client: QdrantClient, name: str) -> None:
    """Build the field indexes that are not there: all of a new collection, or of one whose creation was cut off."""
    from qdrant_client import models as m

    there = client.get_collection(name).payload_schema
    for field, kind in (
        ("document_id", m.PayloadSchemaType.KEYWORD),
        ("organisation", m.PayloadSchemaType.KEYWORD),
        ("clearance", m.PayloadSchemaType.INTEGER),
        ("issued_day", m.PayloadSchemaType.INTEGER),
    ):
        if field not in there:
            client.create_payload_index(name, field, kind, wait=True)


def dimension_of(client: QdrantClient, name: str) -> int | None:
    """Length of the dense vectors of a collection; None when it has no such vectors."""
    vectors = client.get_collection(name).config.params.vectors
    dense = vectors.get("dense") if isinstance(vectors, dict) else None
    return None if dense is None else int(dense.size)


def of_documents(document_ids: Sequence[str]) -> m.Filter:
    from qdrant_client import models as m

    return m.Filter(must=[m.FieldCondition(key="document_id", match=m.MatchAny(any=list(document_ids)))])


def filter_of(scope: Scope, within: Sequence[str] | None, documents: Sequence[str] | None) -> m.Filter:
    """What a reader of this scope may be given, among these points and documents."""
    from qdrant_client import models as m

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
