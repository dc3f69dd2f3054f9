"""Which ingested paths no longer lead to a file on disk. A share that is not connected is not a deletion."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.catalogue.removing import Path
from ingest.packed import INSIDE

_ESCAPED = re.compile(r"\\x([89a-f][0-9a-f])")


@dataclass(frozen=True, slots=True)
class Missing:
    """`gone`: deleted or moved. `unreachable`: under a folder that is not there, or empty as an unmounted one is."""

    gone: tuple[Path, ...] = ()
    unreachable: tuple[Path, ...] = ()


def missing_of(paths: Iterable[Path]) -> Missing:
    """The paths whose file is not there; of a member of an archive, whose archive is not there. In the given order."""
    gone: list[Path] = []
    unreachable: list[Path] = []
    reachable: dict[str, bool] = {}
    for path in paths:
        if os.path.lexists(on_disk(path.source)) or os.path.lexists(path.source):
            continue
        root = root_of(path)
        if root not in reachable:
            reachable[root] = _has_entries(root)
        (gone if reachable[root] else unreachable).append(path)
    return Missing(tuple(gone), tuple(unreachable))


def on_disk(source: str) -> str:
    """The file that a source names: of a member, the archive; bytes that are no UTF-8 as the system knows them."""
    return _ESCAPED.sub(lambda code: chr(0xDC00 + int(code[1], 16)), source.partition(INSIDE)[0])


def root_of(path: Path) -> str:
    """The folder that was ingested, as far as source and name tell it."""
    if path.source.endswith(f"/{path.name}"):
        return on_disk(path.source[: -len(path.name) - 1]) or "/"
    return on_disk(path.source).rpartition("/")[0] or "/"


def _has_entries(folder: str) -> bool:
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is not None
    except OSError:
        return False
