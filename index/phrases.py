"""Terms by which the lexical leg finds the passages that hold a phrase, however low these rank otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from index.query.lexicon import Lexicon
from index.query.operators import Phrase
from index.sparse import pair_term

_MOST_FORMS = 24
_MOST_GROUPS = 12
"""Each group is a query of its own; the rarest of a long phrase leave nothing for the others to sort out."""


def term_groups_of(phrases: Iterable[Phrase], lexicon: Lexicon) -> list[tuple[str, ...]]:
    """Groups of terms, the rarest first: what holds all the phrases has a term of every group. No phrases give none.

    A group is a pair of neighbouring syllables, or one syllable of a phrase that has no other or whose words may stand
    apart. What was typed without accents stands for every word that the archive is known to write with these letters;
    only then may a passage hold the phrase and have none of a group's terms.

    >>> term_groups_of([Phrase(("số", "hoá", "hồ", "sơ"))], Lexicon())
    [('số_hoá',), ('hoá_hồ',), ('hồ_sơ',)]
    """
    groups: dict[tuple[str, ...], int] = {}
    for phrase in phrases:
        forms = [_forms(word, lexicon) if phrase.is_bare else (word,) for word in phrase.words]
        if len(forms) == 1 or phrase.slack is not None:
            groups |= {each: sum(lexicon.syllables.get(form, 0) for form in each) for each in forms}
        else:
            pairs = [_pairs(firsts, seconds, lexicon) for firsts, seconds in pairwise(forms)]
            counts = [sum(lexicon.pairs.get(f"{a} {b}", 0) for a, b in each) for each in pairs]
            terms = [tuple(pair_term(a, b) for a, b in each) for each in pairs]
            groups |= dict(zip(terms, counts, strict=True))
    return sorted(groups, key=groups.__getitem__)[:_MOST_GROUPS]


def _forms(bare: str, lexicon: Lexicon) -> tuple[str, ...]:
    """As typed first, then what the archive writes with these letters, the frequent ones before the rare."""
    return tuple(dict.fromkeys((bare, *lexicon.by_bare.get(bare, ())[:_MOST_FORMS])))


def _pairs(firsts: Sequence[str], seconds: Sequence[str], lexicon: Lexicon) -> list[tuple[str, str]]:
    """As typed, and of all others those that stand side by side in the archive."""
    known = [(a, b) for a in firsts for b in seconds if f"{a} {b}" in lexicon.pairs]
    return [*dict.fromkeys([(firsts[0], seconds[0]), *known])]
