"""The documents and units that a question names, as far as an archive has them and its reader may see them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.catalogue.catalogue import Catalogue
from index.catalogue.reading import Identity
from index.query.addresses import Address, sections_at
from index.query.mentions import Mention, is_named_by
from index.query.understanding import Part, Understood
from index.types import Scope
from ingest.language.normalise import match_key
from ingest.types import Span

LAWS = ("hiến pháp", "bộ luật", "luật", "pháp lệnh")
"""Types whose documents are called by their titles: "Luật Đất đai"."""
_NAMES_A_LAW = re.compile(rf"\b(?:{'|'.join(LAWS)})\b")
_YEAR = re.compile(r"\W*(?:năm )?((?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True)
class Place:
    """A unit that was named, by the span of its section."""

    document_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Named:
    """`documents` are ids, in no order; `places` the units in them that the question names.

    `unknown` are numbers of no document that this reader may see. `missing` are addresses that none of the named
    documents has; with no document named, an address leads nowhere and is neither.
    """

    documents: frozenset[str] = field(default_factory=frozenset)
    places: tuple[Place, ...] = ()
    unknown: tuple[Mention, ...] = ()
    missing: tuple[Address, ...] = ()


def named_in(said: Understood, catalogue: Catalogue, scope: Scope) -> Named:
    """What the question names; an empty `Named` when it names nothing."""
    known = catalogue.numbered({mention.serial for mention in said.mentions}, scope)
    by_number = {mention: {each.document_id for each in known if _is_named(mention, each)} for mention in said.mentions}
    documents = _laws(said, catalogue, scope).union(*by_number.values())
    places: list[Place] = []
    missing: list[Address] = []
    if said.addresses and documents:
        sections = {document_id: catalogue.sections_of(document_id, scope) for document_id in sorted(documents)}
        for address in said.addresses:
            found = [
                Place(document_id, sections[document_id][at].span)
                for document_id in sections
                for at in sections_at(sections[document_id], address)
            ]
            places += found
            missing += [] if found else [address]
    unknown = tuple(mention for mention, found in by_number.items() if not found)
    return Named(frozenset(documents), tuple(places), unknown, tuple(missing))


def _is_named(mention: Mention, document: Identity) -> bool:
    year = document.issued_on.year if document.issued_on else None
    return is_named_by(mention, document.number_key or "", document.kind, year)


def _laws(said: Understood, catalogue: Catalogue, scope: Scope) -> set[str]:
    """Laws that the question calls by title, the longest title that fits: "Luật Đất đai", not "Luật Đất"."""
    key = match_key(said.words)
    if Part.NUMBERS in said.literal or not _NAMES_A_LAW.search(key):
        return set()
    called = sorted(_called(key, catalogue.of_kinds(LAWS, scope)), key=lambda item: -len(item[0]))
    chosen: set[str] = set()
    taken: list[tuple[int, int]] = []
    for name, at, document in called:
        start, end = at, at + len(name)
        if any(start < last and first < end and (first, last) != (start, end) for first, last in taken):
            continue
        taken.append((start, end))
        year = _YEAR.match(key, end)
        if not (year and document.issued_on and document.issued_on.year != int(year[1])):
            chosen.add(document.document_id)
    return chosen


def _called(key: str, laws: Sequence[Identity]) -> Iterator[tuple[str, int, Identity]]:
    for law in laws:
        kind, title = law.kind or "", match_key(law.title or "")
        name = title if title.startswith(kind) else f"{kind} {title}"
        for match in re.finditer(rf"\b{re.escape(name)}\b", key):
            yield name, match.start(), law
