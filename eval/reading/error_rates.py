"""Character error rate: the edit distance between what was read and what is printed, by the printed length."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from ingest.language.normalise import fold_spaces, fold_tones, nfc, strip_accents

_RULE = re.compile("_{2,}|\\.{4,}|…{2,}")
_SIGNS = str.maketrans("Ððø“”„‘’‚–—−‐‑…", "ĐđØ\"\"\"'''-----.")


def comparable(text: str) -> str:
    """NFC, one tone placement, white space folded, kinds of quotation marks and dashes made one; case stays.

    Rules drawn with underscores or dots are no text.

    >>> comparable("“Ủy  ban” – hòa")
    '"Uỷ ban" - hoà'
    """
    return fold_tones(fold_spaces(_RULE.sub(" ", nfc(text)).translate(_SIGNS)))


def edit_distance(read: str, printed: str) -> int:
    """Levenshtein: letters put in, left out or changed; O(m·n), a row of numpy a letter.

    >>> [edit_distance("kết luân", "kết luận"), edit_distance("", "abc"), edit_distance("bca", "abc")]
    [1, 3, 2]
    """
    longer, shorter = (read, printed) if len(read) >= len(printed) else (printed, read)
    codes = np.array([ord(letter) for letter in longer], dtype=np.int32)
    steps = np.arange(len(longer) + 1, dtype=np.int32)
    row = steps.copy()
    for at, letter in enumerate(shorter, start=1):
        best = np.empty_like(row)
        best[0] = at
        best[1:] = np.minimum(row[1:] + 1, row[:-1] + (codes != ord(letter)))
        # What is put in along the row: the running least of (cost - place) is the cheapest start of a run.
        row = np.minimum.accumulate(best - steps) + steps
    return int(row[-1])


def error_counts(read: str, printed: Sequence[str]) -> tuple[int, int, int]:
    """Edits with accents, edits without them, and the printed length.

    `printed` holds the same page in the reading orders that are right (column by column, row by row); the nearest one
    counts, so that no reader is charged for the order that another one prefers. Raises ValueError for none.
    """
    read = comparable(read)
    candidates = [comparable(text) for text in printed]
    distances = [edit_distance(read, text) for text in candidates]
    at = distances.index(min(distances))
    bare = edit_distance(strip_accents(read), strip_accents(candidates[at]))
    return distances[at], bare, len(candidates[at])
