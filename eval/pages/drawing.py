"""Small drawings as SVG text: bars with intervals, distributions, lines. Letters stay text; the same input draws the
same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

COLOURS = ("#1d5b8f", "#c4622d", "#3f7d4e", "#7a5195", "#8a6d1f", "#555555", "#b0305c", "#2a8a8a")
_WIDTH = 860
_NAME, _VALUE, _ROW = 250, 190, 24
_PLOT_HEIGHT = 240


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure between 0 and 1, or a difference between −1 and 1, with its interval; None is drawn as no bar."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    colour: int = 0


def bars(rows: Sequence[Bar], title: str, *, is_signed: bool = False) -> str:
    """Lying bars, one a row, the interval as a line over each; signed ones go both ways from the middle."""
    left, width = _NAME, _WIDTH - _NAME - _VALUE
    edges = [abs(edge) for row in rows for edge in (row.value, row.low, row.high) if edge is not None]
    reach = _round_up(max(edges, default=1.0)) if is_signed else 1.0
    zero, scale = (left + width / 2, width / 2 / reach) if is_signed else (left, width)
    parts = [_line(zero, 4, zero, len(rows) * _ROW + 4, "axis")]
    for at, row in enumerate(rows):
        parts += _bar(row, at * _ROW + 4, zero, scale, is_signed)
    return _svg(parts, len(rows) * _ROW + 8, title)


def histogram(series: Mapping[str, Sequence[float]], title: str, steps: int = 10) -> str:
    """How many questions score so much, from 0 to 1 in `steps` equal steps, 1 in the last; one colour a series."""
    counts = {name: _counted(values, steps) for name, values in series.items()}
    top = _round_up(max((count for each in counts.values() for count in each), default=1) or 1)
    slot = (_WIDTH - 60) / steps
    width = (slot - 8) / max(1, len(counts))
    parts = _grid(top, 60)
    for at in range(steps):
        left = 60 + at * slot + 4
        parts.append(
            _text(
                left + (slot - 8) / 2, _PLOT_HEIGHT + 18, f"{_comma(at / steps)}–{_comma((at + 1) / steps)}", "middle"
            )
        )
        for number, each in enumerate(counts.values()):
            height = each[at] / top * (_PLOT_HEIGHT - 20)
            parts.append(_rect(left + number * width, _PLOT_HEIGHT - height, width - 1, height, number))
            if each[at]:
                parts.append(
                    _text(left + (number + 0.5) * width, _PLOT_HEIGHT - height - 3, str(each[at]), "middle", "small")
                )
    return _svg([*parts, *_legend(list(counts), _PLOT_HEIGHT + 30)], _PLOT_HEIGHT + 40 + _ROW * len(counts), title)


def lines(series: Mapping[str, Sequence[tuple[float, float]]], title: str, below: str) -> str:
    """One line a series through its points (x, y), both from 0; `below` says what x is."""
    across = max((x for points in series.values() for x, _ in points), default=1.0) or 1.0
    top = _round_up(max((y for points in series.values() for _, y in points), default=1.0) or 1.0)
    width = _WIDTH - 90

    def place(x: float, y: float) -> tuple[float, float]:
        return 60 + x / across * width, _PLOT_HEIGHT - y / top * (_PLOT_HEIGHT - 20)

    parts = _grid(top, 60)
    for x in sorted({x for points in series.values() for x, _ in points}):
        parts.append(_text(place(x, 0)[0], _PLOT_HEIGHT + 18, _thousands(x), "middle", "small"))
    for number, points in enumerate(series.values()):
        colour = COLOURS[number % len(COLOURS)]
        placed = [place(x, y) for x, y in sorted(points)]
        path = " ".join(f"{_number(x)},{_number(y)}" for x, y in placed)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{_number(x)}" cy="{_number(y)}" r="3.5" fill="{colour}"/>' for x, y in placed]
    parts.append(_text(60 + width / 2, _PLOT_HEIGHT + 36, below, "middle"))
    return _svg([*parts, *_legend(list(series), _PLOT_HEIGHT + 48)], _PLOT_HEIGHT + 56 + _ROW * len(series), title)


def _bar(row: Bar, top: float, zero: float, scale: float, is_signed: bool) -> list[str]:
    parts = [_text(_NAME - 8, top + 16, row.name, "end")]
    if row.value is None:
        return [*parts, _text(zero + 6, top + 16, "không có câu nào", "start", "small")]
    length = row.value * scale
    parts.append(_rect(min(zero, zero + length), top + 4, abs(length), _ROW - 8, row.colour))
    sign = "+" if is_signed else ""
    told = f"{row.value:{sign}.3f}"
    if row.low is not None and row.high is not None:
        first, last, middle = zero + row.low * scale, zero + row.high * scale, top + _ROW / 2
        parts += [_line(first, middle, last, middle, "interval")]
        parts += [_line(edge, middle - 4, edge, middle + 4, "interval") for edge in (first, last)]
        told += f" [{row.low:{sign}.3f}; {row.high:{sign}.3f}]"
    return [*parts, _text(_WIDTH - _VALUE + 10, top + 16, told.replace(".", ","), "start", "figure")]


def _counted(values: Sequence[float], steps: int) -> list[int]:
    counts = [0] * steps
    for value in values:
        counts[min(steps - 1, max(0, floor(value * steps)))] += 1
    return counts


def _grid(top: float, left: float) -> list[str]:
    parts = []
    for quarter in range(5):
        height = _PLOT_HEIGHT - quarter / 4 * (_PLOT_HEIGHT - 20)
        parts.append(_line(left, height, _WIDTH - 10, height, "grid"))
        parts.append(_text(left - 6, height + 4, _plain(top * quarter / 4), "end", "small"))
    return parts


def _legend(names: Sequence[str], top: float) -> list[str]:
    parts = []
    for number, name in enumerate(names):
        parts.append(_rect(60, top + number * _ROW, 14, 14, number))
        parts.append(_text(82, top + number * _ROW + 12, name))
    return parts


def _svg(parts: Sequence[str], height: float, title: str) -> str:
    inner = "".join(parts)
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_number(height)}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{inner}</svg>"
    )


def _rect(x: float, y: float, width: float, height: float, colour: int) -> str:
    sizes = f'x="{_number(x)}" y="{_number(y)}" width="{_number(max(width, 0))}" height="{_number(max(height, 0))}"'
    return f'<rect {sizes} fill="{COLOURS[colour % len(COLOURS)]}"/>'


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    ends = f'x1="{_number(x1)}" y1="{_number(y1)}" x2="{_number(x2)}" y2="{_number(y2)}"'
    return f'<line class="{kind}" {ends}/>'


def _text(x: float, y: float, words: str, anchor: str = "start", kind: str = "") -> str:
    return f'<text class="{kind}" x="{_number(x)}" y="{_number(y)}" text-anchor="{anchor}">{escape(words)}</text>'


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _round_up(value: float) -> float:
    """The next 1, 2, 2.5 or 5 times a power of ten."""
    power = 10.0 ** floor(log10(value)) if value > 0 else 1.0
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= value - 1e-12)


def _plain(value: float) -> str:
    return _thousands(value) if value >= 1000 else f"{value:g}".replace(".", ",")


def _thousands(value: float) -> str:
    return f"{ceil(value):,}".replace(",", ".")


def _comma(value: float) -> str:
    return f"{value:g}".replace(".", ",")
