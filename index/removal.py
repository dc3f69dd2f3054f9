"""Taking files out of an archive, in an order that a kill leaves completable.

Paths and mark (one transaction) → points → original, recognised pages → page images → rows. A file that is marked is
not found, not read and not indexed; what the kill left of it goes when the next ingestion or removal begins.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence

from index.originals import original_of
from index.places import Places
from index.search import Index
from ingest.formats.ocr_cache import OcrCache


def drop_files(index: Index, places: Places, file_ids: Iterable[str]) -> list[str]:
    """Forget those of these files that no path leads to, with all that hangs on them; gives their ids, sorted."""
    catalogue = index.catalogue
    chosen = set(file_ids)
    catalogue.condemn(chosen)
    gone = [file_id for file_id in catalogue.condemned() if file_id in chosen]
    if not gone:
        return []
    documents = [document_id for file_id in gone for document_id in catalogue.document_ids(file_id)]
    if documents:
        index.forget_documents(documents)
    for file_id in gone:
        original_of(places.originals, file_id).unlink(missing_ok=True)
        OcrCache(places.ocr_pages).forget(file_id)
    for document_id in documents:
        shutil.rmtree(places.page_images / document_id, ignore_errors=True)
    return sorted(catalogue.delete_files(gone))


def complete_removals(index: Index, places: Places) -> list[str]:
    """Complete what a killed removal left; gives the ids of the files that are gone now."""
    return drop_files(index, places, index.catalogue.condemned())


def remove_paths(index: Index, places: Places, sources: Sequence[str]) -> list[str]:
    """Remove these paths, and the files that nothing leads to without them; gives the ids of those files."""
    complete_removals(index, places)
    index.catalogue.unlink(sources)
    gone = complete_removals(index, places)
    index.catalogue.scrub()
    return gone
