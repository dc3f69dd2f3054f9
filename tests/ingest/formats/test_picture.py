from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from ingest.formats.dirt import without_dust, without_edges, without_specks
from ingest.formats.ink import even, separated
from ingest.formats.picture import png_of, prepared
from ingest.formats.placing import Placing
from ingest.types import Box

DPI = 100
SIZE = (827, 1169)
WIDTH, HEIGHT = 72 * SIZE[0] / DPI, 72 * SIZE[1] / DPI
SQUARE = (300, 240, 340, 260)
"""A black block among the lines, in pixels: a word whose place is easily found."""


SENTENCE = "Ủy ban nhân dân tỉnh báo cáo kết quả thực hiện nghị quyết của Hội đồng về phát triển kinh tế xã hội"
WORDS = tuple(SENTENCE.split(" "))


def page() -> Image.Image:
    from importlib.resources import files

    import fontpkg_noto_serif

    font = ImageFont.truetype(str(files(fontpkg_noto_serif) / "files" / "NotoSerif[wdth,wght].ttf"), 18)
    picture = Image.new("L", SIZE, 255)
    draw = ImageDraw.Draw(picture)
    for line in range(28):
        if line not in (4, 5):
            words = " ".join(WORDS[(7 * line + at) % len(WORDS)] for at in range(12))
            draw.text((90, 90 + 35 * line), words, 0, font)
    draw.rectangle(SQUARE, fill=0)
    return picture


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def block_of(grey: np.ndarray) -> Box:
    """Where the block is, in points: the only place that is black over 12 × 12 pixels."""
    dark = (grey < 110).astype(np.int32)
    sums = np.pad(dark.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    full = sums[12:, 12:] - sums[:-12, 12:] - sums[12:, :-12] + sums[:-12, :-12] == 144
    ys, xs = np.nonzero(full)
    assert len(ys)
    scale = 72 / DPI
    return Box(xs.min() * scale, ys.min() * scale, (xs.max() + 12) * scale, (ys.max() + 12) * scale)


def middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


@settings(max_examples=12, deadline=None)
@given(st.floats(-4, 4), st.integers(0, 3))
@pytest.mark.system
def test_a_word_of_a_skewed_and_turned_page_is_found_where_it_is_seen(angle: float, quarters: int) -> None:
    seen = page().rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255).rotate(90 * quarters, expand=True)
    width, height = 72 * seen.width / DPI, 72 * seen.height / DPI
    picture = prepared(png(seen), width, height, DPI)
    # The page may come out upside down: only its words tell, which are not read here.
    assert picture.placing.quarters % 2 == quarters % 2
    assert picture.grey.shape == (SIZE[1], SIZE[0])
    x, y = middle(picture.placing.on_page(block_of(picture.grey)))
    expected_x, expected_y = middle(block_of(np.asarray(seen)))
    assert abs(x - expected_x) < 1.5
    assert abs(y - expected_y) < 1.5


@settings(max_examples=12, deadline=None)
@given(st.floats(-4, 4))
@pytest.mark.system
def test_lines_come_out_level(angle: float) -> None:
    seen = page().rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    found = prepared(png(seen), WIDTH, HEIGHT, DPI).placing.skew
    assert abs(found - angle) <= 0.2


points = st.floats(0, 500)


@given(points, points, st.integers(0, 3), st.floats(-6, 6))
def test_the_way_there_and_back(x: float, y: float, quarters: int, skew: float) -> None:
    placing = Placing(600, 800, quarters, skew)
    box = Box(x, y, x + 40, y + 10)
    width, height = placing.level_size
    level = placing.on_level(box)
    turned = placing.on_page(level)
    if level.left > 20 and level.right < width - 20 and level.top > 20 and level.bottom < height - 20 and x > 20 < y:
        assert abs(middle(turned)[0] - middle(box)[0]) < 1e-6
        assert abs(middle(turned)[1] - middle(box)[1]) < 1e-6


def test_a_table_s_rules_do_not_make_a_page_lie_sideways() -> None:
    ruled = page()
    draw = ImageDraw.Draw(ruled)
    for x in range(80, 800, 60):
        draw.line((x, 80, x, 1100), fill=0, width=3)
    assert prepared(png(ruled), WIDTH, HEIGHT, DPI).placing.quarters == 0


