from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.formats.coverage import unread_bands, unread_share
from ingest.types import Box


def page(*lines: tuple[int, int, int]) -> np.ndarray:
    """A page at 72 dpi with lines of print: top, left, right."""
    grey = np.full((842, 595), 255, np.uint8)
    for top, left, right in lines:
        grey[top : top + 9, left:right:3] = 0
    return grey


def test_a_page_without_print_has_nothing_unread() -> None:
    assert unread_share(page(), 72, []) == 0
    assert unread_bands(page(), 72, []) == []
    assert unread_share(np.zeros((0, 0), np.uint8), 72, []) == 0


def test_words_cover_their_print() -> None:
    grey = page(*((100 + 20 * line, 60, 530) for line in range(30)))
    assert unread_share(grey, 72, []) > 0.2
    boxes = [Box(60, 100 + 20 * line, 530, 109 + 20 * line) for line in range(30)]
    assert unread_share(grey, 72, boxes) == 0
    assert 0.4 < unread_share(grey, 72, boxes[:15]) / unread_share(grey, 72, []) < 0.6


def test_the_stretch_without_words_is_named() -> None:
    grey = page((100, 60, 530), (400, 60, 530), (420, 60, 530))
    bands = unread_bands(grey, 72, [Box(60, 100, 530, 109)])
    assert len(bands) == 1
    assert bands[0][0] <= 400
    assert bands[0][1] >= 429
    assert bands[0][0] > 300


def test_specks_and_short_marks_are_no_print() -> None:
    assert unread_share(page((100, 60, 70), (300, 200, 214)), 72, []) == 0


@settings(deadline=None)
@given(st.sampled_from((72, 100, 150, 300)))
def test_the_measure_does_not_depend_on_the_resolution(dpi: int) -> None:
    scale = dpi / 72
    grey = np.full((round(842 * scale), round(595 * scale)), 255, np.uint8)
    for line in range(20):
        top = round((100 + 24 * line) * scale)
        grey[top : top + round(9 * scale), round(60 * scale) : round(530 * scale) : max(2, round(3 * scale))] = 0
    assert 0.2 < unread_share(grey, dpi, []) < 0.35
