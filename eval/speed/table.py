"""Figures of speed as plain text tables, in Vietnamese. Nothing here prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eval.report import table

_HEAD = ("Cách hỏi", "Cùng lúc", "Số câu", "p50 ms", "p95 ms", "câu/giây")


def speed_table(sized: Mapping[str, Any]) -> str:
    """One size: every case, and the other engines beside our own legs, where they were measured."""
    return table(*speed_rows(sized))


def speed_rows(sized: Mapping[str, Any]) -> tuple[Sequence[str], list[Sequence[str]]]:
    """Heading and lines of that table."""
    rows = [_row(row["about"], row) for row in sized.get("inside", {}).get("cases", ())]
    rows += [_row("qua HTTP, không lọc", row) for row in sized.get("http", {}).get("speeds", ())]
    for part, theirs, ours in (
        ("bm25s", "bm25s, riêng nhánh từ khoá", "nhánh từ khoá của ta, cùng từ"),
        ("local", "qdrant-client tại chỗ, hai nhánh", "hai nhánh của ta, cùng từ"),
    ):
        if part in sized:
            rows += [_row(ours, sized[part]["ours"]), _row(theirs, sized[part][part])]
    return _HEAD, rows


def growth_table(sizes: Mapping[str, Mapping[str, Any]]) -> str:
    """One size a line: time of a question, memory, disk, and how long the archive took to make, without encoding."""
    head = ("Kho", "Số đoạn", "p50 ms", "p95 ms", "RSS MiB", "cao nhất", "KiB/đoạn", "nạp chỉ mục s", "tối ưu s")
    return table(head, [_growth_row(name, sized) for name, sized in sizes.items()])


def machine_line(machine: Mapping[str, Any]) -> str:
    """One line: processor, cores, vector instructions, memory, load."""
    flags, loads = " ".join(machine["flags"]) or "không có lệnh véc-tơ", " ".join(map(str, machine["load"]))
    memory = f"{machine['memory_mib'] / 1024:.0f} GiB"
    return f"Máy: {machine['cores']} nhân {machine['processor']} ({flags}), {memory}, tải {loads}."


def details(sized: Mapping[str, Any]) -> list[str]:
    """What no table holds: stages of the path, memory, start of the server, how busy the machine was."""
    lines = []
    if "inside" in sized:
        parts = ", ".join(f"{name} {value:.1f} ms" for name, value in sized["inside"]["stages_ms"].items())
        lines.append(f"Từng phần (trung vị, đo riêng): {parts}; tải lúc đo {sized['inside']['load'][0]}.")
    if "http" in sized:
        http = sized["http"]
        lines.append(
            f"Máy chủ: nghe sau {http['listening_s']} giây, sẵn sàng sau {http['warm_s']} giây; "
            f"bộ nhớ {http['rss_mib']} MiB, cao nhất {http['peak_mib']} MiB; tải lúc đo {http['load'][0]}."
        )
    return lines


def _row(name: str, speed: Mapping[str, Any]) -> Sequence[str]:
    figures = (speed["p50_ms"], speed["p95_ms"], speed["per_s"])
    return (name, str(speed["clients"]), str(speed["asked"]), *(f"{value:.1f}" for value in figures))


def _growth_row(name: str, sized: Mapping[str, Any]) -> Sequence[str]:
    first: Mapping[str, Any] = next(iter(sized.get("inside", {}).get("cases", ())), {})
    http, built, disk = sized.get("http", {}), sized["archive"], sized["disk"]
    values = (
        first.get("p50_ms"), first.get("p95_ms"), http.get("rss_mib"), http.get("peak_mib"),
        disk["kib_per_passage"], built["index_s"], built["optimise_s"],
    )  # fmt: skip
    return (name, str(built["passages"]), *("–" if value is None else f"{value:.1f}" for value in values))
