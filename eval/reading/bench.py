"""The reading bench: which measures there are, and running them into one table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from eval.reading.readings import Readings
from eval.reading.rows import Measure, Row

MEASURES = (
    "coverage", "legacy", "scans", "running_text", "facts", "references", "structure", "speed", "faults", "fuzz",
)  # fmt: skip
"""Modules of this folder, each with a `rows`; in the order of the table."""


def measured(root: Path, chosen: Sequence[str] = MEASURES) -> Iterator[Row]:
    """Rows of the chosen measures over the documents under `root`, as they come."""
    with TemporaryDirectory(prefix="vanban-reading-") as work:
        readings = Readings(root, Path(work))
        for name in chosen:
            rows = cast(Measure, import_module(f"eval.reading.{name}").rows)
            yield from rows(readings)


def write_json(rows: Sequence[Row], path: Path) -> None:
    """The rows, for comparing one state of the code with another."""
    found = [asdict(row) | {"is_met": row.is_met} for row in rows]
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
