"""Speed and growth on the page: tables of every size, and how time, memory and disk go with the passages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from eval.pages.drawing import lines
from eval.pages.sections import table
from eval.speed.table import details, machine_line, speed_rows

Sizes = Mapping[str, Mapping[str, Any]]


def speed_section(name: str, results: Mapping[str, Any]) -> str:
    """One folder of `vanban-eval bench-search`."""
    sizes: Sizes = results["sizes"]
    parts = [f"<h2>Tốc độ và sức lớn: {escape(name)}</h2>", f"<p>{escape(machine_line(results['machine']))}</p>"]
    if len([each for each in sizes.values() if each["optimised"]]) > 1:
        parts.append(growth(sizes))
    for sized in sizes.values():
        kind = "" if sized["optimised"] else ", chỉ mục chưa sắp xếp"
        head, rows = speed_rows(sized)
        parts.append(f"<h3>{sized['archive']['passages']} đoạn{kind}</h3>")
        parts.append(table([escape(cell) for cell in head], [[escape(cell) for cell in row] for row in rows]))
        parts += [f"<p>{escape(line)}</p>" for line in details(sized)]
    return "\n".join(parts)


def growth(sizes: Sizes) -> str:
    """Three drawings over the number of passages; what was not measured is left out of them."""
    below = "số đoạn trong kho"
    times = {
        "p50, một người hỏi, không lọc": lambda each: _case(each, "khong-loc", 1)["p50_ms"],
        "p95, một người hỏi, không lọc": lambda each: _case(each, "khong-loc", 1)["p95_ms"],
        "p50 qua HTTP, tám người hỏi cùng lúc": lambda each: _speed(each, 8)["p50_ms"],
    }
    memory = {
        "bộ nhớ của máy chủ": lambda each: each["http"]["rss_mib"],
        "cao nhất": lambda each: each["http"]["peak_mib"],
        "trên đĩa: chỉ mục": lambda each: each["disk"]["index_mib"],
        "trên đĩa: danh mục": lambda each: each["disk"]["catalogue_mib"],
    }
    building = {
        "nạp chỉ mục (không kể mã hoá)": lambda each: each["archive"]["index_s"],
        "danh mục": lambda each: each["archive"]["catalogue_s"],
        "tìm bản sao": lambda each: each["archive"]["copies_s"],
    }
    drawn = []
    for title, figures in (("Thời gian, ms", times), ("Bộ nhớ và đĩa, MiB", memory), ("Dựng kho, giây", building)):
        series = {name: points for name, of in figures.items() if (points := _points(sizes, of))}
        drawn.append(f"<h3>{title}</h3>{lines(series, title, below)}" if series else "")
    return "".join(drawn)


def _points(sizes: Sizes, of: Callable[[Mapping[str, Any]], float]) -> list[tuple[float, float]]:
    points = []
    for each in sizes.values():
        if each["optimised"]:
            try:
                points.append((float(each["archive"]["passages"]), float(of(each))))
            except (KeyError, StopIteration):
                continue
    return points


def _case(sized: Mapping[str, Any], case: str, clients: int) -> Mapping[str, float]:
    found: Mapping[str, float] = next(
        row for row in sized["inside"]["cases"] if row["case"] == case and row["clients"] == clients
    )
    return found


def _speed(sized: Mapping[str, Any], clients: int) -> Mapping[str, float]:
    found: Mapping[str, float] = next(row for row in sized["http"]["speeds"] if row["clients"] == clients)
    return found
