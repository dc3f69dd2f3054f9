"""A page's characters → words: cut at blanks, mended where no blank is printed, without what nobody can see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ingest.formats.pdf_calls import (
    Handle,
    boxes_of,
    colour_of,
    font_name,
    letters_of,
    object_font,
    render_mode,
    text_object,
)  # fmt: skip
from ingest.formats.pdf_page import Frame, PlacedWord
from ingest.language.legacy import Encoding, encoding_of_font, to_unicode
from ingest.language.syllables import is_syllable
from ingest.language.symbols import PRIVATE, sign_of
from ingest.layout.blocks import clean
from ingest.types import Box

Floats = NDArray[np.float64]

_BLANK = "\x00\x01\x03-\x20\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000"
# PDFium gives U+0002 or U+FFFE for a hyphen that ends a line, and no line break after it.
_TOKEN = re.compile(f"[^{_BLANK}\x02\ufffe]*[\x02\ufffe]|[^{_BLANK}\x02\ufffe]+")
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})
_SOFT_HYPHENS = str.maketrans({"\x02": "\xad", "\ufffe": "\xad"})


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The words that can be seen, and what became of the others; see `RawPage`."""

    words: tuple[PlacedWord, ...] = ()
    asides: tuple[tuple[int, tuple[PlacedWord, ...]], ...] = ()
    turn: int = 0
    mended: tuple[Box, ...] = ()
    hidden: tuple[Box, ...] = ()
    outside: int = 0


@dataclass(frozen=True, slots=True)
class _Style:
    """`paint` is "" for ink that shows, "none" for text that is not drawn, "white" for white."""

    font: str
    encoding: Encoding | None
    bold: bool
    paint: str


Shows = Callable[[Box, str], bool]
"""Whether what lies on the page at a box lets text of that paint ("none", "white") be seen or stand for a picture."""


def text_layer(textpage: Handle, count: int, frame: Frame, shows: Shows) -> TextLayer:
    """The words of a page of `count` characters, in the order of the file."""
    letters = letters_of(textpage, count)
    cuts = [match.span() for match in _TOKEN.finditer(letters)]
    if not cuts:
        return TextLayer()
    places = _shown(boxes_of(textpage, count), frame)
    turns = _turns(places, cuts)
    return _Reader(textpage, letters, places, max(sorted(set(turns)), key=turns.count), frame, shows).layer(cuts, turns)


def _shown(boxes: Floats, frame: Frame) -> Floats:
    """left, top, right, bottom as shown, a row for each of PDFium's left, top, right, bottom."""
    left, top, right, bottom = boxes.T
    if frame.rotation == 90:
        sides = bottom - frame.bottom, left - frame.left, top - frame.bottom, right - frame.left
    elif frame.rotation == 180:
        sides = frame.right - right, bottom - frame.bottom, frame.right - left, top - frame.bottom
    elif frame.rotation == 270:
        sides = frame.top - top, frame.right - right, frame.top - bottom, frame.right - left
    else:
        sides = left - frame.left, frame.top - top, right - frame.left, frame.top - bottom
    return np.column_stack(sides)


def _turns(places: Floats, cuts: Sequence[tuple[int, int]]) -> list[int]:
    """The direction of each token, by its first and last letters: 0 right, 1 up the page, 2 left, 3 down.

    One or two letters run as the token before them: an index below its letter is no text that runs down.
    """
    ends = np.array(cuts, np.intp)
    middles = np.column_stack(((places[:, 0] + places[:, 2]) / 2, (places[:, 1] + places[:, 3]) / 2))
    along, down = (middles[ends[:, 1] - 1] - middles[ends[:, 0]]).T
    upright = np.abs(along) >= np.abs(down)
    turns = np.where(upright, np.where(along < 0, 2, 0), np.where(down < 0, 1, 3)).tolist()
    lone = (ends[:, 1] - ends[:, 0] <= 2).tolist()
    known = next((turn for turn, alone in zip(turns, lone, strict=True) if not alone), 0)
    for at, alone in enumerate(lone):
        if alone:
            turns[at] = known
        known = turns[at]
    return turns  # type: ignore[no-any-return]


