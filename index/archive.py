"""An archive is one folder: originals, catalogue, index, page images. Opening one, and building its index anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from index.catalogue.catalogue import Catalogue
from index.catalogue.migrate import open_engine
from index.errors import StoreDamaged
from index.manifest import check_manifest, version_of, write_manifest
from index.passages import SPLITTER_VERSION, Cut, passages_of
from index.places import Places
from index.search import Index, Ranking
from index.settings import IndexSettings
from index.sparse import SPARSE_VERSION, Words
from index.types import Embedder, Scope, Store
from index.vocabulary import Vocabulary, abbreviations_of

_EVERYTHING = Scope(clearance=3)


def open_catalogue(places: Places, url: str = "") -> Catalogue:
    """The catalogue, made when missing and migrated when old."""
    places.root.mkdir(parents=True, exist_ok=True)
    return Catalogue(open_engine(url or places.catalogue_url))


def manifest_of(settings: IndexSettings, embedder: Embedder, ranking: Ranking) -> dict[str, str]:
    """What scores depend on."""
    bm25 = ranking.bm25
    return {
        "embedder": embedder.name,
        "dimension": str(embedder.dimension),
        "sparse": SPARSE_VERSION,
        "splitter": SPLITTER_VERSION,
        "passage_chars": str(settings.passage_chars),
        "bm25": f"k1={bm25.k1} b={bm25.b} average={bm25.average_terms}",
    }


def ranking_of(settings: IndexSettings) -> Ranking:
    return Ranking(depth=settings.candidates, dense_weight=settings.dense_weight)


def open_index(
    places: Places, settings: IndexSettings, catalogue: Catalogue, embedder: Embedder, words: Words
) -> tuple[Index, str]:
    """The index and its version. Raises StoreBusy, StoreUnreachable, ManifestMismatch, AbbreviationsUnreadable."""
    ranking = ranking_of(settings)
    vocabulary = Vocabulary(catalogue, places.lexicon, abbreviations_of(settings.abbreviations))
    manifest = manifest_of(settings, embedder, ranking)
    if places.manifest.exists():
        check_manifest(places.manifest, manifest)
        if settings.store == "embedded" and not places.shard.exists():
            raise StoreDamaged(places.shard, "mất thư mục chỉ mục")
    store = _store(places.shard, settings, embedder.dimension)
    # Last: a manifest without an index means that one was lost.
    check_manifest(places.manifest, manifest)
    return Index(catalogue, store, embedder, words, ranking, vocabulary), version_of(manifest)


def rebuild(
    places: Places,
    settings: IndexSettings,
    catalogue: Catalogue,
    embedder: Embedder,
    words: Words,
    on_progress: Callable[[int, int], None] | None = None,
) -> int:
    """Cut, encode and store every catalogued document anew, beside the old index, then switch; gives the points.

    Killed half way, the old manifest stays and the next opening asks for a rebuild again.
    """
    ranking = ranking_of(settings)
    building = places.shard.with_name("shard.next")
    shutil.rmtree(building, ignore_errors=True)
    index = Index(catalogue, _store(building, settings, embedder.dimension), embedder, words, ranking)
    ids = catalogue.document_ids()
    for done, document_id in enumerate(ids, start=1):
        document = catalogue.document(document_id, _EVERYTHING)
        if document is not None:
            catalogue.put_passages(document_id, passages_of(document, Cut(settings.passage_chars)))
            index.index_documents([document_id])
        if on_progress:
            on_progress(done, len(ids))
    count = index.count()
    index.close_store()
    if settings.store == "embedded":
        old = places.shard.with_name("shard.old")
        shutil.rmtree(old, ignore_errors=True)
        if places.shard.exists():
            places.shard.rename(old)
        building.rename(places.shard)
        shutil.rmtree(old, ignore_errors=True)
    write_manifest(places.manifest, manifest_of(settings, embedder, ranking))
    return count


def _store(folder: Path, settings: IndexSettings, dimension: int) -> Store:
    if settings.store == "server":
        from qdrant_client import QdrantClient

        from index.store.qdrant import QdrantStore

        key = settings.server_key.get_secret_value() or None
        return QdrantStore(QdrantClient(url=settings.server_url, api_key=key), settings.collection, dimension)
    from index.store.edge import EdgeStore

    folder.parent.mkdir(parents=True, exist_ok=True)
    return EdgeStore(folder, dimension)
