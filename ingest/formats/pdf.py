"""PDF through PDFium: words with their boxes, ruling lines, the area of images, and pages as pictures."""

from __future__ import annotations

import ctypes
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.errors import DamagedDocument, EmptyFile, EncryptedDocument, IngestError, UnreadableFile
from ingest.language.legacy import Encoding, encoding_of_font, to_unicode
from ingest.layout.blocks import clean
from ingest.types import Box

_LOCK = threading.RLock()
"""PDFium is not safe to call from two threads."""

_RULE_PT = 3.0
"""A filled path thinner than this is a ruling line."""


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A printed word: its text clean, its box in points as shown; `bold` by the font's name.

    `raised`: small digits at the end of a word, the mark of a footnote perhaps ("c)" and "3" are two words then).
    """

    text: str
    box: Box
    bold: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class RawPage:
    """What a page holds. `image_share` is the part (0–1) of the page that images cover, those under text included.

    `drawn` tells a page with anything on it from a blank one; `rules` are ruling lines as thin boxes.
    """

    number: int
    width: float
    height: float
    words: tuple[PlacedWord, ...]
    rules: tuple[Box, ...]
    image_share: float
    drawn: bool


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


def pages_of(path: Path) -> Iterator[RawPage | int]:
    """The pages in order; a page that cannot be opened is given as its 1-based number alone.

    Raises EmptyFile, EncryptedDocument, DamagedDocument.
    """
    with _opened(path) as document:
        if len(document) == 0:
            raise EmptyFile(path)
        for index in range(len(document)):
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

    Raises IndexError for a page that is not there; EncryptedDocument, DamagedDocument.
    """
    with _opened(path) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        try:
            page = document[number - 1]
            image = page.render(scale=scale).to_pil()
        except pdfium.PdfiumError as error:
            raise DamagedDocument(path, "PDF") from error
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