_TOUCH = 0.03
"""Letters have no blank between them when their gap is less than this part of their height: the narrowest printed
blanks of the real documents measure 0.05, most 0.2; broken words 0.00."""
_LAP = 0.12
"""Further than this part of their height, letters do not lap over each other in one word."""
_APART = 0.12
"""A gap wider than its line's usual one by this part of the letters' height parts two words (measured: 0.13–0.2)."""
_TINY_PT = 2.0
"""Print lower than this cannot be read by anyone."""


class _Reader:
    def __init__(self, textpage: Handle, letters: str, places: Floats, turn: int, frame: Frame, shows: Shows) -> None:
        self.page = textpage
        self.letters = letters
        self.has_private = PRIVATE.search(letters) is not None
        self.places = places
        self.turn = turn
        self.frame = frame
        self.shows = shows
        self.upright = _upright(places, turn, frame)
        self.styles: dict[Handle, _Style] = {}
        self.fonts: dict[Handle, tuple[str, Encoding | None, bool]] = {}
        self.words: list[PlacedWord] = []
        self.asides: dict[int, list[PlacedWord]] = {}
        self.mended: dict[Box, bool] = {}
        self.hidden: list[Box] = []
        self.outside = 0

    def layer(self, cuts: Sequence[tuple[int, int]], turns: Sequence[int]) -> TextLayer:
        """The words, and the boxes of what is left out."""
        boxes = _on_page(_hulls(self.places, cuts), self.frame)
        touching = _touching(self.upright, cuts)
        before = -1
        for at, ((start, end), box) in enumerate(zip(cuts, boxes, strict=True)):
            if box is None:
                self.outside += 1
                continue
            style = self._style(start)
            text = self._text(start, end, style)
            if not text:
                continue
            if self._is_unseen(box, style):
                self._unseen(start, end, box, style)
            elif turns[at] != self.turn:
                self.asides.setdefault(turns[at], []).append(PlacedWord(text, box, style.bold))
            elif touching[at] and before == at - 1 and self._joined(text, box):
                before = at
            else:
                self.words += self._parts(start, end, text, box, style)
                before = at
        words, doubled = _without_doubles(self.words)
        others = tuple((turn, tuple(found)) for turn, found in sorted(self.asides.items()))
        return TextLayer(tuple(words), others, self.turn, tuple(self.mended), (*self.hidden, *doubled), self.outside)

    def _joined(self, text: str, box: Box) -> bool:
        """Whether a token that touches the word before was surely a part of it, and is now."""
        before = self.words[-1]
        if not _belongs(before.text, text, self.turn):
            return False
        word = PlacedWord(clean(before.text + text), _hull(before.box, box), before.bold, before.raised)
        if self.mended.pop(before.box, False) or _letters_meet(before.text, text):
            self.mended[word.box] = True
        self.words[-1] = word
        return True

    def _is_unseen(self, box: Box, style: _Style) -> bool:
        low = box.right - box.left < _TINY_PT if self.turn % 2 else False
        return low or box.bottom - box.top < _TINY_PT or (style.paint != "" and not self.shows(box, style.paint))

    def _unseen(self, start: int, end: int, box: Box, style: _Style) -> None:
        """Hides a token, or the part of it that is painted as its beginning is: "[daky]" before a signer's name."""
        cut = next((at for at in range(start + 1, end) if self._style(at).paint != style.paint), end)
        self.hidden.append(box if cut == end else self._hull_of(start, cut))
        if cut < end:
            seen = self._style(cut)
            text, rest = self._text(cut, end, seen), self._hull_of(cut, end)
            if text and not self._is_unseen(rest, seen):
                self.words.append(PlacedWord(text, rest, seen.bold))

    def _text(self, start: int, end: int, style: _Style) -> str:
        text = self.letters[start:end]
        if self.has_private and style.encoding is None:
            text = "".join(
                sign_of(letter, self._style(start + at).font) if PRIVATE.match(letter) else letter
                for at, letter in enumerate(text)
            )
        return _cleaned(text, style.encoding)

    def _parts(self, start: int, end: int, text: str, box: Box, style: _Style) -> Iterator[PlacedWord]:
        """A token as words: raised digits are one of their own, and so is each of two words that no blank parts."""
        cut = self._raised_from(start, end) if text[-1].isdigit() else end
        if cut < end:
            for first, last, raised in ((start, cut, False), (cut, end, True)):
                if part := self._text(first, last, style):
                    yield PlacedWord(part, self._hull_of(first, last), style.bold, raised)
        elif _seams(text) and (cut := self._gap_in(start, text)) > start:
            for first, last in ((start, cut), (cut, end)):
                part_box = self._hull_of(first, last)
                self.mended[part_box] = True
                yield PlacedWord(self._text(first, last, style), part_box, style.bold)
        else:
            yield PlacedWord(text, box, style.bold)

    def _hull_of(self, start: int, end: int) -> Box:
        hulls = _hulls(self.places, [(start, end)])
        return _on_page(hulls, self.frame)[0] or Box(*hulls[0].tolist())

    def _raised_from(self, start: int, end: int) -> int:
        """Where the raised digits at a token's end begin; its end for none."""
        cut = end
        if "0" <= self.letters[end - 1] <= "9" and end - start > 1:
            first = self.upright[start]
            while cut > start + 1 and "0" <= self.letters[cut - 1] <= "9" and _raised(first, self.upright[cut - 1]):
                cut -= 1
        return cut

    def _gap_in(self, start: int, text: str) -> int:
        """Where a token of two syllables has a gap as wide as a blank; 0 for nowhere."""
        for at in _seams(text):
            cut = start + at
            row = self.upright[max(0, cut - 40) : cut + 40]
            gaps = row[1:, 0] - row[:-1, 2]
            height = row[0, 3] - row[0, 1]
            letters = gaps[np.abs(gaps) < 0.15 * height]
            usual = float(np.median(letters)) if len(letters) else 0.0
            if self.upright[cut, 0] - self.upright[cut - 1, 2] - usual > _APART * height:
                return cut
        return 0

    def _style(self, index: int) -> _Style:
        item = text_object(self.page, index)
        if item not in self.styles:
            self.styles[item] = self._style_of(item)
        return self.styles[item]

    def _style_of(self, item: Handle) -> _Style:
        if not item:
            return _Style("", None, False, "")
        font = object_font(item)
        if font not in self.fonts:
            name = font_name(font)
            self.fonts[font] = name, encoding_of_font(name), "bold" in name.lower()
        name, encoding, bold = self.fonts[font]
        mode = render_mode(item)
        return _Style(name, encoding, bold or mode == _FILLED_AND_STROKED, _paint(item, mode))


