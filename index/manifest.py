"""What an index was built with. Opening one with other parts is refused: scores of two encoders do not mix."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from index.errors import ManifestMismatch, StoreDamaged

# Names that a person understands, for the message of a mismatch.
_PARTS = {
    "embedder": "bộ mã hoá",
    "dimension": "số chiều",
    "sparse": "bộ tách từ khoá",
    "splitter": "cách chia đoạn",
    "passage_chars": "độ dài đoạn",
    "bm25": "tham số BM25",
}


def check_manifest(path: Path, expected: Mapping[str, str]) -> None:
    """Write the manifest of a new index, or hold an old one to it. Raises ManifestMismatch, StoreDamaged."""
    if not path.exists():
        write_manifest(path, expected)
        return
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreDamaged(path, "tệp mô tả chỉ mục không đọc được") from error
    if not isinstance(found, dict):
        raise StoreDamaged(path, "tệp mô tả chỉ mục không đúng dạng")
    for part, value in expected.items():
        if found.get(part) != value:
            raise ManifestMismatch(_PARTS.get(part, part), value, str(found.get(part)))


def write_manifest(path: Path, values: Mapping[str, str]) -> None:
    """Atomically: beside its place, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    building = path.with_name(f"{path.name}.new-{os.getpid()}")
    building.write_text(json.dumps(dict(values), ensure_ascii=False, indent=1), encoding="utf-8")
    building.rename(path)


def version_of(values: Mapping[str, str]) -> str:
    """12 hexadecimal digits that stand for a manifest in traces."""
    return sha256(json.dumps(dict(values), sort_keys=True).encode()).hexdigest()[:12]
