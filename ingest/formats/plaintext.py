"""Plain text files."""

from __future__ import annotations

from ingest.layout.aligned import gapped, unaligned
from ingest.layout.unwrap import TextLine, unwrapped, wrap_width


def blocks_of_text(text: str) -> list[str]:
    """The blocks of a text file; [] for "". Lines broken at a fixed width are joined.

    >>> blocks_of_text("NGHỊ QUYẾT\\n\\nĐiều 1. Tên\\n")
    ['NGHỊ QUYẾT', 'Điều 1. Tên']
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    stripped = unaligned([gapped(line) for line in lines])
    return unwrapped([TextLine(line) for line in stripped], wrap_width(stripped))
