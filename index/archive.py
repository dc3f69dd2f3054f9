"""An archive is one folder: originals, catalogue, index, page images. Opening one; see `index.rebuilding` for more."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from index.catalogue.catalogue import Catalogue
from index.catalogue.generations import BUILDING, CURRENT, DROPPED, Generation
from index.catalogue.migrate import open_engine
from index.errors import IndexElsewhere, StoreBusy, StoreDamaged, StoreRefused, StoreUnreachable
from index.manifest import check_manifest, read_manifest, version_of
from index.passages import SPLITTER_VERSION
from index.places import Places
from index.rerank.chosen import reranker_of
from index.search import Index, Ranking
from index.settings import IndexSettings
from index.sparse import SPARSE_VERSION, Words
from index.stores import EMBEDDED, name_current, open_store, place_pattern, refuse_taken
from index.types import Embedder
from index.vocabulary import Vocabulary, abbreviations_of, topics_of

log = logging.getLogger(__name__)


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
    return Ranking(depth=settings.candidates, dense_weight=settings.dense_weight, reranked=settings.reranked)


def open_index(
    places: Places, settings: IndexSettings, catalogue: Catalogue, embedder: Embedder, words: Words
) -> tuple[Index, str]:
    """The current index and its version; a new archive gets an empty one.

    The index reads the catalogue of its own generation: whoever goes on with it after a switch finds what it found.
    Raises StoreBusy, StoreDamaged, StoreUnreachable, StoreRefused, IndexElsewhere, ManifestMismatch,
    AbbreviationsUnreadable, TopicsUnreadable.
    """
    ranking = ranking_of(settings)
    abbreviations, topics = abbreviations_of(settings.abbreviations), topics_of(settings.topics)
    manifest = manifest_of(settings, embedder, ranking)
    generation = catalogue.generation(CURRENT) or first_generation(places, settings, catalogue, manifest)
    if generation.store != settings.store:
        raise IndexElsewhere(generation.store, settings.store)
    check_manifest(generation.manifest, manifest)
    bound = catalogue.at(generation)
    # A store that is not there was lost, unless nothing was ever put into it.
    store = open_store(places, settings, generation, create=not bound.has_indexed())
    name_current(settings, generation)
    places.manifest.unlink(missing_ok=True)
    vocabulary = Vocabulary(bound, places.lexicon, abbreviations, topics)

    def forget_beside(document_ids: Sequence[str]) -> None:
        forget_elsewhere(places, settings, bound, generation, document_ids)

    reranker = reranker_of(settings, lambda: vocabulary.lexicon)
    index = Index(bound, store, embedder, words, ranking, vocabulary, forget_beside, reranker)
    return index, version_of(manifest)


def first_generation(
    places: Places, settings: IndexSettings, catalogue: Catalogue, manifest: dict[str, str]
) -> Generation:
    """Of a new archive, or of one whose catalogue does not yet know of generations. Raises CollectionTaken."""
    if places.manifest.exists():
        place = places.shard.name if settings.store == EMBEDDED else settings.collection
        return catalogue.adopt(settings.store, place, read_manifest(places.manifest))
    if settings.store == EMBEDDED:
        return catalogue.adopt(EMBEDDED, places.shard.name, manifest)
    refuse_taken(settings, settings.store, 1)
    return catalogue.adopt(settings.store, place_pattern(settings, settings.store).format(1), manifest)


def forget_elsewhere(
    places: Places, settings: IndexSettings, catalogue: Catalogue, mine: Generation, document_ids: Sequence[str]
) -> None:
    """Take these documents out of the other generations too: what is removed must not come back by a rollback.

    One that cannot be opened any more is given up with all that it holds. Raises StoreBusy.
    """
    for generation in catalogue.generations():
        if generation.number == mine.number or generation.state == DROPPED:
            continue
        try:
            store = open_store(places, settings, generation, create=False)
        except StoreBusy:
            if generation.state != BUILDING:
                raise
            continue  # whoever builds it takes out what is gone before the switch
        except (StoreDamaged, StoreUnreachable, StoreRefused) as error:
            log.warning("generation %d of the index is given up: %s", generation.number, error)
            catalogue.drop(generation)
            continue
        try:
            store.delete_documents(document_ids)
            store.flush()
        finally:
            store.close()
