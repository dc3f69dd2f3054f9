"""What is doubtful about a document, as its page tells it: one line for a doubt that many pages share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.web.links import page_url, place_url
from index.causes import cause_of
from ingest.types import Document, Finding, Span


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence, links (text, address) to the places that it speaks of, and what to do where the links cut it off."""

    message: str
    places: tuple[tuple[str, str], ...] = ()
    remedy: str = ""


def doubts_of(document: Document) -> tuple[Doubt, ...]:
    """In the order of the findings; those of one code about whole pages together, where the first of them stands."""
    pages_at = {page.span: page.number for page in document.pages if len(page.span)}
    of_pages: dict[str, list[Finding]] = {}
    for finding in document.findings:
        if finding.span in pages_at:
            of_pages.setdefault(finding.code, []).append(finding)
    return tuple(_doubts(document, of_pages, pages_at))


def _doubts(document: Document, of_pages: dict[str, list[Finding]], pages_at: dict[Span, int]) -> Iterator[Doubt]:
    for finding in document.findings:
        shared = of_pages.get(finding.code, [])
        if finding not in shared:
            yield Doubt(finding.message, _place(document, finding))
        elif finding is shared[0]:
            yield _shared(document.id, shared, [pages_at[each.span] for each in shared if each.span])


def _place(document: Document, finding: Finding) -> tuple[tuple[str, str], ...]:
    if finding.span is None:
        return ()
    return (("Xem chỗ này", place_url(document.id, finding.span.start, finding.span.end)),)


def _shared(document_id: str, shared: Sequence[Finding], numbers: Sequence[int]) -> Doubt:
    if len(shared) == 1:
        return Doubt(shared[0].message, (("Xem ảnh trang", page_url(document_id, numbers[0])),))
    cause = cause_of(shared[0].code)
    links = tuple((f"trang {number}", page_url(document_id, number)) for number in numbers)
    return Doubt(f"{cause.name}:", links, cause.remedy)
