"""Another index beside the current one, then the switch: rebuilt, copied from the other kind of store, or rolled back.

All three are one line: bring a generation up to what the catalogue holds, check it, and make it current in one
transaction. Killed anywhere, the archive opens with what was current; the same command goes on where it was.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from index.archive import first_generation, manifest_of, ranking_of
from index.canaries import LEAST_FOUND, share_found
from index.catalogue.catalogue import Catalogue
from index.catalogue.generations import BUILDING, CURRENT, DROPPED, PREVIOUS, Generation
from index.cutting import cut_missing
from index.disk import full_disk_told, require_space
from index.errors import IndexCheckFailed, IndexingError, ManifestMismatch, RollbackImpossible, StoreDamaged
from index.manifest import check_manifest
from index.passages import Cut
from index.places import Places
from index.search import Index
from index.settings import IndexSettings
from index.sparse import Words
from index.stores import (
    EMBEDDED,
    name_current,
    open_store,
    place_pattern,
    refuse_taken,
    take_away,
    take_away_strays,
)
from index.types import Embedder, Store

log = logging.getLogger(__name__)

OnProgress = Callable[[int, int], None]
"""How many of how many: documents of a rebuild, passages of a copy."""

_BATCH_PASSAGES = 128
_COPIED = 256
_ROUNDS = 5
"""So often the archive may change while a generation is being finished, before that is given up."""
_CUT_BY = ("splitter", "passage_chars")


@dataclass(frozen=True, slots=True)
class Workshop:
    """What every one of the three needs. `catalogue` is not bound to a generation."""

    places: Places
    settings: IndexSettings
    catalogue: Catalogue
    embedder: Embedder
    words: Words

    @property
    def manifest(self) -> dict[str, str]:
        """Of what is built with today's settings."""
        return manifest_of(self.settings, self.embedder, ranking_of(self.settings))


def rebuild(
    places: Places,
    settings: IndexSettings,
    catalogue: Catalogue,
    embedder: Embedder,
    words: Words,
    on_progress: OnProgress | None = None,
) -> int:
    """Cut, encode and store every catalogued document anew, beside the current index, then switch; gives the points.

    Killed half way, the current index stays as it is, and the next call with the same settings goes on.
    """
    shop = Workshop(places, settings, catalogue, embedder, words)
    _adopt_old(shop)
    _sweep(shop)
    target = catalogue.generation(BUILDING)
    if target is None or target.origin or (target.store, dict(target.manifest)) != (settings.store, shop.manifest):
        target = _begun(shop, target)
    return _finished(shop, target, on_progress)


def move(shop: Workshop, to: str, on_progress: OnProgress | None = None) -> int:
    """Carry the current index to the other kind of store without encoding, then switch; gives the points.

    Killed half way, the next call goes on. 0, and nothing done, when it is there. Raises ManifestMismatch when today's
    settings are not those that it was built with: what changes meanwhile has to be encoded.
    """
    current = _current(shop)
    if current.store == to:
        return 0
    check_manifest(current.manifest, shop.manifest)
    _sweep(shop)
    target = shop.catalogue.generation(BUILDING)
    if target is None or (target.store, target.origin) != (to, current.number):
        target = _begun_copy(shop, target, to, current)
    _copy(shop, current, target, on_progress)
    return _finished(shop, target, None)


def rollback(shop: Workshop, on_progress: OnProgress | None = None) -> int:
    """Go back to the previous index, which from then on has the current one as its previous; gives the points.

    What was ingested or changed since is cut and encoded for it first. Raises RollbackImpossible.
    """
    previous = shop.catalogue.generation(PREVIOUS)
    if previous is None:
        raise RollbackImpossible(
            "kho chưa có chỉ mục trước", "Chỉ mục trước chỉ có sau khi dựng lại hoặc chuyển chỗ, đến lần dựng lại sau."
        )
    if previous.store != shop.settings.store:
        raise RollbackImpossible(
            f"chỉ mục trước ở “{previous.store}”",
            f"Hãy đặt VANBAN_INDEX__STORE={previous.store} rồi chạy lại lệnh này.",
        )
    try:
        check_manifest(previous.manifest, shop.manifest)
    except ManifestMismatch as error:
        raise RollbackImpossible(
            f"chỉ mục trước được dựng với {error.part} “{error.found}”, nay là “{error.expected}”",
            "Hãy đặt lại như cũ (hoặc dùng lại bản chương trình cũ) rồi chạy lại lệnh này.",
        ) from error
    try:
        return _finished(shop, previous, on_progress)
    except StoreDamaged as error:
        raise RollbackImpossible(f"không còn chỉ mục trước: {error.reason}", "Hãy dựng lại.") from error


def _current(shop: Workshop) -> Generation:
    found = shop.catalogue.generation(CURRENT)
    return found or first_generation(shop.places, shop.settings, shop.catalogue, shop.manifest)


def _adopt_old(shop: Workshop) -> None:
    """Let the index of an archive from before generations be the current one, if it can still be known."""
    if shop.catalogue.generation(CURRENT) is None and shop.places.manifest.exists():
        with suppress(StoreDamaged):
            first_generation(shop.places, shop.settings, shop.catalogue, shop.manifest)


