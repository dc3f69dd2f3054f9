"""Passages of documents that have none in the generation at hand: of another cut, or changed since it was current."""

from __future__ import annotations

from collections.abc import Sequence

from index.catalogue.catalogue import Catalogue
from index.passages import Cut, passages_of
from index.types import Scope

_EVERYTHING = Scope(clearance=3)


def cut_missing(catalogue: Catalogue, document_ids: Sequence[str], cut: Cut) -> None:
    """Cut those of these documents that have no passages; a document without words stays without."""
    for document_id in catalogue.uncut(document_ids):
        document = catalogue.document(document_id, _EVERYTHING, words=False)
        if document is not None and (passages := passages_of(document, cut)):
            catalogue.put_passages(document_id, passages)
