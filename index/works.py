"""Whether two documents are one text in two copies: a DOCX, the PDF made of it, its scan, its web page.

Pure. A wrong "yes" hides a document behind another, so that every doubt is a "no": two versions of a draft, an original
and its consolidated text, an amending document, one letter to two addressees are works of their own. What the masthead
says must not conflict (numbers restart every term: number, body and date together are identity, by 36-HD/VPTW), and the
words must agree on both sides, so that folding a copy away takes nothing from what can be found.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.alignment import gaps_of
from index.likeness import ALIKE, WORD, alike, difference_of, looked, words_of
from ingest.language.normalise import match_key
from ingest.language.numbers import number_key
from ingest.types import Document

_TO = re.compile(r"k[ií]nh\s+g[uử]i\s*:?", re.IGNORECASE)

# Sketch: 64 minima over groups of four syllables, in 16 bands of 4: two texts that share 60 % of their groups meet with
# probability 0.89, 70 % with 0.99 (Broder 1997; Leskovec et al., Mining of Massive Datasets, 3.4).
_GROUP, _MINIMA, _ROWS = 4, 64, 4
_FACTORS = np.random.default_rng(1945).integers(1, 2**63, (2, _MINIMA), dtype=np.uint64) | np.uint64(1)

# Below so many words a text is mostly its form; then only the very same words are the same work.
_SHORT = 60
_ADDRESSEE_CHARS = 120
_SAME_TITLE = 0.75


@dataclass(frozen=True, slots=True)
class Copy:
    """What a document is recognised by. `is_ocr`: half or more of its text was recognised from images."""

    id: str
    text: str
    number_key: str | None
    issuer: str | None
    issued_on: dt.date | None
    kind: str | None
    title: str | None
    signer: str | None
    is_ocr: bool

    @property
    def addressee(self) -> str:
        """The first words after "Kính gửi"; "" for a document that is no letter."""
        found = _TO.search(self.text, 0, 4000)
        if found is None:
            return ""
        words = self.text[found.end() : found.end() + _ADDRESSEE_CHARS].split()
        return " ".join(words[:-1] if len(words) > 1 else words)


def copy_of(document: Document) -> Copy:
    """The same of a document as it was read."""
    facts = document.facts
    return Copy(
        id=document.id,
        text=document.text,
        number_key=number_key(facts.number.value) if facts.number else None,
        issuer=facts.issuer.value if facts.issuer else None,
        issued_on=facts.issued_on.value if facts.issued_on else None,
        kind=facts.kind.value if facts.kind else None,
        title=facts.title.value if facts.title else None,
        signer=facts.signer.value if facts.signer else None,
        is_ocr=_ocr_share(document) >= 0.5,
    )


def bands_of(text: str) -> frozenset[int]:
    """Signed 64-bit keys; texts that are mostly alike share at least one. A text under four words has none."""
    words = words_of(text)
    if len(words) < _GROUP:
        return frozenset()
    codes = {word: hash_of(word) for word in set(words)}
    column = np.array([codes[word] for word in words], dtype=np.uint64)
    groups = np.zeros(len(words) - _GROUP + 1, dtype=np.uint64)
    for at in range(_GROUP):
        groups = groups * np.uint64(0x9E3779B97F4A7C15) + column[at : at + len(groups)]
    groups = np.unique(groups)
    minima = [int(((groups * a + b) >> np.uint64(16)).min()) for a, b in _FACTORS.T]
    bands = (tuple(minima[at : at + _ROWS]) for at in range(0, _MINIMA, _ROWS))
    return frozenset(hash_of(f"{at}:{band}") - 2**63 for at, band in enumerate(bands))


def hash_of(word: str) -> int:
    """64 bits, the same in every process."""
    from hashlib import blake2b

    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest())


def merit_of(document: Document) -> str:
    """Sorts copies of a work: the better one is greater.

    Letters of the file over recognised ones, then the recognition's confidence, fewer findings, pages to show, more
    text. Fixed-width digits, so that a database compares them as text.
    """
    share = _ocr_share(document)
    sure = [page.source.confidence or 0.0 for page in document.pages if page.source.kind == "ocr"]
    confidence = round(100 * sum(sure) / len(sure)) if sure else 100
    findings = max(0, 999 - len(document.findings))
    born = round(100 * (1 - share))
    return f"{born:03d}{confidence:03d}{findings:03d}{bool(document.pages):d}{len(document.text):09d}"


def may_be_one(one: Copy, other: Copy) -> bool:
    """Whether nothing that both mastheads say is against it."""
    keys = [copy.number_key and looked(copy.number_key, one.is_ocr or other.is_ocr) for copy in (one, other)]
    pairs = ((keys[0], keys[1]), (one.issued_on, other.issued_on), (one.kind, other.kind))
    return not any(a and b and a != b for a, b in pairs) and not _named_otherwise(one.issuer, other.issuer)


def is_one_work(one: Copy, other: Copy) -> bool:
    """Whether the two are the same document. Symmetric.

    With number, date and body on both sides a few misread or misplaced words are forgiven; without, none that is not
    OCR's doing. A number that differs between two texts that nobody had to recognise always parts them.
    """
    if not may_be_one(one, other) or _is_draft(one) != _is_draft(other):
        return False
    if bool(one.addressee) != bool(other.addressee) or _named_otherwise(one.addressee, other.addressee):
        return False
    for a, b in ((one.title, other.title), (one.signer, other.signer)):
        if a and b and not alike(_joined(a), _joined(b), _SAME_TITLE):
            return False
    is_ocr = one.is_ocr or other.is_ocr
    here, there = sorted((words_of(one.text), words_of(other.text)))
    if min(len(here), len(there)) < _SHORT:
        return bool(here) and "".join(here) == "".join(there) and (is_ocr or _letters(one.text) == _letters(other.text))
    is_sure = bool(one.number_key and other.number_key and one.issued_on and other.issued_on)
    return _agree(here, there, is_sure=is_sure, is_ocr=is_ocr)


def _agree(here: Sequence[str], there: Sequence[str], *, is_sure: bool, is_ocr: bool) -> bool:
    found = difference_of(here, there, is_ocr=is_ocr)
    shorter = min(len(here), len(there))
    figures = max(1, sum(word.isdigit() for word in here))
    # Unequal parts: the furniture of pages, a stamp, a signature line. An annex on one side is more than that.
    most = {(True, True): 0.12, (True, False): 0.06, (False, True): 0.06, (False, False): 0.03}[is_sure, is_ocr]
    if found.only_here > most * len(here) or found.only_there > most * len(there):
        return False
    if not is_ocr:
        return found.numbers == 0 and found.wordings <= (shorter // 1000 if is_sure else 0)
    if not is_sure:
        return found.numbers == 0 and found.wordings == 0
    return found.numbers <= 0.03 * figures and found.wordings <= 1 + shorter // 500


def _letters(text: str) -> str:
    """A text with its accents and nothing else."""
    return "".join(WORD.findall(match_key(text)))


def _joined(text: str) -> str:
    return "".join(words_of(text))


def _named_otherwise(one: str | None, other: str | None) -> bool:
    """Whether two names of a body have other words in one place: "tỉnh Lạc Sơn", "tỉnh Hà Trung"; None is no name."""
    here, there = words_of(one or ""), words_of(other or "")
    gaps = gaps_of(here, there) if here and there else []
    sides = (("".join(here[g.start : g.end]), "".join(there[g.other_start : g.other_end])) for g in gaps)
    return any(a and b and not alike(a, b, ALIKE) for a, b in sides)


def _is_draft(copy: Copy) -> bool:
    return "du thao" in " ".join(words_of(copy.text[:600])[:60])


def _ocr_share(document: Document) -> float:
    chars = sum(len(page.span) for page in document.pages if page.source.kind == "ocr")
    return chars / max(1, len(document.text))
