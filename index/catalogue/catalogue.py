"""The catalogue in one object: what is written, read and filtered, copies, removals and reports, over one engine."""

from __future__ import annotations

from index.catalogue.copying import Copying
from index.catalogue.describing import Describing
from index.catalogue.filtering import Filtering
from index.catalogue.labels import Label, Told
from index.catalogue.reading import Reading, Totals
from index.catalogue.removing import Removing
from index.catalogue.reporting import Reporting
from index.catalogue.writing import FileRecord, Writing

__all__ = ["Catalogue", "FileRecord", "Label", "Told", "Totals"]


class Catalogue(Writing, Reading, Filtering, Copying, Describing, Removing, Reporting):
    """The tables behind one engine. Safe to use from several threads.

    Every write is one transaction; every read for a reader takes a `Scope`.
    """
