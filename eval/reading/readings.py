"""The documents of a folder, each file read once however many measures ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import IngestError
from ingest.types import Document


@dataclass(slots=True)
class Readings:
    """`root` holds the files; what a measure needs to write goes into `work`."""

    root: Path
    work: Path
    _read: dict[str, tuple[Document, ...] | IngestError] = field(default_factory=dict)

    def names(self, *folders: str) -> list[str]:
        """Files under these folders of `root` (all folders when none is named), transcripts aside, in name order."""
        from ingest.media import is_candidate

        found = [path for path in sorted(self.root.rglob("*")) if path.is_file() and is_candidate(path)]
        names = [path.relative_to(self.root).as_posix() for path in found]
        return [
            name for name in names if "/transcripts/" not in name and (not folders or name.split("/", 1)[0] in folders)
        ]

    def documents(self, name: str) -> tuple[Document, ...]:
        """Raises the IngestError that reading this file gave."""
        from ingest.read import read

        if name not in self._read:
            try:
                self._read[name] = read(self.root / name)
            except IngestError as error:
                self._read[name] = error
        found = self._read[name]
        if isinstance(found, IngestError):
            raise found
        return found

    def all_read(self, *folders: str) -> Iterator[tuple[str, tuple[Document, ...]]]:
        """Every file that could be read, with its documents."""
        for name in self.names(*folders):
            try:
                yield name, self.documents(name)
            except IngestError:
                continue