class _Frame:
    """From a page's own coordinates (origin bottom left, before rotation) to boxes as shown."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self.rotation = page.get_rotation()
        self.width: float
        self.height: float
        self.width, self.height = page.get_size()

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        if self.rotation == 90:
            return Box(bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        if self.rotation == 180:
            return Box(self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        if self.rotation == 270:
            return Box(self.top - top, self.right - right, self.top - bottom, self.right - left)
        return Box(left - self.left, self.top - top, right - self.left, self.top - bottom)


def _raw_page(page: pdfium.PdfPage, number: int) -> RawPage:
    frame = _Frame(page)
    rules, images, drawn = _drawings(page, frame)
    words = _words(page, frame) if drawn else ()
    share = min(1.0, sum(_clipped_area(image, frame) for image in images) / (frame.width * frame.height))
    return RawPage(number, frame.width, frame.height, words, rules, share, drawn)


def _clipped_area(box: Box, frame: _Frame) -> float:
    width = min(box.right, frame.width) - max(box.left, 0.0)
    height = min(box.bottom, frame.height) - max(box.top, 0.0)
    return max(0.0, width) * max(0.0, height)


def _drawings(page: pdfium.PdfPage, frame: _Frame) -> tuple[tuple[Box, ...], list[Box], bool]:
    rules: list[Box] = []
    images: list[Box] = []
    sides = [ctypes.c_float() for _ in range(4)]
    refs = [ctypes.byref(side) for side in sides]
    count = raw.FPDFPage_CountObjects(page.raw)
    for index in range(count):
        item = raw.FPDFPage_GetObject(page.raw, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
            continue
        if not raw.FPDFPageObj_GetBounds(item, *refs):
            continue
        box = frame.box(*(side.value for side in sides))
        if kind == raw.FPDF_PAGEOBJ_PATH:
            if min(box.right - box.left, box.bottom - box.top) <= _RULE_PT:
                rules.append(box)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE or _holds_image(item):
            images.append(box)
    return tuple(rules), images, count > 0


def _holds_image(form: object) -> bool:
    return any(
        raw.FPDFPageObj_GetType(raw.FPDFFormObj_GetObject(form, index)) == raw.FPDF_PAGEOBJ_IMAGE
        for index in range(raw.FPDFFormObj_CountObjects(form))
    )


def _words(page: pdfium.PdfPage, frame: _Frame) -> tuple[PlacedWord, ...]:
    textpage = page.get_textpage()
    try:
        return tuple(_Reader(textpage.raw, frame).words())
    finally:
        textpage.close()


class _Reader:
    """Groups a text page's characters into words, with few calls a character: PDFium's are cheap, ctypes' are not."""

    def __init__(self, textpage: object, frame: _Frame) -> None:
        self.page = textpage
        self.frame = frame
        self.fonts: dict[bytes, tuple[Encoding | None, bool]] = {}
        self.name = ctypes.create_string_buffer(128)
        self.flags = ctypes.c_int()
        self.rect = raw.FS_RECTF()
        self.rect_ref = ctypes.byref(self.rect)

    def words(self) -> Iterator[PlacedWord]:
        get = raw.FPDFText_GetUnicode
        page = self.page
        codes = [get(page, index) for index in range(raw.FPDFText_CountChars(page))]
        start = 0
        for index, code in enumerate([*codes, 0x20]):
            if code > 0x20 and code not in _BLANKS:
                continue
            end = index + (code == _LINE_END_HYPHEN)
            if end > start:
                yield from self._word(codes, start, end)
            start = index + 1

    def _word(self, codes: list[int], start: int, end: int) -> Iterator[PlacedWord]:
        first = self._box(start)
        last = self._box(end - 1) if end - start > 1 else first
        if first is None or last is None:
            return
        if end - start > 1 and 0x30 <= codes[end - 1] <= 0x39 and _raised(first, last):
            cut = end - 1
            while cut > start + 1 and 0x30 <= codes[cut - 1] <= 0x39 and _raised(first, self._box(cut - 1) or first):
                cut -= 1
            yield from self._word(codes, start, cut)
            yield from self._put(codes, cut, end, _hull(self._box(cut) or last, last), raised=True)
        else:
            yield from self._put(codes, start, end, _hull(first, last), raised=False)

    def _put(self, codes: list[int], start: int, end: int, box: Box, *, raised: bool) -> Iterator[PlacedWord]:
        encoding, bold = self._font(start)
        text = "".join(_CHARS.get(code) or chr(code) for code in codes[start:end] if code not in _SURROGATES)
        text = clean(text if encoding is None else to_unicode(text, encoding))
        if text:
            yield PlacedWord(text, box, bold, raised)

    def _box(self, index: int) -> Box | None:
        if not raw.FPDFText_GetLooseCharBox(self.page, index, self.rect_ref):
            return None
        return self.frame.box(self.rect.left, self.rect.bottom, self.rect.right, self.rect.top)

    def _font(self, index: int) -> tuple[Encoding | None, bool]:
        raw.FPDFText_GetFontInfo(self.page, index, self.name, 128, self.flags)
        key = self.name.value
        if key not in self.fonts:
            name = key.decode("utf-8", "replace")
            self.fonts[key] = encoding_of_font(name), "bold" in name.lower()
        return self.fonts[key]


def _raised(word: Box, digit: Box) -> bool:
    """Whether a digit is set smaller than its word, and above the word's foot."""
    height = word.bottom - word.top
    return digit.bottom - digit.top < 0.8 * height and digit.bottom < word.bottom - 0.1 * height


def _hull(first: Box, last: Box) -> Box:
    return Box(
        min(first.left, last.left),
        min(first.top, last.top),
        max(first.right, last.right),
        max(first.bottom, last.bottom),
    )


_BLANKS = frozenset((0xA0, 0x1680, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200C)))
# PDFium gives U+0002 for a hyphen that ends a line, and no line break after it.
_LINE_END_HYPHEN = 0x02
_CHARS = {_LINE_END_HYPHEN: "-", 0xFFFE: "-"}
_SURROGATES = range(0xD800, 0xE000)