_FILLED, _FILLED_AND_STROKED, _NOT_DRAWN, _CLIP = 0, 2, 3, 7
_WHITE = 0xF8


def _paint(item: Handle, mode: int) -> str:
    if mode in (_NOT_DRAWN, _CLIP):
        return "none"
    colour = colour_of(item) if mode == _FILLED else None
    if colour is None:
        return ""
    return "none" if colour[3] == 0 else "white" if min(colour[:3]) >= _WHITE else ""


@lru_cache(maxsize=1 << 16)
def _cleaned(text: str, encoding: Encoding | None) -> str:
    if encoding is None:
        return clean(text.translate(_HYPHENS))
    # PDFium takes a soft hyphen at a line's end for a hyphen of its own; in these fonts that byte may be a letter.
    lettered = clean(to_unicode(text.translate(_SOFT_HYPHENS), encoding))
    return (
        lettered
        if len(lettered) > 1 and is_syllable(lettered)
        else clean(to_unicode(text.translate(_HYPHENS), encoding))
    )


def _upright(places: Floats, turn: int, frame: Frame) -> Floats:
    left, top, right, bottom = places.T
    if turn == 1:
        return np.column_stack((frame.height - bottom, left, frame.height - top, right))
    if turn == 2:
        return np.column_stack((frame.width - right, frame.height - bottom, frame.width - left, frame.height - top))
    if turn == 3:
        return np.column_stack((top, frame.width - right, bottom, frame.width - left))
    return places


