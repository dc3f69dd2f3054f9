"""What an index was built with. Opening one with other parts is refused: scores of two encoders do not mix."""

from __future__ import annotations

import json
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


def check_manifest(found: Mapping[str, str], expected: Mapping[str, str]) -> None:
    """Hold an index to what is configured. Raises ManifestMismatch for the first part that differs."""
    for part, value in expected.items():
        if found.get(part) != value:
            raise ManifestMismatch(_PARTS.get(part, part), value, str(found.get(part)))


def read_manifest(path: Path) -> dict[str, str]:
    """The manifest of an archive from before its catalogue kept them. Raises StoreDamaged."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreDamaged(path, "tệp mô tả chỉ mục không đọc được") from error
    if not isinstance(found, dict):
        raise StoreDamaged(path, "tệp mô tả chỉ mục không đúng dạng")
    return {str(part): str(value) for part, value in found.items()}


def version_of(values: Mapping[str, str]) -> str:
    """12 hexadecimal digits that stand for a manifest in traces."""
    return sha256(json.dumps(dict(values), sort_keys=True).encode()).hexdigest()[:12]
