"""Which letters and words of a truth a reading has, by aligning the two texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from ingest.language.normalise import match_key

_FOLDED = re.compile(r"(?:[\s|]|[.…_=*-]{3,}|…)+")
"""White space, marks between cells, and the dots or dashes that a form is filled in over."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Share:
    """`hit` of `truth` things were found; `read` says how many there are in what was read."""

    hit: int = 0
    truth: int = 0
    read: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.hit + other.hit, self.truth + other.truth, self.read + other.read)

    @property
    def recall(self) -> float:
        """Of the truth; 1.0 when the truth is empty."""
        return self.hit / self.truth if self.truth else 1.0

    @property
    def precision(self) -> float:
        """Of what was read; 1.0 when nothing was."""
        return self.hit / self.read if self.read else 1.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a reading agrees with its truth: characters, accented letters, accented words.

    `loose` is accented words again, whatever their order: it tells wrong letters from another reading order.
    """

    characters: Share = Share()
    letters: Share = Share()
    words: Share = Share()
    loose: Share = Share()

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            self.characters + other.characters,
            self.letters + other.letters,
            self.words + other.words,
            self.loose + other.loose,
        )


def comparable(text: str) -> str:
    """NFC, case, tone placement and white space folded; bars between cells and a form's dotted rules as blanks.

    >>> comparable("Ủy  ban | Số\\n")
    'uỷ ban số'
    """
    return match_key(_FOLDED.sub(" ", text))


def agreement(truth: str, read: str, left_out: Collection[int] = ()) -> Agreement:
    """The counts for one file; `left_out` names lines of `truth` (1-based) that are aligned and not counted.

    A letter is found when a Levenshtein alignment of the two comparable texts pairs it with its equal; a word when all
    its letters are, side by side, and it is a word of the reading too. White space is not counted. A word that is left
    out is left out of the reading's counts where it was found, so that `precision` is not charged for it.
    """
    pieces = [(comparable(line), number in left_out) for number, line in enumerate(truth.split("\n"), 1)]
    pieces = [(line, skipped) for line, skipped in pieces if line]
    wanted = " ".join(line for line, _ in pieces)
    counted = [not skipped for line, skipped in pieces for _ in line + " "]
    found = comparable(read)
    partner = _partners(wanted, found)
    ignored = {partner[at] for at in range(len(wanted)) if not counted[at]}
    shown = [at for at, sign in enumerate(wanted) if sign != " " and counted[at]]
    seen = [at for at, sign in enumerate(found) if sign != " " and at not in ignored]
    letters = [at for at in shown if _is_accented(wanted[at])]
    words = [m for m in _WORD.finditer(wanted) if not m[0].isascii() and counted[m.start()]]
    others = [m for m in _WORD.finditer(found) if not m[0].isascii() and m.start() not in ignored]
    return Agreement(
        _share(sum(partner[at] >= 0 for at in shown), shown, seen),
        _share(sum(partner[at] >= 0 for at in letters), letters, [at for at in seen if _is_accented(found[at])]),
        _share(sum(_is_found(m, partner, found) for m in words), words, others),
        _share((Counter(m[0] for m in words) & Counter(m[0] for m in others)).total(), words, others),
    )


def _share(hit: int, truth: Collection[object], read: Collection[object]) -> Share:
    return Share(hit, len(truth), len(read))


def _is_accented(sign: str) -> bool:
    return not sign.isascii() and sign.isalpha()


def _partners(wanted: str, found: str) -> list[int]:
    """For each place of `wanted` the place of `found` with the same sign that the alignment gives it, or -1."""
    from rapidfuzz.distance import Levenshtein

    partner = [-1] * len(wanted)
    for operation in Levenshtein.opcodes(wanted, found):
        if operation.tag == "equal":
            for step in range(operation.src_end - operation.src_start):
                partner[operation.src_start + step] = operation.dest_start + step
    return partner


def _is_found(match: re.Match[str], partner: list[int], found: str) -> bool:
    start = partner[match.start()]
    end = start + len(match[0])
    whole = start >= 0 and all(partner[at] == start + at - match.start() for at in range(match.start(), match.end()))
    return whole and not _is_letter(found, start - 1) and not _is_letter(found, end)


def _is_letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isalpha()
