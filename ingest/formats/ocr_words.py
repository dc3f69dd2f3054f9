"""What of an engine's words is print: not specks, ghosts of other lines, signatures or blots."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ingest.formats.ocr import OcrWord
from ingest.language.legibility import legibility_of
from ingest.language.misread import mended
from ingest.layout.blocks import clean, has_content
from ingest.types import Box


def lines_of_words(words: Iterable[OcrWord]) -> list[list[OcrWord]]:
    lines: dict[int, list[OcrWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return list(lines.values())


def text_of_words(line: Sequence[OcrWord]) -> str:
    return " ".join(word.text for word in line)


def is_word(text: str) -> bool:
    return legibility_of([text]).spelled == 1 or _NUMBER.fullmatch(text) is not None


def mean(words: Sequence[OcrWord]) -> float:
    """The mean confidence, 0.0 for no words."""
    return round(sum(word.confidence for word in words) / len(words), 4) if words else 0.0


NOISE = 0.6
"""Signs without a letter or digit that OCR is less sure of than this are specks, stamps and rules."""


def print_of(words: Sequence[OcrWord]) -> list[OcrWord]:
    """Words without specks, ghosts, and what OCR makes of signatures and blots."""
    lines: dict[int, list[OcrWord]] = {}
    for word in words:
        if not _twin(word, words) and (
            word.confidence >= NOISE or (has_content(word.text) and not _ghost(word, words))
        ):
            lines.setdefault(word.line, []).append(word)
    clear = mean(words) >= CLEAR
    return [
        word
        for line in lines.values()
        if not (clear and _is_scribble(line))
        for word in (_without_blots(line) if clear else line)
    ]


def levelled(words: Sequence[OcrWord]) -> Iterator[tuple[OcrWord, Box]]:
    """Words with boxes as high as their line: OCR's hug the letters, "cơ" is half a "Đề"."""
    for line in lines_of_words(words):
        tops, bottoms = sorted(word.box.top for word in line), sorted(word.box.bottom for word in line)
        top, bottom = tops[len(tops) // 4], bottoms[-1 - len(bottoms) // 4]
        for word in line:
            level = top < bottom and word.box.top < bottom and word.box.bottom > top
            yield word, Box(word.box.left, top, word.box.right, bottom) if level else word.box


CLEAR = 0.8
_SCRIBBLE = 0.4
_BLOT, _BLOT_NUMBER = 0.35, 0.15
"""In a clear page, what OCR is less sure of than this and what is no syllable (or number) may be no print."""


def _without_blots(line: Sequence[OcrWord]) -> list[OcrWord]:
    """The line without runs of two blots or more, a signature beside the print; a single one may be an abbreviation."""
    runs = groupby(line, key=_is_blot)
    return [word for blots, run in runs if (found := list(run)) and not (blots and len(found) > 1) for word in found]


def _is_blot(word: OcrWord) -> bool:
    if _NUMBER.fullmatch(word.text):
        return word.confidence < _BLOT_NUMBER
    return word.confidence < _BLOT and not is_word(word.text)


def _is_scribble(line: Sequence[OcrWord]) -> bool:
    """Whether a line of an otherwise clear page is a signature, a stamp or a blot: unsure, and not Vietnamese."""
    if mean(line) >= _SCRIBBLE:
        return False
    found = legibility_of(word.text for word in line)
    return found.spelled < 0.5 and not any(_NUMBER.fullmatch(word.text) for word in line)


_NUMBER = re.compile(r"\W*\d[\d.,/:-]*\W*")


def _ghost(word: OcrWord, words: Sequence[OcrWord]) -> bool:
    """Whether a doubtful word was read out of a surer one of another line: its accents, or the same line again."""
    return any(
        other.line != word.line and other.confidence > word.confidence and _on(word.box, other.box) for other in words
    )


def _twin(word: OcrWord, words: Sequence[OcrWord]) -> bool:
    """Whether the very same word was read again, lower and so nearer to its letters, as of another line."""
    return any(
        other.line != word.line
        and other.text == word.text
        and other.box.bottom - other.box.top < 0.7 * (word.box.bottom - word.box.top)
        and other.confidence >= NOISE
        and _on(word.box, other.box)
        for other in words
    )


def _on(box: Box, other: Box) -> bool:
    """Whether a word lies over another one's letters."""
    return min(box.right, other.right) - max(box.left, other.left) > 0.5 * (box.right - box.left) and min(
        box.bottom, other.bottom
    ) - max(box.top, other.top) > 0.4 * min(box.bottom - box.top, other.bottom - other.top)


def parted(text: str, box: Box) -> Iterator[tuple[str, Box]]:
    """The word, clean; two syllables that OCR has glued at a capital ("LêThị") are two words, side by side.

    Both must be spelled and one must bear a mark: nothing else in Vietnamese print has a capital inside a word.
    """
    # A ruling line of a table reads as a bar, which no official text has.
    text = mended(clean(text).strip("|"))
    at = next((at for at in range(1, len(text)) if text[at - 1].islower() and text[at].isupper()), 0)
    halves = (text[:at], text[at:])
    found = legibility_of(halves)
    if at and found.words == 2 and found.spelled == 1 and found.marked:
        middle = box.left + (box.right - box.left) * at / len(text)
        yield halves[0], Box(box.left, box.top, middle, box.bottom)
        yield halves[1], Box(middle, box.top, box.right, box.bottom)
    elif text:
        yield text, box
