"""Where an archive keeps what, inside its one folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """Where an archive keeps what."""

    root: Path

    @property
    def originals(self) -> Path:
        return self.root / "files"

    @property
    def page_images(self) -> Path:
        return self.root / "pages"

    @property
    def ocr_pages(self) -> Path:
        return self.root / "ocr"

    @property
    def shard(self) -> Path:
        return self.root / "index" / "shard"

    @property
    def manifest(self) -> Path:
        return self.root / "index" / "manifest.json"

    @property
    def lexicon(self) -> Path:
        return self.root / "index" / "lexicon.json"

    @property
    def catalogue_url(self) -> str:
        return f"sqlite:///{self.root / 'catalogue.sqlite'}"
