"""Words from the picture of a page. One Protocol, and Tesseract behind it."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

from ingest.errors import IngestError, ReadingFailed, ReadingTimedOut, ToolMissing
from ingest.types import Box

LANGUAGE = "vie"

Layout = Literal["page", "block", "sparse"]


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as PNG bytes, with what an error needs to say: the file and the 1-based page number.

    `layout` says what to expect: a "page" with columns, one "block" of lines, "sparse" words anywhere (stamps).
    """

    path: Path
    number: int
    png: bytes
    dpi: int
    layout: Layout = "page"


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

        Raises ToolMissing when the engine or its Vietnamese data is not installed, ReadingTimedOut after the limit,
        ReadingFailed when the engine gives up on this picture.
        """
        ...


@runtime_checkable
class VersionedOcr(Ocr, Protocol):
    """An engine that says what its words depend on besides the picture; only such words can be kept."""

    def version(self) -> str:
        """Program, data and parameters in one line: the same version and picture give the same words.

        Raises ToolMissing.
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
        mode = _MODES[image.layout]
        command = [program, "stdin", "stdout", "-l", LANGUAGE, "--psm", mode, "--dpi", str(image.dpi), "tsv"]
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
            raise _error_of(image.path, done.stderr.decode("utf-8", "replace"))
        return words_of_tsv(done.stdout.decode("utf-8", "replace"), image.dpi)

    def version(self) -> str:
        """See `VersionedOcr.version`."""
        return _version(self.program)


_MODES: dict[Layout, str] = {"page": "3", "block": "6", "sparse": "11"}
"""Page segmentation modes. For pages 4 reads like 3, and 6 lost more to specks and edges than it won on stamps.

Other parameters were measured on 55 noised pages and left as they are: 200, 250 and 400 dpi, a thinner or sharper
picture, Sauvola's threshold and no search for white print read no better than 300 dpi as it is.
"""


@lru_cache(maxsize=4)
def _version(program: str) -> str:
    """The program's own version and the hash of its Vietnamese data."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, timeout=20, check=True).stdout
        listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=True).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise _missing(Path(program)) from error
    folder = re.search(r'"(.+)"', listed.decode("utf-8", "replace"))
    data = Path(folder[1]) / f"{LANGUAGE}.traineddata" if folder else None
    if data is None or not data.is_file():
        raise _missing(Path(program))
    line = said.decode("utf-8", "replace").partition("\n")[0].strip()
    return f"{line} {LANGUAGE} {hashlib.sha256(data.read_bytes()).hexdigest()[:16]} psm {_MODES}"


def _error_of(path: Path, stderr: str) -> IngestError:
    """Why Tesseract gave up: without its data it says so, anything else is the picture's or the machine's doing."""
    if "Failed loading language" in stderr or "Error opening data file" in stderr:
        return _missing(path)
    return ReadingFailed(path, stderr.strip()[-200:])


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
