"""A result list to take away: a table, JSON, citations in words, or a bibliography."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from api.filtering import day
from api.legal_citation import bibliography, cited, place_cited
from api.search_shapes import search_page_shape
from api.searching import SearchPage, Shown
from api.spreadsheet import table_of
from api.why import words_in
from index.types import DocumentEntry


class ExportForm(StrEnum):
    """The values stand in addresses and are endings of file names, but for `citations`."""

    CSV = "csv"
    JSON = "json"
    CITATIONS = "citations"
    BIBTEX = "bibtex"


@dataclass(frozen=True, slots=True)
class Export:
    """Text to be written as UTF-8, its media type and the ending of a file's name."""

    text: str
    media_type: str
    ending: str


_HEADER = (
    "Thứ tự",
    "Số, ký hiệu",
    "Loại văn bản",
    "Cơ quan ban hành",
    "Ngày ban hành",
    "Trích yếu",
    "Vị trí",
    "Trang",
    "Nội dung",
    "Từ khớp",
    "Trích dẫn",
    "Tệp",
    "Mã văn bản",
    "Mã đoạn",
)


def exported(page: SearchPage, form: ExportForm) -> Export:
    """The passages of a page in one of the forms; nothing found gives a header, an empty list or an empty text."""
    if form is ExportForm.CSV:
        return Export(csv_of(page), "text/csv", "csv")
    if form is ExportForm.JSON:
        return Export(json.dumps(search_page_shape(page), ensure_ascii=False, indent=1), "application/json", "json")
    if form is ExportForm.CITATIONS:
        return Export(citations_of(page.shown), "text/plain", "txt")
    return Export(bibliography_of(page.shown), "application/x-bibtex", "bib")


def csv_of(page: SearchPage) -> str:
    """A row a passage."""
    first = (page.request.page - 1) * page.request.per_page + 1
    return table_of(_HEADER, (_row(number, shown) for number, shown in enumerate(page.shown, start=first)))


def citations_of(shown: Sequence[Shown]) -> str:
    """A line a place, each once, in the order of the result."""
    lines = (cited(each.entry, each.found.address, each.found.pages) for each in shown)
    return "".join(f"{line}\n" for line in dict.fromkeys(lines))


def bibliography_of(shown: Sequence[Shown]) -> str:
    """An entry a document, in the order of the result, with all its places."""
    places: dict[str, tuple[DocumentEntry, list[str]]] = {}
    for each in shown:
        found = places.setdefault(each.entry.id, (each.entry, []))[1]
        found.append(place_cited(each.found.address, each.found.pages))
    return bibliography(places)


def _row(number: int, shown: Shown) -> tuple[str, ...]:
    entry, found, passage = shown.entry, shown.found, shown.found.hit.passage
    return (
        str(number),
        entry.number or "",
        entry.kind or "",
        entry.issuer or "",
        day(entry.issued_on) if entry.issued_on else "",
        entry.title or "",
        found.address,
        "–".join(map(str, (found.pages[0], found.pages[-1])[: len(found.pages)])) if found.pages else "",
        passage.text,
        "; ".join(words_in(passage.text, shown.why.words)),
        cited(entry, found.address, found.pages),
        entry.file,
        entry.id,
        passage.id,
    )
