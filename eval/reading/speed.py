"""How fast files are read: born-digital pages beside other libraries, and a thousand pages of mixed files."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from random import Random

from eval.reading.readings import Readings
from eval.reading.rows import Row
from ingest.formats.fakes import FakeOcr
from ingest.types import Document
from ingest.workers import Outcome, Readers

_GROUP = "tốc độ"
_EVERY = 10
"""pdfplumber reads every tenth page only: it would take minutes over all."""
_MIXED_PAGES = 1000
_WORKERS = 2
_CHARS_A_PAGE = 2200
"""What a page of the born-digital files of `pdf/` holds in the mean; files without pages are counted by it."""


@dataclass(slots=True)
class _Clock:
    """Seconds and pages of one way of reading."""

    seconds: float = 0.0
    pages: int = 0

    def time(self, reading: Callable[[], int]) -> None:
        """Runs `reading`, which says how many pages it has read."""
        started = time.perf_counter()
        self.pages += reading()
        self.seconds += time.perf_counter() - started

    @property
    def rate(self) -> float:
        return self.pages / self.seconds


@dataclass(slots=True)
class _Clocks:
    bare: _Clock = field(default_factory=_Clock)
    boxes: _Clock = field(default_factory=_Clock)
    whole: _Clock = field(default_factory=_Clock)
    plumber: _Clock = field(default_factory=_Clock)
    boxes_beside: _Clock = field(default_factory=_Clock)


def rows(readings: Readings) -> Iterator[Row]:
    """Pages a second of each way, file by file in turn, so that a machine that slows down slows all of them."""
    yield from _born_digital([readings.root / name for name in readings.names("pdf", "party") if name.endswith(".pdf")])
    yield from _mixed([readings.root / name for name in readings.names()])


def _born_digital(paths: Sequence[Path]) -> Iterator[Row]:
    clocks = _Clocks()
    has_plumber = find_spec("pdfplumber") is not None
    for path in paths:
        clocks.bare.time(lambda path=path: _bare_text(path))  # type: ignore[misc]
        clocks.boxes.time(lambda path=path: _text_and_boxes(path))  # type: ignore[misc]
        clocks.whole.time(lambda path=path: _whole(path))  # type: ignore[misc]
        if has_plumber:
            clocks.plumber.time(lambda path=path: _plumber_words(path))  # type: ignore[misc]
            clocks.boxes_beside.time(lambda path=path: _text_and_boxes(path, _EVERY))  # type: ignore[misc]
    of = f"{clocks.bare.pages} trang PDF có lớp chữ"
    yield Row(_GROUP, "pypdfium2, chữ trơn: trang/giây", clocks.bare.rate, of)
    yield Row(_GROUP, "đọc PDF với khung chữ và bố cục: trang/giây", clocks.boxes.rate, of)
    yield Row(_GROUP, "so với pypdfium2 chữ trơn: lần", clocks.boxes.rate / clocks.bare.rate, of)
    yield Row(_GROUP, "đọc trọn tệp, cả cấu trúc và dữ kiện: trang/giây", clocks.whole.rate, of)
    yield Row(_GROUP, "đọc trọn tệp so với pypdfium2 chữ trơn: lần", clocks.whole.rate / clocks.bare.rate, of)
    if not has_plumber:
        yield Row(_GROUP, "pdfplumber: chưa cài nên không so được", 0)
        return
    beside = f"{clocks.plumber.pages} trang, cứ {_EVERY} lấy 1"
    yield Row(_GROUP, "pdfplumber, từ với khung chữ: trang/giây", clocks.plumber.rate, beside)
    ratio = clocks.boxes_beside.rate / clocks.plumber.rate
    yield Row(_GROUP, "so với pdfplumber: lần", ratio, beside, "≥ 1")


def _bare_text(path: Path) -> int:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(path)
    for page in document:
        textpage = page.get_textpage()
        textpage.get_text_bounded()
        textpage.close()
        page.close()
    count = len(document)
    document.close()
    return count


def _text_and_boxes(path: Path, every: int = 1) -> int:
    from ingest.formats.pdf import RawPage, pages_of
    from ingest.layout.paged import text_and_pages

    raws = [raw for raw in pages_of(path, every=every) if isinstance(raw, RawPage)]
    text_and_pages([raw.page_words() for raw in raws])
    return len(raws)


def _whole(path: Path) -> int:
    from ingest.read import read

    # Recognition has rows of its own; a page here whose body is a picture is counted as its text layer.
    (document, *_) = read(path, ocr=FakeOcr(lines=()))
    return len(document.pages)


def _plumber_words(path: Path) -> int:
    import pdfplumber

    with pdfplumber.open(path) as document:
        pages = document.pages[::_EVERY]
        for page in pages:
            page.extract_words()
            page.close()
        return len(pages)


def _mixed(paths: Sequence[Path]) -> Iterator[Row]:
    """Files of all folders in one shuffled order, until they make so many pages."""
    shuffled = sorted(paths)
    Random("a thousand pages").shuffle(shuffled)
    outcomes: list[Outcome] = []
    pages = 0
    started = time.perf_counter()
    with Readers(workers=_WORKERS) as readers:
        for outcome in readers.read(shuffled):
            outcomes.append(outcome)
            pages += sum(_pages_of(document) for document in outcome.documents)
            if pages >= _MIXED_PAGES:
                break
        wall_s = time.perf_counter() - started
    of = f"{pages} trang của {len(outcomes)} tệp đủ loại, {_WORKERS} tiến trình"
    recognised = sum(
        page.source.kind == "ocr" for outcome in outcomes for document in outcome.documents for page in document.pages
    )
    yield Row(_GROUP, "1.000 trang đủ loại: giây", wall_s, of)
    yield Row(_GROUP, "1.000 trang đủ loại: trong đó trang ảnh phải nhận dạng", recognised, of)
    yield Row(_GROUP, "1.000 trang đủ loại: trang/giây", pages / wall_s, of)
    peak = max(outcome.peak_mib for outcome in outcomes)
    yield Row(_GROUP, "1.000 trang đủ loại: bộ nhớ cao nhất của một tiến trình, MiB", peak, of)
    slowest = max(outcome.seconds for outcome in outcomes)
    yield Row(_GROUP, "1.000 trang đủ loại: lâu nhất một tệp, giây", slowest, of)


def _pages_of(document: Document) -> int:
    return len(document.pages) or max(1, round(len(document.text) / _CHARS_A_PAGE))
