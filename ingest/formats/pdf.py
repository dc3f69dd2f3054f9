"""PDF through PDFium: words with their boxes, ruling lines, the area of images, and pages as pictures."""

from __future__ import annotations

import io
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.errors import DamagedDocument, EmptyFile, EncryptedDocument, IngestError, UnreadableFile
from ingest.formats.pdf_calls import handle_of
from ingest.formats.pdf_drawings import Drawings, drawings_of
from ingest.formats.pdf_page import Frame, PlacedWord, RawPage
from ingest.formats.pdf_text import TextLayer, text_layer

__all__ = ["PlacedWord", "RawPage", "page_count", "pages_of", "render_page"]

_LOCK = threading.RLock()
"""PDFium is not safe to call from two threads."""


_MAX_PIXELS = 100_000_000
"""A0 at 180 dpi; of a larger picture nothing could be read that a smaller one does not show."""


@contextmanager
def _opened(path: Path) -> Iterator[pdfium.PdfDocument]:
    with _LOCK:
        try:
            document = pdfium.PdfDocument(path)
        except FileNotFoundError as error:
            raise UnreadableFile(path, "không tìm thấy tệp") from error
        except pdfium.PdfiumError as error:
            raise _error_of(path) from error
        try:
            yield document
        finally:
            document.close()


def _error_of(path: Path) -> IngestError:
    """Why PDFium refused, as pypdf sees the file: PDFium's own last error may be that of an earlier file."""
    import pypdf
    from pypdf.errors import PyPdfError

    # It tells its log of every oddity that it meets; here only its verdict is wanted.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            return EncryptedDocument(path)
        if not reader.pages:
            return EmptyFile(path)
    except (PyPdfError, ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError):
        # pypdf raises whatever a broken structure leads it to; every one of them says the same.
        pass
    return DamagedDocument(path, "PDF")


def page_count(path: Path) -> int:
    """Number of pages. Raises EmptyFile for none, EncryptedDocument, DamagedDocument."""
    with _opened(path) as document:
        count = len(document)
    if count == 0:
        raise EmptyFile(path)
    return count


def pages_of(path: Path, *, every: int = 1) -> Iterator[RawPage | int]:
    """The pages in order, or one of `every` so many; one that cannot be opened is given as its 1-based number alone.

    Raises EmptyFile, EncryptedDocument, DamagedDocument.
    """
    with _opened(path) as document:
        if len(document) == 0:
            raise EmptyFile(path)
        for index in range(0, len(document), every):
            try:
                page = document[index]
            except pdfium.PdfiumError:
                yield index + 1
                continue
            try:
                yield _raw_page(page, index + 1)
            finally:
                page.close()


def render_page(path: Path, number: int, *, scale: float) -> bytes:
    """Page `number` (1-based) as PNG, `scale` pixels a point; a box of `Page.words` times `scale` is its place.

    Raises IndexError for a page that is not there; EncryptedDocument, DamagedDocument, also for a page so large that
    its picture would fill the memory.
    """
    with _opened(path) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        try:
            page = document[number - 1]
            width, height = page.get_size()
            if not width * height * scale * scale <= _MAX_PIXELS:
                raise DamagedDocument(path, "PDF")
            image = page.render(scale=scale).to_pil()
        except (pdfium.PdfiumError, ValueError) as error:  # pypdfium2 raises ValueError for a page without extent
            raise DamagedDocument(path, "PDF") from error
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _raw_page(page: pdfium.PdfPage, number: int) -> RawPage:
    width, height = page.get_size()
    left, bottom, right, top = page.get_bbox()
    frame = Frame(left, bottom, right, top, page.get_rotation(), width, height)
    count = raw.FPDFPage_CountObjects(page.raw)
    drawings = drawings_of(handle_of(page.raw), count, frame)
    layer = _text_layer(page, frame, drawings) if count else TextLayer()
    return RawPage(
        number,
        width,
        height,
        layer.words,
        tuple(drawings.rules),
        drawings.image_share(frame),
        count > 0,
        layer.turn,
        layer.asides,
        layer.mended,
        layer.hidden,
        layer.outside,
    )


def _text_layer(page: pdfium.PdfPage, frame: Frame, drawings: Drawings) -> TextLayer:
    textpage = page.get_textpage()
    try:
        return text_layer(handle_of(textpage.raw), textpage.count_chars(), frame, drawings.shows)
    finally:
        textpage.close()
