"""A clean page picture made to look like what scanners, copiers and offices make of it, by seed.

Every kind takes a grey or coloured picture at `DPI` and a seeded generator, and gives the picture as a scanner would
hand it over, at its own resolution. The strengths are those of poor everyday scans: legible to a person throughout.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from eval.sample.fonts import font_path

DPI = 300
"""Of the pictures that are noised, pixels an inch."""

Picture = Image.Image
_RED = (205, 35, 45)
_BICUBIC = Image.Resampling.BICUBIC


@dataclass(frozen=True, slots=True)
class Scan:
    """A noised page and its own resolution."""

    picture: Picture
    dpi: int = DPI


def clean(page: Picture, random: np.random.Generator) -> Scan:
    """Nothing done: what the engine makes of print at its best."""
    return Scan(page)


def skewed(page: Picture, random: np.random.Generator) -> Scan:
    """Turned by 0.8° to 3° to either side, as by a feeder."""
    angle = float(random.uniform(0.8, 3.0)) * float(random.choice((-1, 1)))
    return Scan(page.rotate(angle, resample=_BICUBIC, fillcolor=_paper(page)))


def blurred(page: Picture, random: np.random.Generator) -> Scan:
    """Out of focus: a Gaussian of 2.2 to 3 pixels (0.2 mm)."""
    return Scan(page.filter(ImageFilter.GaussianBlur(float(random.uniform(2.2, 3.0)))))


def faded(page: Picture, random: np.random.Generator) -> Scan:
    """Little contrast: ink at 120 to 150 of 255 on paper that darkens from 210 to 160 across, grain of 6."""
    values = np.asarray(page.convert("L"), dtype=np.float32) / 255
    paper = np.linspace(210, 160, values.shape[1], dtype=np.float32)[None, :]
    ink = float(random.uniform(0.66, 0.75))
    grain = random.normal(0, 6, values.shape).astype(np.float32)
    return Scan(_picture(paper * (ink + (1 - ink) * values) + grain))


def compressed(page: Picture, random: np.random.Generator) -> Scan:
    """JPEG of quality 10 to 16 at 150 dpi."""
    coded = io.BytesIO()
    _at(page, 150).save(coded, "JPEG", quality=int(random.integers(10, 17)))
    return Scan(Image.open(io.BytesIO(coded.getvalue())).convert("L"), 150)


def salted(page: Picture, random: np.random.Generator) -> Scan:
    """Specks: 1.5 % of the pixels turned black or white, and 900 specks of dust of two to four pixels."""
    values = np.asarray(page.convert("L")).copy()
    lot = random.random(values.shape)
    values[lot < 0.0075] = 0
    values[lot > 0.9925] = 255
    height, width = values.shape
    for _ in range(900):
        y, x = int(random.integers(0, height - 4)), int(random.integers(0, width - 4))
        values[y : y + int(random.integers(2, 5)), x : x + int(random.integers(2, 5))] = 40
    return Scan(Image.fromarray(values))


def stamped(page: Picture, random: np.random.Generator) -> Scan:
    """Two round red stamps and a signature in blue ink over the print, in colour."""
    values = np.asarray(page.convert("RGB"))
    for _ in range(2):
        values = np.minimum(values, _inked(page, random, _RED))
    return Scan(Image.fromarray(values))


def stamped_grey(page: Picture, random: np.random.Generator) -> Scan:
    """The same, scanned in grey: the ink can no longer be told by its colour."""
    return Scan(stamped(page, random).picture.convert("L"))


def coarse(page: Picture, random: np.random.Generator) -> Scan:
    """Black and white at 200 dpi, as a fax machine or an old copier sends it."""
    grey = np.asarray(_at(page, 200), dtype=np.int16)
    cut = grey + random.normal(0, 25, grey.shape) > 150
    return Scan(Image.fromarray(cut.astype(np.uint8) * 255), 200)


def turned(page: Picture, random: np.random.Generator) -> Scan:
    """Fed sideways or upside down, and a little skewed."""
    quarter = int(random.choice((90, 180, 270)))
    angle = float(random.uniform(-0.7, 0.7))
    return Scan(page.rotate(angle, resample=_BICUBIC, fillcolor=_paper(page)).rotate(quarter, expand=True))


def copied(page: Picture, random: np.random.Generator) -> Scan:
    """A copy of a copy: dark edges, skew of 0.5° to 1.5°, blur, grain, a shadow at the fold, dust, 200 dpi."""
    angle = float(random.uniform(0.5, 1.5)) * float(random.choice((-1, 1)))
    tilted = _at(page, 200).rotate(angle, resample=_BICUBIC, fillcolor=0 if random.random() < 0.5 else 235)
    values = np.asarray(tilted.filter(ImageFilter.GaussianBlur(0.9)), dtype=np.float64)
    height, width = values.shape
    fold = np.exp(-np.linspace(0, 9, width))[None, :]
    values = values * (1 - 0.75 * fold) * 0.9 + random.normal(0, 9, values.shape)
    values[:, : int(random.integers(15, 45))] = 15
    values[-int(random.integers(10, 30)) :] = 20
    for _ in range(400):
        y, x = int(random.integers(0, height - 3)), int(random.integers(0, width - 3))
        values[y : y + 2, x : x + 2] = 50
    return Scan(_picture(values), 200)


def ruined_by_blur(page: Picture, random: np.random.Generator) -> Scan:
    """So far out of focus that a person guesses: a Gaussian of 3.8 to 7 pixels."""
    return Scan(page.filter(ImageFilter.GaussianBlur(float(random.uniform(3.8, 7.0)))))


def ruined_by_size(page: Picture, random: np.random.Generator) -> Scan:
    """A thumbnail: 60 to 90 dpi, JPEG of quality 20."""
    dpi = int(random.integers(60, 91))
    coded = io.BytesIO()
    _at(page, dpi).save(coded, "JPEG", quality=20)
    return Scan(Image.open(io.BytesIO(coded.getvalue())).convert("L"), dpi)


def ruined_by_grain(page: Picture, random: np.random.Generator) -> Scan:
    """Grain as strong as the print: contrast of 70, grain of 45 to 75, at 200 dpi."""
    values = np.asarray(_at(page, 200), dtype=np.float32) / 255 * 70 + 120
    return Scan(_picture(values + random.normal(0, float(random.uniform(45, 75)), values.shape)), 200)


Noise = Callable[[Picture, np.random.Generator], Scan]

KINDS: dict[str, Noise] = {
    "sạch, 300 dpi": clean,
    "nghiêng": skewed,
    "nhoè": blurred,
    "nhạt, nền tối": faded,
    "nén JPEG, 150 dpi": compressed,
    "nhiễu hạt": salted,
    "dấu đỏ, chữ ký đè chữ": stamped,
    "dấu đè chữ, ảnh xám": stamped_grey,
    "đen trắng, 200 dpi": coarse,
    "quay ngang, ngược": turned,
    "bản sao chụp lại": copied,
}
"""The kinds by the names that the bench prints: poor everyday scans."""

RUINED: dict[str, Noise] = {
    "nhoè nặng": ruined_by_blur,
    "60-90 dpi": ruined_by_size,
    "hạt nặng": ruined_by_grain,
}
"""Pages that no engine reads, for measuring what the gate catches."""


def _paper(page: Picture) -> str:
    return "white" if page.mode in ("L", "RGB") else "#fff"


def _picture(values: NDArray[np.floating[Any]]) -> Picture:
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def _at(page: Picture, dpi: int) -> Picture:
    size = round(page.width * dpi / DPI), round(page.height * dpi / DPI)
    return page.convert("L").resize(size, Image.Resampling.BOX if dpi * 2 <= DPI else Image.Resampling.LANCZOS)


def _inked(page: Picture, random: np.random.Generator, colour: tuple[int, int, int]) -> NDArray[np.uint8]:
    """A sheet with one stamp and one pen stroke somewhere in the middle of the page."""
    layer = Image.new("RGB", page.size, "white")
    stamp = _stamp(colour).rotate(float(random.uniform(-25, 25)), fillcolor="white", resample=_BICUBIC)
    x = int(random.integers(page.width // 6, page.width * 5 // 6 - stamp.width))
    y = int(random.integers(page.height // 6, page.height * 5 // 6 - stamp.height))
    layer.paste(stamp, (x, y))
    _stroke(layer, x + stamp.width, y + stamp.height // 2, random)
    return np.asarray(layer)


def _stamp(colour: tuple[int, int, int], size: int = 430) -> Picture:
    """A round stamp of 36 mm: two rings, words between them, a star."""
    stamp = Image.new("RGB", (size, size), "white")
    draw = ImageDraw.Draw(stamp)
    middle = size // 2
    for inset, width in ((6, 9), (24, 4), (124, 4)):
        draw.ellipse((inset, inset, size - inset, size - inset), outline=colour, width=width)
    star = [(math.pi * at / 5 - math.pi / 2, 62 if at % 2 == 0 else 26) for at in range(10)]
    draw.polygon([(middle + r * math.cos(a), middle + r * math.sin(a)) for a, r in star], fill=colour)
    font = ImageFont.truetype(str(font_path()), 50)
    words = "ỦY BAN NHÂN DÂN TỈNH * SÔNG LAM * "
    for at, letter in enumerate(words):
        degrees = 360 * at / len(words)
        tile = Image.new("L", (80, 80), 0)
        ImageDraw.Draw(tile).text((40, 40), letter, fill=255, font=font, anchor="mm")
        angle = math.radians(degrees - 90)
        place = round(middle + 140 * math.cos(angle) - 40), round(middle + 140 * math.sin(angle) - 40)
        stamp.paste(colour, place, tile.rotate(-degrees, resample=_BICUBIC))
    return stamp


def _stroke(layer: Picture, x: int, y: int, random: np.random.Generator) -> None:
    phase = float(random.uniform(0, 3))
    steps = [at / 80 for at in range(81)]
    line = [
        (x + 380 * t + 45 * math.sin(19 * t + phase), y + 60 * math.sin(11 * t) * math.cos(23 * t) - 40 * t)
        for t in steps
    ]
    ImageDraw.Draw(layer).line(line, fill=(38, 52, 130), width=6, joint="curve")