def _begun(shop: Workshop, unfinished: Generation | None) -> Generation:
    """A new generation for today's settings; one that was begun otherwise is given up."""
    if unfinished is not None:
        _give_up(shop, unfinished)
    current = shop.catalogue.generation(CURRENT)
    same_cut = current is not None and all(current.manifest.get(part) == shop.manifest[part] for part in _CUT_BY)
    store = shop.settings.store
    refuse_taken(shop.settings, store, shop.catalogue.next_number())
    return shop.catalogue.begin(store, place_pattern(shop.settings, store), shop.manifest, same_cut=same_cut)


def _begun_copy(shop: Workshop, unfinished: Generation | None, to: str, current: Generation) -> Generation:
    if unfinished is not None:
        _give_up(shop, unfinished)
    refuse_taken(shop.settings, to, shop.catalogue.next_number())
    return shop.catalogue.begin_copy(to, place_pattern(shop.settings, to), current)


def _copy(shop: Workshop, current: Generation, target: Generation, on_progress: OnProgress | None) -> None:
    """Every point of the current generation that is not in the copy yet, in id order, batch after batch."""
    source = open_store(shop.places, shop.settings, current, create=False)
    try:
        copy = open_store(shop.places, shop.settings, target, create=True)
        try:
            _stream(shop, source, copy, target, on_progress)
        finally:
            copy.close()
    finally:
        source.close()


def _stream(shop: Workshop, source: Store, copy: Store, target: Generation, on_progress: OnProgress | None) -> None:
    after, total = target.copied_to, source.count()
    with full_disk_told(shop.places.root):
        while points := source.scroll(after, _COPIED):
            if target.store == EMBEDDED:
                require_space(shop.places.root)
            copy.upsert(points)
            copy.flush()
            after = points[-1].id
            shop.catalogue.copied_to(target, after)
            if on_progress:
                on_progress(min(copy.count(), total), total)


def _finished(shop: Workshop, target: Generation, on_progress: OnProgress | None) -> int:
    """Bring a generation up to the catalogue, check it, switch to it."""
    for _ in range(_ROUNDS):
        points = _made_whole(shop, target, on_progress)
        if shop.catalogue.switch(target):
            name_current(shop.settings, target)
            _sweep(shop)
            return points
    raise IndexCheckFailed("kho thay đổi liên tục trong lúc kiểm tra")


def _made_whole(shop: Workshop, target: Generation, on_progress: OnProgress | None) -> int:
    catalogue = shop.catalogue.at(target)
    store = open_store(shop.places, shop.settings, target, create=target.state == BUILDING)
    try:
        index = Index(catalogue, store, shop.embedder, shop.words, ranking_of(shop.settings))
        for _ in range(_ROUNDS):
            _catch_up(shop, index, on_progress)
            if _counts_agree(catalogue, store):
                break
        else:
            raise IndexCheckFailed("số đoạn của một số văn bản không khớp với danh mục")
        store.optimize()
        store.wait_until_ready(shop.settings.server_ready_s)
        found = share_found(catalogue, store, shop.embedder, shop.words)
        if found < LEAST_FOUND:
            raise IndexCheckFailed(f"chỉ {found:.0%} số đoạn thử được tìm thấy bằng chính những chữ đầu của chúng")
        return store.count()
    finally:
        store.close()


def _catch_up(shop: Workshop, index: Index, on_progress: OnProgress | None) -> None:
    """Index what this generation lacks: all of it, or what was ingested or changed since."""
    catalogue = index.catalogue
    batches = catalogue.pending(_BATCH_PASSAGES)
    total = len(catalogue.document_ids())
    done = total - sum(map(len, batches))
    with full_disk_told(shop.places.root):
        for batch in batches:
            require_space(shop.places.root)
            cut_missing(catalogue, batch, Cut(shop.settings.passage_chars))
            index.index_documents(batch)
            done += len(batch)
            if on_progress:
                on_progress(done, total)


def _counts_agree(catalogue: Catalogue, store: Store) -> bool:
    """Whether every document has as many points as passages; what is there too much is taken away.

    False: what has too few is called not indexed, and is to be indexed again.
    """
    expected, found = catalogue.passage_counts(), store.counts()
    store.delete_documents(sorted(found.keys() - expected.keys()))
    store.flush()
    wrong = [key for key, count in expected.items() if found.get(key) != count]
    catalogue.unmark(wrong)
    return not wrong


def _give_up(shop: Workshop, generation: Generation) -> None:
    shop.catalogue.drop(generation)
    _sweep(shop)


def _sweep(shop: Workshop) -> None:
    """Take away the stores that nobody opens any more; one on a server that is away is left to the next time."""
    for generation in shop.catalogue.generations():
        if generation.state != DROPPED:
            continue
        try:
            take_away(shop.places, shop.settings, generation)
        except IndexingError as error:
            log.warning("the store of generation %d is not taken away yet: %s", generation.number, error)
        else:
            shop.catalogue.forget(generation)
    if shop.catalogue.generation(CURRENT) is not None:
        take_away_strays(shop.places, shop.catalogue.generations())
