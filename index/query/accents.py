"""Accents that were not typed, put back from the archive's own words; accents that were typed count.

Who types accents types them throughout, or from some word on: whether they are being typed is a hidden state that
changes seldom, and is found together with the words. A bare word among accented ones is therefore most likely meant as
it is ("con gái"), in a bare question it may be any word of its letters.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.query.dictionary import NO_DICTIONARY, Dictionary
from index.query.keys import syllables_of_keys
from index.query.language import Language
from index.query.lexicon import Lexicon
from index.query.marks import keeps_marks
from index.query.taken import Taken
from ingest.language.normalise import match_key, nfc, older_tones, strip_accents
from ingest.types import Span

_TOKEN = re.compile(r"[^\W\d_][^\W_]*")
_FARTHEST = 8.0
"""What is less likely than the best so far by this much, in natural logarithms, is given up."""

_PAUSE = re.compile(r"[,;:.?!()]")

Likelihood = tuple[float, float]
"""Logarithms of the likelihood of a typed word: from a writer who is typing accents, and from one who is not."""
_Came = tuple[str, int]
"""A form of the word before, and the state of its writer: 0 typing accents, 1 not."""


@dataclass(frozen=True, slots=True)
class Typing:
    """How people type, as probabilities. `left_out`: one who types accents types a word without any; `left_half`:
    without one of its marks. `typed_alone`: one who types none types a word in full. `changes`: one begins or ceases to
    type them at a word; `starts_bare`: types none at the first.

    Chosen on 400 sentences of Party documents that were not counted, 400 questions of XQuAD and 300 of ALQAC 2024, all
    accents stripped, half, one word, none: `left_out` of 0.001 to 0.03 and `changes` of 0.01 to 0.1 trade words put
    back (one in a question: 0.76 to 0.86 on XQuAD) for right words changed (2.6 to 8 in 1,000 there).
    """

    left_out: float = 0.02
    left_half: float = 0.0005
    typed_alone: float = 0.02
    changes: float = 0.03
    starts_bare: float = 0.3


def restored(
    query: str,
    lexicon: Lexicon,
    keep: Sequence[Span] = (),
    dictionary: Dictionary = NO_DICTIONARY,
    typing: Typing = Typing(),
) -> str:
    """`query` with its words as they were meant; what is typed in full, or unknown, stays as it stands.

    Each word's candidates are the syllables of archive and dictionary with the same letters, no accent of the typed
    word contradicted, and what its keys would have given; the likeliest row of candidates is found by Viterbi's
    algorithm over the pairs of both. Words in `keep` (document numbers, say) are left as they are. An empty query or
    lexicon gives the query back, composed (NFC) as the spans of `keep` must be counted.
    """
    if not lexicon.syllables:
        return query
    query = nfc(query)
    tokens = list(_TOKEN.finditer(query))
    language = Language(lexicon, dictionary)
    rows = [_candidates(match_key(token[0]), language, typing) for token in tokens]
    kept_spans = Taken(keep)
    for row, token in zip(rows, tokens, strict=True):
        if kept_spans.overlaps(Span(*token.span())):
            row.clear()
            row[match_key(token[0])] = (0.0, 0.0)
    for at in _ends(query, tokens):
        rows[at] = {form: (typed[0] + (end := language.ends(form)), typed[1] + end) for form, typed in rows[at].items()}
    parts: list[str] = []
    end = 0
    for token, chosen in zip(tokens, _likeliest(rows, language, typing), strict=True):
        kept = token[0] if match_key(token[0]) == chosen else _cased(chosen, token[0])
        parts += [query[end : token.start()], kept]
        end = token.end()
    return "".join([*parts, query[end:]])


def _ends(query: str, tokens: Sequence[re.Match[str]]) -> Iterator[int]:
    """Which words are the last before a pause; the last of all is one."""
    for at, token in enumerate(tokens):
        if at + 1 == len(tokens) or _PAUSE.search(query, token.end(), tokens[at + 1].start()):
            yield at


def _candidates(typed: str, language: Language, typing: Typing) -> dict[str, Likelihood]:
    """Possible meanings of a typed word, each with the likelihood of its having been typed so."""
    is_bare = typed.isascii()
    found: dict[str, Likelihood] = {typed: (0.0, 0.0 if is_bare else math.log(typing.typed_alone))}
    has_digit = any(letter.isdigit() for letter in typed)
    if has_digit or not language.knows(typed):
        for keyed in syllables_of_keys(typed):
            meant = match_key(keyed)
            if has_digit:
                found |= {typed: _alike(0.001), meant: _alike(0.05)}
            for form in language.forms_of(strip_accents(meant)):
                if keeps_marks(meant, form):
                    found[form] = _alike(0.9 if form == meant else 0.05)
    other = (math.log(typing.left_out), 0.0)
    if not is_bare:
        other = (math.log(typing.left_half), math.log(typing.typed_alone * 0.3))
    for form in language.forms_of(strip_accents(typed)):
        if form != typed and keeps_marks(typed, form):
            found[form] = other
    return found


def _alike(probability: float) -> Likelihood:
    return math.log(probability), math.log(probability)


def _likeliest(rows: Sequence[dict[str, Likelihood]], language: Language, typing: Typing) -> list[str]:
    """The row of forms that is likeliest together with the states of the writer."""
    if not rows:
        return []
    in_full, bare = math.log(1 - typing.starts_bare), math.log(typing.starts_bare)
    scores = {
        form: (in_full + typed[0] + (alone := language.alone(form)[1]), bare + typed[1] + alone)
        for form, typed in rows[0].items()
    }
    back: list[dict[str, tuple[_Came, _Came]]] = []
    for row in rows[1:]:
        scores, came = _next(scores, row, language, typing)
        back.append(came)
    form, state = max(((form, state) for form in scores for state in (0, 1)), key=lambda at: scores[at[0]][at[1]])
    best = [form]
    for came in reversed(back):
        form, state = came[form][state]
        best.append(form)
    return best[::-1]


def _next(
    scores: dict[str, Likelihood], row: dict[str, Likelihood], language: Language, typing: Typing
) -> tuple[dict[str, Likelihood], dict[str, tuple[_Came, _Came]]]:
    """Scores of the forms of the next word in both states, and which form and state each came from."""
    stays, changes = math.log(1 - typing.changes), math.log(typing.changes)
    least = max(map(max, scores.values())) - _FARTHEST
    into = [
        (before, max((full + stays, 0), (bare + changes, 1)), max((full + changes, 0), (bare + stays, 1)))
        for before, (full, bare) in scores.items()
        if full >= least or bare >= least
    ]
    reached: dict[str, Likelihood] = {}
    came: dict[str, tuple[_Came, _Came]] = {}
    for form, (typed_full, typed_bare) in row.items():
        best_full = best_bare = -math.inf
        from_full = from_bare = ("", 0)
        for before, full, bare in into:
            likely = language.after(before, form)
            if full[0] + likely > best_full:
                best_full, from_full = full[0] + likely, (before, full[1])
            if bare[0] + likely > best_bare:
                best_bare, from_bare = bare[0] + likely, (before, bare[1])
        reached[form] = best_full + typed_full, best_bare + typed_bare
        came[form] = from_full, from_bare
    return reached, came


def _cased(form: str, typed: str) -> str:
    form = older_tones(form)
    if typed.isupper() and len(typed) > 1:
        return form.upper()
    return form.capitalize() if typed[0].isupper() else form
