"""What must hold of every reading, whatever the file: page spans tile the text, words point to themselves."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.layout.blocks import CELL
from ingest.types import Document, Page, Span

_SLACK_PT = 0.5


def faults_of(document: Document) -> Iterator[str]:
    """What is wrong with a reading, in words for a developer; nothing for a sound one."""
    text = document.text
    if not unicodedata.is_normalized("NFC", text):
        yield "text is not NFC"
    yield from faults_of_pages(document.pages, text)
    spans = [section.span for section in document.sections] + [reference.span for reference in document.references]
    spans += [finding.span for finding in document.findings if finding.span is not None]
    if any(span.end > len(text) for span in spans):
        yield "a span ends behind the text"


def faults_of_pages(pages: Sequence[Page], text: str) -> Iterator[str]:
    """What is wrong with pages that should tile `text`; nothing for none."""
    if pages and (pages[0].span.start != 0 or pages[-1].span.end != len(text)):
        yield "pages do not cover the text"
    if any(a.span.end != b.span.start for a, b in pairwise(pages)):
        yield "page spans do not tile"
    for page in pages:
        yield from _faults_of_page(page, text)


def _faults_of_page(page: Page, text: str) -> Iterator[str]:
    for word in page.words:
        box = word.box
        if not (box.left <= box.right and box.top <= box.bottom):
            yield f"page {page.number}: a box is inside out: {box}"
        if min(box.left, box.top) < -_SLACK_PT or box.right > page.width + _SLACK_PT:
            yield f"page {page.number}: a box lies beside the page: {box}"
        if box.bottom > page.height + _SLACK_PT:
            yield f"page {page.number}: a box lies below the page: {box}"
        if word.span is None:
            continue
        if not page.span.contains(word.span) and not _is_in_row_of(page, word.span, text):
            yield f"page {page.number}: a word's span lies on another page"
        if not (printed := word.span.of(text)) or printed != "".join(printed.split()):
            yield f"page {page.number}: a word's span gives {printed!r}"


def _is_in_row_of(page: Page, span: Span, text: str) -> bool:
    """Whether a word stands in a table row that the page shares: its cells go on in each other over a page break."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    row = Span(start, len(text) if end < 0 else end)
    return CELL in row.of(text) and (row.overlaps(page.span) or row.end == page.span.start)
