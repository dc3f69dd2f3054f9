"""A PDF's pages, each by its text layer or, where that does not carry the page, by OCR of its picture."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ingest.errors import DamagedDocument
from ingest.formats.ocr import Ocr
from ingest.formats.pdf import RawPage, pages_of
from ingest.formats.pdf_findings import text_layer_findings
from ingest.formats.recognition import Recognised, recognised
from ingest.language.legibility import is_illegible
from ingest.layout.lines import Line
from ingest.layout.paged import PageWords, page_lines, text_and_pages
from ingest.types import Finding, Page, PageSource, Word


def read_pages(
    path: Path, ocr: Ocr, *, dpi: int, workers: int, low_confidence: float
) -> tuple[str, tuple[Page, ...], tuple[Finding, ...]]:
    """The text, the pages that tile it, and what is doubtful; `workers` pages are recognised at a time.

    Boxes are on the pages as shown, however skewed or turned their print is. Raises EmptyFile, EncryptedDocument,
    DamagedDocument (also when no page at all can be opened).
    """
    raws = list(pages_of(path))
    if all(isinstance(raw, int) for raw in raws):
        raise DamagedDocument(path, "PDF")
    opened = [raw for raw in raws if isinstance(raw, RawPage)]
    with ThreadPoolExecutor(max(1, workers)) as pool:
        results = pool.map(lambda raw: recognised(path, raw, ocr, dpi=dpi), opened)
        found = {raw.number: result for raw, result in zip(opened, results, strict=True) if result is not None}
    text, tiled = text_and_pages([_page(raw, found) for raw in raws])
    pages = tuple(_as_shown(page, found.get(page.number)) for page in tiled)
    return text, pages, (*_findings(raws, found, pages, low_confidence), *text_layer_findings(raws, pages))


def lines_of_page(raw: RawPage, found: Recognised) -> list[Line]:
    """The printed lines of one recognised page, headers and page numbers among them."""
    return page_lines(_page(raw, {raw.number: found}))


def _page(raw: RawPage | int, found: dict[int, Recognised]) -> PageWords:
    if isinstance(raw, int):
        return PageWords(raw, 0.0, 0.0, PageSource("text"))
    page = found.get(raw.number)
    if page is None or page.trouble:
        return raw.page_words()
    width, height = page.placing.level_size
    return PageWords(raw.number, width, height, PageSource("ocr", page.confidence), page.words, page.rules)


def _as_shown(page: Page, found: Recognised | None) -> Page:
    """The page with its own size, and its words where they are seen."""
    if found is None or found.trouble:
        return page
    shown = {word.box: word.shown for word in found.words}
    words = tuple(Word(shown.get(word.box) or found.placing.on_page(word.box), word.span) for word in page.words)
    return Page(page.number, page.span, page.source, found.placing.width, found.placing.height, words)


def _findings(
    raws: Sequence[RawPage | int], found: dict[int, Recognised], pages: Sequence[Page], low: float
) -> Iterator[Finding]:
    whole = [number for number, page in found.items() if not page.layer_kept]
    partly = [number for number, page in found.items() if page.layer_kept]
    missing = [number for number, page in found.items() if page.trouble == "ocr_missing"]
    failed = [raw for raw in raws if isinstance(raw, int)]
    failed += [number for number, page in found.items() if page.trouble == "page_failed"]
    for numbers, code, message in (
        (whole, "no_text_layer", "không có lớp chữ, nội dung được lấy từ ảnh trang"),
        (partly, "image_body", "có phần nội dung nằm trong ảnh, phần đó được nhận dạng từ ảnh trang"),
        (missing, "ocr_missing", "chưa đọc được vì máy chưa cài Tesseract với dữ liệu tiếng Việt"),
        (failed, "page_failed", "không đọc được"),
    ):
        if numbers:
            yield Finding(code, f"{_named(numbers)} {message}.")
    for page in pages:
        doubt = found.get(page.number)
        if doubt is not None and not doubt.trouble:
            yield from _doubts(page, doubt, low)


def _doubts(page: Page, found: Recognised, low: float) -> Iterator[Finding]:
    """What a page by OCR says of itself; the span is the page's, so that a citation from it can say so too."""
    sure = f"độ tin cậy {round(100 * found.confidence)} %"
    if is_illegible(found.legibility, found.confidence, found.unread):
        yield Finding(
            "illegible_page",
            f"Trang {page.number}: chữ nhận dạng từ ảnh sai nhiều ({sure}), không nên tin khi trích dẫn. "
            "Hãy đọc trên ảnh trang; nếu có bản gốc, hãy quét lại ở 300 dpi rồi nạp lại.",
            page.span,
        )
    elif found.words and found.confidence < low:
        yield Finding(
            "low_ocr_confidence",
            f"Trang {page.number}: nhận dạng chữ chưa chắc chắn ({sure}); "
            "hãy đối chiếu với ảnh trang trước khi trích dẫn.",
            page.span,
        )


def _named(numbers: Collection[int]) -> str:
    """ "Trang 1, 2, 3"; long lists end in a count."""
    ordered = sorted(numbers)
    shown = ", ".join(str(number) for number in ordered[:10])
    return f"Trang {shown}" + (f" và {len(ordered) - 10} trang khác" if len(ordered) > 10 else "")
