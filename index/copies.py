"""Looking for the other copies of a document in the catalogue."""

from __future__ import annotations

from index.catalogue.catalogue import Catalogue
from index.types import Scope
from index.works import bands_of, copy_of, is_one_work, merit_of
from ingest.types import Document

# Who links copies sees everything; who is shown them is asked again, with his own scope.
_EVERYTHING = Scope(clearance=3)


def link_copies_of(catalogue: Catalogue, document_id: str) -> tuple[str, ...]:
    """Compare a document with the likeliest of those compared before it; gives the ids of its copies.

    Killed half way it is compared again: what is known of a document is written in one step. An unknown id gives ().
    """
    document = _document(catalogue, document_id)
    if document is None:
        return ()
    mine, bands = copy_of(document), bands_of(document.text)
    copies = []
    for other_id in catalogue.candidates(document_id, mine.number_key, bands):
        other = _document(catalogue, other_id)
        if other is not None and is_one_work(mine, copy_of(other)):
            copies.append(other_id)
    catalogue.put_copies(document_id, bands, merit_of(document), copies)
    return tuple(copies)


def _document(catalogue: Catalogue, document_id: str) -> Document | None:
    return catalogue.document(document_id, _EVERYTHING, words=False)
