"""Opening and taking away the store of a generation, wherever the settings say that such stores are."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.catalogue.generations import Generation
from index.errors import CollectionTaken, ServerNotSet, StoreDamaged
from index.places import Places
from index.settings import IndexSettings
from index.types import Store

if TYPE_CHECKING:
    from index.store.qdrant_schema import Layout

EMBEDDED, SERVER = "embedded", "server"


def place_pattern(settings: IndexSettings, store: str) -> str:
    """What a new generation's folder or collection is called, {} being its number; the first folder has none."""
    return "shard-{}" if store == EMBEDDED else f"{settings.collection}-{{}}"


def open_store(places: Places, settings: IndexSettings, generation: Generation, *, create: bool) -> Store:
    """The store that holds this generation. Without `create` it must be there, else StoreDamaged.

    Raises StoreBusy, StoreUnreachable, StoreRefused, ServerNotSet.
    """
    dimension = int(generation.manifest["dimension"])
    if generation.store == SERVER:
        from index.store.qdrant import QdrantStore

        layout = _layout(settings) if create else None
        return QdrantStore(_client(settings), generation.place, dimension, layout, retries=settings.server_retries)
    from index.store.edge import EdgeStore

    folder = folder_of(places, generation)
    if not create and not folder.exists():
        raise StoreDamaged(folder, "mất thư mục chỉ mục")
    folder.parent.mkdir(parents=True, exist_ok=True)
    return EdgeStore(folder, dimension)


def folder_of(places: Places, generation: Generation) -> Path:
    """Where an embedded generation lies."""
    return places.shard.with_name(generation.place)


def refuse_taken(settings: IndexSettings, store: str, number: int) -> None:
    """Raises CollectionTaken when a server has a collection of the name that this generation is going to have.

    Two archives with one collection name would write into each other.
    """
    if store == SERVER:
        from index.store.qdrant import has_collection

        place = place_pattern(settings, store).format(number)
        if has_collection(_client(settings), place, retries=settings.server_retries):
            raise CollectionTaken(place)


def take_away(places: Places, settings: IndexSettings, generation: Generation) -> None:
    """Delete the store of a generation; one that is not there is none to delete."""
    if generation.store == SERVER:
        from index.store.qdrant import drop_collection

        drop_collection(_client(settings), generation.place, retries=settings.server_retries)
    else:
        _remove_shard(folder_of(places, generation))


def take_away_strays(places: Places, generations: list[Generation]) -> None:
    """Delete folders of shards that no generation has: of creations that were killed, and of older programs."""
    known = {generation.place for generation in generations if generation.store == EMBEDDED}
    folder = places.shard.parent
    for path in folder.iterdir() if folder.exists() else ():
        if path.is_dir() and path.name.startswith("shard") and path.name not in known:
            _remove_shard(path)


def name_current(settings: IndexSettings, generation: Generation) -> None:
    """On a server, let the alias lead to this generation's collection, for whoever looks at it from outside."""
    if generation.store == SERVER:
        from index.store.qdrant import point_alias

        point_alias(_client(settings), settings.collection, generation.place, retries=settings.server_retries)


def _remove_shard(folder: Path) -> None:
    from index.store.edge import lock_of

    shutil.rmtree(folder, ignore_errors=True)
    lock_of(folder).unlink(missing_ok=True)


def _client(settings: IndexSettings) -> Any:
    """A connection as `index.store.qdrant` makes and takes it."""
    from index.store.qdrant import connect

    if not settings.server_url:
        raise ServerNotSet
    key = settings.server_key.get_secret_value()
    return connect(settings.server_url, key, timeout_s=settings.server_timeout_s, over_grpc=settings.server_grpc)


def _layout(settings: IndexSettings) -> Layout:
    from index.store.qdrant_schema import Layout

    return Layout(
        settings.server_shards,
        settings.server_replicas,
        settings.server_write_consistency,
        settings.server_quantization,
        settings.server_vectors_on_disk,
        settings.server_payload_on_disk,
    )
