"""One spelling for matching, the printed one for quoting.

Every function is pure and idempotent and gives "" for "". `fold_tones`, `fold_iy` and `strip_accents` keep the length
of NFC text, so that an offset found in the folded text is an offset in the printed one; the others may shorten it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def nfc(text: str) -> str:
    """Canonical composition (Unicode NFC); decomposed Vietnamese is common in PDFs and macOS files.

    >>> len(nfc("nghi" + chr(0x323)))
    4
    """
    return unicodedata.normalize("NFC", text)


def fold_spaces(text: str) -> str:
    """Every run of white space, line breaks and no-break spaces included, as one blank; none at the ends.

    Soft hyphens and zero-width marks go.

    >>> fold_spaces(" Tỉnh  ủy\\n Sông Lam ")
    'Tỉnh ủy Sông Lam'
    """
    return " ".join(_INVISIBLE.sub("", text).split())


def _tone_pairs() -> dict[str, str]:
    old = {"oa": "òaóaỏaõaọa", "oe": "òeóeỏeõeọe", "uy": "ùyúyủyũyụy"}
    new = {"oa": "oàoáoảoãoạ", "oe": "oèoéoẻoẽoẹ", "uy": "uỳuýuỷuỹuỵ"}
    pairs: dict[str, str] = {}
    for rime in old:
        for at in range(0, 10, 2):
            before, after = old[rime][at : at + 2], new[rime][at : at + 2]
            for first in (str.lower, str.upper):
                for second in (str.lower, str.upper):
                    pairs[first(before[0]) + second(before[1])] = first(after[0]) + second(after[1])
    return pairs


_TONES = _tone_pairs()
_TONE_PAIR = re.compile("[òóỏõọùúủũụ][aey]", re.IGNORECASE)


def fold_tones(text: str) -> str:
    """Both schools of tone placement as the newer one: hòa → hoà, ủy → uỷ, thúy → thuý. Length-preserving.

    >>> fold_tones("Ủy ban, hòa bình, khỏe, mùa, quý")
    'Uỷ ban, hoà bình, khoẻ, mùa, quý'
    """
    return _TONE_PAIR.sub(lambda match: _TONES.get(match[0], match[0]), text)


_OLDER = {after: before for before, after in _TONES.items()}
_NEWER_TONE = re.compile(r"(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)", re.IGNORECASE)


def older_tones(text: str) -> str:
    """Tones where most offices print them: hoà → hòa, uỷ → ủy, thuý → thúy. Length-preserving; `text` is NFC.

    >>> older_tones("Uỷ ban, hoà bình, hoàn, quý"), fold_tones(older_tones("khoẻ"))
    ('Ủy ban, hòa bình, hoàn, quý', 'khoẻ')
    """
    return _NEWER_TONE.sub(lambda match: _OLDER.get(match[0], match[0]), text)


_Y_TO_I = str.maketrans("yỳýỷỹỵYỲÝỶỸỴ", "iìíỉĩịIÌÍỈĨỊ")
_OPEN_Y = re.compile(r"(?<!\w)((?:qu|[hklmstv]))([yỳýỷỹỵ])(?!\w)", re.IGNORECASE)


def fold_iy(text: str) -> str:
    """`y` as `i` where both are written: open syllables after h, k, l, m, s, t, v, qu. Length-preserving.

    >>> fold_iy("kỹ thuật, lý luận, Quý, uỷ ban, thuý, yêu")
    'kĩ thuật, lí luận, Quí, uỷ ban, thuý, yêu'
    """
    return _OPEN_Y.sub(lambda match: match[1] + match[2].translate(_Y_TO_I), text)


@lru_cache(maxsize=4096)
def _bare(letter: str) -> str:
    if letter in "đð":
        return "d"
    if letter in "ĐÐ":
        return "D"
    parts = unicodedata.normalize("NFD", letter)
    if len(parts) > 1 and all(unicodedata.combining(mark) for mark in parts[1:]):
        return parts[0]
    return letter


def strip_accents(text: str) -> str:
    """Letters without tone and vowel marks, `đ` as `d`. Length-preserving; marks that NFC left apart stay.

    >>> strip_accents("Điều lệ Đảng")
    'Dieu le Dang'
    """
    return text if text.isascii() else "".join(map(_bare, text))


def match_key(text: str) -> str:
    """One key for all printings of the same words: NFC, case, tone placement, white space, Ð (eth) for Đ.

    >>> match_key("UỶ BAN\\nnhân dân") == match_key("Ủy ban nhân dân")
    True
    """
    # Two replacements: `str.translate` takes as long as all the rest together.
    return fold_tones(nfc(fold_spaces(nfc(text).replace("Ð", "Đ").replace("ð", "đ")).casefold()))