def test_the_other_way_up() -> None:
    picture = prepared(png(page()), WIDTH, HEIGHT, DPI)
    other = picture.turned(2)
    assert other.placing.quarters == 2
    x, y = middle(other.placing.on_page(block_of(other.grey)))
    assert abs(x - middle(block_of(picture.grey))[0]) < 1
    assert abs(y - middle(block_of(picture.grey))[1]) < 1
    assert np.array_equal(other.turned(2).grey, picture.grey)


def test_a_clean_page_stays_as_it_is() -> None:
    grey = np.asarray(page())
    assert np.array_equal(prepared(png(page()), WIDTH, HEIGHT, DPI).grey, grey)


@pytest.mark.parametrize("shape", [(1, 1), (3, 40), (40, 3), (17, 17)])
def test_pictures_of_a_few_pixels(shape: tuple[int, int]) -> None:
    small = Image.fromarray(np.full(shape, 90, np.uint8))
    made = prepared(png(small), shape[1] * 72 / DPI, shape[0] * 72 / DPI, DPI)
    assert made.grey.size == small.width * small.height


def test_a_grey_page_becomes_black_on_white() -> None:
    shade = np.linspace(210, 150, SIZE[0])[None, :]
    faded = (shade * (0.7 + 0.3 * np.asarray(page()) / 255)).astype(np.uint8)
    made = even(faded)
    assert np.median(made) > 240
    assert made[250, 320] < 60


def test_dark_edges_go_and_what_stands_near_them_stays() -> None:
    grey = np.asarray(page()).copy()
    grey[:, :30] = 10
    grey[-25:] = 20
    # A double rule under the header runs nearly from edge to edge; it is print.
    grey[60:62, 40:790] = 0
    grey[64:66, 40:790] = 0
    cleared = without_edges(grey)
    assert cleared[:1140, :30].min() == 255
    assert cleared[-25:].min() == 255
    assert cleared[60, 400] == 0
    assert np.array_equal(cleared[100:1100, 60:], grey[100:1100, 60:])


def test_specks_go_where_they_are_many_and_accents_stay_where_they_are_few() -> None:
    grey = np.asarray(page())
    assert without_specks(grey) is grey
    speckled = grey.copy()
    speckled[np.random.default_rng(1).random(grey.shape) < 0.02] = 0
    lone: Callable[[np.ndarray], float] = lambda picture: float((picture[:80] < 128).mean())  # noqa: E731
    assert lone(without_specks(speckled)) < lone(speckled) / 20


def test_dust_on_blank_paper_goes_and_dots_of_print_stay() -> None:
    grey = np.full((1200, 1200), 255, np.uint8)
    grey[400:440, 200:210] = 0
    grey[385:392, 201:208] = 0  # the dot of an i
    assert without_dust(grey, 300) is grey
    random = np.random.default_rng(3)
    dusty = grey.copy()
    for y, x in random.integers(20, 1180, (90, 2)):
        dusty[y : y + 3, x : x + 3] = 30
    dusty[388:391, 216:219] = 30  # dust beside the letter
    made = without_dust(dusty, 300)
    assert (made != grey).mean() < (dusty != grey).mean() / 10
    assert made[388, 204] == 0
    assert made[389, 217] == 255


def test_red_ink_is_apart_from_black_print() -> None:
    colours = np.full((200, 300, 3), 250, np.uint8)
    colours[50:60, 20:280] = (20, 20, 25)  # print
    colours[30:120, 100:110] = (200, 30, 45)  # a stamp across it
    colours[50:60, 100:110] = (18, 15, 15)  # where both are
    colours[80:90, 20:60] = (110, 60, 40)  # a brown link is print
    black, red = separated(colours)
    assert red is not None
    assert black[100, 105] > 200
    assert black[55, 105] < 60
    assert black[55, 30] < 60
    assert black[85, 40] < 120
    assert red[100, 105] < 100
    assert red[55, 30] == 255


def test_a_page_without_red_has_no_red_layer() -> None:
    assert separated(np.asarray(page().convert("RGB")))[1] is None


def test_pictures_are_written_as_they_are() -> None:
    grey = np.arange(256, dtype=np.uint8).reshape(16, 16)
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(png_of(grey)))), grey)
