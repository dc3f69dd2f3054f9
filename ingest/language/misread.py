"""Letters that OCR got wrong and that can only have been one thing. No guesses: what is shown may be quoted."""

from __future__ import annotations

import re

from ingest.language.syllables import is_spelled

_CORE = re.compile(r"^(\W*)([^\W\d_]+)(\W*)$")
_CIRCUMFLEX = str.maketrans("éẹÉẸ", "ếệẾỆ")
_LOST = re.compile("(?<=[iyIY])[éẹÉẸ](?=[cptCPT])")
_ASSEMBLY = re.compile(r"^(\W*\d{1,3}/\d{4}/)[QO0]H[1Il](\d\W*)$")


def mended(word: str) -> str:
    """The word as it must have been printed, or as it is.

    * `ie`, `ye` before c, p, t is no Vietnamese rime, `iê`, `yê` is: where `e` bears one of the two tones that such
      syllables have, its circumflex was lost. Before other letters the tone may be wrong too ("nhiéu" for "nhiều");
      without a tone ("Viet") the word may be foreign.
    * The National Assembly's numbers end in QH and its term, 10 to 19 (QH15): nothing else has their form.

    >>> [mended(word) for word in ("QUYÉT", "nghiẹp,", "51/2024/0HI5", "Viet", "O2")]
    ['QUYẾT', 'nghiệp,', '51/2024/QH15', 'Viet', 'O2']
    """
    number = _ASSEMBLY.match(word)
    if number:
        return f"{number[1]}QH1{number[2]}"
    core = _CORE.match(word)
    if core is None or is_spelled(core[2]):
        return word
    whole = _LOST.sub(lambda letter: letter[0].translate(_CIRCUMFLEX), core[2])
    return f"{core[1]}{whole}{core[3]}" if whole != core[2] and is_spelled(whole) else word
