"""What a PDF's page holds, before layout: words with boxes, ruling lines, images; and the page's coordinates."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.layout.paged import PageWords
from ingest.types import Box, PageSource


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A printed word: its text clean, its box in points as shown; `bold` by the font's name.

    `raised`: small digits at the end of a word, the mark of a footnote perhaps ("c)" and "3" are two words then).
    """

    text: str
    box: Box
    bold: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class RawPage:
    """What a page holds. `image_share` is the part (0–1) of the page that images cover, those under text included.

    `drawn` tells a page with anything on it from a blank one; `rules` are ruling lines as thin boxes.
    `turn`: how many quarter turns counter-clockwise most words are printed in (1: they run up the page).
    `asides` are the words printed in another direction, by their turn.
    `mended` are the boxes of words that the text layer had broken. `hidden` are those of words that nobody sees (white,
    tiny, drawn in no colour); they are no `words`. `outside` counts the words beyond the page's edge.
    """

    number: int
    width: float
    height: float
    words: tuple[PlacedWord, ...]
    rules: tuple[Box, ...]
    image_share: float
    drawn: bool
    turn: int = 0
    asides: tuple[tuple[int, tuple[PlacedWord, ...]], ...] = ()
    mended: tuple[Box, ...] = ()
    hidden: tuple[Box, ...] = ()
    outside: int = 0

    def page_words(self) -> PageWords:
        """The text layer as the layout takes it; what nobody sees stays on the page and out of the text."""
        return PageWords(
            self.number,
            self.width,
            self.height,
            PageSource("text"),
            self.words,
            self.rules,
            self.turn,
            self.asides,
            self.hidden,
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """From a page's own coordinates (origin bottom left, before rotation) to boxes as shown.

    `left` … `top` are the visible part in the page's coordinates, `rotation` is clockwise in degrees, `width` and
    `height` are those of the page as shown.
    """

    left: float
    bottom: float
    right: float
    top: float
    rotation: int
    width: float
    height: float

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The box as shown; not clipped to the page."""
        if self.rotation == 90:
            return Box(bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        if self.rotation == 180:
            return Box(self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        if self.rotation == 270:
            return Box(self.top - top, self.right - right, self.top - bottom, self.right - left)
        return Box(left - self.left, self.top - top, right - self.left, self.top - bottom)
