"""Looks at one page: the right way up, at its stamps for marks, at what the first look passed over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.facts.marks import bears_mark
from ingest.formats.coverage import unread_bands
from ingest.formats.ink import Grey, darkest
from ingest.formats.ocr import Layout, Ocr, OcrWord, PageImage
from ingest.formats.ocr_words import NOISE, is_word, lines_of_words, mean, text_of_words
from ingest.formats.picture import Prepared, png_of
from ingest.language.legibility import legibility_of
from ingest.types import Box


@dataclass(frozen=True, slots=True)
class Looks:
    """The engine, for one page."""

    path: Path
    number: int
    ocr: Ocr

    def words(self, grey: Grey, dpi: int, layout: Layout = "page") -> tuple[OcrWord, ...]:
        return self.ocr.words_of(PageImage(self.path, self.number, png_of(grey), dpi, layout))

    def upright(self, picture: Prepared) -> tuple[Prepared, tuple[OcrWord, ...]]:
        """The page the way up that reads as Vietnamese: other ways are tried only where this one does not."""
        words = self.words(picture.grey, picture.dpi)
        best = (_sense(words), picture, words)
        for quarters in (2, 1, 3):
            if best[0] >= _READABLE or not (picture.grey < 128).any():
                break
            other = picture.turned(quarters)
            words = self.words(other.grey, other.dpi)
            if _sense(words) > best[0] + _CLEARLY:
                best = (_sense(words), other, words)
        return best[1], best[2]

    def marks(self, picture: Prepared, words: Sequence[OcrWord], *, first: bool) -> list[OcrWord]:
        """Secrecy and urgency marks, which are stamps: red ones are taken off the print, framed ones are overlooked.

        They are looked for in red ink, and on the first page in the masthead. Lines of other red print are kept when
        they are several sure words long: stamps are not.
        """
        found: list[OcrWord] = []
        if picture.red is not None:
            found += _red_print(self.words(picture.red, picture.dpi, "sparse"))
        if first:
            head = picture.grey[: int(picture.grey.shape[0] * _HEAD)]
            sparse = self.words(head, picture.dpi, "sparse")
            found += [word for line in lines_of_words(sparse) if bears_mark(text_of_words(line)) for word in line]
        return _beside(found, words)

    def overlooked(self, picture: Prepared, known: Sequence[Box], words: Sequence[OcrWord]) -> list[OcrWord]:
        """Words that the engine took for a picture, as it does with print under a stamp: looked for by themselves.

        Twice: as they are, and by their darkest ink, for print is blacker than a stamp that a grey scan shows.
        """
        found: list[OcrWord] = []
        points = 72 / picture.dpi
        for top, bottom in unread_bands(picture.grey, picture.dpi, known)[:_MOST_BANDS]:
            first = max(0, int((top - _MARGIN_PT) / points))
            strip = picture.grey[first : int((bottom + _MARGIN_PT) / points)]
            for look in (strip, darkest(strip)):
                base = 1 + max((word.line for word in found), default=0)
                print_ = [
                    word for line in lines_of_words(self.words(look, picture.dpi, "sparse")) for word in _printed(line)
                ]
                found += _beside([_moved(word, first * points, base) for word in print_], found)
        return _beside(found, words)


_MARGIN_PT = 6.0
_MOST_BANDS = 12
"""A page with more stretches of unread print than this is a drawing or not legible at all."""


def _beside(found: Sequence[OcrWord], words: Sequence[OcrWord]) -> list[OcrWord]:
    """Words of a second look that stand where the first saw none, as lines of their own."""
    base = 1 + max((word.line for word in words), default=0)
    return [replace(word, line=base + word.line) for word in found if not overlaps(word.box, words)]


def _moved(word: OcrWord, down: float, base: int) -> OcrWord:
    box = Box(word.box.left, word.box.top + down, word.box.right, word.box.bottom + down)
    return replace(word, box=box, line=base + word.line)


def _printed(line: Sequence[OcrWord]) -> list[OcrWord]:
    """The words of a line that are print, not what OCR makes of a stamp: sure of themselves, and not alone.

    One at least is spelled and as sure as print is; of the others a mark may be misread ("QUYÉT ĐỊNH").
    """
    kept = [word for word in line if word.confidence >= PRINT and (is_word(word.text) or _LETTERS.match(word.text))]
    certain = any(word.confidence >= _SURE and is_word(word.text) for word in kept)
    return kept if certain and len(kept) > 1 else []


PRINT = 0.7
_LETTERS = re.compile(r"\W*[^\W\d_]{3,}\W*$")


_HEAD = 0.4
"""Of the page's height: the masthead, where marks are stamped."""
_READABLE, _CLEARLY = 0.6, 0.1
"""Of `_sense`: pages of print are above 0.8, the wrong way up below 0.4."""
_SURE = 0.85
"""Confidence of print; what OCR makes of a stamp's ring is rarely above 0.6."""


def _red_print(words: Sequence[OcrWord]) -> list[OcrWord]:
    kept: list[OcrWord] = []
    for line in lines_of_words(words):
        sure = len(line) >= 4 and all(word.confidence >= _SURE for word in line)
        if bears_mark(text_of_words(line)) or sure:
            kept += line
    return kept


def overlaps(box: Box, words: Sequence[OcrWord]) -> bool:
    return any(
        min(box.right, word.box.right) > max(box.left, word.box.left)
        and min(box.bottom, word.box.bottom) - max(box.top, word.box.top)
        > 0.3 * min(box.bottom - box.top, word.box.bottom - word.box.top)
        and word.confidence >= NOISE
        for word in words
    )


def _sense(words: Sequence[OcrWord]) -> float:
    """0–1: how much these words read like print in Vietnamese; a page of few words is believed by its confidence."""
    found = legibility_of(word.text for word in words)
    if not words:
        return 0.0
    return mean(words) if not found.is_judged else (mean(words) + found.spelled * min(1.0, 2 * found.marked)) / 2
