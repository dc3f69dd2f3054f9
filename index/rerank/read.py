"""A passage as the ranker reads it: its words, the title of its unit, and its clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.rerank.terms import SYLLABLE, Triple, Words, triples_of, words_of
from index.types import Passage
from ingest.language.normalise import match_key

_UNIT = " › "
_CELL = " | "
_SENTENCE_END = re.compile(r"(?<=[.;:])\s+")
_NUMBERED = re.compile(r"(?:(?:phần|chương|mục|tiểu mục|điều|phụ lục)\s+)?[\divxlc]+[a-zđ]?[.):]?\s+|[a-zđ][.)]\s+")
_TITLE_CHARS = 200
_CLAUSE_CHARS = 400
"""A line is a clause, as laws print them; a longer one is a paragraph, whose sentences are."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence or an item of a list; `key` is its match key."""

    key: str
    words: Words


@dataclass(frozen=True, slots=True)
class Read:
    """`order` are the syllables of heading and text as they follow; `whole` and `triples` are made of them.

    `title` are the words that the passage is called by: its document's title and that of its own unit.
    """

    order: tuple[str, ...]
    whole: Words
    triples: frozenset[Triple]
    title: Words
    clauses: tuple[Clause, ...]


def read(passage: Passage) -> Read:
    """What there is to compare with questions. A passage may have no title; it has at least one clause."""
    text, heading = _keys(passage.text), _keys(passage.heading)
    order = SYLLABLE.findall(f"{heading}\n{text}")
    document = heading.partition("\n")[0] if "\n" in heading else ""
    clauses = [Clause(key, words_of(found)) for key in _clauses(text) if (found := SYLLABLE.findall(key))]
    return Read(
        tuple(order),
        words_of(order),
        triples_of(order),
        words_of(SYLLABLE.findall(f"{document}\n{title_of(heading, text)}")),
        tuple(clauses) or (Clause(text, words_of([])),),
    )


def _clauses(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield from [line] if len(line) <= _CLAUSE_CHARS else _SENTENCE_END.split(line)


def _keys(text: str) -> str:
    """The match key of every line: that of a whole text would be a single line."""
    return "\n".join(key for line in text.split("\n") if (key := match_key(line)))


def title_of(heading: str, text: str) -> str:
    """What the passage is about in a few words: its own first line where that is a heading, else its unit's title.

    Both are match keys; `heading` as `index.passages` makes it. Without a number; "" where there is neither.

    >>> title_of("12-nq/tu › i. mục tiêu › 1. nâng cao dân trí", "- đến năm 2030 đạt 98 %.")
    'nâng cao dân trí'
    >>> title_of("luật trồng trọt › điều 4", "điều 4. giống cây trồng" + chr(10) + "1. giống phải được công nhận.")
    'giống cây trồng'
    """
    first, _, rest = text.partition("\n")
    if rest and _is_title(first):
        return unnumbered(first)
    lines = [line for line in heading.split("\n") if _CELL not in line]
    units = [unit for line in lines for unit in line.split(_UNIT)]
    titles = [title for unit in reversed(units) if len(SYLLABLE.findall(title := unnumbered(unit))) >= 2]
    return titles[0] if titles else ""


def _is_title(line: str) -> bool:
    return len(line) <= _TITLE_CHARS and line[-1:] not in ".;:," and len(SYLLABLE.findall(unnumbered(line))) >= 2


def unnumbered(title: str) -> str:
    """A title or a clause without the number that it begins with; a match key.

    >>> unnumbered("điều 5. khen thưởng"), unnumbered("a) chi bộ"), unnumbered("chi bộ")
    ('khen thưởng', 'chi bộ', 'chi bộ')
    """
    found = _NUMBERED.match(title)
    return title[found.end() :] if found else title
