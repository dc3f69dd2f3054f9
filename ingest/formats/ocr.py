"""Words from the picture of a page. One Protocol, and Tesseract behind it."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ingest.errors import ReadingTimedOut, ToolMissing
from ingest.types import Box

LANGUAGE = "vie"


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as PNG bytes, with what an error needs to say: the file and the 1-based page number."""

    path: Path
    number: int
    png: bytes
    dpi: int


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A recognised word without blanks; `box` in points (1/72 inch) from the image's top left; `confidence` 0–1.

    Words of one printed line carry the same `line`; its value means nothing else.
    """

    text: str
    box: Box
    confidence: float
    line: int


class Ocr(Protocol):
    """Recognises Vietnamese print."""

    def words_of(self, image: PageImage) -> tuple[OcrWord, ...]:
        """The words in reading order; () for an empty page. Same image, same words. Safe to call from threads.

        Raises ToolMissing when the engine or its Vietnamese data is not installed, ReadingTimedOut after the limit.
        """
        ...


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The `tesseract` program (5 or later, with its `vie` data), one process a page, one thread a process."""

    limit_s: float = 120.0
    program: str = "tesseract"

    def words_of(self, image: PageImage) -> tuple[OcrWord, ...]:
        """See `Ocr.words_of`."""
        program = shutil.which(self.program)
        if program is None:
            raise _missing(image.path)
        command = [program, "stdin", "stdout", "-l", LANGUAGE, "--psm", "3", "--dpi", str(image.dpi), "tsv"]
        try:
            done = subprocess.run(
                command,
                input=image.png,
                capture_output=True,
                timeout=self.limit_s,
                env=os.environ | {"OMP_THREAD_LIMIT": "1"},
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise ReadingTimedOut(image.path, self.limit_s) from error
        if done.returncode:
            raise _missing(image.path)
        return words_of_tsv(done.stdout.decode("utf-8", "replace"), image.dpi)


def _missing(path: Path) -> ToolMissing:
    return ToolMissing(path, "Tesseract với dữ liệu tiếng Việt", "Hãy cài tesseract-ocr và tesseract-ocr-vie.")


def words_of_tsv(tsv: str, dpi: int) -> tuple[OcrWord, ...]:
    """The words of Tesseract's TSV table (level 5 rows), pixels turned into points; () for a table without words."""
    words: list[OcrWord] = []
    lines: dict[tuple[str, str, str], int] = {}
    for row in csv.DictReader(io.StringIO(tsv), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row["level"] != "5" or not text:
            continue
        line = lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), len(lines))
        words.append(OcrWord(text, _box_of(row, 72 / dpi), max(0.0, float(row["conf"]) / 100), line))
    return tuple(words)


def _box_of(row: dict[str, str], points: float) -> Box:
    left, top, width, height = (float(row[name]) * points for name in ("left", "top", "width", "height"))
    return Box(left, top, left + width, top + height)
