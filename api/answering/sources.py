"""What an answer may quote: the passages found, each with its document as this reader sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.types import Found
from index.passages import body_of
from index.types import DocumentEntry, Hit, Passage
from ingest.structure.address import address_of
from ingest.types import Document, Span

# Codes of `ingest` whose spans are of pages that were hard to read, the worse one first.
_TROUBLES = (
    ("illegible_page", "được quét quá mờ nên chữ nhận dạng không đáng tin"),
    ("low_ocr_confidence", "được nhận dạng từ ảnh quét và có chữ chưa chắc chắn"),
)


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
    """1-based numbers of the pages that a span touches, in order; empty for a document without pages.

    By the words where there are any: of a table row over a page break, the cells go on in each other, page by page.
    """
    by_words = tuple(
        page.number
        for page in document.pages
        # Compared here: a call for each word takes four times as long, and a law has 100,000 words.
        if any(w.span is not None and w.span.start < span.end and span.start < w.span.end for w in page.words)
    )
    return by_words or tuple(page.number for page in document.pages if page.span.overlaps(span))


def reading_doubt(document: Document, span: Span) -> str | None:
    """Why words of this span should be held against the page image, as a sentence; None where nothing is doubtful."""
    for code, trouble in _TROUBLES:
        found = [f.span for f in document.findings if f.code == code and f.span is not None and f.span.overlaps(span)]
        if found:
            pages = [page.number for page in document.pages if any(page.span.overlaps(place) for place in found)]
            pages = [number for number in pages_of(document, span) if number in pages]
            where = f"Trang {', '.join(map(str, pages))}" if pages else "Đoạn này"
            return f"{where} {trouble}; hãy đối chiếu với ảnh trang trước khi dùng."
    return None


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
