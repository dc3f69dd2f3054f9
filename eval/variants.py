"""Questions as staff type them in haste: the same set without accents, with an input method that was off, in short."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Mapping

from index.query.abbreviations import read_abbreviations
from ingest.language.normalise import nfc, strip_accents

_WORD = re.compile(r"[^\W\d_]+")
_SLIPS_SHARE = 0.3
"""Part of the accented syllables that come out as the keys that were pressed."""
_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_VNI_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_TELEX = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
_VNI = {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"}


def without_accents(question: str) -> str:
    """Every accent left out."""
    return strip_accents(nfc(question))


def telex_slips(question: str) -> str:
    """Some accented syllables as Telex keys, the same ones at every call: "nghị quyết" → "nghij quyết"."""
    return _slipped(question, lambda syllable: _keys(syllable, _TELEX, _TONES))


def vni_slips(question: str) -> str:
    """Some accented syllables as VNI keys, the same ones at every call: "nghị quyết" → "nghi5 quyết"."""
    return _slipped(question, lambda syllable: _keys(syllable, _VNI, _VNI_TONES))


def abbreviated(question: str) -> str:
    """Every term of the list of abbreviations in short, the longest first: "chuyển đổi số" → "CĐS"."""
    short = {nfc(meanings[0]).casefold(): name for name, meanings in read_abbreviations().items()}
    for meaning in sorted(short, key=lambda term: (-len(term), term)):
        question = re.sub(rf"(?<!\w){re.escape(meaning)}(?!\w)", short[meaning].upper(), question, flags=re.IGNORECASE)
    return question


VARIANTS: Mapping[str, Callable[[str], str]] = {
    "khong-dau": without_accents,
    "telex": telex_slips,
    "vni": vni_slips,
    "viet-tat": abbreviated,
}
"""By the name that the command line takes."""


def _slipped(question: str, typed: Callable[[str], str]) -> str:
    chance = random.Random(question)

    def slip(match: re.Match[str]) -> str:
        syllable = match[0]
        return typed(syllable) if not syllable.isascii() and chance.random() < _SLIPS_SHARE else syllable

    return _WORD.sub(slip, nfc(question))


def _keys(syllable: str, marks: Mapping[str, str], tones: Mapping[str, str]) -> str:
    """Mark keys after their letters, the tone key at the end; capitals are kept for the first letter alone."""
    tone = ""
    letters: list[str] = []
    for letter in syllable.lower():
        decomposed = unicodedata.normalize("NFD", letter)
        tone = next((tones[mark] for mark in decomposed if mark in tones), tone)
        plain = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in tones))
        letters.append(marks.get(plain, plain))
    typed = "".join(letters) + tone
    return typed.capitalize() if syllable[0].isupper() else typed
