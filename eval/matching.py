"""When do two texts say the same words: facts on token boundaries, quotes by their longest common run.

Both sides are first put through `plain`: NFC, case folding, one tone placement (`ingest.language.normalise.match_key`),
Markdown marks dropped, white space folded, the dashes as one, no blank before a percent sign.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from ingest.language.normalise import fold_spaces, match_key

_INLINE_MARKS = re.compile(r"[*_`]")
_BLOCK_MARKS = re.compile(r"[#>|]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_WORD = re.compile(r"[^\W_]+")

SHARED = 0.5
"""Part of the shorter quote's words that one unbroken common run must cover."""

SHORTEST_RUN = 3
"""Words below which a common run is chance, unless it is the whole of the shorter quote."""


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The text as it is compared.

    >>> plain("**Đảng uỷ** | 70 %") == plain("đảng ủy 70%")
    True
    """
    unmarked = _BLOCK_MARKS.sub(" ", _INLINE_MARKS.sub("", text))
    return fold_spaces(_DASHES.sub("-", match_key(unmarked))).replace(" %", "%")


def _left_edge(form: str) -> str:
    if form[0].isdigit():
        return r"(?<!\w)(?<!\d[.,])"
    return r"(?<!\w)" if form[0].isalpha() else ""


def _right_edge(form: str) -> str:
    if form[-1].isdigit():
        return r"(?!\w)(?![.,]\d)"
    return r"(?!\w)" if form[-1].isalpha() else ""


def _bare_edges(form: str) -> tuple[str, str]:
    """A lone number of up to three digits is no part of a date, a range or a document's number."""
    if form.isdigit() and len(form) <= 3:
        return r"(?<!/)(?<!\d-)", r"(?!/)(?!-\d)"
    return "", ""


def contains(text: str, form: str) -> bool:
    """Whether `form` stands in `text` on token boundaries; both are put through `plain`. A blank form never does.

    A letter or digit at the form's end must not touch another one; a digit must not touch a decimal or thousands mark
    with a digit behind it. A percent sign is a boundary: "60" stands in "60%".

    >>> contains("tối đa 5 người", "5"), contains("15 hoặc 5.000 hoặc 5,5 hoặc 2025", "5")
    (True, False)
    """
    wanted = plain(form)
    if not wanted:
        return False
    before, after = _bare_edges(wanted)
    pattern = before + _left_edge(wanted) + re.escape(wanted) + _right_edge(wanted) + after
    return re.search(pattern, plain(text)) is not None


def words(text: str) -> list[str]:
    """The letters-and-digits tokens of the plain text, without punctuation."""
    return _WORD.findall(plain(text))


def same_place(quote: str, gold: str) -> bool:
    """Whether two verbatim quotes of one file overlap enough to be the same place.

    True when the longest unbroken run of words common to both is the whole of the shorter one (so either contains the
    other), or covers at least half of it and is three words or longer. A quote without words is nowhere.

    >>> same_place("Điều 2. Ngày 7/4 hằng năm là ngày hội", "ngày 7/4 hằng năm")
    True
    """
    left, right = words(quote), words(gold)
    shorter = min(len(left), len(right))
    if not shorter:
        return False
    run = SequenceMatcher(None, left, right, autojunk=False).find_longest_match().size
    return run == shorter or (run >= SHORTEST_RUN and run >= SHARED * shorter)


def base_name(file: str) -> str:
    """The last part of a path, in NFC; a member of an archive is its own name.

    >>> base_name("goc/kho.zip!/b.pdf")
    'b.pdf'
    """
    return unicodedata.normalize("NFC", file).replace("\\", "/").rpartition("/")[2]
