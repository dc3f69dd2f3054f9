"""Questions made of official texts: the heading of a unit, to be led to the clauses that it heads.

No person asked these questions and no test holds them, so that what is learned of them may be shipped. A heading says
in other words, and in the fewest, what its clauses are about, as a question does; the clauses stand without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.language.normalise import match_key
from ingest.types import Document, Level, Section

_LEAST_CHARS, _MOST_CHARS = 300, 6000
_BODY_CHARS = 150
_WORDS = (5, 30)


@dataclass(frozen=True, slots=True)
class Headed:
    """A unit's heading and the text under it; `document` is the title of its document."""

    document: str
    heading: str
    text: str


def headed_units(documents: Iterable[Document], most: int) -> list[Headed]:
    """The first `most` units of each document that has a title, in reading order."""
    found: list[Headed] = []
    for document in documents:
        if document.facts.title is not None:
            found += list(_headed(document, document.facts.title.value))[:most]
    return found


def asked(units: Iterable[Headed]) -> list[int]:
    """Which of them to ask for, by their 0-based position: those whose heading no other has ("Phạm vi điều chỉnh")."""
    listed = [match_key(unit.heading) for unit in units]
    counts = Counter(listed)
    return [at for at, heading in enumerate(listed) if counts[heading] == 1]


def units_of(document: Document) -> Iterator[Section]:
    """The titled units of a middle size that do not lie in one another: each Điều, elsewhere the outermost ones."""
    has_dieu = any(section.level is Level.DIEU for section in document.sections)
    end = 0
    for section in document.sections:
        fits = _LEAST_CHARS <= len(section.span) <= _MOST_CHARS and section.title
        if fits and section.span.start >= end and (section.level is Level.DIEU or not has_dieu):
            end = section.span.end
            yield section


def _headed(document: Document, title: str) -> Iterator[Headed]:
    for unit in units_of(document):
        heading = unit.title.strip(" .:;")
        _, _, text = unit.span.of(document.text).partition("\n")
        if len(text) >= _BODY_CHARS and _WORDS[0] <= len(heading.split()) <= _WORDS[1]:
            yield Headed(title, heading, text)
