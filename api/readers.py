"""Who reads the files of an ingestion: worker processes of this machine, or a Ray cluster."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING

from api.settings import Settings
from index.bulk import BulkReading, Task
from index.encoders import chosen_encoders, encoders_of
from index.passages import Cut
from index.places import Places
from index.sparse import Words
from index.types import Embedder
from ingest.read import ReadLimits
from ingest.workers import Readers

if TYPE_CHECKING:
    from ingest.workers import Reading


def reading_here(settings: Settings, places: Places) -> AbstractContextManager[Reading]:
    """Worker processes of this machine."""
    chosen = settings.ingest
    return Readers(
        _limits(settings, places),
        workers=chosen.processes(os.cpu_count() or 1),
        file_s=chosen.file_timeout_s,
        memory_mib=chosen.worker_mib,
        ahead=chosen.ahead,
    )


def reading_on_ray(
    settings: Settings, places: Places, address: str, embedder: Embedder, words: Words
) -> AbstractContextManager[BulkReading]:
    """The Ray cluster at that address; `embedder` and `words` are those of this machine, for what it does itself."""
    chosen = settings.ingest
    task = Task(_limits(settings, places), chosen.file_timeout_s, chosen.worker_mib, Cut(settings.index.passage_chars))
    # One processor a worker: so many workers with all the threads of a machine would be in each other's way.
    encoders = partial(encoders_of, *chosen_encoders(settings.index, threads=1))
    return BulkReading(address, task, encoders, embedder, words)


def _limits(settings: Settings, places: Places) -> ReadLimits:
    chosen = settings.ingest
    return ReadLimits(
        ocr_page_s=chosen.ocr_page_timeout_s,
        office_s=chosen.office_timeout_s,
        ocr_dpi=chosen.ocr_dpi,
        ocr_cache=places.ocr_pages,
    )
