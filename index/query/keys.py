"""Syllables as their keys were pressed while the input method was off: "nghij quyeets", "nghi5 quyet61".

Rules of the two common input methods, Telex and VNI: keys for vowel marks and tones may come at once or at the end of
the syllable.
"""

from __future__ import annotations

import re
import unicodedata

from ingest.language.normalise import strip_accents
from ingest.language.syllables import is_syllable

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323", "z": ""}
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323", "0": ""}
_VNI_MARKS = {"6": {"a": "â", "e": "ê", "o": "ô"}, "7": {"u": "ư", "o": "ơ"}, "8": {"a": "ă"}}
_CIRCUMFLEX = _VNI_MARKS["6"]
_HORN = {"u": "ư", "o": "ơ", "a": "ă"}
_VOWELS = frozenset("aăâeêioôơuưy")
_MARKED = frozenset("ăâêôơư")


def syllables_of_keys(word: str) -> tuple[str, ...]:
    """What these keys may have meant, in lower case, Telex before VNI; () when they are no such keys.

    A word that is a syllable as it stands ("bao") may still be keys; a word without any key of either method is none.

    >>> syllables_of_keys("quyeets"), syllables_of_keys("dduowngf"), syllables_of_keys("nghi5"), syllables_of_keys("to")
    (('quyết',), ('đường',), ('nghị',), ())
    """
    word = word.lower()
    if not re.fullmatch(r"[a-zđăâêôơư]+[a-zđăâêôơư0-9]*", word) or len(word) > 12:
        return ()
    found = (_vni(word) if any(letter.isdigit() for letter in word) else _telex(word),)
    return tuple(syllable for syllable in found if syllable and syllable != word and is_syllable(syllable))


def _telex(word: str) -> str:
    letters: list[str] = []
    tone = ""
    for key in word:
        has_vowel = any(letter in _VOWELS for letter in letters)
        if key in _TONES and has_vowel:
            tone = _TONES[key]
        elif key == "w":
            if not _put_horn(letters):
                letters.append("ư")
        elif key == "d" and letters[:1] == ["d"]:
            letters[0] = "đ"
        elif not (key in _CIRCUMFLEX and _put_mark(letters, key, _CIRCUMFLEX)):
            letters.append(key)
    return _with_tone(letters, tone)


def _vni(word: str) -> str:
    letters: list[str] = []
    tone = ""
    for key in word:
        if key in _VNI_TONES:
            tone = _VNI_TONES[key]
        elif key == "7":
            _put_horn(letters)
        elif key in _VNI_MARKS:
            for vowel in _VNI_MARKS[key]:
                if _put_mark(letters, vowel, _VNI_MARKS[key]):
                    break
        elif key == "9":
            letters[:1] = ["đ"] if letters[:1] == ["d"] else letters[:1]
        elif key.isdigit():
            return ""
        else:
            letters.append(key)
    return _with_tone(letters, tone)


def _put_mark(letters: list[str], vowel: str, marks: dict[str, str]) -> bool:
    """Mark the last bare `vowel`; False when there is none."""
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] == vowel:
            letters[at] = marks[vowel]
            return True
    return False


def _put_horn(letters: list[str]) -> bool:
    """Horn or breve on what `w` means: both letters of "uo", else the last of u, o, a."""
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in _HORN:
            if letters[at] == "o" and at and letters[at - 1] == "u" and letters[at - 2 : at - 1] != ["q"]:
                letters[at - 1] = "ư"
            letters[at] = _HORN[letters[at]]
            return True
        if letters[at] in _MARKED:
            return False
    return False


def _with_tone(letters: list[str], tone: str) -> str:
    if not letters:
        return ""
    if tone:
        at = _tone_place(letters)
        if at is None:
            return ""
        letters = [*letters[:at], letters[at] + tone, *letters[at + 1 :]]
    return unicodedata.normalize("NFC", "".join(letters))


def _tone_place(letters: list[str]) -> int | None:
    """Index of the letter that carries the tone, by the newer school ("hoà", "thuý")."""
    at = [index for index, letter in enumerate(letters) if letter in _VOWELS]
    if len(at) > 1 and strip_accents("".join(letters[: at[0] + 1])) in ("qu", "gi"):
        at = at[1:]
    marked = [index for index in at if letters[index] in _MARKED]
    if marked:
        return marked[-1]
    if not at:
        return None
    if len(at) == 1:
        return at[0]
    if at[-1] < len(letters) - 1 or len(at) == 3:
        return at[1]
    return at[1] if "".join(letters[index] for index in at) in ("oa", "oe", "uy") else at[0]
