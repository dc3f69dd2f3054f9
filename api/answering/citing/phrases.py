"""The tables of `marks` and `synonyms` as one dictionary from syllables to what they are in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

from api.answering.citing import marks
from api.answering.citing.marks import Bound, Mark
from api.answering.citing.synonyms import groups
from ingest.language.kinds import KINDS
from ingest.language.normalise import fold_iy, match_key


class Role(Enum):
    """What a phrase does in a sentence."""

    WORD = auto()
    MARK = auto()
    LITTLE = auto()
    LEADING = auto()
    JOINING = auto()


@dataclass(frozen=True, slots=True)
class Phrase:
    """One or several syllables read as one; `key` is that of its group of synonyms."""

    role: Role
    key: str
    mark: Mark | None = None


def key_of(word: str) -> str:
    """One spelling of a syllable: accents, case, tone placement and i/y folded.

    >>> key_of("Uỷ") == key_of("ủy"), key_of("Kỹ") == key_of("kĩ")
    (True, True)
    """
    return fold_iy(match_key(word))


def _keys(phrase: str) -> tuple[str, ...]:
    return tuple(key_of(word) for word in re.findall(r"\w+", phrase))


def _listed(table: str) -> list[str]:
    return [part.strip() for part in table.replace("\n", " ").split(",") if part.strip()]


def _phrases() -> dict[tuple[str, ...], Phrase]:
    found: dict[tuple[str, ...], Phrase] = {}
    for role, table in ((Role.LITTLE, marks.LITTLE), (Role.LEADING, marks.LEADING)):
        found |= {_keys(words): Phrase(role, " ".join(_keys(words))) for words in _listed(table)}
    for joint, table in marks.JOINING.items():
        found |= {_keys(words): Phrase(Role.JOINING, joint) for words in _listed(table)}
    for group in groups():
        found |= {_keys(words): Phrase(Role.WORD, " ".join(_keys(group[0]))) for words in group}
    for words in (*_listed(marks.PLAIN), *(kind for kind in KINDS if " " in kind)):
        found.setdefault(_keys(words), Phrase(Role.WORD, " ".join(_keys(words))))
    for mark, table in marks.MARKS.items():
        found |= {_keys(words): Phrase(Role.MARK, mark.value, mark) for words in _listed(table)}
    return found


def _bounds(table: Mapping[Bound, str]) -> dict[tuple[str, ...], Bound]:
    return {_keys(words): bound for bound, listed in table.items() for words in _listed(listed)}


PHRASES: Mapping[tuple[str, ...], Phrase] = MappingProxyType(_phrases())
BOUND_PHRASES: Mapping[tuple[str, ...], Bound] = MappingProxyType(_bounds(marks.BOUNDS))
BOUND_PHRASES_AFTER: Mapping[tuple[str, ...], Bound] = MappingProxyType(_bounds(marks.BOUNDS_AFTER))
_STARTS: Iterable[str] = {keys[0] for keys in PHRASES}
STARTS = frozenset(_STARTS)
"""First syllables of all phrases: most words of a text begin none."""
LONGEST = max(map(len, (*PHRASES, *BOUND_PHRASES)))
WHEN: Mapping[str, str] = MappingProxyType(
    {" ".join(_keys(words)): sense for sense, listed in marks.WHEN.items() for words in _listed(listed)}
)
