"""Broken files by the thousand through worker processes: nothing hangs, nothing falls over, memory keeps its limit."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from eval.reading.mutations import FORMATS, mutated
from eval.reading.readings import Readings
from eval.reading.rows import Row
from eval.reading.soundness import faults_of
from ingest.errors import ReaderCrashed, ReadingFailed, ReadingTimedOut, ReadingTooBig
from ingest.formats.fakes import FakeOcr
from ingest.read import ReadLimits, read
from ingest.types import Document
from ingest.workers import Outcome, Readers

SEEDS_A_FORMAT = 2000
MEMORY_MIB = 1024
FILE_S = 60.0
"""A whole file of these sizes takes a second; some broken ones have three hundred pages, or one of an acre."""
_WORKERS = 2
_LARGEST_BYTES = 100_000
"""Small files: what breaks a reader is in their structure, and a thousand of them are read in a minute."""


def read_broken(path: Path, limits: ReadLimits) -> tuple[Document, ...]:
    """Reads as the product does, but for recognition, which sees nothing: Tesseract is a program of others.

    Raises ValueError when a reading is not sound, beside what `read` raises.
    """
    documents = read(path, ocr=FakeOcr(lines=()), limits=replace(limits, ocr_dpi=72))
    faults = [fault for document in documents for fault in faults_of(document)]
    if faults:
        raise ValueError("; ".join(faults[:3]))
    return documents


def broken_files(wholes: Sequence[Path], kind: str, seeds: range, folder: Path) -> Iterator[Path]:
    """Writes a broken file for each seed, of each whole file in turn; `wholes` are of one format and not empty."""
    contents = [path.read_bytes() for path in wholes]
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        path = folder / f"{seed}.{kind}"
        path.write_bytes(mutated(contents[seed % len(contents)], kind, seed))
        yield path


def outcomes(wholes: Sequence[Path], kind: str, seeds: range, folder: Path, readers: Readers) -> Iterator[Outcome]:
    """What reading each broken file gave; the file is gone once its outcome is taken."""
    for outcome in readers.read(broken_files(wholes, kind, seeds, folder)):
        yield outcome
        outcome.path.unlink()


def make_wholes(folder: Path) -> None:
    """Writes the sample archive's documents of our FORMATS into `folder`, which is made."""
    from eval.sample import docx, html, pdf
    from eval.sample.make import sources

    folder.mkdir(parents=True, exist_ok=True)
    for source in sources():
        kind = source.meta["format"]
        if kind in FORMATS:
            data = pdf.render(source).data if kind == "pdf" else (docx if kind == "docx" else html).render(source)
            (folder / f"{source.name}.{kind}").write_bytes(data)


def wholes_of(kind: str, *folders: Path) -> list[Path]:
    """The small files of a format in these folders, in order."""
    found = [path for folder in folders for path in sorted(folder.rglob(f"*.{kind}"))]
    return [path for path in found if path.stat().st_size <= _LARGEST_BYTES]


_BAD = {
    ReadingFailed: "lỗi không phải của ta",
    ReaderCrashed: "tiến trình đọc bị chết",
    ReadingTimedOut: "treo quá giới hạn thời gian",
    ReadingTooBig: "vượt giới hạn bộ nhớ",
}


def rows(readings: Readings) -> Iterator[Row]:
    """Per format, of `SEEDS_A_FORMAT` broken files: outcomes that must not be, time, memory.

    A file that takes more memory than its limit is stopped and reported: that is what the limit is for, so these are
    counted without a bound; so is the time, which depends on the machine.
    """
    made = readings.work / "whole"
    make_wholes(made)
    for kind in FORMATS:
        wholes = wholes_of(kind, made, readings.root)
        started = time.perf_counter()
        with Readers(workers=_WORKERS, file_s=FILE_S, memory_mib=MEMORY_MIB, reader=read_broken) as readers:
            found = list(_lightened(wholes, kind, readings.work / kind, readers))
        yield from _rows_of(kind, found, time.perf_counter() - started)


def _lightened(wholes: Sequence[Path], kind: str, folder: Path, readers: Readers) -> Iterator[Outcome]:
    for outcome in outcomes(wholes, kind, range(SEEDS_A_FORMAT), folder, readers):
        yield replace(outcome, documents=())


def _rows_of(kind: str, found: Sequence[Outcome], wall_s: float) -> Iterator[Row]:
    group, of = "tệp hỏng", f"{len(found)} tệp {kind}"
    kinds = Counter(type(outcome.error) for outcome in found)
    yield Row(group, f"{kind}: đọc được", kinds[type(None)], of)
    yield Row(group, f"{kind}: từ chối với nguyên nhân", sum(kinds.values()) - kinds[type(None)], of)
    for error, label in _BAD.items():
        yield Row(group, f"{kind}: {label}", kinds[error], of, "" if error is ReadingTooBig else "= 0")
    peak = max(outcome.peak_mib for outcome in found)
    yield Row(group, f"{kind}: bộ nhớ cao nhất của tiến trình, MiB", peak, of, f"≤ {MEMORY_MIB}")
    yield Row(group, f"{kind}: lâu nhất một tệp, giây", max(outcome.seconds for outcome in found), of)
    yield Row(group, f"{kind}: tổng thời gian, giây", wall_s, f"{of}, {_WORKERS} tiến trình")
