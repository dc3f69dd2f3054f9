"""Restricting a search by what mastheads and files say, and counting what there is to restrict by."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from index.levels import OfficeLevel
from index.standing import CURRENT, Validity
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
    met by nothing; `findings` are codes, of which a document has at least one. `levels` are values of `OfficeLevel`,
    `topics` names of the table of topics (`index.topics`), of which a document has at least one, `validity` values of
    `Validity` on the day `valid_on`; None is the scope's day, or today. `IN_FORCE` is "còn hiệu lực", `NOT_IN_FORCE`
    "hết hiệu lực". An unknown value of any of them is met by nothing.
    """

    kinds: frozenset[str] = frozenset()
    issuers: frozenset[str] = frozenset()
    issued_from: dt.date | None = None
    issued_to: dt.date | None = None
    formats: frozenset[str] = frozenset()
    findings: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    validity: frozenset[str] = frozenset()
    valid_on: dt.date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether every document passes."""
        return replace(self, valid_on=None) == Filter()

    def and_also(self, other: Filter) -> Filter:
        """What meets both, as far as one filter can say it: a condition that both have keeps the values of both, or
        the narrower dates; where the two leave nothing, `self` counts.

        >>> both = Filter(kinds=frozenset({"luật"})).and_also(Filter(kinds=frozenset({"luật", "lệnh"})))
        >>> sorted(both.kinds)
        ['luật']
        """
        sets = {
            name: (mine & theirs or mine) if mine and theirs else mine | theirs
            for name in ("kinds", "issuers", "formats", "findings", "levels", "topics", "validity")
            for mine, theirs in [(getattr(self, name), getattr(other, name))]
        }
        first = max((day for day in (self.issued_from, other.issued_from) if day), default=None)
        last = min((day for day in (self.issued_to, other.issued_to) if day), default=None)
        if first and last and first > last:
            first, last = self.issued_from, self.issued_to
        return Filter(issued_from=first, issued_to=last, valid_on=self.valid_on or other.valid_on, **sets)


IN_FORCE: frozenset[str] = CURRENT
NOT_IN_FORCE: frozenset[str] = frozenset({Validity.ENDED})


@dataclass(frozen=True, slots=True)
class Tally:
    """How many documents have these values; None where the masthead names none, or the format is unknown."""

    kind: str | None
    issuer: str | None
    year: int | None
    media_type: str
    documents: int
    level: str | None = None
    validity: str | None = None


@dataclass(frozen=True, slots=True)
class Facets:
    """Documents, all and by value, the most frequent value first and the latest year first.

    What a document does not say is counted under nothing. An issuer that is printed in several ways is one, under the
    commonest of them. Levels come from the widest to the narrowest; every document has one `validity`, what is in force
    first; under `topics` a document may be counted several times.
    """

    documents: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    issuers: Mapping[str, int] = field(default_factory=dict)
    years: Mapping[int, int] = field(default_factory=dict)
    formats: Mapping[str, int] = field(default_factory=dict)
    levels: Mapping[str, int] = field(default_factory=dict)
    topics: Mapping[str, int] = field(default_factory=dict)
    validity: Mapping[str, int] = field(default_factory=dict)


def format_of(media_type: str) -> str | None:
    """Our name of a media type; None for one that we do not read.

    >>> format_of("text/markdown"), format_of("image/png")
    ('text', None)
    """
    return _FORMATS.get(media_type)


def facets_of(tallies: Iterable[Tally], topics: Mapping[str, int] | None = None) -> Facets:
    """Tallies added up, in any order and with repetition; none give empty facets. `topics`: documents by topic."""
    total = 0
    kinds: Counter[str] = Counter()
    printed: Counter[str] = Counter()
    years: Counter[int] = Counter()
    formats: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    validity: Counter[str] = Counter()
    for each in tallies:
        total += each.documents
        kinds[each.kind or ""] += each.documents
        printed[each.issuer or ""] += each.documents
        years[each.year or 0] += each.documents
        formats[format_of(each.media_type) or ""] += each.documents
        levels[each.level or ""] += each.documents
        validity[each.validity or ""] += each.documents
    by_year = {year: years[year] for year in sorted(years, reverse=True) if year}
    return Facets(
        total,
        _ranked(kinds),
        _ranked(_one_name(printed)),
        by_year,
        _ranked(formats),
        {str(level): levels[level] for level in OfficeLevel if levels[level]},
        _ranked(topics or {}),
        {str(value): validity[value] for value in Validity if validity[value]},
    )


def _one_name(printed: Mapping[str, int]) -> Counter[str]:
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for name in sorted(printed, key=lambda name: (-printed[name], name)):
        counts[names.setdefault(match_key(name), name)] += printed[name]
    return counts


def _ranked(counts: Mapping[str, int]) -> dict[str, int]:
    return {value: counts[value] for value in sorted(counts, key=lambda value: (-counts[value], value)) if value}
