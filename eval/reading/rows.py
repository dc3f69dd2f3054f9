"""One measured line of the reading bench, and its table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from eval.reading.readings import Readings


@dataclass(frozen=True, slots=True)
class Row:
    """A figure. `of` says over how many of what ("14 tệp"); `wanted` is the floor or ceiling asked, "" for none."""

    group: str
    measure: str
    value: float
    of: str = ""
    wanted: str = ""

    @property
    def is_met(self) -> bool | None:
        """Whether `value` keeps to `wanted` ("≥ 0.98", "≤ 3", "= 0"); None where nothing is asked."""
        if not self.wanted:
            return None
        sign, _, bound = self.wanted.partition(" ")
        return {"≥": self.value >= float(bound), "≤": self.value <= float(bound), "=": self.value == float(bound)}[sign]


Measure = Callable[[Readings], Iterator[Row]]
"""A part of the bench: rows as they come, so that a long run shows where it is."""


def table(rows: Sequence[Row]) -> str:
    """Aligned columns, one row a line; a row that falls short is marked."""
    cells = [("nhóm", "số đo", "giá trị", "trên", "yêu cầu", "")]
    for row in rows:
        verdict = {None: "", True: "đạt", False: "CHƯA ĐẠT"}[row.is_met]
        cells.append((row.group, row.measure, _shown(row.value), row.of, row.wanted, verdict))
    widths = [max(len(line[column]) for line in cells) for column in range(6)]
    lines = []
    for line in cells:
        padded = [
            text.rjust(width) if column == 2 else text.ljust(width)
            for column, (text, width) in enumerate(zip(line, widths, strict=True))
        ]
        lines.append("  ".join(padded).rstrip())
    return "\n".join(lines)


def _shown(value: float) -> str:
    if (float(value).is_integer() and abs(value) >= 1) or value == 0:
        return f"{value:.0f}"
    return f"{value:.4f}" if abs(value) < 10 else f"{value:.1f}"