def _hulls(places: Floats, cuts: Sequence[tuple[int, int]]) -> Floats:
    """left, top, right, bottom around each run of characters; NaN where none of them has a box."""
    bounds = np.array(cuts, np.intp).ravel()
    padded = np.vstack((places, np.full((1, 4), np.nan)))
    lows = np.fmin.reduceat(padded[:, :2], bounds)[::2]
    highs = np.fmax.reduceat(padded[:, 2:], bounds)[::2]
    return np.hstack((lows, highs))


def _on_page(hulls: Floats, frame: Frame) -> list[Box | None]:
    """The part of each box that lies on the page; None for one whose middle does not, or that is no box."""
    size = np.array((frame.width, frame.height))
    middles = hulls[:, :2] + hulls[:, 2:]
    inside: list[bool] = np.all((middles >= 0) & (middles <= 2 * size), axis=1).tolist()
    clipped = np.hstack((np.maximum(hulls[:, :2], 0.0), np.minimum(hulls[:, 2:], size))).tolist()
    return [Box(*sides) if within else None for sides, within in zip(clipped, inside, strict=True)]


def _touching(upright: Floats, cuts: Sequence[tuple[int, int]]) -> list[bool]:
    """For each token whether it is printed right behind the one before, with no blank and in the same size."""
    bounds = np.array(cuts, np.intp)
    last, first = upright[bounds[:-1, 1] - 1], upright[bounds[1:, 0]]
    height = last[:, 3] - last[:, 1]
    gap = first[:, 0] - last[:, 2]
    level = np.abs(first[:, 3] - last[:, 3]) < 0.1 * height
    near = (gap < _TOUCH * height) & (gap > -_LAP * height)
    return [False, *(near & level).tolist()]


_INNER = re.compile(r"[^\W\d_]+$"), re.compile(r"[^\W\d_]+")
_CLOSING = tuple(".,;:!?)]”’%")


def _belongs(before: str, text: str, turn: int) -> bool:
    """Whether two tokens that touch are surely one word."""
    if _letters_meet(before, text):
        left, right = _INNER[0].search(before), _INNER[1].match(text)
        return turn != 0 or (left is not None and right is not None and is_syllable(left[0] + right[0]))
    if before[-1].isdigit() and text[0].isdigit():
        return True
    return before[-1] in "-/" or text[0] in "-/" or text.startswith(_CLOSING) or before[-1] in "([“‘"


def _letters_meet(before: str, text: str) -> bool:
    return before[-1].isalpha() and text[0].isalpha()


@lru_cache(maxsize=1 << 16)
def _seams(text: str) -> tuple[int, ...]:
    """Where a token that is no syllable could be two: after how many letters; () for most."""
    if len(text) < 3 or not text.isalpha() or text.isupper() or is_syllable(text):
        return ()
    return tuple(at for at in range(1, len(text)) if is_syllable(text[:at]) and is_syllable(text[at:]))


def _raised(letter: Floats, digit: Floats) -> bool:
    """Whether a digit is set smaller than its word, and above the word's foot."""
    height = letter[3] - letter[1]
    return bool(digit[3] - digit[1] < 0.8 * height and digit[3] < letter[3] - 0.1 * height)


def _hull(first: Box, last: Box) -> Box:
    return Box(
        min(first.left, last.left),
        min(first.top, last.top),
        max(first.right, last.right),
        max(first.bottom, last.bottom),
    )


def _without_doubles(words: Sequence[PlacedWord]) -> tuple[list[PlacedWord], list[Box]]:
    """The words without those printed twice at one place (a way to make print look bold), and the boxes of these."""
    kept: list[PlacedWord] = []
    doubled: list[Box] = []
    places: dict[str, list[Box]] = {}
    for word in words:
        known = places.setdefault(word.text, [])
        if known and _stands_at(word.box, known):
            doubled.append(word.box)
        else:
            known.append(word.box)
            kept.append(word)
    return kept, doubled


def _stands_at(box: Box, known: Sequence[Box]) -> bool:
    left, top, right = box.left, box.top, box.right
    near = 0.15 * (box.bottom - top)
    for other in known:
        if abs(left - other.left) < near and abs(top - other.top) < near and abs(right - other.right) < near:
            return True
    return False
