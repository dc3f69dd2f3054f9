"""What an answer may quote: the passages found, each with its document as this reader sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.types import Found
from index.passages import body_of
from index.types import DocumentEntry, Hit, Passage
from ingest.structure.address import address_of
from ingest.types import Document, Span


@dataclass(frozen=True, slots=True)
class Source:
    """One passage as it is shown to an answerer; its 1-based position is its number in `Support.source`."""

    hit: Hit
    document: Document
    entry: DocumentEntry

    @property
    def passage(self) -> Passage:
        return self.hit.passage


def sources_of(
    hits: Sequence[Hit],
    document_of: Callable[[str], Document | None],
    entry_of: Callable[[str], DocumentEntry | None],
) -> tuple[Source, ...]:
    """Sources in the order of the hits; a hit whose document cannot be had (gone meanwhile) is left out."""
    found = []
    for hit in hits:
        document, entry = document_of(hit.passage.document_id), entry_of(hit.passage.document_id)
        if document is not None and entry is not None:
            found.append(Source(hit, document, entry))
    return tuple(found)


def pages_of(document: Document, span: Span) -> tuple[int, ...]:
    """1-based numbers of the pages that a span touches, in order; empty for a document without pages."""
    return tuple(page.number for page in document.pages if page.span.overlaps(span))


def found_of(hit: Hit, document: Document, entry: DocumentEntry) -> Found:
    """A hit as a reader sees it."""
    span = hit.passage.span
    return Found(
        hit=hit,
        file=entry.file,
        number=entry.number,
        title=entry.title,
        address=address_of(document.text, document.sections, body_of(document.sections, span)),
        pages=pages_of(document, span),
    )
