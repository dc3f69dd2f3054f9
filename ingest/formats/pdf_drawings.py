"""What is drawn on a page beside text: ruling lines, the area of images, and shapes filled with colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2.raw as raw

from ingest.formats.pdf_calls import Handle, bounds_of, colour_of, form_count, form_object, object_at, object_type
from ingest.formats.pdf_page import Frame
from ingest.types import Box

_RULE_PT = 3.0
"""A filled path thinner than this is a ruling line."""
_WHITE = 0xF8


@dataclass(slots=True)
class Drawings:
    """`rules` are thin paths, `images` pictures, `grounds` other shapes, with their handles (0 for any colour)."""

    rules: list[Box] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    grounds: list[tuple[Box, Handle]] = field(default_factory=list)

    def image_share(self, frame: Frame) -> float:
        """The part (0–1) of the page that images cover; overlaps count twice."""
        area = frame.width * frame.height
        return min(1.0, sum(_clipped_area(image, frame) for image in self.images) / area) if area > 0 else 0.0

    def shows(self, box: Box, paint: str) -> bool:
        """Whether text that is not drawn ("none") stands for a picture there, or white text ("white") has a ground."""
        if any(_holds(image, box) for image in self.images):
            return True
        return paint == "white" and any(_holds(ground, box) and _is_dark(item) for ground, item in self.grounds)


def drawings_of(page: Handle, count: int, frame: Frame) -> Drawings:
    """The drawings among a page's `count` objects."""
    found = Drawings()
    for index in range(count):
        item = object_at(page, index)
        kind = object_type(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            continue
        bounds = bounds_of(item)
        if bounds is not None:
            _sort(found, item, kind, frame.box(*bounds))
    return found


def _sort(found: Drawings, item: Handle, kind: int, box: Box) -> None:
    if kind == raw.FPDF_PAGEOBJ_PATH:
        if min(box.right - box.left, box.bottom - box.top) <= _RULE_PT:
            found.rules.append(box)
        else:
            found.grounds.append((box, item))
    elif kind == raw.FPDF_PAGEOBJ_IMAGE:
        found.images.append(box)
    elif kind == raw.FPDF_PAGEOBJ_SHADING:
        found.grounds.append((box, 0))
    elif kind == raw.FPDF_PAGEOBJ_FORM:
        inside = set(_kinds_in(item))
        if raw.FPDF_PAGEOBJ_IMAGE in inside:
            found.images.append(box)
        elif inside - {raw.FPDF_PAGEOBJ_TEXT}:
            found.grounds.append((box, 0))


def _kinds_in(form: Handle) -> Iterator[int]:
    return (object_type(form_object(form, index)) for index in range(form_count(form)))


def _holds(outer: Box, box: Box) -> bool:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return outer.left <= x <= outer.right and outer.top <= y <= outer.bottom


def _is_dark(item: Handle) -> bool:
    colour = colour_of(item) if item else None
    return colour is None or (colour[3] > 0 and min(colour[:3]) < _WHITE)


def _clipped_area(box: Box, frame: Frame) -> float:
    width = min(box.right, frame.width) - max(box.left, 0.0)
    height = min(box.bottom, frame.height) - max(box.top, 0.0)
    return max(0.0, width) * max(0.0, height)
