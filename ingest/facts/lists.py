"""Lists of documents under one verb: "Bãi bỏ toàn bộ các văn bản sau đây: 1. Thông tư số …; 2. …"."""

from __future__ import annotations

import re

from ingest.facts.mentions import KIND_CHOICE
from ingest.types import Relation

ITEM = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*[.)]|[a-zđ]\)|[-–+])\s+")
"""The mark that an item begins with: "1.", "a)", "-"."""
_LEADING = re.compile(
    r"(?P<bai_bo>bãi bỏ|hết hiệu lực)|(?P<thay_the>thay thế)|(?P<can_cu>căn cứ)|(?P<sua_doi>sửa đổi, bổ sung|sửa đổi)",
    re.IGNORECASE,
)
_OF_DOCUMENTS = re.compile(rf"\b(?:văn bản|{KIND_CHOICE})\b", re.IGNORECASE)


def list_leads(text: str) -> dict[int, Relation]:
    """Offset of an item's line → the relation that the line over its list tells; {} for "".

    A list ends with the first line that is no item.
    """
    leads: dict[int, Relation] = {}
    lead: Relation | None = None
    start = 0
    for line in text.split("\n"):
        if ITEM.match(line) and lead is not None:
            leads[start] = lead
        elif line.strip():
            lead = _lead(line)
        start += len(line) + 1
    return leads


def _lead(line: str) -> Relation | None:
    words = line if len(line) < 600 else line[-600:]
    told = _LEADING.search(words)
    opens = line.rstrip().endswith(":") or (len(line) < 200 and line.rstrip()[-1:] not in ".;")
    if told is None or not opens or _OF_DOCUMENTS.search(words, told.end()) is None:
        return None
    return Relation(str(told.lastgroup))
