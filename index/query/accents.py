"""Accents that were not typed, put back from the archive's own words; accents that were typed count."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence

from index.query.keys import syllables_of_keys
from index.query.lexicon import Lexicon
from ingest.language.normalise import match_key, nfc, older_tones, strip_accents
from ingest.types import Span

_TOKEN = re.compile(r"[^\W\d_][^\W_]*")
_ACCENTED_SHARE = 0.7
"""Of the syllables of Vietnamese official text so many carry a mark (sample archive: 0.71)."""
_MOST_FORMS = 24


def restored(query: str, lexicon: Lexicon, keep: Sequence[Span] = ()) -> str:
    """`query` with its words as they were meant; what is typed in full, or unknown, stays as it stands.

    Each word's candidates are the archive's syllables with the same letters, no accent of the typed word contradicted,
    and what its keys would have given; the likeliest row of candidates is found by Viterbi's algorithm over the
    archive's pairs. Words in `keep` (document numbers, say) are left as they are. An empty query or lexicon gives the
    query back, composed (NFC) as the spans of `keep` must be counted.
    """
    if not lexicon.syllables:
        return query
    query = nfc(query)
    tokens = list(_TOKEN.finditer(query))
    omitted = _omission(tokens)
    rows = [_candidates(match_key(token[0]), lexicon, omitted) for token in tokens]
    for row, token in zip(rows, tokens, strict=True):
        if any(span.overlaps(Span(*token.span())) for span in keep):
            row.clear()
            row[match_key(token[0])] = 0.0
    best = _likeliest(rows, lexicon)
    parts: list[str] = []
    end = 0
    for token, chosen in zip(tokens, best, strict=True):
        kept = token[0] if match_key(token[0]) == chosen else _cased(chosen, token[0])
        parts += [query[end : token.start()], kept]
        end = token.end()
    return "".join([*parts, query[end:]])


def _omission(tokens: Sequence[re.Match[str]]) -> float:
    """How likely this writer leaves an accent out, from the share of bare words that the query has."""
    bare = sum(token[0].isascii() for token in tokens)
    share = (bare + 0.3) / (len(tokens) + 1.0)
    return min(0.98, max(0.01, (share - (1 - _ACCENTED_SHARE)) / _ACCENTED_SHARE))


def _candidates(typed: str, lexicon: Lexicon, omitted: float) -> dict[str, float]:
    """Possible meanings of a typed word, each with the log-likelihood of its having been typed so."""
    found = {typed: math.log(1 - omitted)}
    if any(letter.isdigit() for letter in typed) or typed not in lexicon.syllables:
        for keyed in syllables_of_keys(typed):
            meant = match_key(keyed)
            if any(letter.isdigit() for letter in typed):
                found |= {typed: math.log(0.001), meant: math.log(0.05)}
            for form in lexicon.by_bare.get(strip_accents(meant), ())[:_MOST_FORMS]:
                if _keeps(meant, form):
                    found[form] = math.log(0.9 if form == meant else 0.05)
    for form in lexicon.by_bare.get(strip_accents(typed), ())[:_MOST_FORMS]:
        if form != typed and _keeps(typed, form):
            found[form] = math.log(omitted)
    return found


def _keeps(typed: str, form: str) -> bool:
    """Whether every mark that was typed stands in the form as well, letter by letter."""
    if len(typed) != len(form):
        return False
    return all(_marks(mine) <= _marks(theirs) for mine, theirs in zip(typed, form, strict=True))


def _marks(letter: str) -> frozenset[str]:
    if letter == "đ":
        return frozenset("đ")
    return frozenset(unicodedata.normalize("NFD", letter)[1:])


def _likeliest(rows: Sequence[dict[str, float]], lexicon: Lexicon) -> list[str]:
    if not rows:
        return []
    scores = {form: typed + lexicon.log_probability(form, None) for form, typed in rows[0].items()}
    back: list[dict[str, str]] = []
    for row in rows[1:]:
        reached: dict[str, float] = {}
        came: dict[str, str] = {}
        for form, typed in row.items():
            before = max(scores, key=lambda previous: scores[previous] + lexicon.log_probability(form, previous))
            reached[form] = scores[before] + lexicon.log_probability(form, before) + typed
            came[form] = before
        scores = reached
        back.append(came)
    best = [max(scores, key=lambda form: scores[form])]
    for came in reversed(back):
        best.append(came[best[-1]])
    return best[::-1]


def _cased(form: str, typed: str) -> str:
    form = older_tones(form)
    if typed.isupper() and len(typed) > 1:
        return form.upper()
    return form.capitalize() if typed[0].isupper() else form
