"""Which words of a text are those that a query asked for: accents that were typed count, others match any."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from index.query.understanding import Understood
from ingest.types import Span

WORD = re.compile(r"\w+")
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
Option = tuple[bool, str]
"""Whether marks are left out of a syllable, and its form."""


@lru_cache(maxsize=1 << 15)
def key(syllable: str) -> str:
    """Equal for the two schools of tone placement (hoà, hòa): letters first, the tone last.

    >>> key("hoà") == key("Hòa"), key("hoà") == key("hoa")
    (True, False)
    """
    decomposed = unicodedata.normalize("NFD", syllable.lower())
    return "".join(letter for letter in decomposed if letter not in TONES) + "".join(
        letter for letter in decomposed if letter in TONES
    )


@lru_cache(maxsize=1 << 15)
def bare(syllable: str) -> str:
    """Without any mark, đ as d."""
    decomposed = unicodedata.normalize("NFD", syllable.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).replace("đ", "d")


def matches(asked: str, found: str) -> bool:
    """Whether a syllable of the query is one of the text; one typed without marks matches any."""
    return bare(asked) == bare(found) if is_bare(asked) else key(asked) == key(found)


def is_bare(syllable: str) -> bool:
    """Whether it was typed without any mark."""
    return bare(syllable) == syllable.lower()


def marks_of(text: str, query: str, *, lone: bool = True) -> tuple[Span, ...]:
    """Runs of two or more neighbouring syllables of the query, and its numbers; lone syllables where there are no runs.

    A lone Vietnamese syllable stands in every second sentence, so marking it says nothing. Without `lone` none is.
    """
    words, pairs = _asked_for(query)
    found = list(WORD.finditer(text))
    options = [_options(word[0]) for word in found]
    hits = [at for at, them in enumerate(options) if not words.isdisjoint(them)]
    kept = {
        index
        for at in hits
        if at + 1 < len(found) and any((one, other) in pairs for one in options[at] for other in options[at + 1])
        for index in (at, at + 1)
    }
    kept |= {at for at in hits if any(letter.isdigit() for letter in found[at][0])}
    if lone and not kept:
        kept = set(hits)
    return _joined([Span(*found[at].span()) for at in sorted(kept)], text)


def marks_as_understood(text: str, said: Understood) -> tuple[Span, ...]:
    """What was asked for as it was understood: its words, its abbreviations as typed and in every meaning.

    Spans in `text`, sorted and disjoint; none where nothing of it stands there.
    """
    marks = list(marks_of(text, said.meaning))
    for each in said.expansions:
        marks += marks_of(text, each.span.of(said.words))
        for meaning in each.meanings[1:]:
            marks += marks_of(text, meaning, lone=False)
    return _merged(marks, text)


def missing_from(text: str, said: Understood) -> tuple[str, ...]:
    """Words of the query that do not stand in the text, each once and as it was understood.

    What names a document or a unit, and abbreviations, are not looked for: the text need not hold them.
    """
    found = WORD.findall(text)
    with_marks, without = {key(word) for word in found}, {bare(word) for word in found}
    return tuple(
        word
        for word in _looked_for(said)
        if (bare(word) not in without if is_bare(word) else key(word) not in with_marks)
    )


@lru_cache(maxsize=64)
def _looked_for(said: Understood) -> tuple[str, ...]:
    """The query's words in small letters, each once, without those that name something."""
    apart = [each.span for group in (said.mentions, said.addresses, said.expansions) for each in group]
    words = WORD.finditer(said.words)
    asked = (word[0].lower() for word in words if not any(span.overlaps(Span(*word.span())) for span in apart))
    return tuple(dict.fromkeys(asked))


@lru_cache(maxsize=64)
def _asked_for(query: str) -> tuple[frozenset[Option], frozenset[tuple[Option, Option]]]:
    """The query's syllables and its pairs of neighbours; one typed without marks is asked for without them."""
    asked = [(True, bare(word)) if is_bare(word) else (False, key(word)) for word in WORD.findall(query)]
    return frozenset(asked), frozenset(pairwise(asked))


def _options(syllable: str) -> tuple[Option, Option]:
    """As what a syllable of a text may have been asked for."""
    return (True, bare(syllable)), (False, key(syllable))


def _merged(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return _joined(merged, text)


def _joined(spans: list[Span], text: str) -> tuple[Span, ...]:
    """Neighbours with nothing but space between them become one."""
    joined: list[Span] = []
    for span in spans:
        if joined and text[joined[-1].end : span.start].isspace():
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)
