"""The font with Vietnamese letters, from its registry package."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def font_path(italic: bool = False) -> Path:
    """Noto Serif as a TrueType file: a variable font, of which every drawing here uses the default, regular weight."""
    name = "NotoSerif-Italic[wdth,wght].ttf" if italic else "NotoSerif[wdth,wght].ttf"
    return Path(str(files("fontpkg_noto_serif") / "files" / name))
