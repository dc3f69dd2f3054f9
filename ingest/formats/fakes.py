"""Deterministic stand-ins for the outside programs, for tests and for trying things without them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ingest.formats.ocr import OcrWord, PageImage
from ingest.types import Box


@dataclass(slots=True)
class FakeOcr:
    """Gives the same lines of text for every page, each word 0.5 inch wide; counts the pages it is given.

    A second look, at a stamp or a stretch of the page, finds `stamped` (nothing unless told).
    """

    lines: tuple[str, ...] = ("Điều 1. Văn bản thử",)
    confidence: float = 0.9
    stamped: tuple[str, ...] = ()
    calls: int = field(default=0, init=False)

    def words_of(self, image: PageImage) -> tuple[OcrWord, ...]:
        """See `ingest.formats.ocr.Ocr.words_of`."""
        self.calls += image.layout == "page"
        lines = self.lines if image.layout == "page" else self.stamped
        return tuple(
            OcrWord(word, Box(72 + 40 * column, 72 + 20 * row, 108 + 40 * column, 84 + 20 * row), self.confidence, row)
            for row, line in enumerate(lines)
            for column, word in enumerate(line.split())
        )

    def version(self) -> str:
        """See `ingest.formats.ocr.VersionedOcr.version`."""
        return f"fake {self.lines} {self.confidence} {self.stamped}"


@dataclass(frozen=True, slots=True)
class FakeOffice:
    """Gives the same file for every conversion."""

    converted: Path

    def convert(self, path: Path, suffix: str, folder: Path) -> Path:
        """See `ingest.formats.office.Office.convert`."""
        return self.converted
