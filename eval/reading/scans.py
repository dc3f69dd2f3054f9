"""Scans: character error rates beside bare Tesseract's in the same run, what the gate catches, pages a minute."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from eval.reading.error_rates import error_counts
from eval.reading.noised import NoisedPage, cells_of, noised_pages
from eval.reading.noising import KINDS, RUINED
from eval.reading.readings import Readings
from eval.reading.rows import Row
from eval.sample.truth import KnownDocument
from ingest.formats.ocr import LANGUAGE, Tesseract
from ingest.formats.pdf import RawPage, pages_of, render_page
from ingest.formats.recognition import Recognised, recognised
from ingest.formats.scan import lines_of_page, read_pages
from ingest.language.legibility import is_illegible
from ingest.read import ReadLimits

_PER_KIND, _RUINED_PER_KIND = 6, 4
_SEED = 20260
_DPI = 300
_LOW = ReadLimits().low_confidence
_BAD = 0.10
"""A page with more than this part of its characters wrong should be caught."""
_COPIED, _TABLES = "bản sao chụp lại", 5
_TRANSCRIBED = "7197-BKHCN-CDSQG"


@dataclass(frozen=True, slots=True)
class _Read:
    """Edits with and without accents and the printed length, ours and bare Tesseract's; whether the gate spoke."""

    kind: str
    ours: tuple[int, int, int]
    bare: tuple[int, int, int]
    caught: bool
    doubted: bool

    @property
    def rate(self) -> float:
        return self.ours[0] / max(1, self.ours[2])


def rows(readings: Readings) -> Iterator[Row]:
    """The transcribed scan, the sample archive's, speed, tables; then noised pages by kind, and the gate."""
    if shutil.which("tesseract") is None:
        yield Row("quét", "chưa đo được: máy chưa cài tesseract-ocr và tesseract-ocr-vie", 0)
        return
    # Half the files: the other half is what preparation and thresholds were chosen on.
    sources = [readings.root / name for name in readings.names("pdf") if name.endswith(".pdf")][1::2]
    folder = readings.work / "scans"
    folder.mkdir(parents=True, exist_ok=True)
    yield from _transcribed(readings)
    yield from _sample(folder)
    yield from _speed(readings)
    yield from _tables(noised_pages(sources, folder, {_COPIED: KINDS[_COPIED]}, _TABLES, _SEED + 2, tables=True))
    read = list(_read(noised_pages(sources, folder, KINDS, _PER_KIND, _SEED)))
    for kind in KINDS:
        yield from _rates(f"quét: {kind}", [page for page in read if page.kind == kind])
    yield from _rates("quét: mọi kiểu nhiễu", read)
    ruined = list(_read(noised_pages(sources, folder, RUINED, _RUINED_PER_KIND, _SEED + 1)))
    yield from _rates("quét: hỏng nặng", ruined)
    yield from _gate([*read, *ruined])


def _tables(pages: Iterator[NoisedPage]) -> Iterator[Row]:
    """Rows of tables on copied copies: those that come out with as many cells as they have, in their order."""
    right = rows_printed = count = 0
    for page in pages:
        raw = next(iter(pages_of(page.path)))
        assert isinstance(raw, RawPage)
        found = cells_of(lines_of_page(raw, recognised(page.path, raw, Tesseract(), dpi=_DPI) or Recognised()))
        right += sum(block.size for block in SequenceMatcher(None, found, page.cells, False).get_matching_blocks())
        rows_printed += len(page.cells)
        count += 1
    if rows_printed:
        yield Row("quét: bảng", "hàng ra đúng số ô", right / rows_printed, f"{rows_printed} hàng, {count} trang")


def _read(pages: Iterator[NoisedPage]) -> Iterator[_Read]:
    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(_read_one, pages)


def _read_one(page: NoisedPage) -> _Read:
    raw = next(iter(pages_of(page.path)))
    assert isinstance(raw, RawPage)
    found = recognised(page.path, raw, Tesseract(), dpi=_DPI) or Recognised()
    text = " ".join(line.text for line in lines_of_page(raw, found))
    # A page that could not be read at all is said to be so.
    caught = bool(found.trouble) or is_illegible(found.legibility, found.confidence, found.unread)
    bare = bare_tesseract(page.path, 1)
    return _Read(
        page.kind,
        error_counts(text, page.printed),
        error_counts(bare, page.printed),
        caught,
        caught or found.confidence < _LOW,
    )


