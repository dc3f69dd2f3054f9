"""A PDF's pages, each by its text layer or, where that does not carry the page, by OCR of its picture."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import DamagedDocument, ReadingTimedOut, ToolMissing
from ingest.formats.ocr import Ocr, OcrWord, PageImage
from ingest.formats.pdf import RawPage, pages_of, render_page
from ingest.layout.blocks import clean, has_content
from ingest.layout.furniture import is_furniture
from ingest.layout.paged import PageWords, text_and_pages
from ingest.types import Box, Finding, Page, PageSource

_IMAGE_SHARE = 0.3
"""Images over this part of a page may be its body."""
_FEW_WORDS = 60
"""A page of text has some 300 words; below this an image may carry the rest."""


@dataclass(frozen=True, slots=True)
class _Scanned:
    """An OCR word in the shape of a word of the text layer."""

    text: str
    box: Box
    bold: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class _Recognised:
    words: tuple[OcrWord, ...] = ()
    trouble: str = ""


def read_pages(
    path: Path, ocr: Ocr, *, dpi: int, workers: int, low_confidence: float
) -> tuple[str, tuple[Page, ...], tuple[Finding, ...]]:
    """The text, the pages that tile it, and what is doubtful.

    Raises EmptyFile, EncryptedDocument, DamagedDocument (also when no page at all can be opened).
    """
    raws = list(pages_of(path))
    if all(isinstance(raw, int) for raw in raws):
        raise DamagedDocument(path, "PDF")
    wanted = [raw for raw in raws if isinstance(raw, RawPage) and needs_ocr(raw)]

    def recognise(raw: RawPage) -> _Recognised:
        image = PageImage(path, raw.number, render_page(path, raw.number, scale=dpi / 72), dpi)
        try:
            return _Recognised(ocr.words_of(image))
        except ToolMissing:
            return _Recognised(trouble="ocr_missing")
        except ReadingTimedOut:
            return _Recognised(trouble="page_failed")

    with ThreadPoolExecutor(max(1, workers)) as pool:
        recognised = dict(zip((raw.number for raw in wanted), pool.map(recognise, wanted), strict=True))
    pages = [_page(raw, recognised) for raw in raws]
    text, tiled = text_and_pages(pages)
    return text, tiled, _findings(raws, recognised, tiled, low_confidence)


def needs_ocr(page: RawPage) -> bool:
    """Whether the text layer cannot be the page: few words of body text, and a picture or drawing to read instead."""
    body = sum(not is_furniture(line) for line in _words_by_line(page))
    if body == 0:
        return page.drawn and (page.image_share > 0.02 or not page.words)
    return body < _FEW_WORDS and page.image_share > _IMAGE_SHARE


def _words_by_line(page: RawPage) -> list[str]:
    """Every word, with the words of the line it stands in (so that a header's words can be told)."""
    lines: dict[int, list[str]] = {}
    for word in page.words:
        lines.setdefault(round((word.box.top + word.box.bottom) / 8), []).append(word.text)
    return [" ".join(words) for words in lines.values() for _ in words]


def _page(raw: RawPage | int, recognised: dict[int, _Recognised]) -> PageWords:
    if isinstance(raw, int):
        return PageWords(raw, 0.0, 0.0, PageSource("text"))
    found = recognised.get(raw.number)
    if found is None or (not found.words and found.trouble):
        return PageWords(raw.number, raw.width, raw.height, PageSource("text"), raw.words, raw.rules)
    words = [_Scanned(text, box) for word, box in _levelled(found.words) if (text := clean(word.text))]
    return PageWords(raw.number, raw.width, raw.height, PageSource("ocr", _mean(found.words)), words)


_NOISE = 0.6
"""Signs without a letter or digit that OCR is less sure of than this are specks, stamps and rules."""


def _levelled(words: Sequence[OcrWord]) -> Iterator[tuple[OcrWord, Box]]:
    """Words without specks, and their boxes as high as their line: OCR's boxes hug the letters, "cơ" is half a "Đề"."""
    lines: dict[int, list[OcrWord]] = {}
    for word in words:
        if word.confidence >= _NOISE or (has_content(word.text) and not _ghost(word, words)):
            lines.setdefault(word.line, []).append(word)
    for line in lines.values():
        tops, bottoms = sorted(word.box.top for word in line), sorted(word.box.bottom for word in line)
        top, bottom = tops[len(tops) // 4], bottoms[-1 - len(bottoms) // 4]
        for word in line:
            level = top < bottom and word.box.top < bottom and word.box.bottom > top
            yield word, Box(word.box.left, top, word.box.right, bottom) if level else word.box


def _ghost(word: OcrWord, words: Sequence[OcrWord]) -> bool:
    """Whether a doubtful word was read out of a surer one of another line: its accents, or the same line again."""
    box = word.box
    return any(
        other.line != word.line
        and other.confidence > word.confidence
        and min(box.right, other.box.right) - max(box.left, other.box.left) > 0.5 * (box.right - box.left)
        and min(box.bottom, other.box.bottom) - max(box.top, other.box.top) > 0.4 * (box.bottom - box.top)
        for other in words
    )


def _mean(words: Sequence[OcrWord]) -> float:
    return round(sum(word.confidence for word in words) / len(words), 4) if words else 0.0


def _findings(
    raws: Sequence[RawPage | int], recognised: dict[int, _Recognised], pages: Sequence[Page], low: float
) -> tuple[Finding, ...]:
    missing = [number for number, found in recognised.items() if found.trouble == "ocr_missing"]
    failed = [raw for raw in raws if isinstance(raw, int)]
    failed += [number for number, found in recognised.items() if found.trouble == "page_failed"]
    poor = [
        page.number
        for page in pages
        if page.source.confidence is not None and page.source.confidence < low and recognised[page.number].words
    ]
    findings = [
        (recognised, "no_text_layer", "không có lớp chữ, nội dung được lấy từ ảnh trang"),
        (missing, "ocr_missing", "chưa đọc được vì máy chưa cài Tesseract với dữ liệu tiếng Việt"),
        (failed, "page_failed", "không đọc được"),
        (poor, "low_ocr_confidence", "nhận dạng chữ chưa chắc chắn, hãy đối chiếu với bản gốc"),
    ]
    return tuple(Finding(code, f"{_named(numbers)} {message}.") for numbers, code, message in findings if numbers)


def _named(numbers: Collection[int]) -> str:
    """ "Trang 1, 2, 3"; long lists end in a count."""
    ordered = sorted(numbers)
    shown = ", ".join(str(number) for number in ordered[:10])
    return f"Trang {shown}" + (f" và {len(ordered) - 10} trang khác" if len(ordered) > 10 else "")
