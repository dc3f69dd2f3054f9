"""Restricting a search by what mastheads and files say, and counting what there is to restrict by."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ingest import media
from ingest.language.normalise import match_key

MEDIA_TYPES: Mapping[str, tuple[str, ...]] = {
    "pdf": (media.PDF,),
    "word": (media.DOCX, media.DOC, media.ODT, media.RTF),
    "web": (media.HTML,),
    "text": (media.TEXT, media.MARKDOWN),
    "sheet": (media.XLSX, media.XLS, media.CSV),
    "slides": (media.PPTX, media.PPT),
}
"""Our names of formats; every media type that is read stands under one of them."""
_FORMATS = {media_type: name for name, types in MEDIA_TYPES.items() for media_type in types}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which documents are searched: those that meet every condition. An empty condition restricts nothing.

    `kinds` in lower case as mastheads are read ("nghị quyết"); `issuers` by name, case and place of tones aside; dates
    of issue inclusive, a document without one meets neither; `formats` are names of `MEDIA_TYPES`, an unknown one is
    met by nothing; `findings` are codes, of which a document has at least one.
    """

    kinds: frozenset[str] = frozenset()
    issuers: frozenset[str] = frozenset()
    issued_from: dt.date | None = None
    issued_to: dt.date | None = None
    formats: frozenset[str] = frozenset()
    findings: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether every document passes."""
        return self == Filter()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many documents have these values; None where the masthead names none, or the format is unknown."""

    kind: str | None
    issuer: str | None
    year: int | None
    media_type: str
    documents: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Documents, all and by value, the most frequent value first and the latest year first.

    What a document does not say is counted under nothing. An issuer that is printed in several ways is one, under the
    commonest of them.
    """

    documents: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    issuers: Mapping[str, int] = field(default_factory=dict)
    years: Mapping[int, int] = field(default_factory=dict)
    formats: Mapping[str, int] = field(default_factory=dict)


def format_of(media_type: str) -> str | None:
    """Our name of a media type; None for one that we do not read.

    >>> format_of("text/markdown"), format_of("image/png")
    ('text', None)
    """
    return _FORMATS.get(media_type)


def facets_of(tallies: Iterable[Tally]) -> Facets:
    """Tallies added up, in any order and with repetition; none give empty facets."""
    total = 0
    kinds: Counter[str] = Counter()
    printed: Counter[str] = Counter()
    years: Counter[int] = Counter()
    formats: Counter[str] = Counter()
    for each in tallies:
        total += each.documents
        kinds[each.kind or ""] += each.documents
        printed[each.issuer or ""] += each.documents
        years[each.year or 0] += each.documents
        formats[format_of(each.media_type) or ""] += each.documents
    by_year = {year: years[year] for year in sorted(years, reverse=True) if year}
    return Facets(total, _ranked(kinds), _ranked(_one_name(printed)), by_year, _ranked(formats))


def _one_name(printed: Mapping[str, int]) -> Counter[str]:
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for name in sorted(printed, key=lambda name: (-printed[name], name)):
        counts[names.setdefault(match_key(name), name)] += printed[name]
    return counts


def _ranked(counts: Mapping[str, int]) -> dict[str, int]:
    return {value: counts[value] for value in sorted(counts, key=lambda value: (-counts[value], value)) if value}