def bare_tesseract(path: Path, number: int) -> str:
    """What `tesseract page.png - -l vie` prints for the page (1-based) rendered at 300 dpi, and nothing else done."""
    done = subprocess.run(
        ["tesseract", "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(_DPI)],
        input=render_page(path, number, scale=_DPI / 72),
        capture_output=True,
        env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        check=True,
    )
    return done.stdout.decode("utf-8", "replace")


def _rates(group: str, read: Sequence[_Read]) -> Iterator[Row]:
    of = f"{len(read)} trang"
    for who, counts in (("Vanban", [page.ours for page in read]), ("Tesseract trần", [page.bare for page in read])):
        edits, plain, length = (sum(column) for column in zip(*counts, strict=True))
        yield Row(group, f"{who}: sai ký tự (CER)", edits / length, of)
        yield Row(group, f"{who}: sai ký tự, bỏ dấu", plain / length, of)


def _gate(read: Sequence[_Read]) -> Iterator[Row]:
    """Of the pages with more than a tenth of their characters wrong, those marked; of those marked, the wrong ones."""
    bad = [page for page in read if page.rate > _BAD]
    for name, said in (
        ("illegible_page", [page for page in read if page.caught]),
        ("illegible_page hoặc low_ocr_confidence", [page for page in read if page.doubted]),
    ):
        right = sum(page.rate > _BAD for page in said)
        yield Row("cổng chất lượng", f"{name}: trang hỏng bắt được", right / max(1, len(bad)), f"{len(bad)} trang hỏng")
        yield Row("cổng chất lượng", f"{name}: đúng là hỏng", right / max(1, len(said)), f"{len(said)} trang bị báo")
    missed = [page for page in bad if not page.doubted]
    yield Row("cổng chất lượng", "trang hỏng không báo gì", len(missed), f"{len(bad)} trang hỏng")


def _transcribed(readings: Readings) -> Iterator[Row]:
    """The scan that has a transcript: the whole document's text, without headers and stamps."""
    path = readings.root / "scan" / f"{_TRANSCRIBED}.pdf"
    transcript = path.parent / "transcripts" / f"{_TRANSCRIBED}.txt"
    if not path.is_file() or not transcript.is_file():
        return
    printed = [transcript.read_text(encoding="utf-8")]
    ours = "\n".join(document.text for document in readings.documents(f"scan/{path.name}"))
    pages = len(list(pages_of(path)))
    bare = "\n".join(bare_tesseract(path, number) for number in range(1, pages + 1))
    yield from _against(f"quét: {_TRANSCRIBED}", printed, ours, bare, f"{pages} trang")


def _sample(folder: Path) -> Iterator[Row]:
    """The sample archive's noisy scan, with a stamp over its signature."""
    from eval.sample.make import make_sample

    truth = make_sample(folder / "sample")
    for known in (document for document in truth.documents if document.format == "scan"):
        path = folder / "sample" / known.file
        text, pages, _ = read_pages(path, Tesseract(), dpi=_DPI, workers=2, low_confidence=_LOW)
        bare = "\n".join(bare_tesseract(path, page.number) for page in pages)
        yield from _against("quét: kho mẫu", _orders(known), text, bare, f"{len(pages)} trang")


def _orders(known: KnownDocument) -> tuple[str, ...]:
    """The document with its signature before the recipients and behind them: they stand side by side."""
    at = next((at for at, line in enumerate(known.tail) if line.startswith("Nơi nhận")), 0)
    swapped = (*known.head, *known.body, *known.tail[at:], *known.tail[:at])
    return known.text, "\n".join(swapped)


def _against(group: str, printed: Sequence[str], ours: str, bare: str, of: str) -> Iterator[Row]:
    for who, text in (("Vanban", ours), ("Tesseract trần", bare)):
        edits, plain, length = error_counts(text, printed)
        yield Row(group, f"{who}: sai ký tự (CER)", edits / length, of)
        yield Row(group, f"{who}: sai ký tự, bỏ dấu", plain / length, of)


def _speed(readings: Readings) -> Iterator[Row]:
    """Pages a minute of a scan with one worker and with two, by the clock; and by the processor for one core."""
    found = [readings.root / name for name in readings.names("scan") if name.endswith(".pdf")]
    if not found:
        return
    path = min(found, key=lambda path: abs(len(list(pages_of(path))) - 12))
    for workers in (1, 2):
        start, cpu = time.perf_counter(), _cpu()
        pages = len(read_pages(path, Tesseract(), dpi=_DPI, workers=workers, low_confidence=_LOW)[1])
        seconds, cpu = time.perf_counter() - start, _cpu() - cpu
        yield Row("tốc độ nhận dạng", f"trang một phút, {workers} luồng", 60 * pages / seconds, f"{pages} trang")
        yield Row("tốc độ nhận dạng", f"giây máy tính một trang, {workers} luồng", cpu / pages, f"{pages} trang")


def _cpu() -> float:
    """Seconds of processor so far, here and in the engine's processes."""
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in uses)
