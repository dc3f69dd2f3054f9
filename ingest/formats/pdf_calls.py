"""PDFium's functions that are called for every character, with plain arguments: ctypes' own checks cost more than they.

A handle is an address; what a function fills in is an address too. Nothing else in the reader calls PDFium so often.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

Handle = int
"""A page, text page, object or font of PDFium; 0 for none."""

_pointer = ctypes.c_void_p


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., int]:
    """The same function without type checks. It keeps the interpreter's lock: each call takes less than a handover."""
    address = ctypes.cast(function, _pointer).value
    assert address is not None
    call: Callable[..., int] = ctypes.PYFUNCTYPE(result, *arguments)(address)
    return call


loose_box = _plain(raw.FPDFText_GetLooseCharBox, ctypes.c_int, _pointer, ctypes.c_int, _pointer)
text_object = _plain(raw.FPDFText_GetTextObject, _pointer, _pointer, ctypes.c_int)
render_mode = _plain(raw.FPDFTextObj_GetTextRenderMode, ctypes.c_int, _pointer)
object_font = _plain(raw.FPDFTextObj_GetFont, _pointer, _pointer)
base_font_name = _plain(raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, _pointer, ctypes.c_char_p, ctypes.c_size_t)
fill_colour = _plain(raw.FPDFPageObj_GetFillColor, ctypes.c_int, *[_pointer] * 5)
object_at = _plain(raw.FPDFPage_GetObject, _pointer, _pointer, ctypes.c_int)
object_type = _plain(raw.FPDFPageObj_GetType, ctypes.c_int, _pointer)
object_bounds = _plain(raw.FPDFPageObj_GetBounds, ctypes.c_int, *[_pointer] * 5)
form_count = _plain(raw.FPDFFormObj_CountObjects, ctypes.c_int, _pointer)
form_object = _plain(raw.FPDFFormObj_GetObject, _pointer, _pointer, ctypes.c_ulong)
_unicode = _plain(raw.FPDFText_GetUnicode, ctypes.c_uint, _pointer, ctypes.c_int)
_text = _plain(raw.FPDFText_GetText, ctypes.c_int, _pointer, ctypes.c_int, ctypes.c_int, _pointer)


def handle_of(pointer: Any) -> Handle:
    """The address that a pypdfium2 handle holds."""
    return ctypes.cast(pointer, _pointer).value or 0


def letters_of(textpage: Handle, count: int) -> str:
    """One code point for each of the page's `count` characters, blanks that PDFium supplies included."""
    units = np.zeros(count + 1, np.uint16)
    if _text(textpage, 0, count, units.ctypes.data) == count + 1:
        codes = units[:count].astype(np.uint32)
    else:
        # PDFium's text leaves out characters without a code, or writes one in two units.
        codes = np.fromiter((_unicode(textpage, index) for index in range(count)), np.uint32, count)
    codes[(codes > 0x10FFFF) | ((codes >= 0xD800) & (codes < 0xE000))] = 0
    return codes.tobytes().decode("utf-32-le")


def boxes_of(textpage: Handle, count: int) -> NDArray[np.float64]:
    """left, top, right, bottom of each character in the page's own coordinates (y upwards), shape (count, 4).

    Each box is as wide as the character's advance and as high as its font. NaN where PDFium has none.
    """
    boxes = np.empty((count, 4), np.float32)
    address = boxes.ctypes.data
    for index in range(count):
        if not loose_box(textpage, index, address + 16 * index):
            boxes[index] = np.nan
    return boxes.astype(np.float64)


def font_name(font: Handle) -> str:
    """The font's own name, its subset prefix included; "" for none."""
    name = ctypes.create_string_buffer(128)
    return name.value.decode("utf-8", "replace") if font and base_font_name(font, name, 128) else ""


def colour_of(item: Handle) -> tuple[int, int, int, int] | None:
    """Red, green, blue and opacity (0–255) that an object is filled with; None where PDFium cannot say."""
    parts = (ctypes.c_uint * 4)()
    start = ctypes.addressof(parts)
    known = fill_colour(item, start, start + 4, start + 8, start + 12)
    return (parts[0], parts[1], parts[2], parts[3]) if known else None


def bounds_of(item: Handle) -> tuple[float, float, float, float] | None:
    """left, bottom, right, top of an object in the page's own coordinates; None where PDFium cannot say."""
    parts = (ctypes.c_float * 4)()
    start = ctypes.addressof(parts)
    known = object_bounds(item, start, start + 4, start + 8, start + 12)
    return (parts[0], parts[1], parts[2], parts[3]) if known else None
