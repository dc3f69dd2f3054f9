"""A document as a scan: page images only, a little skewed, blurred and speckled, a red stamp over the signature."""

from __future__ import annotations

import io
import math
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from eval.sample import pdf
from eval.sample.fonts import font_path
from eval.sample.source import Source

_DPI = 160
_RED, _BLUE = (196, 30, 40), (38, 52, 130)


def render(source: Source) -> tuple[bytes, int]:
    """The file and its number of pages. The noise is seeded by the page's number."""
    drawn = pdf.render(source)
    document = pypdfium2.PdfDocument(drawn.data)
    images = [page.render(scale=_DPI / 72).to_pil().convert("RGB") for page in document]
    spot = (round(drawn.sign_x * _DPI / 72), round(drawn.sign_y * _DPI / 72))
    _sign(images[drawn.sign_page - 1], spot)
    images[drawn.sign_page - 1] = _stamped(images[drawn.sign_page - 1], spot, source.parts("issuer", " / ")[-1])
    return _bound([_scanned(image, seed) for seed, image in enumerate(images, start=1)]), len(images)


def _sign(image: Image.Image, spot: tuple[int, int]) -> None:
    """A pen stroke at `spot`."""
    x, y = spot[0] - 85, spot[1] - 12
    steps = [index / 60 for index in range(61)]
    points = [
        (x + 190 * t + 22 * math.sin(19 * t), y + 30 * math.sin(11 * t) * math.cos(23 * t) - 18 * t) for t in steps
    ]
    ImageDraw.Draw(image).line(points, fill=_BLUE, width=3, joint="curve")


def _stamped(image: Image.Image, spot: tuple[int, int], words: str) -> Image.Image:
    """The stamp to the left of the signature, a third of it under the stamp; ink lets the print show through."""
    stamp = _stamp(words)
    layer = Image.new("RGB", image.size, "white")
    layer.paste(stamp, (spot[0] - stamp.width - 35, spot[1] - stamp.height // 2 - 12))
    mixed = np.minimum(np.asarray(image, dtype=np.int16), np.asarray(layer, dtype=np.int16))
    return Image.fromarray(mixed.astype(np.uint8))


def _stamp(words: str) -> Image.Image:
    size, middle = 230, 115
    stamp = Image.new("RGB", (size, size), "white")
    draw = ImageDraw.Draw(stamp)
    for inset, width in ((4, 5), (14, 2), (66, 2)):
        draw.ellipse((inset, inset, size - inset, size - inset), outline=_RED, width=width)
    star = [(math.pi * index / 5 - math.pi / 2, 34 if index % 2 == 0 else 14) for index in range(10)]
    draw.polygon([(middle + r * math.cos(a), middle + r * math.sin(a)) for a, r in star], fill=_RED)
    text = f"{words} ★ ".replace("★", "*")
    for index, letter in enumerate(text):
        _letter(stamp, letter, 360 * index / len(text), middle)
    return stamp


def _letter(stamp: Image.Image, letter: str, degrees: float, middle: int) -> None:
    tile = Image.new("L", (40, 40), 0)
    font = ImageFont.truetype(str(font_path()), 26)
    ImageDraw.Draw(tile).text((20, 20), letter, fill=255, font=font, anchor="mm")
    angle = math.radians(degrees - 90)
    x, y = middle + 76 * math.cos(angle) - 20, middle + 76 * math.sin(angle) - 20
    turned = tile.rotate(-degrees, resample=Image.Resampling.BICUBIC)
    stamp.paste(_RED, (round(x), round(y)), turned)


def _scanned(image: Image.Image, seed: int) -> Image.Image:
    random = np.random.default_rng(seed)
    angle = float(random.uniform(0.25, 0.6)) * (1 if seed % 2 else -1)
    paper = image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor="white")
    values = np.asarray(paper.filter(ImageFilter.GaussianBlur(0.7)), dtype=np.float32)
    shade = np.linspace(0.97, 0.90, values.shape[1], dtype=np.float32)[None, :, None]
    noisy = values * shade + random.normal(0, 5, values.shape[:2])[:, :, None]
    _speckle(noisy, random)
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


def _speckle(values: np.ndarray[Any, Any], random: np.random.Generator) -> None:
    """Some 500 specks of dust a page, one or two pixels wide."""
    height, width = values.shape[:2]
    for y, x in zip(random.integers(0, height - 2, 500), random.integers(0, width - 2, 500), strict=True):
        values[y : y + 1 + int(y) % 2, x : x + 1 + int(x) % 2] = 70


def _bound(images: list[Image.Image]) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, invariant=1)
    for image in images:
        coded = io.BytesIO()
        image.save(coded, "JPEG", quality=55)
        width, height = image.width * 72 / _DPI, image.height * 72 / _DPI
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(coded), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return made.getvalue()
