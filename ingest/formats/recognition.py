"""One page by OCR: what its text layer leaves unread, read from a level picture; the layer's own words are kept."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from ingest.errors import DamagedDocument, ReadingFailed, ReadingTimedOut, ToolMissing
from ingest.formats.coverage import unread_share
from ingest.formats.ink import even
from ingest.formats.looks import PRINT, Looks, overlaps
from ingest.formats.ocr import Ocr
from ingest.formats.ocr_words import CLEAR, levelled, mean, parted, print_of
from ingest.formats.pdf import RawPage, render_page
from ingest.formats.picture import prepared
from ingest.formats.placing import Placing
from ingest.formats.ruling import rules_of
from ingest.language.legibility import Legibility, legibility_of
from ingest.types import Box

_UNREAD = 0.03
"""Of the page's area: more print than this outside the text layer's words (four lines) is read from the picture."""
_LEAST_PT = 10.0
"""A page narrower than a letter has nothing to read, and no picture."""
_COVERED = 0.15
"""Words of a page full of text cover a quarter of it; where they cover less, the picture is looked at."""


_NOWHERE = Placing(0.0, 0.0)
_NOTHING = legibility_of(())


@dataclass(frozen=True, slots=True)
class Seen:
    """A word on the level picture, in points; `shown` is its box on the page as shown."""

    text: str
    box: Box
    shown: Box
    bold: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Recognised:
    """What OCR made of a page. `layer_kept`: some of the words are the text layer's own. `trouble` is a finding's code.

    `confidence` is the mean of the engine's words; `unread` the part of the page that is printed on and in no word.
    """

    words: tuple[Seen, ...] = ()
    rules: tuple[Box, ...] = ()
    placing: Placing = _NOWHERE
    confidence: float = 0.0
    legibility: Legibility = _NOTHING
    unread: float = 0.0
    layer_kept: bool = False
    trouble: str = ""


def recognised(path: Path, page: RawPage, ocr: Ocr, *, dpi: int) -> Recognised | None:
    """The page by OCR; None where its text layer is the page. Raises EncryptedDocument.

    The picture of a page larger than A3 has fewer dots an inch, so that no page's size can fill the memory.
    """
    try:
        if not needs_ocr(path, page):
            return None
        return _recognised(path, page, ocr, _bounded(dpi, page))
    except ToolMissing:
        return Recognised(trouble="ocr_missing")
    except (DamagedDocument, ReadingFailed, ReadingTimedOut):
        return Recognised(trouble="page_failed")


_MAX_PIXELS = 18_000_000
"""A3 at 300 dpi, of which preparing the picture takes 600 MB; two pages are prepared at once."""


def _bounded(dpi: int, page: RawPage) -> int:
    most = 72 * math.sqrt(_MAX_PIXELS / max(1.0, page.width * page.height))
    return max(1, min(dpi, int(most)))


def needs_ocr(path: Path, page: RawPage) -> bool:
    """Whether print stands on the page that its text layer does not hold, or holds so badly that it is no text.

    Words that hardly cover the page, or images, only lead to a look at the picture: the ink decides.
    """
    if not page.drawn or min(page.width, page.height) < _LEAST_PT:
        return False
    layer = trusted_words(page)
    if not layer and not page.asides:
        return True
    area = sum((word.box.right - word.box.left) * (word.box.bottom - word.box.top) for word in layer)
    if len(layer) == len(page.words) and page.image_share < 0.05 and area > _COVERED * page.width * page.height:
        return False
    dpi = _bounded(72, page)
    grey = np.asarray(Image.open(io.BytesIO(render_page(path, page.number, scale=dpi / 72))).convert("L"))
    known = [word.box for word in layer] + [word.box for _, aside in page.asides for word in aside]
    return unread_share(even(grey), dpi, [*known, *page.rules]) > _UNREAD


def trusted_words(page: RawPage) -> Sequence[Seen]:
    """The text layer's words; none where it lies over a picture of the page and does not look like Vietnamese.

    Such a layer was made by a scanner's own OCR, often one without Vietnamese.
    """
    found = legibility_of(word.text for word in page.words)
    if page.image_share > 0.5 and found.is_judged and (found.spelled < 0.85 or found.marked < 0.4):
        return ()
    return tuple(Seen(word.text, word.box, word.box, word.bold, word.raised) for word in page.words)


def _recognised(path: Path, page: RawPage, ocr: Ocr, dpi: int) -> Recognised:
    picture = prepared(render_page(path, page.number, scale=dpi / 72), page.width, page.height, dpi)
    reader = Looks(path, page.number, ocr)
    picture, words = reader.upright(picture)
    rules = rules_of(picture.grey, dpi)
    placing = picture.placing
    layer = [replace(word, box=placing.on_level(word.box)) for word in trusted_words(page)]
    new = [word for word in words if not _lies_on(word.box, layer)]
    new += reader.marks(picture, words, first=page.number == 1)
    new = print_of(new)
    # On a clear page a doubtful word may be what is left of a line beside a stamp.
    sure = [word for word in new if word.confidence >= (PRINT if mean(new) >= CLEAR else 0.0)]
    known = [*(word.box for word in layer), *(word.box for word in sure), *rules]
    more = reader.overlooked(picture, known, sure)
    new = [word for word in new if word.confidence >= PRINT or not overlaps(word.box, more)] + more
    seen = [
        Seen(text, part, placing.on_page(part)) for word, box in levelled(new) for text, part in parted(word.text, box)
    ]
    unread = unread_share(picture.grey, dpi, [*(word.box for word in layer), *(word.box for word in seen), *rules])
    found = legibility_of(word.text for word in seen)
    return Recognised((*layer, *seen), rules, placing, mean(new), found, round(unread, 4), bool(layer))


def _lies_on(box: Box, layer: Sequence[Seen]) -> bool:
    """Whether a word that was recognised is one that the text layer has."""
    return any(
        min(box.right, word.box.right) - max(box.left, word.box.left) > 0.4 * (box.right - box.left)
        and min(box.bottom, word.box.bottom) - max(box.top, word.box.top) > 0.4 * (box.bottom - box.top)
        for word in layer
    )
