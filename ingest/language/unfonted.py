"""Lines in a legacy encoding that no font told: recognised by their letters, turned, or reported.

A line is judged by its words with signs of Latin-1: whether they are spelled as Vietnamese syllables once turned, and
were not before. English, French or code have few such words, and turning them does not make syllables.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.language.legacy import Encoding, has_unicode_letters, reread
from ingest.language.syllables import is_spelled

_SUSPECT = re.compile("[\u0080-\u00ff\u0102\u0103\u0110\u0111\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u01a0"
                      "\u01a1\u01af\u01b0\u02c6\u02c9\u02dc\u0300-\u0323\u03bc\u2020\u2021\u2022\u2026\u2030\u2039"
                      "\u203a\u20ab\u20ac\u2122\u2212\u2219\uf080-\uf0ff]")  # fmt: skip
"""Signs that stand for Vietnamese letters in text read through Latin-1, code page 1252 or 1258."""
_TRIM = " .,;:!?()[]{}<>\"'“”‘’…-–—/|*_=+0123456789%"
_PARTS = re.compile(r"[-–/.,;:()]")
_ABBREVIATION = re.compile(r"[A-ZĐƠƯĂÂÊÔ\W\d_]{1,6}")
_SYMBOL_INSIDE = re.compile("[a-zA-Z][\u00a1-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7][a-zA-Z]?")
_BY_LETTERS = (Encoding.TCVN3, Encoding.VNI, Encoding.VISCII, Encoding.VPS)
_TELLING_WORDS = 6
"""So many words of other lines must have told an encoding before a short line in a Unicode text follows them."""
_SURE = 0.7
"""At least this part of the suspect words are syllables once turned, and much fewer before."""


@dataclass(frozen=True, slots=True)
class Turned:
    """`lines` as they are now; which of them (0-based) were turned, and which look wrong still."""

    lines: tuple[str, ...]
    turned: tuple[int, ...]
    left: tuple[int, ...]


def encoding_of_text(text: str, usual: Encoding | None = None) -> Encoding | None:
    """The legacy encoding that the letters themselves betray, for text whose fonts are unknown; None when in doubt.

    Decided by the words with signs of Latin-1, two at least; `usual` wins where two encodings are even.
    """
    words = _suspects(text)
    if len(words) < 2 or has_unicode_letters(text):
        return None
    before = _share(words)
    shares = {code: _share([reread(word, code) for word in words]) for code in _BY_LETTERS}
    best = max(_BY_LETTERS, key=lambda code: (shares[code], code is usual))
    if shares[best] < _SURE or shares[best] - before <= 0.3 or not _is_vietnamese(reread(text, best)):
        return None
    return best


def turned_lines(lines: Sequence[str]) -> Turned:
    """Every line whose letters betray a legacy encoding, turned to Unicode; () for ().

    Where no line has a letter that only Unicode has, the whole text is taken to be in the usual one of its encodings.
    """
    votes: Counter[Encoding] = Counter()
    for line in lines:
        code = encoding_of_text(line)
        votes.update({code: len(_suspects(line))} if code is not None else {})
    usual = votes.most_common(1)[0][0] if votes else None
    follows = usual is not None and votes[usual] >= _TELLING_WORDS
    whole = usual is not None and not any(map(has_unicode_letters, lines))
    out: list[str] = []
    changed: list[int] = []
    for at, line in enumerate(lines):
        code = encoding_of_text(line, usual) if usual is not None else None
        if code is None and usual is not None and (whole or follows):
            code = _weak(line, usual, whole)
        out.append(line if code is None else _reread_words(line, code))
        if out[-1] != line:
            changed.append(at)
    return Turned(tuple(out), tuple(changed), tuple(at for at, line in enumerate(out) if looks_unconverted(line)))


def _reread_words(line: str, code: Encoding) -> str:
    """The line turned; a word that is spelled as it stands and would not be stays (part of the line had a font)."""
    parts = _BLANKS.split(line)
    return "".join(part if _stays(part.strip(_TRIM), code) else reread(part, code) for part in parts)


_BLANKS = re.compile(r"(\s+)")


def _stays(word: str, code: Encoding) -> bool:
    return bool(word) and _is_spelled(word) and not _is_spelled(reread(word, code))


def _weak(line: str, usual: Encoding, whole: bool) -> Encoding | None:
    """The text's usual encoding for a line that has too few words to tell."""
    words = _suspects(line)
    if not words or has_unicode_letters(line) or not _is_vietnamese(reread(line, usual)):
        return None
    after = _share([reread(word, usual) for word in words])
    return usual if after > _share(words) or (whole and after >= _SURE) else None


def looks_unconverted(line: str) -> bool:
    """Whether a line looks as if its letters were those of a legacy encoding, known or not; False for "".

    Either turning it would make syllables of its words, or symbols stand inside three of its words.
    """
    if not _SUSPECT.search(line):
        return False
    return encoding_of_text(line) is not None or len(_SYMBOL_INSIDE.findall(line)) >= 3


def _suspects(text: str) -> list[str]:
    words = [word for word in (part.strip(_TRIM) for part in text.split()) if _SUSPECT.search(word)]
    return [word for word in words if not _ABBREVIATION.fullmatch(word) and _LETTER.search(word) and len(word) > 1]


_LETTER = re.compile("[^\\W\\d_]")


def _share(words: Sequence[str]) -> float:
    return sum(_is_spelled(word) for word in words) / len(words)


def _is_spelled(word: str) -> bool:
    return all(is_spelled(part) for part in _PARTS.split(word) if part)


def _is_vietnamese(text: str) -> bool:
    """Whether most words of two letters and more are spelled as syllables."""
    words = [word for word in re.findall(r"[^\W\d_]{2,}", text) if not word.isupper() or not word.isascii()]
    return sum(map(is_spelled, words)) >= 0.6 * len(words)
