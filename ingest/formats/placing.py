"""How a level picture of a page lies on the page as it is shown."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ingest.types import Box


@dataclass(frozen=True, slots=True)
class Placing:
    """How a level picture lies on the page as shown: the page was turned by `quarters` and then by `skew` degrees.

    `width` and `height` are those of the page as shown, in points. The level picture has the size of the turned page.
    """

    width: float
    height: float
    quarters: int = 0
    skew: float = 0.0

    @property
    def level_size(self) -> tuple[float, float]:
        """Width and height of the level picture, in points."""
        return (self.height, self.width) if self.quarters % 2 else (self.width, self.height)

    def on_page(self, box: Box) -> Box:
        """The hull, on the page as shown, of a box of the level picture; both in points, kept inside the page."""
        corners = [self._point(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Box(
            min(max(min(xs), 0.0), self.width),
            min(max(min(ys), 0.0), self.height),
            max(min(max(xs), self.width), 0.0),
            max(min(max(ys), self.height), 0.0),
        )

    def on_level(self, box: Box) -> Box:
        """Where a box of the page as shown lies on the level picture: about its middle, as large as it is."""
        x, y, width, height = (box.left + box.right) / 2, (box.top + box.bottom) / 2, self.width, self.height
        half_x, half_y = (box.right - box.left) / 2, (box.bottom - box.top) / 2
        for _ in range(self.quarters):
            x, y, width, height, half_x, half_y = y, width - x, height, width, half_y, half_x
        x, y = _spun(x, y, width, height, -self.skew)
        return Box(x - half_x, y - half_y, x + half_x, y + half_y)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        width, height = self.level_size
        x, y = _spun(x, y, width, height, self.skew)
        for _ in range(self.quarters):
            x, y, width, height = height - y, x, height, width
        return x, y


def _spun(x: float, y: float, width: float, height: float, degrees: float) -> tuple[float, float]:
    """A point (y downwards) turned anticlockwise about the middle of the picture."""
    angle = math.radians(degrees)
    across, down = x - width / 2, y - height / 2
    return (
        width / 2 + across * math.cos(angle) + down * math.sin(angle),
        height / 2 - across * math.sin(angle) + down * math.cos(angle),
    )
