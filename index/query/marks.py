"""Marks of Vietnamese letters: what was typed counts, what was left out may be put back."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def keeps_marks(typed: str, form: str) -> bool:
    """Whether every mark that was typed stands in the form as well, letter by letter; lower case, NFC.

    >>> keeps_marks("khoan", "khoản"), keeps_marks("khoán", "khoản")
    (True, False)
    """
    if len(typed) != len(form):
        return False
    return all(_marks(mine) <= _marks(theirs) for mine, theirs in zip(typed, form, strict=True))


@lru_cache(maxsize=1024)
def _marks(letter: str) -> frozenset[str]:
    if letter == "đ":
        return frozenset("đ")
    return frozenset(unicodedata.normalize("NFD", letter)[1:])
