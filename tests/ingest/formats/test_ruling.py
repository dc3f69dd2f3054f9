from __future__ import annotations

import numpy as np

from ingest.formats.ruling import rules_of
from ingest.layout.tables import grids_of

DPI = 300
POINT = DPI / 72


def page() -> np.ndarray:
    return np.full((1200, 1600), 255, np.uint8)


def table(grey: np.ndarray, lean: int = 0) -> np.ndarray:
    """Three columns and two rows from (100, 200) to (1300, 500), 3 pixels thick."""
    for y in (200, 350, 500):
        for x in range(100, 1303):
            at = y + lean * x // 1200
            grey[at : at + 3, x] = 0
    for x in (100, 500, 900, 1300):
        grey[200 : 503 + lean, x : x + 3] = 0
    return grey


def test_a_table_s_lines_make_its_grid() -> None:
    for lean in (0, 3):
        grids = grids_of(rules_of(table(page(), lean), DPI))
        assert len(grids) == 1
        assert len(grids[0].xs) == 4
        assert len(grids[0].ys) == 3
        assert abs(grids[0].xs[0] * POINT - 101) < 4


def test_a_line_with_specks_in_it_is_one_line() -> None:
    grey = table(page())
    grey[200:203, 640] = 255
    assert len(grids_of(rules_of(grey, DPI))) == 1


def test_letters_and_blots_are_no_lines() -> None:
    grey = page()
    for x in range(100, 1300, 12):
        grey[300:345, x : x + 5] = 0  # stems of 11 points
    grey[600:800, 300:700] = 0  # a blot
    assert rules_of(grey, DPI) == ()


def test_a_page_without_print() -> None:
    assert rules_of(page(), DPI) == ()
    assert rules_of(np.full((1, 1), 0, np.uint8), DPI) == ()
