"""A path → its Documents. Light to import: each format's library is loaded when a file of that format comes."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest import media
from ingest.errors import DamagedDocument
from ingest.layout.blocks import text_of
from ingest.layout.relettered import relettered, relettered_blocks
from ingest.media import SUPPORTED_SUFFIXES, is_candidate
from ingest.types import Document, Facts, Finding, Page, Reference, Section, Span

if TYPE_CHECKING:
    from ingest.formats.ocr import Ocr
    from ingest.formats.office import Office

__all__ = ["READER_VERSION", "SUPPORTED_SUFFIXES", "ReadLimits", "is_candidate", "read"]

READER_VERSION = "3"
"""Goes up when the same bytes may give another text."""

_CONVERTED_TO = {
    media.DOC: ".docx", media.RTF: ".docx", media.ODT: ".docx", media.XLS: ".xlsx", media.PPT: ".odp",
    media.PPTX: ".odp",
}  # fmt: skip


_ODP = "application/vnd.oasis.opendocument.presentation"
_MADE = {".docx": media.DOCX, ".xlsx": media.XLSX, ".odp": _ODP}


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Bounds on one file's reading: seconds a page for OCR and a file for LibreOffice, pages OCRed at once, dpi.

    `ocr_cache` is the folder that keeps recognised pages (see `ingest.formats.ocr_cache`); None keeps none.
    """

    ocr_page_s: float = 120.0
    office_s: float = 180.0
    ocr_workers: int = 2
    ocr_dpi: int = 300
    low_confidence: float = 0.85
    ocr_cache: Path | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    text: str
    pages: tuple[Page, ...] = ()
    findings: tuple[Finding, ...] = ()


def read(
    path: Path, *, ocr: Ocr | None = None, office: Office | None = None, limits: ReadLimits | None = None
) -> tuple[Document, ...]:
    """The documents of the file at `path`: the same bytes give the same documents.

    `ocr` and `office` are Tesseract and LibreOffice unless given; without Tesseract a page that needs it stays empty
    and a finding says so. Raises the leaves of `ingest.errors.IngestError`.
    """
    limits = limits or ReadLimits()
    content = media.content_of(path)
    media_type = media.media_type_of(path, content)
    reading = _reading(path, content, media_type, ocr, office, limits)
    reading = _without_legacy(reading)
    from ingest.structure.parts import parts_of

    parts = parts_of(reading.text, [page.span.start for page in reading.pages])
    name = hashlib.sha256(content).hexdigest()
    return tuple(_document(name, media_type, reading, part, at, len(parts)) for at, part in enumerate(parts))


def _document(name: str, media_type: str, reading: _Reading, part: Span, at: int, count: int) -> Document:
    """The `at`-th (0-based) of a file's `count` documents, read from `part` of its text."""
    from ingest.structure.portions import findings_of_part, pages_of_part

    text = part.of(reading.text)
    pages, findings = reading.pages, reading.findings
    if count > 1:
        said = f"Tệp này có {count} văn bản; đây là văn bản thứ {at + 1}. Mỗi văn bản được lưu và trích dẫn riêng."
        pages, findings = pages_of_part(pages, part), findings_of_part(findings, part, at == 0)
        findings = (Finding("several_documents", said), *findings)
    facts, sections, references, doubts = _understood(text, findings)
    findings = (*findings, *(() if text else (_EMPTY,)), *doubts)
    return Document(f"{name}-{at}", text, media_type, facts, pages, sections, references, findings)


_CONVERTED = Finding("office_converted", "Tệp được đọc qua bản chuyển đổi bằng LibreOffice.")
_EMPTY = Finding("empty_text", "Không đọc được chữ nào trong tệp này. Hãy kiểm tra lại bản gốc.")


def _reading(
    path: Path, content: bytes, media_type: str, ocr: Ocr | None, office: Office | None, limits: ReadLimits
) -> _Reading:
    if media_type in _CONVERTED_TO:
        return _converted(path, media_type, ocr, office, limits)
    if media_type == media.PDF:
        return _pdf(path, ocr, limits)
    return _flow(path, content, media_type)


def _flow(path: Path, content: bytes, media_type: str) -> _Reading:
    """The reading of a file without pages; letters are turned before anything is cleaned away."""
    blocks, findings = _flow_blocks(path, content, media_type)
    blocks, mended = relettered_blocks(blocks)
    return _Reading(text_of(blocks), (), (*findings, *mended))


def _flow_blocks(path: Path, content: bytes, media_type: str) -> tuple[Sequence[str], tuple[Finding, ...]]:
    if media_type == media.DOCX:
        from ingest.formats.docx import blocks_of_docx

        return blocks_of_docx(path), ()
    if media_type == media.XLSX:
        from ingest.formats.sheet import blocks_of_sheets

        return blocks_of_sheets(path)
    if media_type == _ODP:
        from ingest.formats.slides import blocks_of_slides

        return blocks_of_slides(path), ()
    if media_type == media.HTML:
        from ingest.formats.html import blocks_of_html

        return blocks_of_html(content), ()
    from ingest.formats.delimited import blocks_of_delimited
    from ingest.formats.markdown import blocks_of_markdown
    from ingest.formats.plaintext import blocks_of_text
    from ingest.language.decoding import decoded

    text = decoded(content)
    if text is None:
        raise DamagedDocument(path, path.suffix[1:].upper())
    readers = {media.MARKDOWN: blocks_of_markdown, media.CSV: blocks_of_delimited}
    return readers.get(media_type, blocks_of_text)(text), ()


def _converted(path: Path, media_type: str, ocr: Ocr | None, office: Office | None, limits: ReadLimits) -> _Reading:
    from ingest.formats.office import LibreOffice

    suffix = _CONVERTED_TO[media_type]
    with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
        converted = (office or LibreOffice(limits.office_s)).convert(path, suffix, Path(folder))
        reading = _flow(converted, b"", _MADE[suffix])
        return _Reading(reading.text, (), (_CONVERTED, *reading.findings))


def _pdf(path: Path, ocr: Ocr | None, limits: ReadLimits) -> _Reading:
    from ingest.formats.ocr import Tesseract, VersionedOcr
    from ingest.formats.scan import read_pages

    engine: Ocr = ocr or Tesseract(limits.ocr_page_s)
    if limits.ocr_cache is not None and isinstance(engine, VersionedOcr):
        from ingest.formats.ocr_cache import KeptOcr, OcrCache

        engine = KeptOcr(engine, OcrCache(limits.ocr_cache), hashlib.sha256(path.read_bytes()).hexdigest())
    text, pages, findings = read_pages(
        path,
        engine,
        dpi=limits.ocr_dpi,
        workers=limits.ocr_workers,
        low_confidence=limits.low_confidence,
    )
    return _Reading(text, pages, findings)


def _without_legacy(reading: _Reading) -> _Reading:
    """Lines whose letters betray a legacy encoding that no font told are turned; those that resist are reported."""
    text, pages, findings = relettered(reading.text, reading.pages)
    return _Reading(text, pages, (*reading.findings, *findings))


def _understood(
    text: str, findings: Sequence[Finding]
) -> tuple[Facts, tuple[Section, ...], tuple[Reference, ...], tuple[Finding, ...]]:
    from ingest.facts.masthead import facts_of
    from ingest.facts.references import references_of
    from ingest.structure.sections import structure_of

    unread = [finding.span for finding in findings if finding.code == "illegible_page" and finding.span]
    sections, doubts = structure_of(text, unread)
    return facts_of(text), sections, references_of(text), doubts
