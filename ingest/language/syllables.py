"""Whether letters make a Vietnamese syllable: onset, nucleus, coda as the orthography allows them."""

from __future__ import annotations

import re
import unicodedata

_TONES = dict.fromkeys((0x300, 0x301, 0x303, 0x309, 0x323))
_ONSET = "(?:ngh|ng|nh|kh|ph|th|tr|ch|gh|gi|qu|[bcdđghklmnpqrstvx])?"
_NUCLEUS = (
    "(?:uyê|uyu|uya|ươu|ươi|uôi|iêu|yêu|oai|oay|oao|oeo|uây|ươ|uô|iê|yê|ưa|ưi|ưu|ua|ui|uy|uê|uâ|uơ|uă"
    "|oa|oă|oe|oi|oo|ôi|ơi|ia|iu|ai|ao|au|ay|âu|ây|eo|êu|[aăâeêioôơuưy])"
)
_CODA = "(?:ng|nh|ch|[cmnpt])?"
_SYLLABLE = re.compile(_ONSET + _NUCLEUS + _CODA)


def is_syllable(word: str) -> bool:
    """Whether `word`, of letters alone, could be a Vietnamese syllable, whatever its tone; False for "".

    >>> [is_syllable(word) for word in ("nghiệp", "QUYẾT", "hoµ", "XAÂY")]
    [True, True, False, False]
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    toneless = decomposed.translate(_TONES)
    if "n\u0303" in decomposed or len(decomposed) - len(toneless) > 1:
        return False
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", toneless)) is not None


_FRONT = re.compile("^(?:c|g|ng)[ieêy]|^(?:k|gh|ngh)[aăâoôơuư]|^(?:q(?!u))|^[bdđgnprx]y|^[cpkgn]hy")
_GI = re.compile("^gi|^quy|^qui")
_STOPPED = re.compile("(?:ch|[cpt])$")
_CHECKED = ("\u0301", "\u0323")


def is_spelled(word: str) -> bool:
    """Whether `word` is a syllable as it is spelled: also c/k, g/gh, ng/ngh, i/y and the tones before a stop.

    Tells apart readings of the same bytes, of which one is Vietnamese; names in foreign spelling are False.

    >>> [is_spelled(word) for word in ("chú", "chỳ", "các", "càc", "ghế", "gế", "ạ")]
    [True, False, True, False, True, False, True]
    """
    if not is_syllable(word):
        return False
    decomposed = unicodedata.normalize("NFD", word.lower())
    bare = unicodedata.normalize("NFC", decomposed.translate(_TONES))
    if _FRONT.search(bare) and not _GI.search(bare):
        return False
    return _STOPPED.search(bare) is None or any(tone in decomposed for tone in _CHECKED)
