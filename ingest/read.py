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
from ingest.language.legacy import encoding_of_text, has_unicode_letters, to_unicode
from ingest.layout.blocks import text_of
from ingest.media import SUPPORTED_SUFFIXES, is_candidate
from ingest.types import Document, Facts, Finding, Page, Reference, Section

if TYPE_CHECKING:
    from ingest.formats.ocr import Ocr
    from ingest.formats.office import Office

__all__ = ["READER_VERSION", "SUPPORTED_SUFFIXES", "ReadLimits", "is_candidate", "read"]

READER_VERSION = "1"
"""Goes up when the same bytes may give another text."""

_CONVERTED_TO = {
    media.DOC: ".docx", media.RTF: ".docx", media.XLS: ".xlsx", media.PPT: ".pdf", media.PPTX: ".pdf", media.ODT: ".pdf"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Bounds on one file's reading: seconds a page for OCR and a file for LibreOffice, pages OCRed at once, dpi."""

    ocr_page_s: float = 120.0
    office_s: float = 180.0
    ocr_workers: int = 2
    ocr_dpi: int = 300
    low_confidence: float = 0.75


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
    text, mended = _without_legacy(reading)
    facts, sections, references, doubts = _understood(text)
    findings = (*reading.findings, *mended, *(() if text else (_EMPTY,)), *doubts)
    name = hashlib.sha256(content).hexdigest() + "-0"
    return (Document(name, text, media_type, facts, reading.pages, sections, references, findings),)


_CONVERTED = Finding("office_converted", "Tệp được đọc qua bản chuyển đổi bằng LibreOffice.")
_EMPTY = Finding("empty_text", "Không đọc được chữ nào trong tệp này. Hãy kiểm tra lại bản gốc.")


def _reading(
    path: Path, content: bytes, media_type: str, ocr: Ocr | None, office: Office | None, limits: ReadLimits
) -> _Reading:
    if media_type in _CONVERTED_TO:
        return _converted(path, media_type, ocr, office, limits)
    if media_type == media.PDF:
        return _pdf(path, ocr, limits)
    return _Reading(text_of(_flow_blocks(path, content, media_type)))


def _flow_blocks(path: Path, content: bytes, media_type: str) -> Sequence[str]:
    if media_type == media.DOCX:
        from ingest.formats.docx import blocks_of_docx

        return blocks_of_docx(path)
    if media_type == media.XLSX:
        from ingest.formats.sheet import blocks_of_sheets

        return blocks_of_sheets(path)
    if media_type == media.HTML:
        from ingest.formats.html import blocks_of_html

        return blocks_of_html(content)
    from ingest.formats.markdown import blocks_of_markdown
    from ingest.formats.plaintext import blocks_of_text
    from ingest.language.decoding import decoded

    text = decoded(content)
    if text is None:
        raise DamagedDocument(path, path.suffix[1:].upper())
    return blocks_of_markdown(text) if media_type == media.MARKDOWN else blocks_of_text(text)


def _converted(path: Path, media_type: str, ocr: Ocr | None, office: Office | None, limits: ReadLimits) -> _Reading:
    from ingest.formats.office import LibreOffice

    suffix = _CONVERTED_TO[media_type]
    with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
        converted = (office or LibreOffice(limits.office_s)).convert(path, suffix, Path(folder))
        if suffix == ".pdf":
            # Pages of a conversion are no pages of the file.
            reading = _pdf(converted, ocr, limits)
            return _Reading(reading.text, (), (_CONVERTED, *reading.findings))
        converted_type = media.DOCX if suffix == ".docx" else media.XLSX
        return _Reading(text_of(_flow_blocks(converted, b"", converted_type)), (), (_CONVERTED,))


def _pdf(path: Path, ocr: Ocr | None, limits: ReadLimits) -> _Reading:
    from ingest.formats.ocr import Tesseract
    from ingest.formats.scan import read_pages

    text, pages, findings = read_pages(
        path,
        ocr or Tesseract(limits.ocr_page_s),
        dpi=limits.ocr_dpi,
        workers=limits.ocr_workers,
        low_confidence=limits.low_confidence,
    )
    return _Reading(text, pages, findings)


def _without_legacy(reading: _Reading) -> tuple[str, tuple[Finding, ...]]:
    """Lines whose letters betray a legacy encoding that no font told are turned; on pages they are only reported."""
    lines = reading.text.split("\n")
    encodings = [encoding_of_text(line) for line in lines]
    usual = max((code for code in encodings if code), key=encodings.count, default=None)
    recognised = any(page.source.kind == "ocr" for page in reading.pages)
    if usual is None or recognised:
        return reading.text, ()
    if reading.pages:
        count = len(lines) - encodings.count(None)
        return reading.text, (Finding("legacy_encoding", f"{count} dòng có vẻ còn ở mã chữ cũ (TCVN3, VNI)."),)
    if not has_unicode_letters(reading.text):
        encodings = [usual] * len(lines)
    encodings = [code or encoding_of_text(line, 1) for code, line in zip(encodings, lines, strict=True)]
    turned = [line if code is None else to_unicode(line, code) for line, code in zip(lines, encodings, strict=True)]
    count = len(lines) - encodings.count(None)
    message = f"{count} dòng ở mã chữ cũ (TCVN3, VNI) đã được chuyển sang Unicode theo mặt chữ; hãy đối chiếu bản gốc."
    return text_of(turned), (Finding("legacy_encoding", message),)


def _understood(text: str) -> tuple[Facts, tuple[Section, ...], tuple[Reference, ...], tuple[Finding, ...]]:
    from ingest.facts.masthead import facts_of
    from ingest.facts.references import references_of
    from ingest.structure.sections import sections_of, structure_findings_of

    sections = sections_of(text)
    return facts_of(text), sections, references_of(text), structure_findings_of(sections)
