"""The index as a whole: built anew, moved between an embedded store and a server, rolled back. For its keeper alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index import rebuilding
from index.catalogue.generations import DROPPED, Generation
from index.errors import ManifestMismatch
from index.manifest import check_manifest, version_of
from index.rebuilding import OnProgress, Workshop


@dataclass(frozen=True, slots=True)
class IndexState:
    """One index of the archive, as `vanban index status` tells it.

    `state`: current, previous (what a rollback goes back to) or building; `store`: embedded or server; `place`: its
    folder or collection; `lacking`: documents that it does not hold yet; `mismatch`: why it does not open with today's
    settings, "" when it does.
    """

    number: int
    state: str
    store: str
    place: str
    version: str
    embedder: str
    lacking: int
    mismatch: str


class IndexKeeping:
    """`close` releases the index that is open: called before and after whatever opens stores by itself."""

    def __init__(self, shop: Workshop, close: Callable[[], None]) -> None:
        self._shop = shop
        self._close = close

    def rebuild(self, on_progress: OnProgress | None = None) -> int:
        """Build the index anew beside the current one, check it, switch; gives the number of points.

        The current one answers meanwhile, also in other processes, and is kept until the next rebuild.
        """
        shop = self._shop
        points = rebuilding.rebuild(shop.places, shop.settings, shop.catalogue, shop.embedder, shop.words, on_progress)
        self._close()
        return points

    def move(self, to: str, on_progress: OnProgress | None = None) -> int:
        """Carry the index to `to` (embedded or server) without encoding; 0 when it is there already."""
        self._close()
        return rebuilding.move(self._shop, to, on_progress)

    def rollback(self, on_progress: OnProgress | None = None) -> int:
        """Go back to the previous index; gives the number of points. Raises RollbackImpossible."""
        self._close()
        return rebuilding.rollback(self._shop, on_progress)

    def status(self) -> tuple[IndexState, ...]:
        """The indexes of the archive in the order they were begun; () before the first. Opens none of them."""
        kept = [each for each in self._shop.catalogue.generations() if each.state != DROPPED]
        return tuple(self._state_of(generation) for generation in kept)

    def _state_of(self, generation: Generation) -> IndexState:
        bound = self._shop.catalogue.at(generation)
        return IndexState(
            generation.number,
            generation.state,
            generation.store,
            generation.place,
            version_of(generation.manifest),
            generation.manifest.get("embedder", ""),
            sum(map(len, bound.pending(1_000_000))),
            self._mismatch_of(generation),
        )

    def _mismatch_of(self, generation: Generation) -> str:
        if generation.store != self._shop.settings.store:
            return f"nơi giữ là {generation.store}, thiết lập là {self._shop.settings.store}"
        try:
            check_manifest(generation.manifest, self._shop.manifest)
        except ManifestMismatch as error:
            return f"{error.part} là {error.found}, thiết lập là {error.expected}"
        return ""
