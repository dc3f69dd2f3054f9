"""Print that runs up, down or backwards on its page: boxes turned upright for layout, and back for the page."""

from __future__ import annotations

from ingest.types import Box


def upright(box: Box, turn: int, width: float, height: float) -> Box:
    """`box` of a page of `width` by `height` as it stands when the page is turned so that its print runs rightwards.

    `turn`: quarter turns counter-clockwise in which the print runs (0 rightwards, 1 up, 2 leftwards, 3 down).
    """
    if turn == 1:
        return Box(height - box.bottom, box.left, height - box.top, box.right)
    if turn == 2:
        return Box(width - box.right, height - box.bottom, width - box.left, height - box.top)
    if turn == 3:
        return Box(box.top, width - box.right, box.bottom, width - box.left)
    return box


def upright_size(turn: int, width: float, height: float) -> tuple[float, float]:
    """The page's width and height once it is turned."""
    return (height, width) if turn % 2 else (width, height)


def as_printed(box: Box, turn: int, width: float, height: float) -> Box:
    """The reverse of `upright`; `width` and `height` are again the page's own.

    >>> box = Box(10, 20, 30, 60)
    >>> [as_printed(upright(box, turn, 595, 842), turn, 595, 842) == box for turn in range(4)]
    [True, True, True, True]
    """
    back = (4 - turn) % 4
    return upright(box, back, *upright_size(turn, width, height))
