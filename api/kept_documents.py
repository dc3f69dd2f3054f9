"""Documents without their word boxes, kept for the next question: reading one from the catalogue takes long."""

from __future__ import annotations

from collections.abc import Callable

from index.catalogue.catalogue import Catalogue
from index.types import Scope
from ingest.types import Document

_MOST = 256


class KeptDocuments:
    """At most some hundreds of documents. Callers have checked the reader's scope by the document's entry."""

    def __init__(self, catalogue: Callable[[], Catalogue]) -> None:
        self._catalogue = catalogue
        self._kept: dict[str, Document] = {}

    def get(self, document_id: str, scope: Scope) -> Document | None:
        """The document; None for one that is gone."""
        document = self._kept.get(document_id)
        if document is None:
            document = self._catalogue().document(document_id, scope, words=False)
            if document is None:
                return None
            if len(self._kept) > _MOST:
                self._kept.clear()
            self._kept[document_id] = document
        return document

    def clear(self) -> None:
        """Forget them all: the archive has changed."""
        self._kept.clear()
